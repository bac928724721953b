"""What is no whole backup of this bot, or of a newer version, is refused, and nothing is changed by it."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from rules.address import Address
from simulator.phone import Phone
from storage import copying_postgresql, copying_sqlite, people, present_tables
from storage.backup import BackupError, back_up, restore
from storage.database import Database
from storage.schema import NewerDatabase
from tests.operations.backup.files import address, content_of, holding, names_in, opened, put_back
from tests.running_bot import RunningBot, on_both, on_sqlite


@pytest.mark.parametrize("content", [b"no backup at all", b"PGDMP and rubbish", b"SQLite format 3\x00 and rubbish"])
async def test_a_file_that_is_no_backup_changes_nothing(
    running_bot: RunningBot, anneke: Phone, file: Path, content: bytes
) -> None:
    holding(file, content)
    await running_bot.stop()
    with pytest.raises(BackupError, match=r"is not a backup of the kind of database|^nothing was restored: "):
        await put_back(running_bot, file)
    await running_bot.start()
    assert len(await running_bot.answers_of(anneke)) == 1


async def test_half_a_backup_changes_nothing(running_bot: RunningBot, anneke: Phone, file: Path) -> None:
    await back_up(address(running_bot), file)
    cut_in_half(file)
    await running_bot.stop()
    with pytest.raises(BackupError, match=r"^nothing was restored: ") as refused:
        await put_back(running_bot, file)
    assert "\n" not in str(refused.value)
    await running_bot.start()
    assert len(await running_bot.answers_of(anneke)) == 1


def cut_in_half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


@on_both
async def test_a_backup_of_a_newer_version_is_refused_and_changes_nothing(
    running_bot: RunningBot, anneke: Phone, file: Path
) -> None:
    async with running_bot.wiring.database.long_write() as connection:
        ours = await connection.scalar(text("SELECT version_num FROM alembic_version"))
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await back_up(address(running_bot), file)
    async with running_bot.wiring.database.long_write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = :ours"), {"ours": ours})
    await running_bot.stop()
    with pytest.raises(NewerDatabase, match=r"^the backup is at revision 9999, which this version does not know; "):
        await put_back(running_bot, file)
    await running_bot.start()
    assert len(await running_bot.answers_of(anneke)) == 1


@on_both
async def test_a_database_of_another_program_is_refused_and_changes_nothing(
    running_bot: RunningBot, anneke: Phone, file: Path, fresh_address: str
) -> None:
    another = Database(fresh_address)
    async with another.long_write() as connection:
        await connection.execute(text("CREATE TABLE bookmarks (id INTEGER)"))
    await another.close()
    if another.is_sqlite:
        await copying_sqlite.copy_out(Path(str(another.url.database)), file)
    else:
        await copying_postgresql.copy_out(fresh_address, "public", file)
    await running_bot.stop()
    with pytest.raises(BackupError, match=r"^nothing was restored: it is no backup of this bot$"):
        await put_back(running_bot, file)
    await running_bot.start()
    assert len(await running_bot.answers_of(anneke)) == 1


@on_sqlite
async def test_what_a_restore_that_was_killed_left_behind_is_not_taken_for_ours(
    running_bot: RunningBot, anneke: Phone, file: Path, database_url: str
) -> None:
    """A log beside a file counts as that file's log: of a copy that is half-way, it brings another's pages in."""
    await back_up(address(running_bot), file)
    await running_bot.stop()
    copy = Path(f"{database_url.removeprefix('sqlite:///')}.restoring")
    holding(copy, content_of(file))
    killed = sqlite3.connect(copy)
    killed.executescript("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; UPDATE answers SET score = 1;")
    logged = content_of(copy.with_name(f"{copy.name}-wal"))
    killed.close()
    holding(copy.with_name(f"{copy.name}-wal"), logged)
    await put_back(running_bot, file)
    assert not [name for name in names_in(copy.parent) if "restoring" in name]
    await running_bot.start()
    assert [answer.score for answer in (await running_bot.answers_of(anneke)).values()] == [4]


@on_both
async def test_tables_of_another_program_are_not_replaced_unless_forced(
    running_bot: RunningBot, anneke: Phone, file: Path, fresh_address: str
) -> None:
    """As when DATABASE_URL names another one than was meant."""
    await back_up(address(running_bot), file)
    another = Database(fresh_address)
    async with another.long_write() as connection:
        await connection.execute(text("CREATE TABLE bookmarks (id INTEGER)"))
    with pytest.raises(BackupError, match=r"^the database is not empty; --force replaces everything in it$"):
        await restore(fresh_address, file, running_bot.clock.now())
    assert await present_tables.names(another) == ["bookmarks"]
    await another.close()
    await restore(fresh_address, file, running_bot.clock.now(), force=True)
    async with opened(fresh_address) as connection:
        assert await people.viewer(connection, Address(anneke.id))
