"""The bot on this machine alone: a simulator instead of Telegram, filled with examples, to try and to tell from."""


class Trouble(Exception):
    """The demo or the story cannot go on; the message is one line for whoever started it."""
