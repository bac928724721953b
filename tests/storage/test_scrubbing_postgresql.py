"""When PostgreSQL's tables are written anew, when not yet, and that nothing is forgotten in between."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import BigInteger, Column, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import scrubbing, scrubbing_postgresql
from storage.database import Database
from storage.erasing import OF_PEOPLE, erase
from storage.tables import Id, imports, inbox, outbox, people, practices
from tests.postgres import Postgres, somebody_waits
from tests.storage.population import NOW, on_postgresql

pytestmark = on_postgresql
#: What Telegram calls a file that somebody sent.
CANARY = "kanarie-in-een-bestand"
PERSON = 8_000_000_000_001
PATIENCE = 30.0


@pytest.fixture
async def database(database: Database) -> Database:
    """With somebody in it who sent a file."""
    async with database.write() as connection:
        await connection.execute(people.insert().values(id=PERSON, address=PERSON, language="nl", created_at=NOW))
        await connection.execute(imports.insert().values(person_id=PERSON, file_id=CANARY, sent_at=NOW))
    return database


async def erases(database: Database) -> None:
    async with database.write() as connection:
        await erase(connection, PERSON, NOW)


async def waiting(database: Database) -> list[str]:
    async with database.read() as connection:
        return list(await scrubbing_postgresql.waiting(connection))


async def is_left(database: Database) -> bool:
    """Whether the canary can be read in a file of this database."""
    async with database.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("CHECKPOINT"))
        number = await connection.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
        folder = Path(await connection.scalar(text("SHOW data_directory")) or "") / "base" / str(number)
    return any(CANARY.encode() in file.read_bytes() for file in folder.iterdir())


@asynccontextmanager
async def at_work(database: Database, *statements: str) -> AsyncIterator[AsyncConnection]:
    """Somebody else, in a transaction that lasts, who has asked these things in it."""
    async with database.engine.connect() as connection, connection.begin():
        for statement in statements:
            await connection.execute(text(statement))
        yield connection


async def test_what_hangs_on_people_is_written_anew_and_nothing_is_left(database: Database) -> None:
    assert await is_left(database)
    await erases(database)
    assert await is_left(database)
    assert await waiting(database) == sorted(table.name for table in OF_PEOPLE)
    assert {people, imports, inbox, outbox} < OF_PEOPLE
    assert practices not in OF_PEOPLE
    assert await database.scrub()
    assert not await is_left(database)
    assert await waiting(database) == []


async def test_what_is_asked_often_is_done_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    done, rewrite = [], scrubbing_postgresql._rewrite

    async def noted(connection: AsyncConnection, table: str) -> bool:
        done.append(table)
        return await rewrite(connection, table)

    monkeypatch.setattr(scrubbing_postgresql, "_rewrite", noted)
    for _ in range(5):
        async with database.write() as connection:
            await scrubbing.ask(connection, outbox)
    assert await database.scrub()
    assert await database.scrub()
    assert done == ["outbox"]


async def test_who_asks_meanwhile_is_not_forgotten(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    rewrite = scrubbing_postgresql._rewrite

    async def asked_again(connection: AsyncConnection, table: str) -> bool:
        is_done = await rewrite(connection, table)
        async with database.write() as other:
            await scrubbing.ask(other, outbox)
        return is_done

    async with database.write() as connection:
        await scrubbing.ask(connection, outbox)
    with monkeypatch.context() as patch:
        patch.setattr(scrubbing_postgresql, "_rewrite", asked_again)
        assert not await database.scrub()
    assert await waiting(database) == ["outbox"]
    assert await database.scrub()


async def test_large_tables_wait_until_it_is_permitted(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scrubbing_postgresql, "SMALL_BYTES", 0)
    await erases(database)
    assert not await database.scrub()
    assert await is_left(database)
    assert await database.scrub(large=True)
    assert not await is_left(database)


async def test_one_replica_at_a_time(database: Database) -> None:
    await erases(database)
    async with database.engine.connect() as other:
        await other.execution_options(isolation_level="AUTOCOMMIT")
        await other.execute(text(f"SELECT pg_advisory_lock({scrubbing_postgresql.LOCK})"))
        assert not await database.scrub()
        assert await is_left(database)
        await other.execute(text(f"SELECT pg_advisory_unlock({scrubbing_postgresql.LOCK})"))
    assert await database.scrub()


# --- others at work ---


async def test_who_writes_in_another_database_is_waited_for(database: Database, postgres: Postgres) -> None:
    """Nobody there can see the rows; but whoever looks here meanwhile counts as old as that writer."""
    with postgres.database() as elsewhere:
        neighbour = Database(elsewhere)
        async with at_work(neighbour, "SELECT pg_current_xact_id()"):
            await erases(database)
            assert not await database.scrub()
            assert await is_left(database)
        await neighbour.close()
    assert await database.scrub()
    assert not await is_left(database)


async def test_who_looked_beside_an_older_writer_is_waited_for_too(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They began after the scrub, and yet count as old as that writer."""
    monkeypatch.setattr(scrubbing_postgresql, "TRIES", 100)
    begun, comes_true = asyncio.Event(), scrubbing_postgresql._comes_true

    async def noted(condition: Callable[[], Awaitable[bool]]) -> bool:
        begun.set()
        return await comes_true(condition)

    monkeypatch.setattr(scrubbing_postgresql, "_comes_true", noted)
    look = ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", "SELECT count(*) FROM practices")
    async with asyncio.timeout(PATIENCE):
        writer = at_work(database, "SELECT pg_current_xact_id()")
        await writer.__aenter__()
        await erases(database)
        scrub = asyncio.create_task(database.scrub())
        await begun.wait()
        async with at_work(database, *look):
            await writer.__aexit__(None, None, None)
            assert not await scrub
    assert await database.scrub()
    assert not await is_left(database)


async def test_nobody_waits_long_behind_who_waits_for_a_table(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody has the table for long, and others want it too: they get it, and it is written anew later."""

    async def unseen(_: AsyncConnection) -> bool:
        return True  # as if it had begun a moment later

    await erases(database)
    async with asyncio.timeout(PATIENCE), at_work(database, "SELECT count(*) FROM imports"):
        with monkeypatch.context() as patch:
            patch.setattr(scrubbing_postgresql, "_all_began_later", unseen)
            scrub = asyncio.create_task(database.scrub())
            while not await somebody_waits(database):  # noqa: ASYNC110 (in another process)
                await asyncio.sleep(0.005)
            async with database.read() as connection:
                assert (await connection.scalars(select(imports.c.id))).all() == []
            assert not await scrub
        assert "imports" in await waiting(database)
    assert await database.scrub()
    assert not await is_left(database)


async def test_tables_of_somebody_else_are_not_taken_for_done(database: Database) -> None:
    """PostgreSQL only warns, and leaves them as they are."""
    async with database.write() as connection:
        for statement in (
            "CREATE ROLE tenant LOGIN",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO tenant",
            "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO tenant",
        ):
            await connection.execute(text(statement))
    tenant = Database(database.url.set(username="tenant").render_as_string(hide_password=False))
    await erases(tenant)
    assert not await tenant.scrub()
    await tenant.close()
    assert await waiting(database) == sorted(table.name for table in OF_PEOPLE)
    assert await database.scrub()
    assert not await is_left(database)


# --- what the planner remembers ---

#: Codes of ours, and of Telegram's: alike for many. Whoever adds a text says here why its planner may keep samples of
#: it, or takes those away as migration 0009 does.
SAMPLED = {
    *("answers.option", "answers.question", "answers.role", "answers.step", "audit.action", "check_ins.looking_at"),
    *("check_ins.shown_step", "consents.notice_hash", "consents.purpose", "exports.error", "exports.kind"),
    *("exports.state", "inbox.error", "inbox.state", "invitations.role", "memberships.organisation"),
    *("memberships.notice_edition", "consents.edition"),
    *("memberships.role", "outbox.error", "outbox.kind", "outbox.lease_owner", "outbox.state", "people.awaiting"),
    *("people.language", "people.part_of_day", "people.pause_reason", "released_texts.audience"),
    *("call_backs.seen_by", "circulars.role", "proxies.consent_by", "publications.notice_hash"),
    *("codes.code_hash", "codes.purpose", "inbox.kind", "window_people.role"),
    *("invitations.token_hash", "outbox.dedupe_key"),  # a hash, and numbers of rows
    # Telegram's numbers of updates and messages, and the random one, which belongs to nobody once its person is gone.
    *("answers.message_id", "check_ins.message_id", "circulars.message_id", "exports.message_id", "inbox.update_id"),
    *("outbox.edits", "outbox.message_id", "outbox.subject_id", "people.id"),
}


def tells_something(column: "Column[object]") -> bool:
    """A text, or a number with room for one of Telegram's."""
    is_number = isinstance(column.type, BigInteger) and column.type is not Id and not column.foreign_keys
    return is_number or (column.type.python_type is str)


async def test_of_what_people_say_and_who_they_are_no_samples_are_kept(database: Database) -> None:
    sampled = text(
        "SELECT relname || '.' || attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
        " WHERE relkind = 'r' AND attnum > 0 AND coalesce(attstattarget, -1) <> 0"
    )
    async with database.read() as connection:
        found = set((await connection.scalars(sampled)).all())
    assert {str(column) for table in OF_PEOPLE for column in table.c if tells_something(column)} & found == SAMPLED
