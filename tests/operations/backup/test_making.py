"""A backup is one file of one moment, made while the bot works; it is read back, or it is none."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from rules.address import Address
from simulator.phone import Phone, Telegram
from storage import backup_contents, people
from storage.backup import BackupError, back_up, restore
from tests.operations.backup.files import address, content_of, holding, left_of, names_in, opened, put_back, rights
from tests.running_bot import RunningBot, on_both, on_sqlite

on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


async def test_a_backup_of_a_bot_at_work_is_of_one_moment(
    running_bot: RunningBot, telegram: Telegram, file: Path
) -> None:
    """Meanwhile people come in two by two; no backup has half a pair."""
    coming = asyncio.create_task(_come_in_pairs(running_bot))
    for number in range(4):
        await back_up(address(running_bot), file.with_name(str(number)))
    coming.cancel()
    await asyncio.wait([coming])
    await running_bot.stop()
    for number in range(4):
        await put_back(running_bot, file.with_name(str(number)))
        async with opened(address(running_bot)) as connection:
            assert await connection.scalar(text("SELECT count(*) % 2 FROM people")) == 0


async def _come_in_pairs(running_bot: RunningBot) -> None:
    for number in range(100_000):
        async with running_bot.wiring.database.write() as connection:
            for person in (2 * number, 2 * number + 1):
                await people.meet(connection, Address(person), "nl", running_bot.clock.now())


async def test_a_backup_is_for_its_owners_eyes_and_leaves_nothing_beside_it(
    running_bot: RunningBot, anneke: Phone, file: Path, tmp_path: Path
) -> None:
    before = names_in(tmp_path)
    await back_up(address(running_bot), file)
    assert rights(file) == 0o600
    await running_bot.stop()
    await put_back(running_bot, file)
    assert names_in(tmp_path) - {"bot.db-wal", "bot.db-shm"} <= before | {file.name}


@on_sqlite
async def test_a_backup_overwrites_nothing(running_bot: RunningBot, file: Path) -> None:
    holding(file, b"something of value")
    with pytest.raises(BackupError, match=r"is there already; a backup overwrites nothing$"):
        await back_up(address(running_bot), file)
    assert content_of(file) == b"something of value"


@on_sqlite
async def test_a_folder_that_is_not_there_is_named(running_bot: RunningBot, file: Path) -> None:
    with pytest.raises(BackupError, match=r"^cannot write .*: No such file or directory$"):
        await back_up(address(running_bot), file / "deeper" / "backup")


@on_sqlite
async def test_two_make_a_backup_at_the_same_moment(running_bot: RunningBot, anneke: Phone, file: Path) -> None:
    """As two processes of a newer version do that are started together."""
    await asyncio.gather(back_up(address(running_bot), file), back_up(address(running_bot), file))
    assert left_of(file) == {file.name}


@on_sqlite
async def test_there_is_nothing_to_back_up_before_the_first_start(
    running_bot: RunningBot, file: Path, tmp_path: Path
) -> None:
    with pytest.raises(BackupError, match=r"^there is no database to back up$"):
        await back_up(f"sqlite:///{tmp_path / 'none.db'}", file)
    assert left_of(file) == set()


@pytest.mark.over_http
@on_postgresql
async def test_a_program_that_is_missing_is_named(
    running_bot: RunningBot, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(BackupError, match=r"^no backup was made: pg_dump is not on the PATH; install"):
        await back_up(address(running_bot), file)
    assert left_of(file) == set()


@on_both
async def test_what_was_written_is_opened_and_counted(running_bot: RunningBot, anneke: Phone, file: Path) -> None:
    rows = await back_up(address(running_bot), file)
    async with opened(address(running_bot)) as connection:
        for table in ("people", "answers", "practices", "check_ins"):
            assert rows[table] == await connection.scalar(text(f"SELECT count(*) FROM {table}")) > 0
    await restore(address(running_bot), file, running_bot.clock.now(), force=True)


@pytest.mark.parametrize("damaged", [lambda content: content[: len(content) // 2], lambda content: content[:6]])
async def test_what_cannot_be_read_back_is_no_backup(
    running_bot: RunningBot,
    anneke: Phone,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    damaged: Callable[[bytes], bytes],
) -> None:
    read_back = backup_contents.counted

    async def after_the_disk_lost_some(part: Path) -> dict[str, int]:
        holding(part, damaged(content_of(part)))
        return await read_back(part)

    monkeypatch.setattr(backup_contents, "counted", after_the_disk_lost_some)
    with pytest.raises(BackupError, match=r"^no backup was made: "):
        await back_up(address(running_bot), file)
    assert left_of(file) == set()
