"""The real bot in a story: at work against the simulator, with a clock that the story moves."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from typing import Any, Self

import pytest
from sqlalchemy import Row, Select, bindparam, func, or_, select, union_all

from bot.running import Introducing, working
from bot.settings import Settings
from bot.wiring import Wiring, wire
from delivery.rate_limit import RateLimiter
from rules.access import Role
from rules.payloads.announcement import AnnouncementState
from scheduler.tick import Ticked, tick
from simulator.clock import Clock
from simulator.phone import Message, Phone, Telegram
from storage import experiments, invitations, practices
from storage.tables import UtcTime, answers, check_ins, exports, imports, inbox, outbox, people
from storage.tables import experiments as experiment_rows
from tests.in_process import way_to

TOKEN = "7000000001:a-token-that-only-the-simulator-knows"
USERNAME = "mantelzorg_bot"
#: A quarter past twelve in Amsterdam: the first round after the Monday on which the stories begin.
ROUND_OPENS = datetime(2026, 12, 1, 11, 15, tzinfo=UTC)
PATIENCE = 30.0
#: For stories that touch storage in no way of their own: the other database would tell nothing new.
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
#: For the few stories that `make test` tells on PostgreSQL as well; `make test-slow` tells the others there.
on_both = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


#: The moment at which it is asked.
_NOW = bindparam("now", type_=UtcTime())
#: How far an announcement is, is shown when the story says that time has passed.
_LATER = (outbox.c.kind == AnnouncementState.KIND) & (outbox.c.due_at > _NOW)
_HELD = select(people.c.id).where(people.c.id == outbox.c.person_id, people.c.retry_at > _NOW).exists()
_UNHANDLED = select(inbox.c.try_at.label("at")).where(inbox.c.state == "waiting")
_UNSAID = select(outbox.c.due_at.label("at")).where(
    outbox.c.state.in_(("ready", "sending")), ~func.coalesce(_LATER, False), ~_HELD
)


def _work() -> Select[tuple[bool]]:
    """Whether anything waits to be handled, read, said or made."""
    unread = select(imports).where(imports.c.read_at.is_(None))
    may_begin = exports.c.lease_until.is_(None) | (exports.c.lease_until <= _NOW)
    unmade = select(exports).where((exports.c.state == "writing") | (exports.c.state == "waiting") & may_begin)
    return select(or_(*(waiting.exists() for waiting in (_UNHANDLED, unread, _UNSAID, unmade))))


def _next_try() -> Select[tuple[datetime]]:
    """The first moment to come at which something is tried once more."""
    moments = union_all(_UNHANDLED, _UNSAID).subquery()
    return select(func.min(moments.c.at)).where(moments.c.at > _NOW)


#: Built once: every story asks it again and again.
HAS_WORK = _work()
NEXT_TRY = _next_try()


async def unintroduced(*_: object) -> None:
    """What Telegram shows of the bot by itself stays unset: few stories look at it, and it is a hundred requests."""


class RunningBot:
    """The bot, and what its owner does on the command line."""

    def __init__(
        self, telegram: Telegram, clock: Clock, settings: Settings, introduce: Introducing = unintroduced
    ) -> None:
        self.telegram = telegram
        self.clock = clock
        self.settings = settings
        self._introduce = introduce
        self.wiring: Wiring = self._wire()
        self._at_work = AsyncExitStack()

    def _wire(self) -> Wiring:
        rate_limiter = RateLimiter(per_second=10_000.0, burst=1_000.0)
        return wire(self.settings, self.clock.now, rate_limiter, way_to(self.telegram))

    async def __aenter__(self) -> Self:
        await self._at_work.enter_async_context(working(self.wiring, self._introduce))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._at_work.aclose()

    async def stop(self) -> None:
        """Stops the bot; `start` lets another process go on with what it left."""
        await self._at_work.aclose()

    async def start(self) -> None:
        await self.wiring.database.close()  # what the story itself did while the bot was away
        self.wiring = self._wire()
        await self.__aenter__()

    async def restart(self) -> None:
        """Stops the bot and starts it again: nothing that matters may live in memory."""
        await self.stop()
        await self.start()

    async def invite(self, role: str, practice: str | None = "zwolle", uses: int = 50) -> str:
        """The token of a fresh invitation, as `mantelzorg-bot invite` makes it."""
        async with self.wiring.database.write() as connection:
            found = await practices.by_slug(connection, practice) if practice and role != "manager" else None
            made = await invitations.create(
                connection, Role(role), found.id if found else None, self.clock.now(), uses=uses
            )
            return await invitations.issue_token(connection, made)

    async def tick(self, at: datetime | None = None) -> Ticked:
        """Moves time to `at` and does what the clock does every minute."""
        if at is not None:
            await self.telegram.move_to(at)
        settings = self.wiring.settings
        done = await tick(
            self.wiring.database,
            self.wiring.programme,
            settings.minimum_group,
            self.clock.now(),
            settings.keeping,
        )
        assert not done.failed
        self.wiring.sender.wake()
        return done

    async def opens_round(self, at: datetime = ROUND_OPENS) -> None:
        """Time reaches the round's moment, and everybody has their check-in on the phone."""
        await self.settles()
        assert (await self.tick(at)).opened
        await self.settles()

    async def settles(self) -> None:
        """Waits until nothing is on its way: every update handled, everything said, and noted as said."""
        async with asyncio.timeout(PATIENCE):
            while await self._is_busy():
                await self._lets_try_again()
                await asyncio.sleep(0.005)

    async def _lets_try_again(self) -> None:
        """A clock that stands still is moved to when something is tried once more: of itself that would never come."""
        if not self.clock.stands_still or await self.is_speaking():
            return
        async with self.wiring.database.read() as connection:
            moment = await connection.scalar(NEXT_TRY, {"now": self.clock.now()})
        if moment:
            self.clock.move_to(moment)

    async def _is_busy(self) -> bool:
        return await self._has_work() or await self._has_post() or await self._has_work()

    async def _has_post(self) -> bool:
        return (await self.wiring.bot.get_webhook_info()).pending_update_count > 0

    async def _has_work(self) -> bool:
        async with self.wiring.database.read() as connection:
            waits = bool(await connection.scalar(HAS_WORK, {"now": self.clock.now()}))
        return waits or self.wiring.update_worker.is_erasing

    async def is_speaking(self) -> bool:
        """Whether something is on its way to a phone at this moment."""
        under_way = select(func.count()).where(outbox.c.state == "sending")
        async with self.wiring.database.read() as connection:
            return bool(await connection.scalar(under_way))

    async def registers(
        self, phone: Phone, role: str, practice: str = "zwolle", works_on: Sequence[str] = ()
    ) -> Message:
        """Somebody follows an invitation to the end, skipping what may be skipped; what they see then."""
        await phone.opens(await self.invite(role, practice))
        await phone.taps("Ja, ik doe mee")
        if role == "participant":
            await phone.taps("Weet ik niet / liever niet")
            await self._chooses_experiments(phone, works_on)
        await self.settles()
        return await phone.last()

    async def _chooses_experiments(self, phone: Phone, titles: Sequence[str]) -> None:
        await self.settles()
        if not (await phone.last()).button("Geen van deze"):
            return
        for title in titles:
            await phone.taps(title)
            await self.settles()
        await phone.taps("Klaar" if titles else "Geen van deze")

    async def tries_out(self, *titles: str, practice: str = "zwolle") -> list[int]:
        """Puts experiments in a practice, in this order; their ids."""
        async with self.wiring.database.write() as connection:
            found = await practices.by_slug(connection, practice)
            assert found is not None
            now = self.clock.now()
            question = await experiments.put_design_question(
                connection, found.id, "q1", "volhouden", "Wat helpt mantelzorgers om het vol te houden?", 1, now
            )
            return [
                await experiments.put_experiment(connection, question, f"e{position}", title, position, now)
                for position, title in enumerate(titles, 1)
            ]

    async def reports(self, title: str, status: str) -> None:
        """Somebody reports this status of an experiment with this title."""
        async with self.wiring.database.write() as connection:
            found = await connection.scalar(select(experiment_rows.c.id).where(experiment_rows.c.title == title))
            await experiments.set_status(connection, found, status, self.clock.now())

    async def practice_id(self, slug: str) -> int:
        async with self.wiring.database.read() as connection:
            found = await practices.by_slug(connection, slug)
        assert found is not None
        return found.id

    async def answers_of(self, phone: Phone) -> dict[str, Row[Any]]:
        """What the database holds of somebody's answers, by step."""
        mine = (
            select(answers)
            .join_from(answers, check_ins)
            .join(people, people.c.id == check_ins.c.person_id)
            .where(people.c.address == phone.id)
        )
        async with self.wiring.database.read() as connection:
            return {row.step: row for row in await connection.execute(mine)}


@asynccontextmanager
async def start_bot(
    telegram: Telegram, clock: Clock, database_url: str, introduce: Introducing = unintroduced, /, **settings: Any
) -> AsyncIterator[RunningBot]:
    """A bot at work on this database; `settings` are the owner's, by their names in small letters."""
    await telegram.bot(TOKEN, USERNAME, "Mantelzorg")
    values = {"bot_token": TOKEN, "bot_api_url": telegram.url, "database_url": database_url} | settings
    async with RunningBot(telegram, clock, Settings(_env_file=None, **values), introduce) as running_bot:
        yield running_bot
