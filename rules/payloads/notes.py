"""Short replies without buttons."""

from typing import Literal

from rules.payloads.payload import Payload, payload

#: In which a text belongs to no question.
Moment = Literal[
    "stranger",
    "left",
    "stopped",
    "bereaved",
    "leading",
    "contact",
    "pausing",
    "declined",
    "finished",
    "early",
    "closed",
    "waiting",
]


@payload("note")
class Note(Payload):
    """The text note.`key`. limit, length, kind, missing: what some of them name."""

    key: str
    limit: int | None = None
    length: int | None = None
    kind: str | None = None
    missing: str | None = None


@payload("notice")
class Notice(Payload):
    """The words notice.`key`, which pop up at a tap, in a message: to who typed instead of tapping."""

    key: str


@payload("not_kept")
class NotKept(Payload):
    """A text was typed to which no question belongs; what to do instead. kind: of what was sent, when it is no text."""

    moment: Moment
    kind: str | None = None


@payload("private_only")
class PrivateOnly(Payload):
    """To a group."""
