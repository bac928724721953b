"""Those whom a change affects hear of it the next morning: by then it has settled, and each hears it once."""

from collections.abc import Collection
from datetime import date
from zoneinfo import ZoneInfo

from handlers.turn import Turn
from programme.schedule import Schedule
from rules.access import Role
from rules.own_time import next_morning
from rules.payloads.news import NewCoordinator, NewExperiments, NewRhythm, PracticeClosed, PracticeReopened
from rules.payloads.payload import Payload
from rules.schedule_change import written
from storage import news


async def closed(turn: Turn, practice_id: int) -> None:
    await _tell(turn, PracticeClosed(practice_id), practice_id)


async def reopened(turn: Turn, practice_id: int) -> None:
    await _tell(turn, PracticeReopened(practice_id), practice_id)


async def rhythm_changed(turn: Turn, practice_id: int, before: Schedule) -> None:
    """Unless by the morning it is as before."""
    await _tell(turn, NewRhythm(practice_id, before=written(before)), practice_id)


async def coordinator_came(turn: Turn, practice_id: int) -> None:
    """They read from now on what is shared."""
    await _tell(turn, NewCoordinator(practice_id), practice_id)


async def experiment_began(turn: Turn, practice_id: int) -> None:
    """To participants, who may work on it: all that began on this day at once."""
    since = turn.now.replace(hour=0, minute=0, second=0, microsecond=0)
    await _tell(turn, NewExperiments(practice_id, since=since.isoformat()), practice_id, [Role.PARTICIPANT])


async def _tell(turn: Turn, payload: Payload, practice_id: int, roles: Collection[Role] = news.EVERYBODY) -> None:
    at = next_morning(turn.now, turn.programme.schedule.timezone)
    key, who = _today(turn).isoformat(), turn.viewer.person_id
    await news.tell(turn.connection, payload, practice_id, roles, at, turn.now, key=key, but_not=who)


def _today(turn: Turn) -> date:
    return turn.now.astimezone(ZoneInfo(turn.programme.schedule.timezone)).date()
