"""Text as Telegram keeps it: plain, with entities counted in UTF-16 units."""
