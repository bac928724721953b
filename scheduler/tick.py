"""The tick: everything that time alone sets in motion. Stateless, so every replica may tick, and a hand too.

Rounds come first. Each part fails alone: what cannot be done now holds up nothing else, and comes again a minute on.
"""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from msgspec import Struct, field

from programme.model import Programme
from rules.cadence import day_before
from rules.keeping import Keeping
from scheduler import alarm, asked_erasures, call_backs, looking_back, retention, rounds
from scheduler.portions import ROWS, in_portions
from storage import (
    codes,
    imports,
    inbox,
    indicator,
    letters,
    outbox,
    pending_goodbyes,
    prompts,
    queue_statistics,
    refusals,
    round_screens,
    schedules,
    wrong_clock,
    wrong_tokens,
)
from storage.connection import Connection
from storage.database import Database

DEFAULT = Keeping()
#: Hours in UTC in which hardly anybody taps: from two or three until five or six on a Dutch clock.
NIGHT = range(1, 4)
#: What else belongs to a tick, by the name under which its failure is told.
SideDuty = tuple[str, Callable[[], Awaitable[object]]]
Step = Callable[[Connection], Awaitable[object]]


class Ticked(Struct, frozen=True):
    """What one tick did, counted. failed: its parts that could not be done, and why not."""

    closed: int
    opened: int
    released: int
    alarms: int = 0
    reminded: int = 0
    removed: Mapping[str, int] = field(default_factory=dict)
    failed: Mapping[str, Exception] = field(default_factory=dict)


async def tick(
    database: Database,
    programme: Programme,
    minimum_group: int,
    now: datetime,
    keeping: Keeping = DEFAULT,
    beside: Iterable[SideDuty] = (),
) -> Ticked:
    """Closes, opens, repeats, reminds, lets go what was planned for now or earlier, and raises the alarm.

    Once a day it also removes what is over its term. beside: done after the rounds, before what may take long.
    """
    transactions = partial(_in_transactions, database)
    parts: list[SideDuty] = [
        *_of_rounds(database, programme, minimum_group, now),
        *beside,
        *transactions(_of_upkeep(programme, now)),
        ("removing what is over its term", lambda: retention.keep_to_terms(database, keeping, now)),
        ("scrubbing", lambda: database.scrub(large=now.astimezone(UTC).hour in NIGHT)),  # until nobody is in the way
    ]
    done, failed = await _each(parts)
    return Ticked(
        closed=done.get("closing rounds", 0),
        opened=done.get("opening rounds", 0),
        released=done.get("releasing what was planned", 0),
        alarms=done.get("raising the alarm", 0),
        reminded=done.get("reminding", 0),
        removed=done.get("removing what is over its term", {}),
        failed=failed,
    )


async def _each(parts: Iterable[SideDuty]) -> tuple[dict[str, Any], dict[str, Exception]]:
    """What each part gave, or why it failed."""
    done, failed = dict[str, Any](), dict[str, Exception]()
    for name, part in parts:
        try:
            done[name] = await part()
        except Exception as error:  # whatever it is, the other parts have nothing to do with it
            failed[name] = error
    return done, failed


def _in_transactions(database: Database, steps: Mapping[str, Step]) -> Iterator[SideDuty]:
    """Each step in a transaction of its own."""

    async def take(step: Step) -> object:
        async with database.long_write() as connection:
            return await step(connection)

    return ((name, partial(take, step)) for name, step in steps.items())


def _of_rounds(database: Database, programme: Programme, minimum_group: int, now: datetime) -> list[SideDuty]:
    """What may concern very many people at once, and what is asked of coordinators."""
    look_back = partial(looking_back.ask, programme=programme, now=now)
    return [
        ("closing rounds", lambda: rounds.close_due(database, programme, minimum_group, now)),
        ("opening rounds", lambda: rounds.open_due(database, programme, now)),
        ("reminding", lambda: _remind(database, programme, now)),
        *_in_transactions(database, {"asking to look back": look_back}),
        ("releasing what was planned", lambda: _release(database, now)),
    ]


async def _remind(database: Database, programme: Programme, now: datetime) -> int:
    async with database.long_read() as connection:
        schedule = await schedules.in_force(connection, programme.schedule)
        due = await prompts.due(connection, now)
    return await in_portions(database, due, partial(prompts.remind_due, schedule=schedule, now=now), ROWS)


async def _release(database: Database, now: datetime) -> int:
    async with database.long_read() as connection:
        planned = await outbox.planned(connection, now)
    return await in_portions(database, planned, partial(outbox.release, now=now), ROWS)


def _of_upkeep(programme: Programme, now: datetime) -> dict[str, Step]:
    yesterday = day_before(now, programme.schedule.timezone)
    return {
        "counting what waits": lambda connection: queue_statistics.count_anew(connection),
        "emptying what came late": lambda connection: round_screens.end_late(connection, now),
        "keeping the day's counts": lambda connection: indicator.keep(connection, yesterday),
        "putting right what a wrong clock wrote": lambda connection: wrong_clock.put_right(connection, now),
        "ending roles as letters asked": lambda connection: letters.carry_out(connection, now),
        "repeating call-backs": lambda connection: call_backs.repeat_unhandled(connection, now),
        "forgetting imports": lambda connection: imports.forget_undecided(connection, now),
        "forgetting updates": lambda connection: inbox.forget_done(connection, now),
        "forgetting messages": lambda connection: outbox.forget_done(connection, now),
        "forgetting wrong tokens": lambda connection: wrong_tokens.forget_old(connection, now),
        "forgetting codes": lambda connection: codes.forget_old(connection, now),
        "erasing who asked by letter": lambda connection: asked_erasures.carry_out(connection, programme, now),
        "forgetting goodbyes": lambda connection: pending_goodbyes.forget_stale(connection, now),
        "judging refusals": lambda connection: refusals.judge(connection, now),
        "asking again who refused": lambda connection: refusals.ask_again(connection, now),
        "raising the alarm": lambda connection: alarm.raise_alarm(connection, now),
    }
