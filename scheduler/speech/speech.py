"""What a renderer works with, and what it gives back."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from programme.model import Programme
from rules.access import Viewer
from storage.connection import Connection
from storage.outbox import Row
from texts.catalogue import Translator
from texts.message import Message


@dataclass(frozen=True, slots=True)
class Menu:
    """The command menu of one chat: (command, description) pairs; None takes the chat's own menu away."""

    commands: Sequence[tuple[str, str]] | None


@dataclass(frozen=True, slots=True)
class CheckInShown:
    """A message that shows a check-in: at which step, so that a typed text finds its question."""

    message: Message
    check_in_id: int
    step: str | None


Rendered = Message | CheckInShown | Menu | None


@dataclass(frozen=True, slots=True)
class Speech:
    """A row about to be said: to whom (None: a chat without a person), in which language, in which transaction."""

    connection: Connection
    row: Row
    viewer: Viewer | None
    t: Translator
    programme: Programme
    minimum_group: int
    bot_username: str
    now: datetime

    @property
    def subject_id(self) -> int:
        assert self.row.subject_id is not None
        return self.row.subject_id


#: None: there is nothing to say any more, the row is cancelled.
Renderer = Callable[[Speech], Awaitable[Rendered]]
