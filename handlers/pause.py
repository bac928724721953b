"""`/pauze`: no check-ins for a while, and one tap to be back. Nobody needs to say why."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers import joining
from handlers.check_in import continue_below, open_check_in
from handlers.guards import answers
from handlers.refusals import LeadsAlone, NotYours
from handlers.registry import command, tapped, typed
from handlers.stopping import everything
from handlers.turn import Turn
from rules import pause
from rules.access import ANSWERING
from rules.payloads.notes import Note
from rules.payloads.pause import (
    Bereaved,
    BereavementQuestion,
    Paused,
    PauseEnds,
    PauseHowLong,
    PauseShared,
    PauseUntil,
    PauseWhy,
    Resumed,
)
from rules.typed_date import day_from_now, read_date
from storage import endings, memberships, outbox, people
from storage.outbox import Lane
from texts.taps.pause import (
    BereavementAnswered,
    BereavementTold,
    PauseAsked,
    PauseCancelled,
    PauseDateAsked,
    PauseDateChosen,
    PauseEnded,
    PauseReasonChosen,
    PauseReasonShared,
    PauseWeeksChosen,
)
from texts.vocabulary import spoken_in


@command("pauze")
async def pauze(turn: Turn) -> None:
    """Why a pause? Or, during one: until when it lasts."""
    await turn.say(Paused() if turn.viewer.is_pausing(turn.now) else PauseWhy())


@tapped(PauseAsked, may=answers)
async def pause_asked(turn: Turn, _tap: PauseAsked) -> None:
    """*Langer pauze*."""
    await turn.show(PauseWhy())


@tapped(PauseReasonChosen, may=answers)
async def reason_chosen(turn: Turn, tap: PauseReasonChosen) -> None:
    """How long?"""
    _check(tap.reason)
    await turn.wait_for(f"pause_date:{tap.reason}")
    await turn.show(PauseHowLong(tap.reason))


@tapped(PauseDateAsked, may=answers)
async def date_asked(turn: Turn, tap: PauseDateAsked) -> None:
    """Until when? Picked, or typed."""
    _check(tap.reason)
    await turn.wait_for(f"pause_date:{tap.reason}")
    await turn.show(PauseUntil(tap.reason))


@tapped(PauseWeeksChosen, may=answers)
async def weeks_chosen(turn: Turn, tap: PauseWeeksChosen) -> None:
    """For so many weeks."""
    _check(tap.reason)
    if tap.weeks in pause.WEEKS:
        await _pause(turn, tap.reason, pause.in_weeks(_today(turn), tap.weeks))


@tapped(PauseDateChosen, may=answers)
async def date_chosen(turn: Turn, tap: PauseDateChosen) -> None:
    """Until a day that was picked."""
    _check(tap.reason)
    back_on = _day(tap.back_on)
    if back_on and pause.is_possible(_today(turn), back_on):
        await _pause(turn, tap.reason, back_on)
    else:
        await turn.show(PauseUntil(tap.reason))  # a day that has passed since


@typed("pause_date")
async def date_typed(turn: Turn) -> None:
    """Until a day that was typed."""
    if not turn.viewer.roles & set(ANSWERING):
        raise NotYours
    _, _, reason = (turn.viewer.awaiting or "").partition(":")
    about = turn.happened.text, _today(turn), turn.viewer.language
    back_on = read_date(*about) or day_from_now(*about, spoken_in(turn.t))
    if back_on and pause.is_possible(_today(turn), back_on):
        await turn.wait_for(None)
        await _pause(turn, reason, back_on)
    else:
        await turn.say(PauseUntil(reason, again=True))


def _check(reason: str) -> None:
    if reason not in pause.REASONS:
        raise NotYours


def _today(turn: Turn) -> date:
    return turn.now.astimezone(ZoneInfo(turn.programme.schedule.timezone)).date()


def _day(number: int) -> date | None:
    try:
        return datetime.strptime(str(number), "%Y%m%d").date()
    except ValueError:
        return None


async def _pause(turn: Turn, reason: str, back_on: date) -> None:
    timezone = turn.programme.schedule.timezone
    person_id = turn.viewer.person_id
    await people.pause(turn.connection, person_id, pause.ends_at(back_on, timezone), turn.now)
    announced_at = pause.announced_at(back_on, timezone)
    if announced_at > turn.now:
        await outbox.add(
            turn.connection,
            PauseEnds(back_on.isoformat()),
            now=turn.now,
            person_id=person_id,
            lane=Lane.REMINDER,
            due_at=announced_at,
        )
    await turn.show(Paused(reason))


@tapped(PauseReasonShared, may=answers)
async def reason_shared(turn: Turn, tap: PauseReasonShared) -> None:
    """Whether the coordinator may know why. With a no, nobody ever learns the reason: it is not kept."""
    _check(tap.reason)
    if not turn.viewer.is_pausing(turn.now):
        return
    person_id = turn.viewer.person_id
    if tap.yes:
        await people.share_pause_reason(turn.connection, person_id, tap.reason)
        await _tell_coordinators(turn)
    await turn.show(Paused())


async def _tell_coordinators(turn: Turn) -> None:
    person_id, practice_id = turn.viewer.person_id, turn.viewer.answering_practice_id
    assert practice_id is not None  # who answers check-ins belongs to a practice
    _, leading = await memberships.leading(turn.connection, practice_id, but_not=person_id)
    for coordinator in leading:
        await outbox.add(turn.connection, PauseShared(person_id), now=turn.now, person_id=coordinator)


@tapped(PauseEnded, may=answers)
async def pause_ended(turn: Turn, _tap: PauseEnded) -> None:
    """*Nu weer meedoen*; an open check-in is at hand at once, also one that was not asked for.

    Whoever is back is asked alike: what is asked of more people would tell why somebody was away.
    """
    was_pausing = turn.viewer.is_pausing(turn.now)
    await people.resume(turn.connection, turn.viewer.person_id)
    await turn.show(Resumed())
    if was_pausing:
        await joining.join(turn)
        check_in = await open_check_in(turn)
        if check_in and not check_in.finished and not check_in.declined:
            await continue_below(turn, check_in)


@tapped(PauseCancelled, may=answers)
async def pause_cancelled(turn: Turn, _tap: PauseCancelled) -> None:
    """*Toch niet*."""
    await turn.show(Note("pause_not"))


@tapped(BereavementTold, may=answers)
async def bereavement_told(turn: Turn, _tap: BereavementTold) -> None:
    """Somebody's loved one has died: it is asked once whether everything stops."""
    await turn.show(BereavementQuestion())


async def _stop(turn: Turn) -> None:
    """Who leads the programme alone is not told now what to see to first: they are only asked nothing more."""
    try:
        await everything(turn)
    except LeadsAlone:
        held = await endings.all_of(turn.connection, turn.viewer.person_id, ANSWERING)
        await endings.end(turn.connection, held, "self", turn.now, by=turn.viewer.person_id, tells=False)


@tapped(BereavementAnswered, may=answers)
async def bereavement_answered(turn: Turn, tap: BereavementAnswered) -> None:
    """Everything stops; `/start` is the way back, if ever."""
    if tap.yes:
        await _stop(turn)
    await turn.show(Bereaved() if tap.yes else Note("pause_not"))
