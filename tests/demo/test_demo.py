"""The demo without its page: what it begins with, and what its buttons and doors do."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import aiohttp
import pytest

from bot.demo import Trouble
from bot.demo.character import token_in
from bot.demo.jumps import all_said
from bot.demo.reading import Reader
from bot.demo.show import opened, show
from bot.demo.stage import Stage
from rules.cadence import upcoming
from rules.holidays import public_holiday
from rules.indicator import Indicator
from rules.telling import MINIMUM_GROUP
from simulator.phone import Phone
from storage import figures, queues
from storage.indicator import indicator

PATIENCE = 30.0
ROUND = timedelta(days=6)
#: So many example caregivers of Zwolle answer in the first round of the demo.
OTHERS = 10


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with opened(0, lambda _said: None) as stage:
        yield stage


async def _press(stage: Stage, path: str, **body: str) -> dict[str, str]:
    """What the page does when somebody clicks."""
    async with aiohttp.ClientSession() as session, session.post(f"{stage.url}/control/{path}", json=body) as answer:
        answer.raise_for_status()
        done: dict[str, str] = await answer.json()
        return done


async def _on_the_page(stage: Stage) -> dict[str, Phone]:
    async with aiohttp.ClientSession() as session, session.get(f"{stage.url}/control/people") as answer:
        people = await answer.json()
    return {
        person["first_name"]: await stage.telegram.person(person["first_name"], id=person["id"])
        for person in people
        if person["pinned"]
    }


async def test_four_phones_are_there_and_registered(stage: Stage) -> None:
    anneke, bram, corrie, marja = (await _on_the_page(stage)).values()
    assert (anneke.name, bram.name, corrie.name, marja.name) == (
        "Anneke (mantelzorger)",
        "Bram (deelnemer)",
        "Corrie (coördinator)",
        "Marja (programmaleider)",
    )
    for phone in (anneke, bram):
        assert "Uw eerste check-in komt op" in (await phone.last()).text
    assert "Gemiddeld" in "".join(shown.text for shown in await corrie.messages())  # its pictures may be there as well
    assert "samenvatting" in await corrie.commands()
    seen = "".join(shown.text for shown in await marja.messages())
    assert "Deelnemers: 171" in seen  # what the source counted, though Bram came in as well
    assert "Indicator 23. Het aantal lokale pilots dat is opgestart naar aanleiding van het programma" in seen
    assert "programma" in await marja.commands()


@pytest.mark.slow
async def test_next_check_in_reaches_the_phones_and_the_others_answer_too(stage: Stage) -> None:
    anneke, bram, corrie, _ = (await _on_the_page(stage)).values()
    expected = upcoming(stage.wiring.programme.schedule, stage.clock.now(), public_holiday, 1)[0].opens_at
    now = datetime.fromisoformat((await _press(stage, "jumps/next-check-in"))["now"])
    assert timedelta(0) <= now - expected < timedelta(seconds=PATIENCE)
    await anneke.sees("Hoe zorg ik voor mijn naaste", within=PATIENCE)
    await bram.sees("Waar veranderde het meeste", within=PATIENCE)

    await _others_answer(corrie)
    assert [request for request in await stage.telegram.requests() if request["outcome"] != 200] == []


@pytest.mark.slow
async def test_who_presses_while_somebody_else_does_skips_no_check_in(stage: Stage) -> None:
    anneke, *_ = (await _on_the_page(stage)).values()
    await asyncio.gather(*(_press(stage, "jumps/next-check-in") for _ in range(2)))
    await all_said(stage.wiring.database)
    shown = [message for message in await anneke.messages() if message.by_bot]
    assert shown[-2].text.startswith("Deze check-in is gesloten.")
    assert "Heel goed" in shown[-1].labels


async def _others_answer(corrie: Phone) -> None:
    reader = Reader(corrie)
    async with asyncio.timeout(PATIENCE):
        while await _answered(reader) < OTHERS:
            pass


async def _answered(corrie: Reader) -> int:
    """How many caregivers answered, as Corrie is told."""
    await corrie.phone.says("/ronde")
    found = re.search(r"Mantelzorgers: (\d+) klaar", (await corrie.sees("is open sinds")).text)
    return int(found[1]) if found else 0


async def _counts(stage: Stage) -> Indicator:
    async with stage.wiring.database.read() as connection:
        return await indicator(connection)


async def test_visitors_count_nowhere(stage: Stage) -> None:
    """Whoever plays along is a test person: the demo goes on to show what the source printed."""
    before = await _counts(stage)
    assert (before.participants, before.organisation_known, before.design_questions) == (171, 151, 35)
    person = await _press(stage, "doors/zwolle-participant", first_name="Dirk")
    dirk = await stage.telegram.person("Dirk", id=int(person["id"]))
    await dirk.taps("Ja, ik doe mee")
    await dirk.taps("Gemeente")
    corrie = (await _on_the_page(stage))["Corrie (coördinator)"]
    reader = Reader(corrie)
    await corrie.says("/uitnodigen")
    await reader.sees("Wie wilt u uitnodigen")
    await reader.taps("Een deelnemer")
    els = await stage.telegram.person("Els")
    await els.opens(token_in(await reader.sees("https://")))
    await els.taps("Ja, ik doe mee")
    await els.taps("Gemeente")
    await els.sees("Aan welke experimenten", within=PATIENCE)
    assert await _counts(stage) == before
    await _press(stage, "jumps/next-check-in")
    opened = await stage.extras.open_round()
    assert opened is not None
    async with stage.wiring.database.read() as connection:
        asked = (await figures.response(connection, [opened.id]))[opened.id]
    assert (asked["caregiver"].eligible, asked["participant"].eligible) == (12, 19)


async def test_the_desk_has_remarks_cards_and_an_export(stage: Stage) -> None:
    corrie = Reader((await _on_the_page(stage))["Corrie (coördinator)"])
    await corrie.catches_up()
    await corrie.phone.says("/samenvatting")
    await corrie.sees("Kernthema")
    await corrie.taps("Opmerkingen")
    assert "(voorbeeld)" in (await corrie.sees("Opmerkingen")).text
    await corrie.phone.says("/ervaring")
    await corrie.sees("de ervaringskaart")
    await corrie.taps("Soep en een praatje")
    assert (await corrie.sees("Wat leverde het op?")).text.count("(voorbeeld)") > 3


@pytest.mark.slow
async def test_days_go_by_until_the_round_is_closed(stage: Stage) -> None:
    """And nobody hears that something is wrong because days were skipped."""
    there = await _on_the_page(stage)
    corrie = there["Corrie (coördinator)"]
    await _press(stage, "jumps/next-check-in")
    await _others_answer(corrie)
    for _ in range(ROUND.days + 1):
        before = stage.clock.now()
        await _press(stage, "jumps/day")
        async with stage.wiring.database.read() as connection:
            assert (await queues.last_received_at(connection) or before) > before + timedelta(hours=23)
    assert await stage.extras.open_round() is None
    await corrie.says("/samenvatting")
    await corrie.sees("Zwolle, ronde 7", within=PATIENCE)
    told = [shown.text for phone in there.values() for shown in await phone.messages()]
    assert not [text for text in told if "Er komt niets binnen" in text or "coördinator bij" in text]


async def test_there_is_a_door_to_every_practice_and_role(stage: Stage) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{stage.url}/control/doors") as answer:
        sign_up_links = await answer.json()
    assert len(sign_up_links) == 11 * 3 + 1
    assert sign_up_links[0]["group"] == "Zwolle"
    assert {door["label"] for door in sign_up_links} == {"Mantelzorger", "Deelnemer", "Coördinator", "Programmaleider"}
    person = await _press(stage, "doors/ede-caregiver", first_name="Els")
    els = await stage.telegram.person("Els", id=int(person["id"]))
    await els.taps("Ja, ik doe mee")
    await els.sees("Fijn dat u meedoet met Ede", within=PATIENCE)


async def test_owners_settings_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINIMUM_GROUP", "not a number")
    monkeypatch.setenv("DATABASE_URL", "postgresql://nowhere/real")
    async with opened(0, lambda _said: None) as stage:
        assert stage.wiring.settings.minimum_group == MINIMUM_GROUP
        assert stage.wiring.database.is_sqlite


async def test_taken_port_is_said_in_one_line(stage: Stage) -> None:
    port = int(stage.url.rpartition(":")[2])
    with pytest.raises(Trouble, match=f"Poort {port} is bezet"):
        await show(port, lambda _said: None)


@pytest.mark.slow
def test_demo_ends_quietly_on_ctrl_c() -> None:
    command = [sys.executable, "-m", "bot", "demo", "--port", "0"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout
        assert process.stderr
        said = ""
        while "Ctrl+C" not in said and (line := process.stdout.readline()):
            said += line
        process.send_signal(signal.SIGINT)
        try:
            assert process.wait(PATIENCE) == 0
        finally:
            process.kill()
        assert process.stderr.read() == ""
    assert "171 deelnemers" in said
    assert re.search(r"http://127\.0\.0\.1:\d+", said)
