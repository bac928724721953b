"""Somebody coordinates several practices: one of them is current, every screen says which, and one tap changes it."""

import pytest
from sqlalchemy import update

from rules.access import COORDINATING, HELPING
from rules.address import Address
from rules.commands import command
from rules.outputs import by_name
from storage import endings, people
from storage.tables import memberships
from tests.running_bot import RunningBot, on_both, on_sqlite
from tests.stories.test_refusals import REFUSED
from tests.stories.user import User

#: The desk's commands: what they show is of one practice.
DESK = sorted({row.command for row in by_name().values() if row.command and command(row.command).roles >= COORDINATING})


@pytest.fixture
async def leader(running_bot: RunningBot, corrie: User) -> User:
    """Corrie coordinates Zwolle, and later Ede as well."""
    await running_bot.tries_out("Logeerhuis")
    await running_bot.tries_out("Zorgmap", practice="ede")
    await corrie.registers("coordinator")
    assert "U bent nu coördinator van Ede." in (await corrie.registers("coordinator", "ede")).text
    return corrie


@on_both
async def test_every_screen_of_the_desk_says_of_which_practice_it_is_and_leads_to_the_other(
    running_bot: RunningBot, leader: User
) -> None:
    for name in DESK:
        shown = await leader.says(f"/{name}")
        assert "U werkt nu in Zwolle." in shown.text or "Zwolle" in shown.text, name
        assert "Naar Ede" in shown.labels, name
    await leader.says("/kernthema")
    changed = await leader.taps("Naar Ede")
    assert "U werkt nu in Ede." in changed.text
    await running_bot.restart()
    for name in DESK:
        shown = await leader.says(f"/{name}")
        assert "Naar Zwolle" in shown.labels, name
        assert "Naar Ede" not in shown.labels, name


@on_both
async def test_a_text_goes_where_it_was_asked_for(running_bot: RunningBot, leader: User) -> None:
    await leader.says("/kernthema")
    await leader.says("Even op adem")
    await leader.taps("Naar Ede")
    await leader.says("Samen sterk")
    assert "Samen sterk" in (await leader.says("/kernthema")).text
    assert "Even op adem" in (await leader.taps("Naar Zwolle")).text


@on_sqlite
async def test_a_role_that_ends_takes_its_practice_along(running_bot: RunningBot, leader: User, marja: User) -> None:
    await marja.registers("manager")
    await leader.says("/kernthema")
    await leader.taps("Naar Ede")
    await leader.says("/stop")
    await leader.taps("Als coördinator van Ede", "Ja, stoppen")
    shown = await leader.says("/kernthema")
    assert "Zwolle" in shown.text
    assert not [label for label in shown.labels if label.startswith("Naar ")]
    assert "samenvatting" in await leader.phone.commands()


@on_sqlite
async def test_a_text_that_was_asked_for_goes_with_its_role(running_bot: RunningBot, leader: User) -> None:
    """Asked for Zwolle, whose role ends before it is typed: it does not become Ede's."""
    await leader.says("/kernthema")
    async with running_bot.wiring.database.write() as connection:
        viewer = await people.viewer(connection, Address(leader.phone.id))
        assert viewer
        zwolle = await endings.of(connection, viewer.person_id, COORDINATING, viewer.led[0])
        await connection.execute(
            update(memberships).where(memberships.c.id == zwolle[0].id).values(left_at=running_bot.clock.now())
        )
    assert (await leader.says("Even op adem")).text == REFUSED
    assert "Even op adem" not in (await leader.says("/kernthema")).text


@on_sqlite
async def test_nobody_works_where_they_do_not(running_bot: RunningBot, leader: User) -> None:
    other = await running_bot.practice_id("leiden")
    assert await leader.forges(f"rp|{other}|ronde") == "Deze knop werkt niet meer."
    assert "Zwolle" in (await leader.says("/ronde")).text


@on_both
async def test_answering_stays_in_one_practice(running_bot: RunningBot, leader: User) -> None:
    """A caregiver of Zwolle who comes to coordinate Ede stays one; who is to answer there, moves."""
    await leader.registers("caregiver")
    await leader.opens(await running_bot.invite("participant", "ede"))
    asked = await leader.sees()
    assert asked.labels == ["Ja, naar Ede", "Nee, hier blijven"]
    await leader.taps("Ja, naar Ede", "Ja, ik doe mee")
    await leader.taps("Weet ik niet / liever niet")
    await leader.taps("Geen van deze")
    help_text = (await leader.says("/hulp")).text
    assert "U doet mee met Zwolle, als coördinator." in help_text
    assert "U doet mee met Ede, als deelnemer en coördinator." in help_text


@on_sqlite
async def test_a_participant_elsewhere_fills_in_and_reports_in_both(running_bot: RunningBot, bram: User) -> None:
    await running_bot.tries_out("Logeerhuis")
    await bram.registers("participant", works_on=("Logeerhuis",))
    await bram.registers("coordinator", "ede")
    await running_bot.opens_round()
    for name in sorted(one for one in DESK if command(one).roles >= HELPING):
        assert "Naar Zwolle" in (await bram.says(f"/{name}")).labels
    assert "Naar Zwolle" not in (await bram.says("/kernthema")).labels
    assert "Logeerhuis" in (await bram.says("/checkin")).text


@on_sqlite
async def test_of_many_practices_there_is_a_list(running_bot: RunningBot, leader: User) -> None:
    for practice in ("leiden", "leusden", "stein"):
        await leader.registers("coordinator", practice)
    shown = await leader.says("/ronde")
    assert "Andere praktijk" in shown.labels
    listed = await leader.taps("Andere praktijk")
    assert listed.labels == ["✓ Zwolle", "Ede", "Leiden", "Leusden", "Stein"]
    assert "Stein" in (await leader.taps("Stein")).text
