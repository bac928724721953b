"""Time: opens and closes rounds; the sender, the only voice towards Telegram."""
