"""Whatever is done and whatever breaks, nothing that the bot writes holds a name, a word, a number or a secret."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, NoReturn

import aiohttp
import orjson
import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError, IntegrityError
from telegram.error import InvalidToken, NetworkError

from bot import logs
from bot.transport import Transport
from bot.webhook import SECRET_HEADER
from delivery import drawing
from delivery.rendering import renderers
from rules.payloads.help import Help
from simulator.clock import Clock
from simulator.phone import Phone, Telegram
from storage import people, wrong_tokens
from storage import practices as stored_practices
from storage.tables import practices
from tests.bot.shell import Shell
from tests.operations.conftest import SECRET
from tests.operations.patience import until
from tests.running_bot import TOKEN, RunningBot, on_sqlite, start_bot
from tests.stories.user import User

pytestmark = pytest.mark.over_http

NAME, SURE_NAME, NICKNAME = "Kanarietje", "Pietertje", "Sijsje"
TYPED, EDITED, TOPIC = "de kanarie zingt niet meer", "de kanarie zingt weer", "kooi-met-kanaries"
FILE = "kanarie-in-de-naam.xlsx"
#: Far above 2³², so that no figure or time holds them by chance.
ANNEKE, CORRIE, BRAM = 7_712_345_678_901, 7_712_345_678_902, 7_712_345_678_903
CANARIES = (NAME, SURE_NAME, NICKNAME, TYPED, EDITED, TOPIC, FILE, str(ANNEKE), str(CORRIE), str(BRAM), TOKEN, SECRET)
ALL = " ".join(CANARIES)

PATIENCE = 30.0

Act = Callable[[], Awaitable[object]]


@pytest.fixture
async def watched_house(
    logging_as_it_was: None, telegram: Telegram, clock: Clock, database_url: str, behind_webhook: dict[str, str]
) -> AsyncIterator[RunningBot]:
    async with start_bot(telegram, clock, database_url, **behind_webhook) as running_bot:
        yield running_bot


async def person(running_bot: RunningBot, name: str, id: int) -> User:
    return User(running_bot, await running_bot.telegram.person(name, id=id))


async def lives_a_round(running_bot: RunningBot) -> tuple[User, User, list[str]]:
    """A whole story with canaries in it; the caregiver, the coordinator, and the tokens that went round."""
    tokens = [await running_bot.invite(role) for role in ("caregiver", "coordinator", "participant")]
    anneke, corrie = await person(running_bot, NAME, ANNEKE), await person(running_bot, SURE_NAME, CORRIE)
    bram = await person(running_bot, NAME, BRAM)
    await corrie.opens(tokens[1])
    await corrie.taps("Ja, ik doe mee")
    await anneke.opens(tokens[0])
    await anneke.taps("Ja, ik doe mee")
    await bram.opens(tokens[2])
    await bram.taps("Ja, ik doe mee", "Weet ik niet / liever niet")
    await running_bot.opens_round()
    await bram.says("/namens", NICKNAME)
    await anneke.taps("Overslaan", "Overslaan", "Overslaan")
    said = await anneke.phone.says(TYPED)
    await running_bot.settles()
    await anneke.phone.edits(said, EDITED)
    await anneke.taps("Ja, dat mag")
    await corrie.says("/kernthema", TOPIC, "/samenvatting", f"/samenvatting {TOPIC}", "/uitnodigen", "/import")
    await corrie.phone.sends_file(FILE, TYPED.encode())
    for odd in (f"/{TOPIC}", f"/start {TYPED}", f"/start {'x' * 65}"):
        await anneke.says(odd)
    for kind in ("voice", "photo", "sticker", "location", "contact"):
        await anneke.sends(kind)
    await anneke.forges(TOPIC)
    await running_bot.settles()
    return anneke, corrie, tokens


def found_in(written: str, tokens: list[str]) -> set[str]:
    return {canary for canary in (*CANARIES, *tokens) if canary in written}


class Broken:
    """Stands in for something, and breaks; `noticed` when it did."""

    def __init__(self, error: Callable[[], Exception]) -> None:
        self._error = error
        self.noticed = asyncio.Event()

    async def later(self, *_: object, **__: object) -> NoReturn:
        self.at_once()

    def at_once(self, *_: object, **__: object) -> NoReturn:
        self.noticed.set()
        raise self._error()


#: Errors with words as libraries make them.
ERRORS: dict[str, Callable[[], Exception]] = {
    "own words": lambda: ValueError(ALL),
    "a key": lambda: KeyError(ALL),
    "parameters": lambda: DBAPIError(f"INSERT INTO answers VALUES ('{ALL}')", {"text": ALL}, Exception(ALL)),
    "integrity": lambda: IntegrityError("INSERT", {"text": ALL}, Exception(ALL), hide_parameters=False),
    "Telegram's": lambda: NetworkError(f"no answer from /bot{TOKEN}/sendMessage: {ALL}"),
    "a refused token": lambda: InvalidToken(f"The token `{TOKEN}` was rejected by the server. {ALL}"),
    "a group": lambda: ExceptionGroup(ALL, [ValueError(ALL)]),
    "characters": lambda: UnicodeDecodeError("utf-8", ALL.encode(), 0, 1, ALL),
}


async def breaks_everywhere(
    running_bot: RunningBot,
    client: aiohttp.ClientSession,
    anneke: User,
    corrie: User,
    error: Callable[[], Exception],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """This error comes out of each part once."""
    ways: list[tuple[object, str, Act]] = [
        (wrong_tokens, "is_blocked", lambda: anneke.phone.opens(TYPED)),  # a handler
        (people, "set_plain", lambda: anneke.phone.says("/groot")),  # a query
        (stored_practices, "by_slug", lambda: corrie.phone.says(f"/samenvatting {TOPIC}")),
        (drawing, "made", lambda: corrie.phone.says("/import")),  # what makes a file
        (drawing, "made", lambda: corrie.phone.sends_file(FILE, b"PK")),  # what reads one
        (Transport, "do_request", lambda: anneke.phone.says("/hulp")),  # the way to Telegram
    ]
    for where, name, act in ways:
        broken = Broken(error)
        with monkeypatch.context() as patch:
            patch.setattr(where, name, broken.later)
            await act()
            await asyncio.wait_for(broken.noticed.wait(), PATIENCE)
    broken = Broken(error)
    with monkeypatch.context() as patch:  # a renderer, and then the database for everybody
        patch.setitem(renderers.RENDERERS, Help, broken.later)  # type: ignore[misc]
        await anneke.phone.says("/hulp")
        await asyncio.wait_for(broken.noticed.wait(), PATIENCE)
        broken = Broken(error)
        patch.setattr(running_bot.wiring.database, "write", broken.at_once)
        await asyncio.wait_for(broken.noticed.wait(), PATIENCE)
        update = {"update_id": 1, "message": {"chat": {"id": ANNEKE, "type": "private"}, "text": TYPED}}
        async with client.post("/telegram", json=update, headers={SECRET_HEADER: SECRET}) as answer:
            assert (answer.status, await answer.read()) == (503, b"")


async def breaks_outside(running_bot: RunningBot, client: aiohttp.ClientSession) -> None:
    """What Telegram, a stranger at the door, and Python itself do."""
    for secret in (SECRET, ALL.replace(SECRET, "x"), SECRET[:-1]):
        for body in (b"{", ALL.encode(), orjson.dumps({"update_id": ALL}), orjson.dumps([ALL])):
            headers = {SECRET_HEADER: secret, "Content-Type": "application/json"}
            await client.post("/telegram", data=body, headers=headers)
    for path in ("/healthz", "/readyz", "/metrics", f"/{TOPIC}", f"/telegram?{SECRET}"):
        async with client.get(path) as answer:
            told = await answer.text()
            assert found_in(told, []) == set()
    with pytest.raises(IntegrityError):
        async with running_bot.wiring.database.write() as connection:
            await connection.execute(insert(practices).values(slug=TYPED, name=None))

    def fails(_: str) -> NoReturn:
        raise ValueError(ALL)

    asyncio.get_running_loop().call_soon(fails, ALL)
    asyncio.get_running_loop().call_exception_handler({"message": f"Exception in callback {ALL!r}", "future": ALL})
    for library in ("telegram.ext", "httpx", "aiohttp.access", "sqlalchemy.engine", "apscheduler", "uvicorn.access"):
        for level in (logging.DEBUG, logging.INFO, logging.WARNING, logging.CRITICAL):
            logging.getLogger(library).log(level, "HTTP Request: %s", ALL)
    await asyncio.sleep(0.05)


@on_sqlite
async def test_a_story_in_which_nothing_breaks_is_written_down_without_anybody_in_it(
    watched_house: RunningBot, capfd: pytest.CaptureFixture[str]
) -> None:
    logs.set_up("DEBUG")
    _, _, tokens = await lives_a_round(watched_house)
    told = capfd.readouterr()
    assert found_in(told.out + told.err, tokens) == set()


#: Each takes five seconds: some are told each time, and all of them in the slow lane.
EACH = [pytest.param(kind, marks=[] if at % 4 == 0 else pytest.mark.slow) for at, kind in enumerate(ERRORS)]


@on_sqlite
@pytest.mark.parametrize("kind", EACH)
async def test_nothing_that_breaks_quotes_anybody(
    watched_house: RunningBot,
    client: aiohttp.ClientSession,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    logs.set_up("DEBUG")
    anneke, corrie, tokens = await lives_a_round(watched_house)
    await breaks_everywhere(watched_house, client, anneke, corrie, ERRORS[kind], monkeypatch)
    await breaks_outside(watched_house, client)
    told = capfd.readouterr()
    written = told.out + told.err
    lines = [orjson.loads(line) for line in written.splitlines()]
    assert found_in(written, tokens) == set()
    told_by = {line["from"].partition(".")[0] for line in lines if line["level"] != "debug"}
    assert {"handlers", "delivery", "bot", "asyncio", "telegram"} <= told_by  # it did break, and was told


@pytest.mark.slow
async def test_a_real_process_at_debug_tells_nothing_either(telegram: Telegram, tmp_path: Any) -> None:
    """With Telegram failing in all its ways, and a start with what is wrong."""
    await telegram.bot(TOKEN, "mantelzorg_bot", "Mantelzorg")
    shell = Shell(tmp_path, BOT_TOKEN=TOKEN, BOT_API_URL=telegram.url, LOG_LEVEL="DEBUG")
    await shell.run("migrate")
    made = await shell.run("invite", "--role", "caregiver", "--practice", "zwolle", "--json")
    token = orjson.loads(made.out)["token"]
    anneke = await telegram.person(NAME, id=ANNEKE)
    async with shell.running("run") as running:
        await running.logs("started")
        await _meets_faults(telegram, anneke, token)
        written = await running.everything()
    assert found_in(written + made.err, [token]) == set()
    assert [line for line in written.splitlines() if '"level":"warning"' in line]


async def _meets_faults(telegram: Telegram, anneke: Phone, token: str) -> None:
    await anneke.opens(token)
    await anneke.taps("Ja, ik doe mee")
    for kind, more in (("drop_after", {}), ("status", {"error_code": 400}), ("status", {"error_code": 502})):
        await telegram.fault("sendMessage", kind, times=1, description=f"Bad Request: {ALL}", **more)
        await anneke.says(TYPED)
        await until(lambda: _no_fault_is_left(telegram))
    for code in (401, 409, 502):
        await telegram.fault("getUpdates", "status", times=1, error_code=code, description=ALL)
        await anneke.says("/hulp")
        await until(lambda: _no_fault_is_left(telegram), within=60)


async def _no_fault_is_left(telegram: Telegram) -> bool:
    return all(fault["used"] >= fault["times"] for fault in await telegram.faults())
