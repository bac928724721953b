"""What waits in the outbox is put into words and sent: the only part that speaks to Telegram."""
