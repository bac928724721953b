"""What people look at rather than read: poster, pictures, spreadsheets, reports. Values in, bytes out."""
