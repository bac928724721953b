"""The last word of a bot that others take over from."""

from texts.catalogue import Translator
from texts.message import Button, Message


def moved(t: Translator, username: str) -> Message:
    """Where the bot goes on, and what to do there."""
    return Message(t("moved.farewell"), ((Button(t("moved.go"), url=f"https://t.me/{username}?start"),),))
