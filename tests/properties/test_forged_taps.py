"""Forged taps, thousands of them, by people without any right: nothing of anybody else changes or shows."""

from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import fields
from sqlalchemy import func, select

from bot import logs
from simulator.phone import Phone
from storage.tables import audit, inbox, metadata, people
from tests.running_bot import RunningBot, on_sqlite
from tests.stories.user import User
from texts.callback_data import LIMIT, SEPARATOR
from texts.taps import CODES

pytestmark = on_sqlite

FORGERS = 50
#: What is said of nobody but those who may know it, and what a forger sends.
HIDDEN = ("Geheime logeerweek", "Wat niemand mag weten?", "kanarietoelichting", "Nikki", "kanariebrief")
JUNK = "kanariejunk"
#: What the machinery itself writes, and what a stranger may: their own row.
OWN = {"erasures", "inbox", "outbox", "people", "replicas", "audit", "telegram"}
WORDS = [
    *("-", "all", "open", "close", "yes", "no", "xlsx", "csv", "pdf", "nl", "en", "busy", "done", "samen", "volhouden"),
    *("caregiver", "participant", "coordinator", "manager", "goed", "remark", "remark_shared", "theme", JUNK),
    *("municipality", "title", "region", "1", "4", "0", "q1", "e1", "trend", "digest", "weekly", "north"),
]
numbers = st.integers(0, 40) | st.sampled_from([0, 1, 2**31, 2**53, 10**17, 10**18 - 1])


@st.composite
def forged(draw: st.DrawFn) -> str:
    """Of the shape of a tap, with ids that exist and words that mean something; or not even that."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.text(max_size=LIMIT)) or JUNK
    code = draw(st.sampled_from(sorted(CODES)))
    drawn = {int: numbers.map(str), bool: st.sampled_from("01"), str: st.sampled_from(WORDS) | st.text(max_size=9)}
    return SEPARATOR.join([code, *(draw(drawn[part.type]) for part in fields(CODES[code]))])


def tap(who: Phone, data: str) -> dict[str, Any]:
    sender = {"id": who.id, "is_bot": False, "first_name": JUNK, "language_code": "nl"}
    message = {"message_id": 1, "date": 1, "chat": {"id": who.id, "type": "private"}}
    return {"callback_query": {"id": "1", "from": sender, "chat_instance": "1", "data": data, "message": message}}


async def of_others(running_bot: RunningBot, cast: list[int]) -> dict[str, list[Any]]:
    """Everything in the database that is not the forgers' own."""
    found: dict[str, list[Any]] = {}
    async with running_bot.wiring.database.read() as connection:
        for table in metadata.sorted_tables:
            if table.name not in OWN:
                found[table.name] = sorted(map(repr, await connection.execute(select(table))))
        known = select(people).where(people.c.address.in_(cast)).order_by(people.c.id)
        found["people"] = list(map(repr, await connection.execute(known)))
        noted = select(audit).where(audit.c.action != "erased").order_by(audit.c.id)
        found["audit"] = list(map(repr, await connection.execute(noted)))
    return found


@pytest.fixture
async def population(running_bot: RunningBot) -> tuple[list[int], list[Phone]]:
    """Zwolle in the middle of a round, with something of every kind; the ids of its people, and the strangers."""
    names = ("Anneke", "Bram", "Corrie", "Marja")
    anneke, bram, corrie, marja = [User(running_bot, await running_bot.telegram.person(name)) for name in names]
    await corrie.registers("coordinator")
    await marja.registers("manager")
    await running_bot.tries_out(HIDDEN[0])
    await bram.registers("participant", works_on=(HIDDEN[0],))
    await anneke.registers("caregiver")
    await corrie.says("/kernthema", HIDDEN[4], "/uitnodigen")
    await corrie.taps("Een mantelzorger")
    await corrie.says("/bericht", HIDDEN[1])
    await running_bot.opens_round()
    await anneke.taps("Overslaan", "Overslaan", "Overslaan")
    await anneke.says(HIDDEN[2])
    await anneke.taps("Ja, dat mag")
    await bram.says("/namens", HIDDEN[3])
    await bram.taps("Ja, dat is goed")
    strangers = [await running_bot.telegram.person(f"Vreemde {number}", started=True) for number in range(FORGERS)]
    return [user.phone.id for user in (anneke, bram, corrie, marja)], strangers


@pytest.mark.parametrize("examples", [10, pytest.param(200, marks=pytest.mark.slow)])
async def test_forged_taps_change_and_show_nothing_of_others(
    examples: int,
    running_bot: RunningBot,
    population: tuple[list[int], list[Phone]],
    capfd: pytest.CaptureFixture[str],
    logging_as_it_was: None,
) -> None:
    cast, strangers = population
    await running_bot.settles()
    before = await of_others(running_bot, cast)
    logs.set_up("DEBUG")

    @settings(max_examples=examples, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.lists(forged(), min_size=FORGERS, max_size=FORGERS))
    def collect(taps: list[str]) -> None:
        drawn.append(taps)

    drawn: list[list[str]] = []
    collect()
    for taps in drawn:
        await running_bot.telegram.updates([tap(who, data) for who, data in zip(strangers, taps, strict=True)])
        await running_bot.settles()
        assert await of_others(running_bot, cast) == before, taps
    async with running_bot.wiring.database.read() as connection:
        handled = await connection.scalar(select(func.count()).where(inbox.c.state == "handled"))
        failed = await connection.scalar(
            select(func.count()).where((inbox.c.state != "handled") | (inbox.c.attempts > 0))
        )
    assert (handled or 0) >= FORGERS * examples
    assert failed == 0
    seen = str([shown for who in strangers for shown in await who.messages()])
    assert not [words for words in HIDDEN if words in seen]
    told = capfd.readouterr()
    assert JUNK not in told.out + told.err
    assert {orjson.loads(line)["level"] for line in told.err.splitlines()} <= {"info", "debug"}
