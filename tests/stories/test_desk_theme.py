"""`/kernthema`: seen, changed and put back by the coordinators of a practice, and by nobody else."""

import pytest
from sqlalchemy import update

from rules.address import Address
from storage import people
from storage.tables import memberships as table
from tests.running_bot import RunningBot, on_both, on_sqlite
from tests.stories.leaders import leads_no_longer
from tests.stories.ledger import noted
from tests.stories.user import User
from texts.callback_data import encode
from texts.taps.theme import ThemeRestored

BACK = "Terugzetten"
OLD, NEW = "Samen sterk", "Eerder <b>in beeld</b> & op tijd"
CHANGED_MEANWHILE, GONE = "Dit is intussen veranderd.", "Deze knop werkt niet meer."


@pytest.fixture
async def coordinator(corrie: User) -> User:
    await corrie.registers("coordinator")
    return corrie


@on_both
async def test_a_theme_is_chosen_changed_and_put_back(running_bot: RunningBot, coordinator: User) -> None:
    assert "Er is nog geen kernthema." in (await coordinator.says("/kernthema")).text
    await running_bot.restart()
    first = await coordinator.says(OLD)
    assert first.text == f"Kernthema van Zwolle\n\nHet is nu: {OLD}"
    assert not first.labels

    await coordinator.says("/theme")
    second = await coordinator.says(f"  {NEW}\n\u202e ")
    assert second.text == f"Kernthema van Zwolle\n\nHet is nu: {NEW}\n\nHet was: {OLD}"
    restored = await coordinator.taps_often(BACK, 3)
    assert restored.text == first.text
    assert await noted(running_bot) == ["theme_changed", "theme_changed", "theme_restored"]
    assert await coordinator.forges(encode(ThemeRestored(await running_bot.practice_id("zwolle")))) == CHANGED_MEANWHILE


@on_sqlite
async def test_too_much_or_nothing_is_asked_again(running_bot: RunningBot, coordinator: User) -> None:
    await coordinator.says("/kernthema")
    assert "Dit zijn 201 letters. Graag hooguit 200." in (await coordinator.says("a" * 201)).text
    assert "Typ het hieronder." in (await coordinator.says("\u200b\u202e")).text
    assert f"Het is nu: {OLD}" in (await coordinator.says(OLD)).text
    assert await noted(running_bot) == ["theme_changed"]


@on_sqlite
async def test_the_same_once_more_changes_nothing(running_bot: RunningBot, coordinator: User) -> None:
    for _ in range(2):
        await coordinator.says("/kernthema")
        shown = await coordinator.says(OLD)
    assert "Het was" not in shown.text
    assert await noted(running_bot) == ["theme_changed"]


@on_sqlite
async def test_a_command_in_between_is_no_theme(running_bot: RunningBot, coordinator: User) -> None:
    await coordinator.says("/kernthema")
    await coordinator.says("/hulp")
    assert "Uw bericht bewaren wij niet: er is nu niets gevraagd." in (await coordinator.says(OLD)).text
    assert await noted(running_bot) == []


@on_sqlite
async def test_nobody_else_may(running_bot: RunningBot, coordinator: User, bram: User, marja: User, dirk: User) -> None:
    await bram.registers("participant")
    await marja.registers("manager")
    await dirk.registers("coordinator", "ede")
    await coordinator.says("/kernthema")
    await coordinator.says(OLD)
    await coordinator.says("/kernthema")
    await coordinator.says(NEW)
    for user in (bram, marja):
        assert OLD not in (await user.says("/kernthema")).text
    assert "Kernthema van Ede" in (await dirk.says("/kernthema")).text
    for user in (bram, marja, dirk):
        assert await user.forges(encode(ThemeRestored(await running_bot.practice_id("zwolle")))) == GONE
    assert f"Het is nu: {NEW}" in (await coordinator.says("/kernthema")).text


@on_sqlite
async def test_the_last_of_two_coordinators_has_the_word(running_bot: RunningBot, coordinator: User, els: User) -> None:
    await els.registers("coordinator")
    await coordinator.says("/kernthema")
    await els.says("/kernthema")
    await coordinator.says(OLD)
    assert f"Het was: {OLD}" in (await els.says(NEW)).text
    assert f"Het is nu: {NEW}" in (await coordinator.says("/kernthema")).text


@on_sqlite
async def test_who_no_longer_coordinates_writes_nothing(running_bot: RunningBot, coordinator: User) -> None:
    await coordinator.says("/kernthema")
    async with running_bot.wiring.database.write() as connection:
        viewer = await people.meet(connection, Address(coordinator.phone.id), "nl", running_bot.clock.now())
        await leads_no_longer(connection, running_bot, viewer.person_id)
    running_bot.wiring.sender.wake()
    await running_bot.settles()
    assert "Dat kan niet." in (await coordinator.says(OLD)).text
    assert await noted(running_bot) == []


@on_sqlite
async def test_who_only_takes_part_by_now_writes_nothing_either(running_bot: RunningBot, coordinator: User) -> None:
    """Still of this practice, and no longer its coordinator."""
    await coordinator.registers("participant")
    await coordinator.says("/kernthema")
    leads = update(table).where(table.c.role == "coordinator")
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(leads.values(left_at=running_bot.clock.now()))
    assert "Dat kan niet." in (await coordinator.says(OLD)).text
    assert await noted(running_bot) == []
