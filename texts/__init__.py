"""Everything the bot says: catalogues, messages with their keyboards, callback data both ways."""
