"""From one kind of database to the other: everything comes along, and the bot goes on as if nothing had happened."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import heartbeat
from bot.copying import copy_database
from simulator.clock import Clock
from simulator.phone import Phone, Telegram
from storage import copying_database, present_tables, replicas, schema
from storage.copying_database import CopyError
from storage.database import Database
from storage.identity_cipher import KEY_BITS
from tests.operations.owner import Owner
from tests.postgres import Postgres
from tests.running_bot import TOKEN, RunningBot, on_sqlite, start_bot

STRANGE = "Ça va; 'zo' \\ \"zo\"\n\té 🙂 \u0645"
KEY = "1f" * (KEY_BITS // 8)
pytestmark = on_sqlite


@pytest.fixture
async def running_bot(telegram: Telegram, clock: Clock, database_url: str) -> AsyncIterator[RunningBot]:
    """One that seals who people are."""
    async with start_bot(telegram, clock, database_url, identity_key=KEY) as running_bot:
        yield running_bot


@pytest.fixture
async def anneke(running_bot: RunningBot, telegram: Telegram) -> Phone:
    """In the middle of a check-in, with a text of every sort of sign."""
    anneke = await telegram.person("Anneke")
    await running_bot.registers(anneke, "caregiver")
    await running_bot.opens_round()
    await anneke.taps("Goed")
    await anneke.taps("Met moeite")
    await anneke.taps("Meestal")
    await running_bot.settles()
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(text("UPDATE answers SET text = :text"), {"text": STRANGE})
    return anneke


@pytest.fixture
def elsewhere(postgres: Postgres) -> Iterator[str]:
    with postgres.database() as address:
        yield address


async def test_everything_comes_along_and_the_bot_goes_on(
    running_bot: RunningBot, telegram: Telegram, clock: Clock, anneke: Phone, elsewhere: str, database_url: str
) -> None:
    before = {step: (row.score, row.text) for step, row in (await running_bot.answers_of(anneke)).items()}
    await running_bot.stop()
    copied = await copy_database(database_url, elsewhere, clock.now())
    assert (copied["people"], copied["answers"]) == (1, 3)
    async with start_bot(telegram, clock, elsewhere, identity_key=KEY) as there:
        after = {step: (row.score, row.text) for step, row in (await there.answers_of(anneke)).items()}
        assert after == before
        bram = await telegram.person("Bram")
        await there.registers(bram, "caregiver")  # new rows get numbers that nobody has
        await anneke.says("/mijngegevens")
        await there.settles()
        await anneke.sees("In dit bestand staat alles")


async def test_and_back_again(
    running_bot: RunningBot, clock: Clock, anneke: Phone, elsewhere: str, database_url: str, tmp_path: Path
) -> None:
    await running_bot.stop()
    there = await copy_database(database_url, elsewhere, clock.now())
    back = await copy_database(elsewhere, f"sqlite:///{tmp_path / 'back.db'}", clock.now())
    assert back == there
    async with Database(f"sqlite:///{tmp_path / 'back.db'}").read() as connection:
        assert str(await connection.scalar(text("SELECT telegram_id FROM people"))) != str(anneke.id)


async def test_a_bot_at_work_is_not_copied(
    running_bot: RunningBot, clock: Clock, elsewhere: str, database_url: str
) -> None:
    await heartbeat.beat(running_bot.wiring)
    with pytest.raises(CopyError, match=r"^the bot is running on FROM"):
        await copy_database(database_url, elsewhere, clock.now())


async def test_nothing_is_copied_over_something(
    running_bot: RunningBot, clock: Clock, anneke: Phone, elsewhere: str, database_url: str
) -> None:
    await running_bot.stop()
    await copy_database(database_url, elsewhere, clock.now())
    with pytest.raises(CopyError, match=r"^TO is not empty"):
        await copy_database(database_url, elsewhere, clock.now())


async def test_tables_of_another_program_or_version_are_left_as_they_are(
    running_bot: RunningBot, clock: Clock, elsewhere: str, database_url: str, tmp_path: Path
) -> None:
    await running_bot.stop()
    theirs, older = Database(elsewhere), Database(f"sqlite:///{tmp_path / 'older.db'}")
    async with theirs.long_write() as connection:
        await connection.execute(text("CREATE TABLE bookmarks (id INTEGER)"))
    await schema.migrate(older, "0001")
    for database, whose in ((theirs, "another program"), (older, "an older version of this program")):
        with pytest.raises(CopyError, match=f"^TO is not empty: it holds tables of {whose}$"):
            await copy_database(database_url, database.address, clock.now())
    assert (await present_tables.names(theirs), await schema.standing(older)) == (["bookmarks"], "older")
    await theirs.close()
    await older.close()


async def test_a_bot_that_is_started_meanwhile_keeps_the_place(
    running_bot: RunningBot, clock: Clock, elsewhere: str, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it takes in would be left behind."""
    compare = copying_database._compare

    async def while_it_is_started(*connections: AsyncConnection) -> None:
        await compare(*connections)
        await heartbeat.beat(running_bot.wiring)

    with monkeypatch.context() as patch:
        patch.setattr(copying_database, "_compare", while_it_is_started)
        with pytest.raises(CopyError, match=r"^the bot is running on FROM"):
            await copy_database(database_url, elsewhere, clock.now())
    await running_bot.stop()
    copied = await copy_database(database_url, elsewhere, clock.now() + replicas.GONE)
    assert copied["practices"] == 11


async def test_what_is_not_the_same_is_not_kept(
    running_bot: RunningBot,
    clock: Clock,
    anneke: Phone,
    elsewhere: str,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await running_bot.stop()
    with monkeypatch.context() as patch:
        patch.setattr(copying_database, "_go_on_counting", _loses_an_answer)
        with pytest.raises(CopyError, match=r"^answers is not the same after copying; nothing was kept$"):
            await copy_database(database_url, elsewhere, clock.now())
    assert (await copy_database(database_url, elsewhere, clock.now()))["answers"] == 3


async def _loses_an_answer(connection: object) -> None:
    await connection.execute(text("UPDATE answers SET score = 1 WHERE score = 4"))  # type: ignore[attr-defined]


@pytest.mark.parametrize("wrong", ["postgresql://db/zorg?sslmod=x", "mysql://db/zorg", "sqlite:///nergens/niets.db"])
async def test_an_address_that_is_wrong_is_named_without_its_password(
    wrong: str, clock: Clock, database_url: str, tmp_path: Path
) -> None:
    with pytest.raises(CopyError, match=r"^FROM is (wrong: |not there: )"):
        await copy_database(wrong, f"sqlite:///{tmp_path / 'new.db'}", clock.now())
    assert not (tmp_path / "new.db").exists()


UNUSABLE = ["a file", "a folder", "below a file", "nobody answers", "an unknown name", "no such database"]


@pytest.mark.parametrize("unusable", UNUSABLE)
async def test_a_database_that_says_no_is_told_of_the_side_it_is_on(
    running_bot: RunningBot, clock: Clock, database_url: str, elsewhere: str, tmp_path: Path, unusable: str
) -> None:
    """Not by the name of a setting: neither address has to be that of the bot."""
    await running_bot.stop()
    (tmp_path / "text").write_text("no database")
    address = {
        "a file": f"sqlite:///{tmp_path}/text",
        "a folder": f"sqlite:///{tmp_path}",
        "below a file": f"sqlite:///{tmp_path}/text/folder/bot.db",
        "nobody answers": "postgresql://bot:geheim@127.0.0.1:1/bot",
        "an unknown name": "postgresql://bot:geheim@nergens.invalid/bot",
        "no such database": elsewhere.replace("/story_", "/no_story_"),
    }[unusable]
    with pytest.raises(CopyError, match=r"^TO: .+; nothing was copied$") as to:
        await copy_database(database_url, address, clock.now())
    with pytest.raises(CopyError, match=r"^FROM(: .+; nothing was copied| is not there: .+)$") as from_it:
        await copy_database(address, f"sqlite:///{tmp_path}/new.db", clock.now())
    for told in (str(to.value), str(from_it.value)):
        assert "DATABASE_URL" not in told
        assert "geheim" not in told


async def test_the_wrong_way_round_is_not_brought_up_to_date(
    running_bot: RunningBot, clock: Clock, database_url: str, elsewhere: str
) -> None:
    await running_bot.stop()
    with pytest.raises(CopyError, match=r"^FROM is empty: .+ other way round\?$"):
        await copy_database(elsewhere, database_url, clock.now())


@pytest.mark.slow
@pytest.mark.over_http
async def test_the_owner_types_it(
    running_bot: RunningBot, telegram: Telegram, anneke: Phone, tmp_path: Path, database_url: str
) -> None:
    await running_bot.stop()
    owner = Owner(tmp_path, bot_token=TOKEN, bot_api_url=telegram.url)
    done = await owner.types("copy-database", database_url, f"sqlite:///{tmp_path / 'other.db'}")
    assert (done.code, done.complained) == (0, "")
    assert done.printed.startswith("Copied and compared: ")
    again = await owner.types("copy-database", database_url, f"sqlite:///{tmp_path / 'other.db'}")
    assert (again.code, again.complained.count("\n")) == (2, 1)
