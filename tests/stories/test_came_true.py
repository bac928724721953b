"""*Kwam het uit zoals verwacht?*: asked within the five, of an experiment of which something was expected."""

import pytest
from sqlalchemy import select

from storage import expectations
from storage.tables import experiments
from tests.running_bot import RunningBot, on_both, on_sqlite
from tests.stories.user import User

ASKED, EXPECTED = "Kwam het uit zoals verwacht?", "Mantelzorgers slapen <b>beter</b>."
TITLES = ("Logeerhuis", "Zorgmap")


@pytest.fixture
async def bram_at_work(running_bot: RunningBot, bram: User) -> User:
    """Bram works on two experiments; of the first one it is recorded what is expected."""
    logeerhuis, _ = await running_bot.tries_out(*TITLES)
    await bram.registers("participant", works_on=TITLES)
    async with running_bot.wiring.database.write() as connection:
        await expectations.write(connection, logeerhuis, EXPECTED, running_bot.clock.now())
    await running_bot.opens_round()
    return bram


@on_both
@pytest.mark.parametrize("status", ["Aangepast", "Klaar", "Gestopt", "Loopt vast"])
async def test_it_is_one_tap_within_the_five_under_what_was_expected(
    running_bot: RunningBot, bram_at_work: User, status: str
) -> None:
    bram = bram_at_work
    asked = await bram.taps("Logeerhuis", status)
    assert f"Vraag 3 van hooguit 5\nLogeerhuis\nVerwacht was: “{EXPECTED}”\n{ASKED}" in asked.text
    assert asked.labels[:4] == ["Beter", "Zoals verwacht", "Anders", "Minder"]
    assert "Wat hebben jullie gedaan" in (await bram.taps("Minder")).text
    assert "Vraag 5 van hooguit 5" in (await bram.says("Bedden gehaald.")).text
    assert "Dank u wel." in (await bram.taps("Nee, liever niet")).text
    answers = await running_bot.answers_of(bram.phone)
    assert [row.option for step, row in answers.items() if step.startswith("came_true:")] == ["less"]


@on_sqlite
@pytest.mark.parametrize(("title", "status"), [("Zorgmap", "Klaar"), ("Logeerhuis", "Bezig")])
async def test_it_is_asked_nowhere_else(bram_at_work: User, title: str, status: str) -> None:
    assert "Wat hebben jullie gedaan" in (await bram_at_work.taps(title, status)).text


@on_sqlite
async def test_what_it_came_to_changes_no_status(running_bot: RunningBot, bram_at_work: User) -> None:
    await bram_at_work.taps("Logeerhuis", "Klaar", "Beter")
    async with running_bot.wiring.database.read() as connection:
        status = await connection.scalar(select(experiments.c.status).where(experiments.c.title == "Logeerhuis"))
    assert status == "done"
