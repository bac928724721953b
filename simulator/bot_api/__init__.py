"""The side the bots come to: requests in, Telegram's answers and refusals out."""
