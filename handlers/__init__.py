"""One update in: who is it, what may they do, what changed, what to say. Never speaks to Telegram."""
