"""Short replies without buttons."""

from rules.payloads.payload import Payload, payload


@payload("note")
class Note(Payload):
    """The text note.`key`. limit, length, kind: what some of them name."""

    key: str
    limit: int | None = None
    length: int | None = None
    kind: str | None = None


@payload("private_only")
class PrivateOnly(Payload):
    """To a group."""
