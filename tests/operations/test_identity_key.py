"""With an IDENTITY_KEY a stolen database names nobody; the owner can change the key, and cannot start without it."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.receiver import as_received
from bot.wiring import real_time
from simulator.clock import Clock
from simulator.phone import Telegram
from storage import inbox
from storage.backup import back_up
from storage.identity_cipher import new_key
from storage.tables import inbox as table
from storage.tables import replicas
from tests.operations.owner import Ended, Owner
from tests.running_bot import TOKEN, RunningBot, on_both, start_bot
from tests.stories.remains import columns_with, id_bytes, places_of
from tests.stories.user import User

NAME, ID, NICKNAME = "Kanariepiet", 8_123_456_789, "Kanarietante"
KEY, ANOTHER = new_key(), new_key()


@pytest.fixture
async def sealed_house(telegram: Telegram, clock: Clock, database_url: str) -> AsyncIterator[RunningBot]:
    async with start_bot(telegram, clock, database_url, identity_key=KEY) as running_bot:
        yield running_bot


async def piet_in(running_bot: RunningBot, telegram: Telegram) -> User:
    """Wants to be called back by Corrie, who leads his practice, and fills in for an aunt."""
    corrie, piet = (
        User(running_bot, await telegram.person("Corrie")),
        User(running_bot, await telegram.person(NAME, id=ID)),
    )
    await corrie.registers("coordinator")
    await piet.registers("caregiver")
    await piet.registers("participant")
    await running_bot.opens_round()
    await piet.asks_for_contact()
    await piet.taps("Goed", "Bijna niet meer", "Meestal")
    await piet.says("Het is zwaar.", "/namens", NICKNAME)
    assert NAME in (await corrie.sees()).text
    return piet


async def names_found(running_bot: RunningBot, piet: User) -> set[str]:
    """The columns, tables and files in which somebody can be told."""
    canaries = (NAME.encode(), NICKNAME.encode(), *id_bytes(running_bot, piet.phone))
    return {*await places_of(running_bot, *canaries), *await columns_with(running_bot, NAME, NICKNAME, str(ID))}


@on_both
async def test_everything_works_and_no_table_and_no_file_names_anybody(
    sealed_house: RunningBot, telegram: Telegram
) -> None:
    piet = await piet_in(sealed_house, telegram)
    assert NICKNAME in (await piet.says("/namens")).text + str((await piet.sees()).buttons)
    assert await names_found(sealed_house, piet) == set()
    await piet.says("/wissen")
    assert "Alles is gewist." in (await piet.taps("Ja, wis alles")).text


async def test_without_a_key_the_same_places_do(running_bot: RunningBot, telegram: Telegram) -> None:
    """So that the story before this one looks in the right places."""
    piet = await piet_in(running_bot, telegram)
    found = await names_found(running_bot, piet)
    assert found >= {"people.telegram_id", "call_backs.first_name", "proxies.nickname"}


async def test_a_word_that_waits_names_nobody_either(sealed_house: RunningBot, telegram: Telegram) -> None:
    who = {"id": ID, "is_bot": False, "first_name": NAME}
    said = {"message_id": 9, "date": 0, "chat": {"id": ID, "type": "private"}, "from": who, "text": "/start"}
    await telegram.person(NAME, id=ID)
    async with sealed_house.wiring.database.write() as connection:
        await inbox.store(
            connection, [as_received({"update_id": 77_000_000, "message": said})], sealed_house.clock.now()
        )
        assert [NAME in waiting.payload for waiting in await inbox.heads(connection, sealed_house.clock.now(), 5)]
        assert ID in (await connection.scalars(select(table.c.chat_id))).all()
    assert await columns_with(sealed_house, NAME, str(ID)) == set()


async def test_a_backup_names_nobody_without_the_key(
    sealed_house: RunningBot,
    telegram: Telegram,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not sealed_house.wiring.database.is_sqlite:
        monkeypatch.setenv("PATH", f"{request.getfixturevalue('postgres').programs}:/usr/bin:/bin")
    piet = await piet_in(sealed_house, telegram)
    await back_up(sealed_house.settings.database_url.get_secret_value(), tmp_path / "backup")
    copied = (tmp_path / "backup").read_bytes()
    assert copied
    assert [canary for canary in (NAME.encode(), *id_bytes(sealed_house, piet.phone)) if canary in copied] == []


# --- what the owner types ---


class Terminal:
    """The owner's, beside a bot that can be stopped: another key is only another line in `.env`."""

    def __init__(self, running_bot: RunningBot, folder: Path) -> None:
        self._house = running_bot
        self._folder = folder

    async def types(self, *arguments: str, **keys: str) -> Ended:
        found = self._house.settings
        address, api = found.database_url.get_secret_value(), found.bot_api_url
        ledger = str(found.ledger)
        owner = Owner(
            self._folder, bot_token=TOKEN, bot_api_url=api, database_url=address, erasure_ledger=ledger, **keys
        )
        return await owner.types(*arguments)

    async def stops_the_bot(self) -> None:
        """As a supervisor does; nothing is left that looks like a bot at work."""
        await self._house.stop()
        async with self._house.wiring.database.write() as connection:
            await connection.execute(replicas.delete())
        await self._house.wiring.database.close()


@pytest.fixture
def terminal(running_bot: RunningBot, tmp_path: Path) -> Terminal:
    return Terminal(running_bot, tmp_path)


async def is_known_with(running_bot: RunningBot, key: str | None, piet: User) -> bool:
    """The bot starts with this key and still knows who this is."""
    running_bot.settings = running_bot.settings.model_copy(
        update={"identity_key": key and type(running_bot.settings.bot_token)(key)}
    )
    await running_bot.start()
    known = "Mijn ja terugnemen" in str((await piet.says("/privacy")).buttons)
    await running_bot.stop()
    return known


@pytest.mark.over_http
@pytest.mark.slow
async def test_the_owner_seals_changes_the_key_and_takes_it_away(
    running_bot: RunningBot, telegram: Telegram, terminal: Terminal
) -> None:
    piet = await piet_in(running_bot, telegram)
    for before, after in ((None, KEY), (KEY, ANOTHER), (ANOTHER, None)):
        await terminal.stops_the_bot()
        keys = {"identity_key_before": before or "", "identity_key": after or ""}
        done = await terminal.types("rotate-key", **keys)
        assert (done.code, done.complained) == (0, "")
        assert done.printed.startswith("Sealed with the new key: ")
        assert (await names_found(running_bot, piet) == set()) == (after is not None)
        again = await terminal.types("rotate-key", **keys)
        assert (again.code, again.printed) == (0, "There was nothing left to seal.\n")
        assert await is_known_with(running_bot, after, piet)


@pytest.mark.over_http
@pytest.mark.slow
async def test_a_bot_without_the_right_key_does_not_start_and_says_so_in_one_line(
    running_bot: RunningBot, telegram: Telegram, terminal: Terminal
) -> None:
    await piet_in(running_bot, telegram)
    await terminal.stops_the_bot()
    assert "not sealed with IDENTITY_KEY yet" in (await terminal.types("run", identity_key=KEY)).complained
    await terminal.types("rotate-key", identity_key=KEY)
    for key, why in (("", "IDENTITY_KEY is not set"), (ANOTHER, "another key than IDENTITY_KEY")):
        ended = await terminal.types("run", identity_key=key)
        assert (ended.code, ended.printed) == (2, "")
        assert why in ended.complained
        assert len(ended.complained.splitlines()) == 1
        assert not key or key not in ended.complained


@pytest.mark.over_http
async def test_while_the_bot_works_its_key_stays(
    running_bot: RunningBot, telegram: Telegram, terminal: Terminal
) -> None:
    await piet_in(running_bot, telegram)
    async with running_bot.wiring.database.write() as connection:
        now = real_time()  # the command line's
        await connection.execute(replicas.insert().values(id="one", started_at=now, seen_at=now))
    ended = await terminal.types("rotate-key", identity_key=KEY)
    assert ended.code == 2
    assert "stop it first" in ended.complained


@pytest.mark.slow
async def test_a_new_key_is_new_each_time_and_taken_as_it_was_printed(tmp_path: Path) -> None:
    owner = Owner(tmp_path)
    one, other = [(await owner.types("new-key")).printed.strip() for _ in range(2)]
    assert one != other
    said = await Owner(tmp_path, bot_token=TOKEN, identity_key=one[:-1]).types("status")
    assert said.complained == f"IDENTITY_KEY is wrong: expected what {sys.executable} -m bot new-key prints\n"
    said = await Owner(tmp_path, bot_token=TOKEN, identity_key=one).types("status")
    assert "IDENTITY_KEY" not in said.complained
