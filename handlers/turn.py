"""One update's turn: the transaction it is handled in, who it is from, and what is said back."""

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from handlers.happened import Happened
from handlers.round_control import RoundControl
from programme.model import Programme
from programme.schedule import Schedule
from rules.access import Viewer
from rules.keeping import Keeping
from rules.payloads.payload import Payload
from rules.telling import MINIMUM_GROUP
from storage import outbox, people, schedules
from storage.connection import Connection
from texts.catalogue import Translator


class NotYet(Exception):
    """This update cannot be judged at this moment; it is handled again a little later."""

    def __init__(self, pause: timedelta) -> None:
        super().__init__()
        self.pause = pause


class Policy(Struct, frozen=True):
    """The same for every update: what the owner decided for this bot, and who opens and closes rounds."""

    programme: Programme
    round_control: RoundControl
    registration: Literal["invite", "open"] = "invite"
    minimum_group: int = MINIMUM_GROUP
    keeping: Keeping = Keeping()


@dataclass(slots=True)
class Turn:
    """What a handler works with. Everything it says goes into the outbox, in the same transaction.

    t: the words of the viewer's language. around: those of the programme's first one, which is spoken around them.
    toast: a key of texts.messages.toasts, shown for a moment where the person tapped.
    failure: what a handler raised, kept by the dispatcher so that the transaction rolls back.
    work_came: there is something to do in the background, once this is committed.
    has_missed: until now the viewer could not be reached.
    erased: somebody's bytes are to go from the files as well, once this is committed.
    """

    connection: Connection
    happened: Happened
    viewer: Viewer
    now: datetime
    policy: Policy
    t: Translator
    around: Translator
    toast: str | None = None
    failure: BaseException | None = field(default=None, repr=False)
    work_came: bool = False
    erased: bool = False
    has_missed: bool = False

    @property
    def programme(self) -> Programme:
        return self.policy.programme

    async def schedule(self, practice_id: int | None = None) -> Schedule:
        """The schedule in force in this practice; None: the one of all that have no own rhythm."""
        return await schedules.in_force(self.connection, self.programme.schedule, practice_id)

    async def say(self, payload: Payload, *, edits: int | None = None) -> None:
        """Says something to the viewer: in a new message, or by editing message `edits`."""
        await outbox.add(self.connection, payload, now=self.now, person_id=self.viewer.person_id, edits=edits)

    async def show(self, payload: Payload) -> None:
        """Says it in the message whose button was tapped; in a new one, below the words, when they were typed."""
        await self.say(payload, edits=self.tapped if self.is_tap else None)

    async def wait_for(self, awaiting: str | None) -> None:
        """The next typed text is this; None: it belongs to the open question again."""
        if awaiting != self.viewer.awaiting:
            await people.wait_for(self.connection, self.viewer.person_id, awaiting)
            self.viewer = replace(self.viewer, awaiting=awaiting)

    @property
    def is_tap(self) -> bool:
        """Whether a button was tapped. Who typed its words looks below them for what comes of it."""
        return self.happened.button is not None and not self.happened.message_id

    @property
    def tapped(self) -> int | None:
        """The id of the message whose button was tapped, or named in words."""
        return self.happened.tapped


Handler = Callable[[Turn], Awaitable[None]]

#: The turn under way, for who is called with an update only.
current: ContextVar[Turn] = ContextVar("turn")
