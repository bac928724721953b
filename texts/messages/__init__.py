"""What the bot says, one topic per file: pure functions from values to a message."""
