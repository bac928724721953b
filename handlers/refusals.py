"""What is not done for whoever asked: raised where it is found out, answered by the dispatcher.

A refused update is handled: it has not failed, is not tried again, and what was written before the refusal stays.
"""

from collections.abc import Sequence

from handlers.turn import Handler, Turn
from rules.payloads.check_in import CheckInOver
from rules.payloads.help import RefusedRequest
from rules.payloads.notes import Note
from rules.payloads.registration import RefusedInvitation


class Refusal(Exception):
    """Knows what is said about it."""

    async def answer(self, turn: Turn) -> None:
        """Says so, in the same transaction."""
        raise NotImplementedError


async def answered(handler: Handler, turn: Turn) -> None:
    """Calls the handler; whoever is refused is told so."""
    try:
        await handler(turn)
    except Refusal as refusal:
        await refusal.answer(turn)


class NotYours(Refusal):
    """Of somebody else, for another role, or nothing that we ever offered: all are answered alike."""

    async def answer(self, turn: Turn) -> None:
        if turn.is_tap:
            turn.toast = "not_yours"
        else:
            await turn.wait_for(None)
            await turn.say(RefusedRequest())


class AlreadyOver(Refusal):
    """The round of this check-in has closed."""

    def __init__(self, check_in_id: int) -> None:
        super().__init__()
        self.check_in_id = check_in_id

    async def answer(self, turn: Turn) -> None:
        turn.toast = "already_over"
        await turn.show(CheckInOver(self.check_in_id))


class AlreadyImported(Refusal):
    """The file was applied before."""

    async def answer(self, turn: Turn) -> None:
        turn.toast = "import_over"


class OneExportAtATime(Refusal):
    """Another file is still being made for the same person."""

    async def answer(self, turn: Turn) -> None:
        turn.toast = "export_waits"


class IsClosed(Refusal):
    """The practice is closed: nobody comes in, and nobody is invited."""

    async def answer(self, turn: Turn) -> None:
        await turn.show(Note("practice_closed"))


class TakenBack(Refusal):
    """The invitation by which somebody was coming in: answered as any that does not work."""

    async def answer(self, turn: Turn) -> None:
        await turn.show(RefusedInvitation())


class ToldThisRound(Refusal):
    """Caregivers had a message of their coordinator in this round."""

    async def answer(self, turn: Turn) -> None:
        await turn.show(Note("circular_once"))


class NotReady(Refusal):
    """The privacy notice is not whole. leads: whoever asked is told which fields are empty."""

    def __init__(self, empty: Sequence[str], *, leads: bool) -> None:
        super().__init__()
        self.note = Note("invite_not_ready", missing=", ".join(empty)) if leads else Note("not_ready")

    async def answer(self, turn: Turn) -> None:
        await turn.wait_for(None)
        await turn.say(self.note)


class LeadsAlone(Refusal):
    """Nobody would lead the programme when this person goes."""

    async def answer(self, turn: Turn) -> None:
        await turn.show(Note("last_manager"))
