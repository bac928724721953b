"""What a renderer works with, and what it gives back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from programme.model import Programme
from programme.schedule import Schedule
from rules.access import Viewer
from rules.address import Address
from rules.keeping import Keeping
from storage import people, schedules
from storage.connection import Connection
from texts.catalogue import Translator
from texts.escaping import Markup
from texts.message import Message
from texts.notice import Terms, terms_of
from texts.plainly import plainly


class Menu(Struct, frozen=True):
    """The command menu of one chat: (command, description) pairs; None takes the chat's own menu away."""

    commands: Sequence[tuple[str, str]] | None


class TakenAway(Struct, frozen=True):
    """The bot's own messages with these ids, at most 100, go from the chat."""

    messages: Sequence[int]


class Emptied(Struct, frozen=True):
    """The words that stand in the place of whatever the message to edit holds, also of a file in it."""

    words: Markup


class Sign(Struct, frozen=True):
    """Shows for a moment that the bot is there, and leaves nothing."""


class CheckInShown(Struct, frozen=True):
    """A message that shows a check-in: at which step, so that a typed text finds its question, and which version."""

    message: Message
    check_in_id: int
    step: str | None
    version: int


class Named(Struct, frozen=True):
    """A message with the names that Telegram shows of people now: asked as it is sent, and kept nowhere.

    whose: by the mark in the text that each stands for.
    """

    message: Message
    whose: Mapping[str, Address]


class NotNow(Struct, frozen=True):
    """Nobody wants to hear this now; it is said at that moment."""

    until: datetime


#: What goes to Telegram.
Said = Message | Named | CheckInShown | Menu | TakenAway | Emptied | Sign
Rendered = Said | NotNow | None


def spoken_plainly(rendered: Rendered, *, is_edit: bool) -> Rendered:
    """The same for somebody who has it read aloud."""
    if isinstance(rendered, CheckInShown | Named):
        return replace(rendered, message=plainly(rendered.message, is_edit=is_edit))
    return plainly(rendered, is_edit=is_edit) if isinstance(rendered, Message) else rendered


class Envelope(Protocol):
    """What a renderer knows of an outbox row, besides the payload in it; see storage.sending.Row."""

    @property
    def person_id(self) -> int | None: ...
    @property
    def address(self) -> Address: ...
    @property
    def edits(self) -> int | None: ...
    @property
    def attempt(self) -> int: ...
    @property
    def lane(self) -> int: ...
    @property
    def planned_for(self) -> datetime | None: ...
    @property
    def plain(self) -> bool: ...


class RenderingContext(Struct, frozen=True):
    """A payload about to be said: to whom, in which language, in which transaction. voices: of the other languages."""

    connection: Connection
    row: Envelope
    t: Translator
    programme: Programme
    minimum_group: int
    bot_username: str
    now: datetime
    keeping: Keeping = Keeping()
    printed: Translator | None = None
    voices: Callable[[str], Translator] | None = None

    def voice(self, language: str | None) -> Translator:
        """Of who reads in this language what is passed on to them."""
        return self.voices(language) if self.voices and language else self.t

    @property
    def local_now(self) -> datetime:
        """Now, on the programme's clock."""
        return self.now.astimezone(ZoneInfo(self.programme.schedule.timezone))

    def local_day(self, at: datetime) -> date:
        """The day of an aware time, on the programme's calendar."""
        return at.astimezone(ZoneInfo(self.programme.schedule.timezone)).date()

    @property
    def in_print(self) -> Translator:
        """The voice of what a practice gives to others: the programme's first language, whoever asks for it."""
        return self.printed or self.t

    def terms(self, practice: str | None) -> Terms:
        """What the notice says of what the owner decided, in the practice of this slug."""
        return terms_of(self.programme, practice, self.keeping, self.minimum_group)

    async def schedule(self, practice_id: int | None = None) -> Schedule:
        """The schedule in force in this practice; None: the one of all that have no own rhythm."""
        return await schedules.in_force(self.connection, self.programme.schedule, practice_id)

    async def viewer(self) -> Viewer | None:
        """To whom it is said, and what they may do now; None for a chat without a person."""
        person_id = self.row.person_id
        return await people.viewer_by_id(self.connection, person_id) if person_id is not None else None
