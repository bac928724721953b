"""What an erasure asks of PostgreSQL: rights for its log, patience of nobody who taps, and no samples kept."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.status_command import report
from simulator.phone import Telegram
from storage import scrubbing_postgresql
from storage.address import with_driver
from storage.database import Database
from tests.postgres import Postgres
from tests.running_bot import ROUND_OPENS, RunningBot
from tests.stories.remains import LOG, as_administrator, id_bytes, places_of
from tests.stories.user import User

#: The bot's own role: it owns the database, and is nothing special otherwise.
ROLE = "tenant_of_stories"
NAME, TEXT = "Kanariejet", "kanarie op de waslijn"
CANARIES = (NAME.encode(), TEXT.encode())
#: As docs/operations.md says.
GRANTS = ("GRANT pg_checkpoint TO {role}", "GRANT EXECUTE ON FUNCTION pg_switch_wal() TO {role}")


@pytest.fixture
def database_url(postgres: Postgres) -> Iterator[str]:
    """An empty database of a role that may do no more than it must."""
    with postgres.database() as address:
        url = with_driver(address)
        asyncio.run(
            as_owner(
                Database(address),
                "CREATE ROLE {role} LOGIN",
                f"ALTER DATABASE {url.database} OWNER TO {{role}}",
            )
        )
        try:
            yield url.set(username=ROLE).render_as_string(hide_password=False)
        finally:
            asyncio.run(
                as_owner(
                    Database(address),
                    "REASSIGN OWNED BY {role} TO postgres",
                    "DROP OWNED BY {role}",
                    "DROP ROLE {role}",
                )
            )


async def as_owner(database: Database, *statements: str) -> None:
    """What the administrator of the server says."""
    engine = create_async_engine(as_administrator(database))
    async with engine.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement.format(role=ROLE)))
    await engine.dispose()
    await database.close()


@pytest.fixture
async def jet(running_bot: RunningBot, telegram: Telegram) -> User:
    """Has an open check-in, and wrote something in it."""
    jet = User(running_bot, await telegram.person(NAME, id=8_987_654_321))
    await jet.registers("caregiver")
    await running_bot.opens_round()
    await jet.taps("Goed", "Met moeite", "Meestal")
    await jet.says(TEXT * 100)
    return jet


async def erased(user: User) -> None:
    await user.says("/wissen")
    await user.taps("Ja, wis alles")


async def status_of_erasure(running_bot: RunningBot) -> str:
    told = await report(running_bot.settings, running_bot.clock.now())
    (line,) = [line for line in told.lines if line.startswith("erased")]
    return line


async def test_with_the_rights_that_operations_asks_for_nothing_is_left_in_any_file(
    running_bot: RunningBot, jet: User
) -> None:
    await as_owner(Database(as_administrator(running_bot.wiring.database)), *GRANTS)
    await erased(jet)
    assert await places_of(running_bot, *CANARIES) == []
    await running_bot.tick()
    assert await places_of(running_bot, *CANARIES, *id_bytes(running_bot, jet.phone)) == []
    assert await status_of_erasure(running_bot) == "erased     out of all tables"


async def test_without_them_only_the_log_keeps_it_and_the_owner_is_told(running_bot: RunningBot, jet: User) -> None:
    await erased(jet)
    await running_bot.tick()
    left = await places_of(running_bot, *CANARIES, *id_bytes(running_bot, jet.phone))
    assert left
    assert {place.split("/")[0] for place in left} == {LOG}
    assert "Alles is gewist." in (await jet.sees()).text
    told = await status_of_erasure(running_bot)
    assert told == "erased     out of all tables; PostgreSQL's log (WAL) may keep it: this role may not empty it"


async def test_the_planner_has_kept_no_samples(running_bot: RunningBot, anneke: User, bram: User, jet: User) -> None:
    """As autovacuum takes them, at any moment; of who is the only one it takes none."""
    for other in (anneke, bram):
        await other.registers("caregiver")
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(text("ANALYZE"))
    await as_owner(Database(as_administrator(running_bot.wiring.database)), *GRANTS)
    await erased(jet)
    assert await places_of(running_bot, *CANARIES) == []
    await running_bot.tick()
    assert await places_of(running_bot, *CANARIES, *id_bytes(running_bot, jet.phone)) == []


async def test_a_large_table_waits_for_the_night(
    running_bot: RunningBot, jet: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scrubbing_postgresql, "SMALL_BYTES", 0)
    await as_owner(Database(as_administrator(running_bot.wiring.database)), *GRANTS)
    await erased(jet)
    await running_bot.tick()
    assert await places_of(running_bot, *CANARIES)
    await running_bot.tick(ROUND_OPENS.replace(hour=1) + timedelta(days=1))
    assert await places_of(running_bot, *CANARIES, *id_bytes(running_bot, jet.phone)) == []


async def test_who_taps_meanwhile_is_answered(
    running_bot: RunningBot, jet: User, anneke: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()
    rewrite = scrubbing_postgresql._rewrite

    async def takes_long(connection: AsyncConnection, table: str) -> bool:
        begun.set()
        await may_end.wait()
        return await rewrite(connection, table)

    monkeypatch.setattr(scrubbing_postgresql, "_rewrite", takes_long)
    await jet.says("/wissen")
    await jet.phone.taps("Ja, wis alles")
    async with asyncio.timeout(30):
        await begun.wait()
    assert "not yet out of answers, audit" in await status_of_erasure(running_bot)
    await anneke.phone.opens(await running_bot.invite("caregiver"))
    tap = await anneke.phone.taps("Ja, ik doe mee")
    await anneke.phone.sees_answer(tap)
    await anneke.phone.sees("Dit is uw eerste check-in.")
    assert not may_end.is_set()
    may_end.set()
    assert "Alles is gewist." in (await jet.sees()).text
    await running_bot.tick()
    assert (await status_of_erasure(running_bot)).startswith("erased     out of all tables")
