"""`/kernthema`: seen, changed and put back by the coordinators of a practice, and by nobody else."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from rules.address import Address
from storage import people
from storage.tables import memberships as table
from tests.running_bot import RunningBot, on_both, on_sqlite
from tests.stories.leaders import leads_no_longer
from tests.stories.ledger import noted
from tests.stories.user import User, data_of
from texts.callback_data import encode
from texts.taps.theme import ThemeRestored

BACK, YES, NO = "Terugzetten", "Ja, vervangen", "Nee, laten staan"
OLD, NEW = "Samen sterk", "Eerder <b>in beeld</b> & op tijd"
GONE = "Deze knop werkt niet meer."


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
    asked = await coordinator.says(f"  {NEW}\n\u202e ")
    assert f"Nu staat er: {OLD}" in asked.text
    assert f"Dan staat er: {NEW}" in asked.text
    assert asked.labels == [YES, NO]
    second = await coordinator.taps_often(YES, 3)
    assert second.text == f"Kernthema van Zwolle\n\nHet is nu: {NEW}\n\nHet was: {OLD}"
    back = data_of(second, BACK)
    restored = await coordinator.taps_often(BACK, 3)
    assert restored.text == first.text
    assert await noted(running_bot) == ["theme_changed", "theme_changed", "theme_restored"]
    assert await coordinator.forges(back) == GONE


@on_sqlite
async def test_nothing_changes_before_one_is_sure_nor_when_one_is_not(coordinator: User) -> None:
    await coordinator.says("/kernthema")
    await coordinator.says(OLD)
    await coordinator.says("/kernthema")
    await coordinator.says(NEW)
    assert f"Het is nu: {OLD}" in (await coordinator.says("/kernthema")).text
    await coordinator.says(NEW)
    left = await coordinator.taps(NO)
    assert left.text == f"Kernthema van Zwolle\n\nHet is nu: {OLD}"
    assert not left.labels


async def test_every_change_can_be_put_back_later_one_by_one(running_bot: RunningBot, coordinator: User) -> None:
    await coordinator.says("/kernthema")
    await coordinator.says("Een")
    for theme in ("Twee", "Drie"):
        await coordinator.says("/kernthema")
        await coordinator.says(theme)
        await coordinator.taps(YES)
    await running_bot.telegram.move_to(running_bot.clock.now() + timedelta(days=200))
    await running_bot.restart()
    shown = await coordinator.says("/kernthema")
    assert shown.labels == [BACK]
    assert "Het was: Twee" in shown.text
    assert "Het is nu: Twee\n\nHet was: Een" in (await coordinator.taps(BACK)).text
    last = await coordinator.taps(BACK)
    assert "Het is nu: Een" in last.text
    assert not last.labels


@on_sqlite
async def test_words_that_came_meanwhile_are_not_replaced_unseen(coordinator: User, els: User) -> None:
    """Who was asked about other words than stand there now is told so, and changes nothing."""
    await els.registers("coordinator")
    await coordinator.says("/kernthema")
    await coordinator.says(OLD)
    for user, theme in ((coordinator, "Van Corrie"), (els, "Van Els")):
        await user.says("/kernthema")
        await user.says(theme)
    await coordinator.taps(YES)
    assert "Het is nu: Van Corrie" in (await els.taps(YES)).text
    assert f"Het is nu: Van Corrie\n\nHet was: {OLD}" in (await els.says("/kernthema")).text


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
    sure = data_of(await coordinator.says(NEW), YES)
    for user in (bram, marja, dirk):
        assert await user.forges(sure) == GONE
    back = data_of(await coordinator.taps(YES), BACK)
    for user in (bram, marja):
        assert OLD not in (await user.says("/kernthema")).text
    assert "Kernthema van Ede" in (await dirk.says("/kernthema")).text
    for user in (bram, marja, dirk):
        assert await user.forges(encode(ThemeRestored(await running_bot.practice_id("zwolle")))) == GONE
        assert await user.forges(back) == GONE
    assert f"Het is nu: {NEW}" in (await coordinator.says("/kernthema")).text


@on_sqlite
async def test_the_last_of_two_coordinators_has_the_word(running_bot: RunningBot, coordinator: User, els: User) -> None:
    await els.registers("coordinator")
    await coordinator.says("/kernthema")
    await els.says("/kernthema")
    await coordinator.says(OLD)
    assert f"Nu staat er: {OLD}" in (await els.says(NEW)).text
    await els.taps(YES)
    assert f"Het is nu: {NEW}" in (await coordinator.says("/kernthema")).text


@on_sqlite
async def test_who_no_longer_coordinates_writes_nothing(running_bot: RunningBot, coordinator: User) -> None:
    await coordinator.says("/kernthema")
    async with running_bot.wiring.database.write() as connection:
        viewer = await people.meet(connection, Address(coordinator.phone.id), "nl", running_bot.clock.now())
        await leads_no_longer(connection, running_bot, viewer.person_id)
    running_bot.wiring.sender.wake()
    await running_bot.settles()
    assert "Uw bericht bewaren en lezen wij niet" in (await coordinator.says(OLD)).text
    assert await noted(running_bot) == ["role_ended"]


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
