"""A bot on a machine without the extra `reports`: in words everything works, and who asks for a file is told so."""

import re
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import orjson
import pytest

from reports.installed import PACKAGES
from rules.access import Role
from simulator.clock import Clock
from simulator.phone import Phone, Telegram
from storage import invitations, practices
from storage.database import Database
from tests.operations.owner import ROOT, Owner
from tests.running_bot import TOKEN, USERNAME, on_sqlite
from tests.spreadsheets import dutch, xlsx

pytestmark = pytest.mark.over_http

NO_FILE = "Dit bestand kunnen wij nu niet maken."
#: Python runs this before anything else, also in the processes that the bot starts itself. Then it finds none of them.
HIDING = f"""
from importlib.machinery import PathFinder

find_any = PathFinder.find_spec

def find_spec(finder, name, path=None, target=None):
    return None if name.partition(".")[0] in {set(PACKAGES)!r} else find_any(name, path, target)

PathFinder.find_spec = classmethod(find_spec)
"""


@pytest.fixture
def owner(telegram: Telegram, database_url: str, tmp_path: Path, clock: Clock) -> Owner:
    """Who installed only what is in `[project] dependencies`."""
    clock.run()
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "sitecustomize.py").write_text(HIDING)
    settings = {"bot_token": TOKEN, "bot_api_url": telegram.url, "database_url": database_url}
    return Owner(tmp_path, pythonpath=f"{tmp_path / 'hidden'}:{ROOT}", **settings)


@pytest.fixture
async def corrie(owner: Owner, telegram: Telegram, database_url: str) -> AsyncIterator[Phone]:
    """Who coordinates Zwolle, while the bot runs."""
    await telegram.bot(TOKEN, USERNAME, "Mantelzorg")
    async with owner.runs() as running:
        await running.says("started")
        told = [orjson.loads(line) for line in running.log]
        assert [line["event"] for line in told if line["level"] == "warning"] == [
            "pictures, posters and spreadsheets cannot be made: install the extra `reports`"
        ]
        phone = await telegram.person("Corrie")
        await phone.opens(await invited(database_url, await telegram.now()))
        await phone.taps("Ja, ik doe mee")
        await phone.sees("/uitnodigen")
        yield phone


async def invited(database_url: str, now: datetime) -> str:
    """The token of an invitation to coordinate Zwolle."""
    database = Database(database_url)
    async with database.write() as connection:
        zwolle = await practices.by_slug(connection, "zwolle")
        assert zwolle is not None
        made = await invitations.create(connection, Role.COORDINATOR, zwolle.id, now)
        token = await invitations.issue_token(connection, made)
    await database.close()
    return token


@pytest.mark.slow
@on_sqlite
async def test_an_invitation_is_a_link_in_words(corrie: Phone, telegram: Telegram) -> None:
    """The code and the poster are left out with one sentence, and whoever has the link gets in."""
    await corrie.says("/uitnodigen")
    await corrie.taps("Poster voor mantelzorgers")
    await corrie.sees("50 mensen")
    shown = await corrie.messages()
    assert sum(NO_FILE in one.text for one in shown) == 1
    assert {one.kind for one in shown} == {"text"}
    links = [found for one in shown if (found := re.search(r"start=([\w-]+)", one.text))]
    anneke = await telegram.person("Anneke")
    await anneke.opens(links[-1][1])
    await anneke.taps("Ja, ik doe mee")
    await anneke.sees("eerste check-in")
    await anneke.says("/mijngegevens")  # a file that needs no package
    assert orjson.loads(await anneke.downloads(await anneke.sees("In dit bestand staat alles")))["format"] == 1


@on_sqlite
async def test_spreadsheets_are_neither_made_nor_read_but_plain_tables_are(corrie: Phone) -> None:
    await corrie.says("/import")
    await corrie.sees(NO_FILE)
    await corrie.sends_file("import.xlsx", xlsx(dutch()))
    await corrie.sees("Bestanden lezen kunnen wij hier niet. Dat ligt niet aan uw bestand.")
    await corrie.says("/export")
    await corrie.taps("Alles")
    await corrie.taps("Excel")
    await corrie.sees("Een Excel-bestand kunnen wij hier niet maken. Kies bij /export voor losse tabellen.")
    await corrie.says("/export")
    await corrie.taps("Alles")
    await corrie.taps("Losse tabellen (csv in een zip)")
    shown = await corrie.sees("Er staan geen namen in.")
    assert (await corrie.downloads(shown)).startswith(b"PK")
