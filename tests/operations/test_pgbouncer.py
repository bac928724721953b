"""Behind Debian's PgBouncer, which gives every transaction whichever connection is free, everything goes as without."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from simulator.clock import Clock
from simulator.phone import Telegram
from storage.backup import back_up
from storage.database import Database
from tests.debian import postgresql, programs
from tests.debian.postgresql import Server
from tests.running_bot import RunningBot, start_bot
from tests.stories.user import User

pytestmark = pytest.mark.nightly


@pytest.fixture
def address(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The way to the database by PgBouncer, which has three connections for everybody, each taken in turn."""
    monkeypatch.setenv("PATH", f"{Path(programs.needs('pg_dump', 'postgresql-client')).parent}:/usr/bin:/bin")
    with postgresql.pgbouncer(server, tmp_path / "pgbouncer") as port:
        yield f"postgresql://{server.authority}@127.0.0.1:{port}/bot?sslmode=disable"


@pytest.fixture(autouse=True)
def emptied(server: Server) -> Iterator[None]:
    yield
    server.says("DROP DATABASE bot WITH (FORCE)")
    server.says(f'CREATE DATABASE bot OWNER "{postgresql.USER}"')


async def test_a_whole_round_with_a_backup_and_an_erasure_in_the_middle(
    address: str, telegram: Telegram, clock: Clock, tmp_path: Path, server: Server
) -> None:
    async with start_bot(telegram, clock, address) as running_bot:
        crowd = [User(running_bot, await telegram.person(f"Naaste{number}")) for number in range(8)]
        await asyncio.gather(*(one.registers("caregiver") for one in crowd))
        await running_bot.opens_round()
        backing_up = [asyncio.create_task(back_up(address, tmp_path / f"backup{number}")) for number in range(3)]
        for answer in ("Goed", "Met moeite", "Meestal"):
            await asyncio.gather(*(one.phone.taps(answer) for one in crowd))
            await running_bot.settles()
        await asyncio.gather(*backing_up)
        assert [len(await running_bot.answers_of(one.phone)) for one in crowd] == [3] * 8
        await erases(running_bot, crowd[0])
        assert [len(await running_bot.answers_of(one.phone)) for one in crowd] == [0, *[3] * 7]
        assert await running_bot.wiring.database.scrub(large=True)
    kept = server.says(
        "SELECT count(*) FROM unscrubbed; SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'", "bot"
    )
    assert kept.split() == ["0", "0"]


async def erases(running_bot: RunningBot, user: User) -> None:
    await user.phone.says("/wissen")
    await user.phone.taps("Ja, wis alles")
    await running_bot.settles()


async def test_what_others_left_on_a_connection_is_nothing_to_the_bot(address: str) -> None:
    """pg_dump leaves an empty search path, and any client what it set."""
    other, ours = Database(address), Database(address)
    async with ours.write() as connection:
        await connection.execute(text("CREATE TABLE own (id INTEGER)"))
    for _ in range(9):
        async with other.write() as connection:
            await connection.execute(text("SET search_path = ''"))
    for _ in range(9):
        async with ours.read() as connection:
            await connection.execute(text("SELECT id FROM own"))
    for database in (other, ours):
        await database.close()
