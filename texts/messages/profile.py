"""How the bot introduces itself in Telegram, before anybody has started it: plain text, no HTML."""

from texts.catalogue import Translator
from texts.escaping import plain, shortened

#: What Telegram allows.
NAME, DESCRIPTION, SHORT_DESCRIPTION = 64, 512, 120


def name(t: Translator) -> str:
    return shortened(plain(t("profile.name")), NAME - 1)


def description(t: Translator) -> str:
    """On the empty screen, above the Start button."""
    return plain(t("profile.description"))[:DESCRIPTION]


def short_description(t: Translator) -> str:
    """On the bot's profile page, and where somebody shares the bot."""
    return plain(t("profile.short_description"))[:SHORT_DESCRIPTION]
