"""`/herinner`: a coordinator has everybody who has not finished reminded once more. Never by name."""

from handlers.desk import note_change
from handlers.guards import coordinates
from handlers.refusals import NotYours
from handlers.registry import command, tapped
from handlers.turn import Turn
from rules.access import may_run_practice
from rules.own_time import next_allowed
from rules.payloads.notes import Note
from rules.payloads.nudge import Nudge
from storage import nudges, rounds
from storage.rounds import Round
from texts.taps.nudge import NudgeConfirmed, NudgeDropped


@command("herinner")
async def herinner(turn: Turn) -> None:
    """How many have not finished, what they would get, and the question whether to send it."""
    await turn.say(Nudge(turn.viewer.own_practice_id))


async def _own(turn: Turn, tap: NudgeConfirmed) -> Round:
    """A round of a practice that the viewer coordinates."""
    found = await rounds.get(turn.connection, tap.round_id)
    if found is None or not may_run_practice(turn.viewer, found.practice_id):
        raise NotYours
    return found


@tapped(NudgeConfirmed, loads=_own)
async def nudge_confirmed(turn: Turn, _tap: NudgeConfirmed, found: Round) -> None:
    """The coordinator is sure; in quiet hours it waits for the morning."""
    at = next_allowed(turn.now, turn.programme.schedule.timezone)
    if at < found.closes_at and await nudges.nudge(turn.connection, found.id, at, turn.now):
        await note_change(turn, "nudge", found.practice_id, round=found.id)
    await turn.show(Nudge(found.practice_id))


@tapped(NudgeDropped, may=coordinates)
async def nudge_dropped(turn: Turn, _tap: NudgeDropped) -> None:
    """*Nee, niet nu*."""
    await turn.show(Note("nudge_not"))
