"""Tables, queries, migrations. Knows no Telegram."""
