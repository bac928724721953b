"""A backup is one file, made while the bot works, and it restores; what was still to be said then is not said now."""

import asyncio
import sqlite3
import stat
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from bot import heartbeat
from rules.address import Address
from rules.payloads.notes import Note
from simulator.phone import Phone, Telegram
from storage import backup_contents, backup_rotation, copying_postgresql, copying_sqlite, erasures, outbox, people
from storage.backup import BackupError, back_up, restore
from storage.connection import Connection
from storage.database import Database
from storage.schema import NewerDatabase
from storage.tables import outbox as table
from tests.operations.owner import Owner
from tests.running_bot import ROUND_OPENS, TOKEN, RunningBot, on_both, on_sqlite

on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture(autouse=True)
def _programs(request: pytest.FixtureRequest, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's own programs are on the PATH."""
    if database_url.startswith("postgresql"):
        monkeypatch.setenv("PATH", f"{request.getfixturevalue('postgres').programs}:/usr/bin:/bin")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup"


@pytest.fixture
async def anneke(running_bot: RunningBot, telegram: Telegram) -> Phone:
    """A caregiver who has answered one question of an open check-in."""
    anneke = await telegram.person("Anneke")
    await running_bot.registers(anneke, "caregiver")
    await running_bot.opens_round()
    await anneke.taps("Goed")
    await running_bot.settles()
    return anneke


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def left_of(file: Path) -> set[str]:
    return {name for name in names_in(file.parent) if name.startswith(file.name)}


def rights(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def holding(file: Path, content: bytes) -> None:
    file.write_bytes(content)


def content_of(file: Path) -> bytes:
    return file.read_bytes()


def cut_in_half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def address(running_bot: RunningBot) -> str:
    return running_bot.settings.database_url.get_secret_value()


async def states(running_bot: RunningBot) -> Sequence[str]:
    async with running_bot.wiring.database.read() as connection:
        return (await connection.scalars(select(table.c.state).order_by(table.c.id))).all()


async def queue(running_bot: RunningBot, phone: Phone, words: str, later: timedelta = timedelta()) -> None:
    """Something to say that is not said yet."""
    now = running_bot.clock.now()
    async with running_bot.wiring.database.write() as connection:
        await outbox.be_silent(connection, now + timedelta(minutes=1))
        known = await people.meet(connection, Address(phone.id), "nl", now)
        await outbox.add(connection, Note(words), now=now, person_id=known.person_id, due_at=now + later)


@asynccontextmanager
async def opened(address: str) -> AsyncIterator[Connection]:
    """A look into a database that no bot works on."""
    database = Database(address)
    async with database.read() as connection:
        yield connection
    await database.close()


async def put_back(running_bot: RunningBot, file: Path, *, force: bool = True) -> None:
    await restore(address(running_bot), file, running_bot.clock.now(), ledger=running_bot.settings.ledger, force=force)


@on_both
async def test_what_was_there_is_there_again_and_what_was_queued_is_not_said(
    running_bot: RunningBot, telegram: Telegram, anneke: Phone, file: Path
) -> None:
    await queue(running_bot, anneke, "welcome_back")
    await queue(running_bot, anneke, "edited_kept", later=timedelta(minutes=30))
    await back_up(address(running_bot), file)
    await anneke.taps("Met moeite")
    await running_bot.stop()
    await put_back(running_bot, file)
    heard = len(await anneke.messages())
    await running_bot.start()
    await running_bot.tick(running_bot.clock.now() + timedelta(hours=1))
    await running_bot.settles()
    assert [answer.score for answer in (await running_bot.answers_of(anneke)).values()] == [4]
    assert len(await anneke.messages()) == heard
    assert set(await states(running_bot)) == {"sent", "expired"}
    await anneke.taps("Goed", on=(await anneke.messages())[-1])
    await running_bot.settles()


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


async def test_a_backup_restores_into_an_empty_database(
    running_bot: RunningBot, anneke: Phone, file: Path, fresh_address: str
) -> None:
    await back_up(address(running_bot), file)
    await restore(fresh_address, file, running_bot.clock.now())
    async with opened(fresh_address) as connection:
        assert await people.viewer(connection, Address(anneke.id))


# --- who was erased since ---


async def erases(running_bot: RunningBot, phone: Phone) -> None:
    await phone.says("/wissen")
    await phone.taps("Ja, wis alles")
    await running_bot.settles()


async def known_to(address: str, phone: Phone) -> bool:
    async with opened(address) as connection:
        return await people.viewer(connection, Address(phone.id)) is not None


@on_both
async def test_who_was_erased_since_is_gone_before_the_bot_starts(
    running_bot: RunningBot, anneke: Phone, telegram: Telegram, file: Path
) -> None:
    bram = await telegram.person("Bram")
    await running_bot.registers(bram, "caregiver")
    await back_up(address(running_bot), file)
    await erases(running_bot, anneke)
    await running_bot.stop()
    await put_back(running_bot, file)
    assert not await known_to(address(running_bot), anneke)
    assert await known_to(address(running_bot), bram)
    await put_back(running_bot, file)  # the marks came along
    assert not await known_to(address(running_bot), anneke)


async def test_the_database_that_is_replaced_tells_who_was_erased_when_there_is_no_ledger(
    running_bot: RunningBot, anneke: Phone, file: Path
) -> None:
    await back_up(address(running_bot), file)
    await erases(running_bot, anneke)
    await running_bot.stop()
    running_bot.settings.ledger.unlink()
    await put_back(running_bot, file)
    assert not await known_to(address(running_bot), anneke)
    assert len(erasures.read(running_bot.settings.ledger)) == 1


async def test_the_ledger_cleanses_a_backup_on_a_fresh_machine(
    running_bot: RunningBot, anneke: Phone, file: Path, fresh_address: str
) -> None:
    await back_up(address(running_bot), file)
    await erases(running_bot, anneke)
    await restore(fresh_address, file, running_bot.clock.now(), ledger=running_bot.settings.ledger)
    assert not await known_to(fresh_address, anneke)


@on_sqlite
async def test_a_database_put_back_by_hand_is_cleansed_before_the_first_update(
    running_bot: RunningBot, anneke: Phone, telegram: Telegram, file: Path, database_url: str
) -> None:
    await back_up(address(running_bot), file)
    await erases(running_bot, anneke)
    await running_bot.stop()
    at = Path(database_url.removeprefix("sqlite:///"))
    for beside in at.parent.glob(f"{at.name}-*"):
        beside.unlink()
    holding(at, content_of(file))
    assert await known_to(database_url, anneke)
    await running_bot.start()
    assert not await known_to(database_url, anneke)


@pytest.fixture
async def fresh_address(database_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'elsewhere' / 'other.db'}"
        return
    with request.getfixturevalue("postgres").database() as address:
        yield address


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


async def test_a_database_with_people_is_not_replaced_unless_forced(
    running_bot: RunningBot, anneke: Phone, file: Path
) -> None:
    await back_up(address(running_bot), file)
    await running_bot.stop()
    with pytest.raises(BackupError, match=r"^the database holds people; --force replaces everything in it$"):
        await put_back(running_bot, file, force=False)


async def test_a_database_in_use_is_not_replaced_unless_forced(running_bot: RunningBot, file: Path) -> None:
    await heartbeat.beat(running_bot.wiring)
    await back_up(address(running_bot), file)
    with pytest.raises(BackupError, match=r"^the bot is running on this database; stop it first, or use --force$"):
        await put_back(running_bot, file, force=False)


async def test_a_running_bot_goes_on_with_what_was_restored(
    running_bot: RunningBot, telegram: Telegram, file: Path
) -> None:
    """Whoever forces it does not lose the bot for it."""
    await running_bot.settles()
    await back_up(address(running_bot), file)
    anneke = await telegram.person("Anneke")
    await running_bot.registers(anneke, "caregiver")
    await put_back(running_bot, file)
    await anneke.opens(await running_bot.invite("caregiver"))
    await anneke.taps("Ja, ik doe mee")
    await running_bot.settles()
    await anneke.sees("eerste check-in")


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
        await copying_postgresql.copy_out(fresh_address, file)
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


@pytest.mark.over_http
@pytest.mark.slow
@on_sqlite
async def test_a_drill_beside_production_asks_for_another_token_or_none(
    running_bot: RunningBot, telegram: Telegram, tmp_path: Path, database_url: str, fresh_address: str
) -> None:
    """The drill's own database is empty; production goes on."""
    here = {"bot_api_url": telegram.url, "database_url": fresh_address, "erasure_ledger": str(tmp_path / "drill")}
    made = await Owner(tmp_path, database_url=database_url).types("backup", "backup")
    assert (made.code, made.complained) == (0, "")
    refused = await Owner(tmp_path, bot_token=TOKEN, **here).types("restore", "backup")
    assert refused.code == 2
    assert "the bot of BOT_TOKEN is at work elsewhere" in refused.complained
    assert "give the token of another bot, or none" in refused.complained
    none = Owner(tmp_path, **here)
    assert (await none.types("restore", "backup")).printed == "Restored. Start the bot.\n"
    assert "The bot is not running" in (await none.types("status")).printed
    another = Owner(tmp_path, bot_token="8000000002:another-token-of-another-bot", **here)
    assert (await another.types("restore", "backup")).code in (0, 2)
    assert "belongs to bot" in (await another.types("run")).complained


@pytest.mark.over_http
@pytest.mark.slow
@on_sqlite
async def test_the_owner_does_it_from_the_command_line(
    running_bot: RunningBot, telegram: Telegram, anneke: Phone, tmp_path: Path, database_url: str
) -> None:
    owner = Owner(tmp_path, bot_token=TOKEN, bot_api_url=telegram.url, database_url=database_url)
    made = await owner.types("backup", "backup")
    assert (made.code, made.complained) == (0, "")
    assert await backup_contents.erased(tmp_path / "backup")  # its own mark, which an older ledger has not
    await running_bot.stop()
    refused = await owner.types("restore", "backup")
    assert (refused.code, refused.complained) == (2, "the database holds people; --force replaces everything in it\n")
    assert (await owner.types("restore", "backup", "--force")).printed == "Restored. Start the bot.\n"
    assert running_bot.clock.now() >= ROUND_OPENS


# --- what was written is read back, and the newest stay ---


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


@on_sqlite
def test_only_the_newest_of_our_own_files_stay(tmp_path: Path) -> None:
    begin, before = datetime(2026, 12, 1, 3, 15, tzinfo=UTC), len(names_in(tmp_path))
    for number in range(5):
        (tmp_path / backup_rotation.name_at(begin + timedelta(days=number))).touch()
    for name in ("bot-2020-01-01", "mantelzorg-bot-2026-12-05T031400Z.backup.1f2e3d4c.part", "erasures"):
        (tmp_path / name).touch()
    assert len(backup_rotation.remove_older(tmp_path, 3, begin + timedelta(days=4))) == 2
    assert [path.name[15:25] for path in backup_rotation.made_in(tmp_path)] == [
        "2026-12-05",
        "2026-12-04",
        "2026-12-03",
    ]
    assert len(names_in(tmp_path)) == before + 6


@on_sqlite
def test_what_somebody_who_was_killed_wrote_half_goes_after_a_day(tmp_path: Path) -> None:
    begin, before = datetime(2026, 12, 1, 3, 15, tzinfo=UTC), names_in(tmp_path)
    named = [f"{way}{backup_rotation.name_at(begin)}.1f2e3d4c.part" for way in ("", "before-upgrade-")]
    for name in (*named, "letter.part"):
        (tmp_path / name).touch()
    backup_rotation.remove_older(tmp_path, 3, begin + timedelta(hours=23))
    assert names_in(tmp_path) - before == {*named, "letter.part"}
    backup_rotation.remove_older(tmp_path, 3, begin + timedelta(hours=25))
    assert names_in(tmp_path) - before == {"letter.part"}


@pytest.mark.over_http
@pytest.mark.slow
@on_sqlite
async def test_a_timer_keeps_the_newest_in_a_folder(
    running_bot: RunningBot, telegram: Telegram, anneke: Phone, tmp_path: Path, database_url: str
) -> None:
    owner = Owner(tmp_path, bot_token=TOKEN, bot_api_url=telegram.url, database_url=database_url)
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "mantelzorg-bot-2020-01-01T031500Z.backup").touch()
    made = await owner.types("backup", "--keep", "1", "backups")
    assert (made.code, made.complained) == (0, "")
    assert ": 1 people, 1 answers, " in made.printed
    assert made.printed.endswith("Older backups removed: 1.\n")
    assert len(names_in(tmp_path / "backups")) == 1
