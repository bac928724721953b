"""The core theme of a practice."""

from rules.payloads.payload import Payload, payload


@payload("theme", subject="practice_id")
class CoreTheme(Payload):
    """What it is; just `changed`: without asking for another one."""

    practice_id: int
    changed: bool = False
