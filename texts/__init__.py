"""Everything the bot says: catalogues per language, messages with their keyboards, callback data both ways."""
