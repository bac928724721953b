"""Words for everybody in a practice: written, seen as others will see them, then sent or not."""

from collections.abc import Callable

from msgspec import Struct

from handlers.desk import note_change
from handlers.refusals import NotYours
from handlers.turn import Turn
from rules.payloads.notes import Note
from rules.payloads.payload import Payload
from rules.seen import fingerprint
from storage import outbox, practices
from storage.drafts import Draft, Drafts
from storage.outbox import Lane


class Drafting(Struct, frozen=True):
    """Where such words are kept, the screen that shows them, what is said when they go away, and the audit's word."""

    drafts: Drafts
    screen: Callable[[int], Payload]
    withdrawn: str
    action: str

    async def write(self, turn: Turn, practice_id: int, text: str) -> None:
        """A draft, or a new version; it is said when the one before does not go out now. Closed: there is no next."""
        practice = await practices.get(turn.connection, practice_id)
        if practice and not practice.closed_at:
            before = await self.drafts.waiting(turn.connection, practice_id)
            await self.drafts.write(turn.connection, practice_id, turn.viewer.person_id, text, turn.now)
            if before and before.approved:
                await turn.say(Note("not_sent_now"))
                await _tell_its_writer(turn, before)
        await turn.say(self.screen(practice_id))

    async def decide(self, turn: Turn, practice_id: int, seen: int, *, yes: bool) -> None:
        """Out with the next opening, or not at all: the words that the viewer saw, which nobody changed since."""
        written = await self.drafts.waiting(turn.connection, practice_id)
        if written is None:
            raise NotYours
        if fingerprint(written.text) != seen:
            turn.toast = "changed_meanwhile"
            await turn.show(self.screen(practice_id))
        elif not yes:
            await self.drafts.withdraw(turn.connection, practice_id)
            await turn.show(Note(self.withdrawn))
            if written.approved:
                await _tell_its_writer(turn, written)
        elif await self.drafts.approve(turn.connection, practice_id, written.text, turn.now):
            await note_change(turn, self.action, practice_id)
            await turn.show(self.screen(practice_id))


async def _tell_its_writer(turn: Turn, before: Draft) -> None:
    """What was ready does not go out, because a fellow coordinator decided so."""
    if before.person_id != turn.viewer.person_id:
        tells = Note("no_longer_ready")
        await outbox.add(turn.connection, tells, now=turn.now, person_id=before.person_id, lane=Lane.REMINDER)
