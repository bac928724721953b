"""A backup is one file, made while the bot works, and it restores; what was still to be said then is not said now."""

import asyncio
import stat
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from bot.running import tick_now
from simulator.phone import Phone, Telegram
from storage import erasures, outbox, people
from storage.backup import BackupError, back_up, restore
from storage.connection import Connection
from storage.database import Database
from storage.schema import NewerDatabase
from storage.tables import outbox as table
from tests.house import ROUND_OPENS, TOKEN, House, on_sqlite
from tests.operations.owner import Owner

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
async def anneke(house: House, telegram: Telegram) -> Phone:
    """A caregiver who has answered one question of an open check-in."""
    anneke = await telegram.person("Anneke")
    await house.registers(anneke, "caregiver")
    await house.opens_round()
    await anneke.taps("Goed")
    await house.settles()
    return anneke


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def rights(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def holding(file: Path, content: bytes) -> None:
    file.write_bytes(content)


def content_of(file: Path) -> bytes:
    return file.read_bytes()


def cut_in_half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def address(house: House) -> str:
    return house.settings.database_url.get_secret_value()


async def states(house: House) -> Sequence[str]:
    async with house.wiring.database.read() as connection:
        return (await connection.scalars(select(table.c.state).order_by(table.c.id))).all()


async def queue(house: House, phone: Phone, words: str, later: timedelta = timedelta()) -> None:
    """Something to say that is not said yet."""
    now = house.clock.now()
    async with house.wiring.database.write() as connection:
        await outbox.be_silent(connection, now + timedelta(minutes=1))
        known = await people.meet(connection, phone.id, "nl", now)
        await outbox.add(connection, "note", now=now, person_id=known.person_id, due_at=now + later, key=words)


@asynccontextmanager
async def opened(address: str) -> AsyncIterator[Connection]:
    """A look into a database that no bot works on."""
    database = Database(address)
    async with database.read() as connection:
        yield connection
    await database.close()


async def put_back(house: House, file: Path, *, force: bool = True) -> None:
    await restore(address(house), file, house.clock.now(), ledger=house.settings.ledger, force=force)


async def test_what_was_there_is_there_again_and_what_was_queued_is_not_said(
    house: House, telegram: Telegram, anneke: Phone, file: Path
) -> None:
    await queue(house, anneke, "welcome_back")
    await queue(house, anneke, "edited_kept", later=timedelta(minutes=30))
    await back_up(address(house), file)
    await anneke.taps("Met moeite")
    await house.stop()
    await put_back(house, file)
    heard = len(await anneke.messages())
    await house.start()
    await house.tick(house.clock.now() + timedelta(hours=1))
    await house.settles()
    assert [answer.score for answer in (await house.answers_of(anneke)).values()] == [4]
    assert len(await anneke.messages()) == heard
    assert set(await states(house)) == {"sent", "expired"}
    await anneke.taps("Goed", on=(await anneke.messages())[-1])
    await house.settles()


async def test_a_backup_of_a_bot_at_work_is_of_one_moment(house: House, telegram: Telegram, file: Path) -> None:
    """Meanwhile people come in two by two; no backup has half a pair."""
    coming = asyncio.create_task(_come_in_pairs(house))
    for number in range(4):
        await back_up(address(house), file.with_name(str(number)))
    coming.cancel()
    await asyncio.wait([coming])
    await house.stop()
    for number in range(4):
        await put_back(house, file.with_name(str(number)))
        async with opened(address(house)) as connection:
            assert await connection.scalar(text("SELECT count(*) % 2 FROM people")) == 0


async def _come_in_pairs(house: House) -> None:
    for number in range(100_000):
        async with house.wiring.database.write() as connection:
            for person in (2 * number, 2 * number + 1):
                await people.meet(connection, person, "nl", house.clock.now())


async def test_a_backup_restores_into_an_empty_database(
    house: House, anneke: Phone, file: Path, fresh_address: str
) -> None:
    await back_up(address(house), file)
    await restore(fresh_address, file, house.clock.now())
    async with opened(fresh_address) as connection:
        assert await people.viewer(connection, anneke.id)


# --- who was erased since ---


async def erases(house: House, phone: Phone) -> None:
    await phone.says("/wissen")
    await phone.taps("Ja, wis alles")
    await house.settles()


async def known_to(address: str, phone: Phone) -> bool:
    async with opened(address) as connection:
        return await people.viewer(connection, phone.id) is not None


async def test_who_was_erased_since_is_gone_before_the_bot_starts(
    house: House, anneke: Phone, telegram: Telegram, file: Path
) -> None:
    bram = await telegram.person("Bram")
    await house.registers(bram, "caregiver")
    await back_up(address(house), file)
    await erases(house, anneke)
    await house.stop()
    await put_back(house, file)
    assert not await known_to(address(house), anneke)
    assert await known_to(address(house), bram)
    await put_back(house, file)  # the marks came along
    assert not await known_to(address(house), anneke)


async def test_the_database_that_is_replaced_tells_who_was_erased_when_there_is_no_ledger(
    house: House, anneke: Phone, file: Path
) -> None:
    await back_up(address(house), file)
    await erases(house, anneke)
    await house.stop()
    house.settings.ledger.unlink()
    await put_back(house, file)
    assert not await known_to(address(house), anneke)
    assert len(erasures.read(house.settings.ledger)) == 1


async def test_the_ledger_cleanses_a_backup_on_a_fresh_machine(
    house: House, anneke: Phone, file: Path, fresh_address: str
) -> None:
    await back_up(address(house), file)
    await erases(house, anneke)
    await restore(fresh_address, file, house.clock.now(), ledger=house.settings.ledger)
    assert not await known_to(fresh_address, anneke)


@on_sqlite
async def test_a_database_put_back_by_hand_is_cleansed_before_the_first_update(
    house: House, anneke: Phone, telegram: Telegram, file: Path, database_url: str
) -> None:
    await back_up(address(house), file)
    await erases(house, anneke)
    await house.stop()
    at = Path(database_url.removeprefix("sqlite:///"))
    for beside in at.parent.glob(f"{at.name}-*"):
        beside.unlink()
    holding(at, content_of(file))
    assert await known_to(database_url, anneke)
    await house.start()
    assert not await known_to(database_url, anneke)


@pytest.fixture
async def fresh_address(database_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'elsewhere' / 'other.db'}"
        return
    with request.getfixturevalue("postgres").database() as address:
        yield address


async def test_a_backup_is_for_its_owners_eyes_and_leaves_nothing_beside_it(
    house: House, anneke: Phone, file: Path, tmp_path: Path
) -> None:
    before = names_in(tmp_path)
    await back_up(address(house), file)
    assert rights(file) == 0o600
    await house.stop()
    await put_back(house, file)
    assert names_in(tmp_path) - {"bot.db-wal", "bot.db-shm"} <= before | {file.name}


@on_sqlite
async def test_a_backup_overwrites_nothing(house: House, file: Path) -> None:
    holding(file, b"something of value")
    with pytest.raises(BackupError, match=r"is there already; a backup overwrites nothing$"):
        await back_up(address(house), file)
    assert content_of(file) == b"something of value"


@on_sqlite
async def test_a_folder_that_is_not_there_is_named(house: House, file: Path) -> None:
    with pytest.raises(BackupError, match=r"^cannot write .*: No such file or directory$"):
        await back_up(address(house), file / "deeper" / "backup")


async def test_a_database_with_people_is_not_replaced_unless_forced(house: House, anneke: Phone, file: Path) -> None:
    await back_up(address(house), file)
    await house.stop()
    with pytest.raises(BackupError, match=r"^the database holds people; --force replaces everything in it$"):
        await put_back(house, file, force=False)


async def test_a_database_in_use_is_not_replaced_unless_forced(house: House, file: Path) -> None:
    await tick_now(house.wiring)
    await back_up(address(house), file)
    with pytest.raises(BackupError, match=r"^the bot is running on this database; stop it first, or use --force$"):
        await put_back(house, file, force=False)


async def test_a_running_bot_goes_on_with_what_was_restored(house: House, telegram: Telegram, file: Path) -> None:
    """Whoever forces it does not lose the bot for it."""
    await house.settles()
    await back_up(address(house), file)
    anneke = await telegram.person("Anneke")
    await house.registers(anneke, "caregiver")
    await put_back(house, file)
    await anneke.opens(await house.invite("caregiver"))
    await anneke.taps("Ja, ik doe mee")
    await house.settles()
    await anneke.sees("eerste check-in")


@pytest.mark.parametrize("content", [b"no backup at all", b"PGDMP and rubbish", b"SQLite format 3\x00 and rubbish"])
async def test_a_file_that_is_no_backup_changes_nothing(
    house: House, anneke: Phone, file: Path, content: bytes
) -> None:
    holding(file, content)
    await house.stop()
    with pytest.raises(BackupError, match=r"is not a backup of the kind of database|^nothing was restored: "):
        await put_back(house, file)
    await house.start()
    assert len(await house.answers_of(anneke)) == 1


async def test_half_a_backup_changes_nothing(house: House, anneke: Phone, file: Path) -> None:
    await back_up(address(house), file)
    cut_in_half(file)
    await house.stop()
    with pytest.raises(BackupError, match=r"^nothing was restored: ") as refused:
        await put_back(house, file)
    assert "\n" not in str(refused.value)
    await house.start()
    assert len(await house.answers_of(anneke)) == 1


@on_sqlite
async def test_a_backup_of_a_newer_version_is_refused_and_changes_nothing(
    house: House, anneke: Phone, file: Path
) -> None:
    async with house.wiring.database.long_write() as connection:
        ours = await connection.scalar(text("SELECT version_num FROM alembic_version"))
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await back_up(address(house), file)
    async with house.wiring.database.long_write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = :ours"), {"ours": ours})
    await house.stop()
    with pytest.raises(NewerDatabase):
        await put_back(house, file)
    await house.start()
    assert len(await house.answers_of(anneke)) == 1


@on_sqlite
async def test_there_is_nothing_to_back_up_before_the_first_start(house: House, file: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match=r"^there is no database to back up$"):
        await back_up(f"sqlite:///{tmp_path / 'none.db'}", file)
    assert names_in(file.parent).isdisjoint({file.name, f"{file.name}.part"})


@on_postgresql
async def test_a_program_that_is_missing_is_named(house: House, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(BackupError, match=r"^no backup was made: pg_dump is not on the PATH; install"):
        await back_up(address(house), file)
    assert names_in(file.parent).isdisjoint({file.name, f"{file.name}.part"})


@on_sqlite
async def test_the_owner_does_it_from_the_command_line(
    house: House, telegram: Telegram, anneke: Phone, tmp_path: Path, database_url: str
) -> None:
    owner = Owner(tmp_path, bot_token=TOKEN, bot_api_url=telegram.url, database_url=database_url)
    made = await owner.types("backup", "backup")
    assert (made.code, made.complained) == (0, "")
    await house.stop()
    refused = await owner.types("restore", "backup")
    assert (refused.code, refused.complained) == (2, "the database holds people; --force replaces everything in it\n")
    assert (await owner.types("restore", "backup", "--force")).printed == "Restored. Start the bot.\n"
    assert house.clock.now() >= ROUND_OPENS
