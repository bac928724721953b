"""Tells the owner when something is wrong, and a service that waits for it that all is well.

Beside the ticks, never in their way: whatever fails here is logged, and tried again a minute later.
"""

import asyncio
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot import alarm_channels, status
from bot.alarm_channels import Channel
from bot.health import what_is_wrong
from bot.not_told import NotTold
from bot.own_words import SAY_WHAT_TO_MEND
from bot.process_metrics import ProcessMetrics
from bot.proofs import LONGEST, RECEIVING
from bot.settings import Settings
from bot.status_command import expected
from programme.model import Programme
from rules import causes
from rules.command_line import to_type
from scheduler import alarm
from storage import alarms, replicas
from storage.database import Database

log = logging.getLogger(__name__)

#: Nobody is told of the same sort of trouble more often.
EVERY = timedelta(hours=6)
#: Of one way, however slowly it answers: the next look waits for it.
LONGEST_SECONDS = 30.0
#: The words of a problem up to its first figure, or colon: the same sort of trouble from minute to minute.
_SORT = re.compile(r"[\d\s×]*([^\d:]+)")


class OwnerAlarm:
    """What this process knows of being told; `look` begins a look, unless one is still under way."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        programme: Programme,
        process_metrics: ProcessMetrics,
        clock: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._channels = alarm_channels.channels(settings)
        self._heartbeat = settings.heartbeat_url
        self._database = database
        self._programme = programme
        self._process_metrics = process_metrics
        self._clock = clock
        self._told: dict[str, datetime] = {}
        self._looking: asyncio.Task[None] | None = None

    def look(self, failed: Mapping[str, Exception]) -> None:
        """failed: the parts of the last tick that could not be done, and why not."""
        is_wanted = bool(self._channels or self._heartbeat)
        if is_wanted and (self._looking is None or self._looking.done()):
            self._looking = asyncio.create_task(self.tell(failed), name="alarming")

    async def finish(self) -> None:
        """Breaks off what is under way."""
        if self._looking:
            self._looking.cancel()
            await asyncio.wait([self._looking])

    async def tell(self, failed: Mapping[str, Exception]) -> None:
        """One look, and whatever it asks to be told."""
        try:
            wrong = await self._problems(failed)
            await self._beat(wrong)
            await self._alarm(wrong)
        except Exception as error:  # rounds go on, whatever becomes of alarms
            log.error("the owner cannot be told: %s", causes.told(error))

    async def ended(self, error: Exception) -> None:
        """This process ends by an error. Unless the database tells that it is new, only the service hears of it."""
        wrong = f"The bot ended: {error if isinstance(error, SAY_WHAT_TO_MEND) else causes.told(error)}."
        self._told[_sort(wrong)] = self._clock()  # without a database nobody knows how often it was told
        try:
            await self._beat([wrong])
            await self._alarm([wrong])
        except Exception as failure:  # what it ended by matters more
            log.error("the owner cannot be told: %s", causes.told(failure))

    async def _problems(self, failed: Mapping[str, Exception]) -> list[str]:
        found = [f"In the tick, {name} failed: {causes.told(error)}." for name, error in failed.items()]
        try:
            found += await self._of_database()
        except Exception as error:
            found.append(f"The database does not answer: {causes.told(error)}.")
        has_begun = self._process_metrics.proofs.running_for > LONGEST[RECEIVING]
        wrong = await what_is_wrong(self._process_metrics, self._database) if has_begun and not found else None
        return [*found, f"A process does not do its work: {wrong}."] if wrong else found

    async def _of_database(self) -> list[str]:
        now = self._clock()
        async with self._database.long_read() as connection:
            alive = await replicas.beats(connection)
            seen = await status.inspect(connection, self._programme, now, alive)
            told = await alarm.for_the_owner(connection, now)
        return [*status.while_running(seen), *expected(seen, self._settings), *told]

    async def _beat(self, wrong: Sequence[str]) -> None:
        if self._heartbeat is None:
            return
        try:
            await alarm_channels.beat(self._heartbeat.get_secret_value(), _text(wrong) if wrong else None)
        except Exception as error:
            log.error("the heartbeat did not arrive: %s", why(error))

    async def _alarm(self, wrong: Sequence[str]) -> None:
        sorts = {_sort(problem): problem for problem in wrong} if self._channels else {}
        new = [sort for sort in sorts if await self._is_new(sort)]
        if new and not await self._say(_text([sorts[sort] for sort in new])):
            await self._give_back(new)

    async def _say(self, text: str) -> bool:
        """Whether it arrived by one way at least."""
        outcomes = await say(self._channels, text)
        for name, failure in outcomes.items():
            if failure:
                log.error("the alarm by %s did not arrive: %s", name, failure)
        return None in outcomes.values()

    async def _is_new(self, sort: str) -> bool:
        """By the database, for all processes; while it is away, by what this one remembers."""
        now = self._clock()
        try:
            async with self._database.write() as connection:
                return await alarms.claim(connection, sort, now, EVERY)
        except Exception:
            told_at, self._told[sort] = self._told.get(sort), now
            return told_at is None or not timedelta() <= now - told_at < EVERY

    async def _give_back(self, sorts: list[str]) -> None:
        for sort in sorts:
            self._told.pop(sort, None)
        async with self._database.write() as connection:
            await alarms.give_back(connection, sorts)


def _sort(problem: str) -> str:
    found = _SORT.match(problem)
    return (found[1] if found else problem).strip()[:80]


def _text(wrong: Sequence[str]) -> str:
    return "\n".join(
        ["Something is wrong with the check-in bot:", *(f"- {one}" for one in wrong), "", f"More: {to_type('status')}"]
    )


async def say(channels: Mapping[str, Channel], text: str) -> dict[str, str | None]:
    """By the name of each way, why it did not arrive; None: it did."""
    return dict(zip(channels, await asyncio.gather(*(_tried(one, text) for one in channels.values())), strict=True))


async def _tried(channel: Channel, text: str) -> str | None:
    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            await channel(text)
    except Exception as error:
        return why(error)
    return None


def why(error: Exception) -> str:
    """In words that hold no address."""
    return str(error) if isinstance(error, NotTold) else causes.told(error)
