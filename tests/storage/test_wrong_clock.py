"""A clock was ahead, wrote what it wrote, and was put right: nobody waits for the moments it meant."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from rules.access import Role
from rules.address import Address
from rules.payloads.notes import Note
from storage import (
    broadcast_lease,
    exports,
    imports,
    inbox,
    outbox,
    people,
    replicas,
    rounds,
    sending,
    wrong_clock,
    wrong_tokens,
)
from storage.connection import Connection
from storage.database import Database
from storage.inbox import Received
from storage.outbox import Lane
from storage.replicas import Replica
from storage.rounds import Opening
from storage.sending import DOUBT
from storage.tables import outbox as outbox_table
from storage.tables import rounds as rounds_table
from tests.storage.population import NOW, SECOND, member

HOUR, DAY, MONTH = timedelta(hours=1), timedelta(days=1), timedelta(days=30)
#: Something is done at this moment; whether it can be done (again) by another process at that one.
Done = Callable[[Connection, datetime], Awaitable[object]]
Asked = Callable[[Connection, datetime], Awaitable[bool]]


async def _said(connection: Connection, at: datetime) -> list[sending.Row]:
    viewer = await people.meet(connection, Address(1), "nl", at)
    await outbox.add(connection, Note("welcome_back"), now=at, person_id=viewer.person_id)
    return await sending.claim(connection, "ahead", at, 9, Lane.BROADCAST)


async def _in_doubt(connection: Connection, at: datetime) -> None:
    (row,) = await _said(connection, at)
    await sending.doubt(connection, row, "ahead", at, "TimedOut")


async def _put_back(connection: Connection, at: datetime) -> None:
    (row,) = await _said(connection, at)
    await sending.retry(connection, row, "ahead", at + SECOND, "NetworkError")


async def _can_be_said(connection: Connection, now: datetime) -> bool:
    for later in (timedelta(), DOUBT):  # what a dead sender left is in doubt first
        await sending.recover(connection, now + later)
    return bool(await sending.claim(connection, "right", now + DOUBT, 9, Lane.BROADCAST))


async def _silenced(connection: Connection, at: datetime) -> None:
    await sending.be_silent(connection, at + 35 * SECOND)


async def _may_speak(connection: Connection, now: datetime) -> bool:
    until = await sending.silent_until(connection)
    return until is None or until <= now


async def _broadcasts(connection: Connection, at: datetime) -> None:
    assert await broadcast_lease.acquire(connection, "ahead", at, await broadcast_lease.state(connection))


async def _may_broadcast(connection: Connection, now: datetime) -> bool:
    return await broadcast_lease.acquire(connection, "right", now, await broadcast_lease.state(connection))


async def _failed(connection: Connection, at: datetime) -> None:
    await inbox.store(connection, [Received(1, 5, "{}")], at)
    await inbox.failed(connection, Received(1, 5, "{}"), "ValueError", at)


async def _is_handled(connection: Connection, now: datetime) -> bool:
    return bool(await inbox.heads(connection, now, 9))


async def _exports(connection: Connection, at: datetime) -> None:
    leader = await member(connection, 1, Role.COORDINATOR)
    await exports.ask(connection, leader.person_id, None, None, "xlsx", None, at)
    assert await exports.claim(connection, at)


async def _imports(connection: Connection, at: datetime) -> None:
    leader = await member(connection, 1, Role.COORDINATOR)
    await imports.receive(connection, leader.person_id, "FILE1", at)
    assert await imports.claim(connection, at)


async def _tries_tokens(connection: Connection, at: datetime) -> None:
    viewer = await people.meet(connection, Address(1), "nl", at)
    for _ in range(9):
        await wrong_tokens.note(connection, viewer.person_id, at)


async def _is_let_in(connection: Connection, now: datetime) -> bool:
    return not await wrong_tokens.count(connection, now + 2 * HOUR)


async def _beats(connection: Connection, at: datetime) -> None:
    await replicas.show(connection, Replica("ahead", at, at, at))


async def _is_known_to_be_gone(connection: Connection, now: datetime) -> bool:
    return not await replicas.at_work(connection, now)


KINDS: dict[str, tuple[Done, Asked]] = {
    "a row that is being sent": (_said, _can_be_said),
    "a row in doubt": (_in_doubt, _can_be_said),
    "a row to be sent again": (_put_back, _can_be_said),
    "the silence Telegram asked for": (_silenced, _may_speak),
    "the broadcast lease": (_broadcasts, _may_broadcast),
    "an update to be tried again": (_failed, _is_handled),
    "a spreadsheet being written": (_exports, exports.any_waits),
    "a file being read": (_imports, imports.has_unread),
    "wrong tokens": (_tries_tokens, _is_let_in),
    "a heartbeat": (_beats, _is_known_to_be_gone),
}


@pytest.mark.parametrize("ahead", [HOUR, DAY, MONTH], ids=["hour", "day", "month"])
@pytest.mark.parametrize("kind", KINDS)
async def test_what_a_clock_that_was_ahead_wrote_keeps_nobody_waiting(
    database: Database, kind: str, ahead: timedelta
) -> None:
    do, is_possible = KINDS[kind]
    async with database.write() as connection:
        await do(connection, NOW + ahead)
    async with database.write() as connection:
        assert await wrong_clock.put_right(connection, NOW)
        assert await is_possible(connection, NOW)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "wrong tokens"])
async def test_what_a_right_clock_wrote_stays(database: Database, kind: str) -> None:
    do, is_possible = KINDS[kind]
    async with database.write() as connection:
        await do(connection, NOW)
        assert not await wrong_clock.put_right(connection, NOW)
        if "sent" not in kind and "doubt" not in kind:
            assert not await is_possible(connection, NOW)


async def test_what_somebody_planned_for_later_stays_planned(database: Database) -> None:
    async with database.write() as connection:
        viewer = await people.meet(connection, Address(1), "nl", NOW)
        await outbox.add(
            connection, Note("welcome_back"), now=NOW, person_id=viewer.person_id, due_at=NOW + MONTH, dedupe_key="k"
        )
        assert not await wrong_clock.put_right(connection, NOW)
        assert await connection.scalar(select(outbox_table.c.due_at)) == NOW + MONTH


async def test_a_slot_that_was_passed_over_too_early_is_still_to_come(database: Database) -> None:
    ahead, late = NOW + MONTH, NOW - MONTH
    async with database.write() as connection:
        leader = await member(connection, 1, Role.COORDINATOR)
        assert leader.practice_id
        openings = [Opening(leader.practice_id, at.date(), at.date(), at, at + 6 * DAY) for at in (ahead, late)]
        await rounds.skip(connection, openings, "late")
        assert await wrong_clock.put_right(connection, NOW) == 1
        assert list(await connection.scalars(select(rounds_table.c.slot_on))) == [late.date()]
