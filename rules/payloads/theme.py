"""The core theme of a practice."""

from rules.payloads.payload import Payload, payload


@payload("theme", subject="practice_id")
class CoreTheme(Payload):
    """What it is; just `changed`: with what it was."""

    practice_id: int
    changed: bool = False
