"""A newer version leaves an older one that is at work alone, and keeps how the tables were before it changes them."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot import looking_twice
from bot.existing import NoDatabase, on_existing
from bot.settings import Settings
from bot.upgrading import OlderAtWork, make_ready
from simulator.clock import Clock
from storage import schema
from storage.backup import restore
from storage.database import Database
from tests.postgres import Postgres
from tests.running_bot import TOKEN
from tests.storage.schema_differences import differences
from tests.storage.test_migrations import fill, rows

REVISIONS = [script.revision for script in ScriptDirectory(str(schema.MIGRATIONS)).walk_revisions()][::-1]
#: The schema that each version was released with. 0.2.0 is this one.
RELEASED = {"0.1.0": "0009"}


@pytest.fixture
def settings(empty_database_url: str, tmp_path: Path) -> Settings:
    values = {
        "_env_file": None,
        "bot_token": TOKEN,
        "database_url": empty_database_url,
        "state_dir": tmp_path / "state",
    }
    return Settings.model_validate(values)


@pytest.fixture(autouse=True)
def _programs(request: pytest.FixtureRequest, empty_database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if empty_database_url.startswith("postgresql"):
        postgres: Postgres = request.getfixturevalue("postgres")
        monkeypatch.setenv("PATH", f"{postgres.programs}:/usr/bin:/bin")


@pytest.fixture(autouse=True)
def _nobody_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking_twice, "PATIENCE_SECONDS", 0.0)


def backups(settings: Settings) -> list[Path]:
    folder = settings.state_dir / "backups"
    return list(folder.iterdir()) if folder.exists() else []


@pytest.mark.parametrize("version", ["first", *RELEASED])
async def test_a_database_with_data_is_upgraded_and_the_way_back_is_there(
    version: str, settings: Settings, empty_database_url: str
) -> None:
    now = datetime(2026, 12, 2, tzinfo=UTC)  # what `fill` puts in as a process at work is of the day before
    database = Database(empty_database_url)
    await schema.migrate(database, RELEASED.get(version, REVISIONS[0]))
    await fill(database)
    await forgets_what_to_scrub(database)
    before = await rows(database)
    await make_ready(database, settings, now)
    await schema.migrate(database)
    assert await differences(database) == []
    after = await rows(database)
    assert all(after[table] >= number for table, number in before.items() if table in after)
    (kept,) = backups(settings)
    await database.close()
    await restore(empty_database_url, kept, now, force=True)
    await database.close()


async def forgets_what_to_scrub(database: Database) -> None:
    """`fill` asks for a table that is called x."""
    async with database.long_write() as connection:
        if await connection.run_sync(lambda plain: plain.dialect.has_table(plain, "unscrubbed")):
            await connection.execute(text("DELETE FROM unscrubbed"))


async def test_nothing_is_changed_under_an_older_version_at_work(
    settings: Settings, empty_database_url: str, clock: Clock
) -> None:
    database = Database(empty_database_url)
    await schema.migrate(database, REVISIONS[-2])
    await _beats(database, clock.now())
    with pytest.raises(OlderAtWork, match="stop every process first"):
        await make_ready(database, settings, clock.now())
    assert (await schema.standing(database), backups(settings)) == ("older", [])
    await make_ready(database, settings, clock.now(), while_running=True)
    await make_ready(database, settings, clock.now() + timedelta(minutes=4), without_backup=True)
    assert len(backups(settings)) == 1
    await database.close()


async def test_an_older_version_whose_clock_is_slow_is_seen_to_work(
    settings: Settings, empty_database_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its heartbeat, which goes on while we look."""
    database = Database(empty_database_url)
    await schema.migrate(database, REVISIONS[-2])
    slow = clock.now() - timedelta(hours=1)
    await _beats(database, slow)
    monkeypatch.setattr(looking_twice, "PATIENCE_SECONDS", 30.0)
    making_ready = asyncio.create_task(make_ready(database, settings, clock.now()))
    while not making_ready.done():
        slow += timedelta(seconds=5)
        await _beats(database, slow)
        await asyncio.wait([making_ready], timeout=looking_twice.PAUSE_SECONDS)
    with pytest.raises(OlderAtWork, match="stop every process first"):
        await making_ready
    assert (await schema.standing(database), backups(settings)) == ("older", [])
    await database.close()


async def _beats(database: Database, at: datetime) -> None:
    async with database.long_write() as connection:
        seen = text(
            "INSERT INTO replicas (id, started_at, seen_at) VALUES ('older', :now, :now)"
            " ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at"
        )
        await connection.execute(seen, {"now": str(at.replace(tzinfo=None)) if database.is_sqlite else at})


async def test_replicas_of_one_schema_are_upgraded_one_after_the_other(
    settings: Settings, empty_database_url: str, clock: Clock
) -> None:
    database = Database(empty_database_url)
    await schema.migrate(database)
    await make_ready(database, settings, clock.now())
    assert backups(settings) == []
    await database.close()


async def test_no_other_command_changes_the_tables(settings: Settings, empty_database_url: str) -> None:
    database = Database(empty_database_url)
    await schema.migrate(database, REVISIONS[-2])
    with pytest.raises(NoDatabase, match="the database is older than this version: start the bot"):
        await on_existing(settings)
    assert await schema.standing(database) == "older"
    await database.close()
