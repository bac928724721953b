"""In which language the bot speaks."""

from rules.payloads.payload import Payload, payload


@payload("language")
class Languages(Payload):
    """Which one?"""

    page: int = 0


@payload("language_set")
class LanguageSet(Payload):
    """From now on this one."""
