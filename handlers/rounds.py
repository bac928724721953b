"""`/ronde`: a coordinator looks at the rounds, opens one now, closes it early, or says who rests in the holidays."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from handlers.closed import check_open
from handlers.desk import note_change
from handlers.guards import runs_practice
from handlers.refusals import NotYours
from handlers.registry import command, tapped
from handlers.turn import Turn
from programme.schedule import Schedule
from rules.access import ANSWERING, Role
from rules.cadence import by_hand
from rules.payloads.notes import Note
from rules.payloads.rounds import RoundState, RoundTooSoon
from storage import eligible, practices, rounds
from storage.rounds import Opening
from texts.taps.rounds import RestChosen, RoundChangeAsked, RoundChangeConfirmed, RoundShown

ACTIONS = ("open", "close")
#: Each round is a moment at which something is told: whoever opens many sees what each of them changed.
BY_HAND_EVERY = timedelta(days=7)


@command("ronde")
async def ronde(turn: Turn) -> None:
    """The schedule and the state of the open round."""
    await turn.say(RoundState(turn.viewer.own_practice_id))


@tapped(RoundShown, may=runs_practice)
async def round_shown(turn: Turn, tap: RoundShown) -> None:
    """Back to the state, from the question whether one is sure."""
    await turn.show(RoundState(tap.practice_id))


@tapped(RoundChangeAsked, may=runs_practice)
async def round_change_asked(turn: Turn, tap: RoundChangeAsked) -> None:
    """*Nu openen* or *Nu sluiten*: says what would happen and asks once more."""
    if tap.action in ACTIONS:
        await turn.show(RoundState(tap.practice_id, confirm=tap.action))


@tapped(RoundChangeConfirmed, may=runs_practice)
async def round_change_confirmed(turn: Turn, tap: RoundChangeConfirmed) -> None:
    """The coordinator is sure."""
    if tap.action == "open":
        await _open(turn, tap.practice_id)
    elif tap.action == "close":
        await _close(turn, tap.practice_id)


@tapped(RestChosen, may=runs_practice)
async def rest_chosen(turn: Turn, tap: RestChosen) -> None:
    """Whether a role is asked in the school holidays of the practice's region."""
    if tap.role not in {role.value for role in ANSWERING}:
        raise NotYours
    await check_open(turn, tap.practice_id)
    if await practices.set_resting(turn.connection, tap.practice_id, Role(tap.role), tap.rests):
        await note_change(turn, "rest_set", tap.practice_id, role=tap.role, rests=tap.rests)
    await turn.show(RoundState(tap.practice_id))


async def _open(turn: Turn, practice_id: int) -> None:
    asked = [role for role in ANSWERING if turn.programme.form(role.value)]
    practice = await practices.get(turn.connection, practice_id)
    if practice is None or practice.closed_at:
        await turn.show(Note("practice_closed"))
    elif await rounds.open_in(turn.connection, practice_id):
        await turn.show(Note("round_already_open"))
    elif soonest := await _too_soon(turn, practice_id):
        await turn.show(RoundTooSoon(soonest.isoformat()))
    elif not await eligible.count(turn.connection, practice_id, asked, turn.now):
        await turn.show(Note("nobody_to_ask"))
    else:
        schedule = await turn.schedule(practice_id)
        opening = _from_now(turn, schedule, practice_id)
        for opened in await turn.policy.round_control.open_rounds(
            turn.connection, [opening], asked, schedule, turn.now
        ):
            await note_change(turn, "round_opened", practice_id, round=opened)
        await turn.show(Note("round_opened"))


async def _too_soon(turn: Turn, practice_id: int) -> date | None:
    """The local day from which another round may be opened by hand; None when that is now."""
    last = await rounds.last_by_hand(turn.connection, practice_id)
    today = turn.now.astimezone(ZoneInfo((await turn.schedule()).timezone)).date()
    return last + BY_HAND_EVERY if last and today < last + BY_HAND_EVERY else None


def _from_now(turn: Turn, schedule: Schedule, practice_id: int) -> Opening:
    """As long as a scheduled round, and closing at the schedule's time of day."""
    today = turn.now.astimezone(ZoneInfo(schedule.timezone)).date()
    return Opening(practice_id, None, today, turn.now, by_hand(schedule, turn.now))


async def _close(turn: Turn, practice_id: int) -> None:
    open_round = await rounds.open_in(turn.connection, practice_id)
    if open_round is None:
        await turn.show(RoundState(practice_id))
        return
    policy = turn.policy
    close = policy.round_control.close_rounds
    await close(turn.connection, [open_round.id], policy.programme, policy.minimum_group, turn.now)
    await note_change(turn, "round_closed", practice_id, round=open_round.id)
    await turn.show(Note("round_closed"))
