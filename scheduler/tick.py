"""The tick: everything that time alone sets in motion. Stateless, so every replica may tick, and a hand too."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from programme.model import Programme
from rules.keeping import Keeping
from scheduler import alarm, call_backs, retention, rounds
from storage import imports, inbox, outbox, pending_goodbyes, prompts, refusals, schedules, wrong_tokens
from storage.database import Database

DEFAULT = Keeping()
#: Hours in UTC in which hardly anybody taps: from two or three until five or six on a Dutch clock.
NIGHT = range(1, 4)


@dataclass(frozen=True, slots=True)
class Ticked:
    """What one tick did, counted."""

    closed: int
    opened: int
    released: int
    alarms: int = 0
    reminded: int = 0
    removed: Mapping[str, int] = field(default_factory=dict)


async def tick(
    database: Database, programme: Programme, minimum_group: int, now: datetime, keeping: Keeping = DEFAULT
) -> Ticked:
    """Closes, opens, repeats, reminds, lets go what was planned for now or earlier, and raises the alarm.

    Once a day it also removes what is over its term.
    """
    async with database.long_write() as connection:
        closed = await rounds.close_due(connection, programme, minimum_group, now)
    async with database.long_write() as connection:
        opened = await rounds.open_due(connection, programme, now)
    async with database.long_write() as connection:
        await call_backs.repeat_unhandled(connection, now)
        schedule = await schedules.in_force(connection, programme.schedule)
        reminded = await prompts.remind_due(connection, schedule, now)
        released = await outbox.release(connection, now)
        await imports.forget_undecided(connection, now)
        await inbox.forget_done(connection, now)
        await outbox.forget_done(connection, now)
        await wrong_tokens.forget_old(connection, now)
        await pending_goodbyes.forget_stale(connection, now)
    async with database.long_write() as connection:
        await refusals.judge(connection, now)
        await refusals.ask_again(connection, now)
        alarms = await alarm.raise_alarm(connection, now)
    removed = await retention.keep_to_terms(database, keeping, now)
    await database.scrub(large=now.astimezone(UTC).hour in NIGHT)  # again, until nobody is in the way
    return Ticked(closed, opened, released, alarms, reminded, removed)


def every_minute(job: Callable[[], Awaitable[None]]) -> AsyncIOScheduler:
    """A scheduler that runs the job each minute; late rather than never, and never two at once."""

    async def run() -> None:  # APScheduler awaits only what it can see to be a coroutine function; a lambda it is not
        await job()

    scheduler = AsyncIOScheduler(timezone="UTC")
    trigger = CronTrigger(second=0, timezone="UTC")
    scheduler.add_job(run, trigger, coalesce=True, misfire_grace_time=3600, max_instances=1)
    return scheduler
