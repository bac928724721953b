"""A while without check-ins."""

from rules.payloads.payload import Payload, payload


@payload("pause_why")
class PauseWhy(Payload):
    """Why?"""


@payload("pause_how_long")
class PauseHowLong(Payload):
    """For how long?"""

    reason: str


@payload("pause_until")
class PauseUntil(Payload):
    """Until which day? again: what was typed was none."""

    reason: str
    again: bool = False


@payload("paused")
class Paused(Payload):
    """Until when it lasts. reason: it was chosen just now, and may the coordinator know?"""

    reason: str | None = None


@payload("bereaved_question")
class BereavementQuestion(Payload):
    """Somebody's loved one has died: shall everything stop?"""


@payload("resumed")
class Resumed(Payload):
    """Back again."""


@payload("pause_ends")
class PauseEnds(Payload):
    """On the evening before. back_on: the day in ISO 8601."""

    back_on: str


@payload("pause_shared", subject="person_id")
class PauseShared(Payload):
    """To a coordinator: this person pauses, and why."""

    person_id: int


@payload("bereaved")
class Bereaved(Payload):
    """To who has lost their loved one."""
