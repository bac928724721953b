"""A practice closes, goes on, or gets another coordinator: those affected are told, once, in their own words."""

from datetime import datetime, timedelta

import pytest

from storage.tables import invitations
from tests.conftest import MONDAY
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.leaders import lists_practices
from tests.stories.user import User, data_of

NEXT_MORNING = MONDAY.replace(hour=8, minute=0) + timedelta(days=1)  # nine o'clock in Amsterdam


@pytest.fixture
async def manager(marja: User) -> User:
    await marja.registers("manager")
    return marja


async def closes(manager: User, practice: str = "Zwolle") -> None:
    await lists_practices(manager)
    if practice not in (await manager.sees()).labels:
        await manager.taps("Volgende →")
    await manager.taps(practice, "Sluiten", "Ja, sluiten")


async def heard(user: User, words: str) -> int:
    return sum(words in shown.text for shown in await user.sees_all())


@on_both
async def test_who_is_in_a_practice_that_closes_hears_so_the_next_morning_and_not_twice(
    running_bot: RunningBot, manager: User, anneke: User, bram: User, corrie: User, els: User
) -> None:
    await anneke.registers("caregiver")
    await bram.registers("participant")
    await corrie.registers("coordinator")
    await els.registers("caregiver", "ede")
    await closes(manager)
    assert await heard(anneke, "is gestopt") == 0
    await running_bot.restart()
    for _ in range(2):
        await running_bot.tick(NEXT_MORNING)
        await running_bot.settles()
    assert "U krijgt geen check-ins meer." in (await anneke.sees()).text
    assert "uw experimenten" in (await bram.sees()).text
    assert "uw uitnodigingen werken niet meer" in (await corrie.sees()).text
    assert [await heard(user, "is gestopt") for user in (anneke, bram, corrie, els)] == [1, 1, 1, 0]


@on_sqlite
async def test_what_was_taken_back_before_the_morning_is_not_told(
    running_bot: RunningBot, manager: User, anneke: User
) -> None:
    await anneke.registers("caregiver")
    await closes(manager)
    await manager.taps("Weer openen", "Ja, weer openen")
    await running_bot.tick(NEXT_MORNING)
    assert await heard(anneke, "is gestopt") == 0
    assert "Uw volgende check-in komt op dinsdag 1 december om 12:15." in (await anneke.sees()).text


@on_sqlite
@pytest.mark.parametrize("role", ["caregiver", "participant"])
async def test_who_had_begun_to_register_does_not_get_in_any_more(
    running_bot: RunningBot, manager: User, anneke: User, role: str
) -> None:
    asked = await anneke.opens(await running_bot.invite(role))
    if role == "participant":
        asked = await anneke.taps("Ja, ik doe mee")
    await closes(manager)
    await anneke.forges(data_of(asked, asked.labels[0]))
    assert "Deze praktijk is gesloten." in (await anneke.sees()).text
    assert "Dat kan niet" in (await anneke.says("/checkin")).text


@on_both
async def test_nobody_is_invited_to_it(running_bot: RunningBot, manager: User, corrie: User) -> None:
    await corrie.registers("coordinator")
    offered = await corrie.says("/uitnodigen")
    await closes(manager)
    before = await _invitations(running_bot)
    for label in ("Een mantelzorger", "Een deelnemer", "Poster voor mantelzorgers"):
        await corrie.forges(data_of(offered, label))
        assert "Deze praktijk is gesloten." in (await corrie.sees()).text
    assert "Deze praktijk is gesloten." in (await corrie.says("/uitnodigen")).text
    assert await _invitations(running_bot) == before


async def _invitations(running_bot: RunningBot) -> list[tuple[int, datetime | None]]:
    async with running_bot.wiring.database.read() as connection:
        rows = await connection.execute(invitations.select().order_by(invitations.c.id))
        return [(row.id, row.revoked_at) for row in rows]


@on_sqlite
async def test_everybody_hears_who_reads_along_from_now_on_and_not_at_night(
    running_bot: RunningBot, anneke: User, bram: User, corrie: User, dirk: User
) -> None:
    await anneke.registers("caregiver")
    await bram.registers("participant")
    await corrie.registers("coordinator")
    await running_bot.tick(MONDAY + timedelta(hours=13))
    await dirk.registers("coordinator")
    await running_bot.tick(MONDAY + timedelta(hours=20))
    assert await heard(anneke, "coördinator bij") == 0
    await running_bot.tick(NEXT_MORNING)
    assert "tekst die u laat lezen" in (await anneke.sees()).text
    assert "zonder uw naam" in (await bram.sees()).text
    assert "U leidt de praktijk voortaan samen." in (await corrie.sees()).text
    assert [await heard(user, "coördinator bij") for user in (anneke, bram, corrie)] == [1, 1, 1]


@on_sqlite
async def test_participants_hear_of_a_days_new_experiments_at_once(
    running_bot: RunningBot, corrie: User, bram: User, anneke: User, els: User
) -> None:
    await running_bot.tries_out("Zorgmap", practice="ede")
    await corrie.registers("coordinator")
    await bram.registers("participant")
    await anneke.registers("caregiver")
    await els.registers("participant", "ede", works_on=())
    await running_bot.tries_out()
    for title in ("Logeerhuis", "Buurtkamer"):
        await corrie.says("/experimenten")
        await corrie.taps("Experiment toevoegen", "1. Wat helpt mantelzorgers om het…")
        await corrie.says(title)
    await running_bot.tick(NEXT_MORNING)
    told = await bram.sees()
    assert "Er zijn 2 nieuwe experimenten in Zwolle." in told.text
    assert "• Logeerhuis\n• Buurtkamer" in told.text
    chosen = await bram.taps("Waar ik aan werk", "Logeerhuis")
    assert "✓ Logeerhuis" in chosen.labels
    assert [await heard(user, "nieuwe experimenten") for user in (anneke, els, corrie)] == [0, 0, 0]


@on_sqlite
async def test_who_stopped_hears_nothing(running_bot: RunningBot, manager: User, anneke: User) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/stop")
    await closes(manager)
    await running_bot.tick(ROUND_OPENS)
    assert await heard(anneke, "is gestopt met") + await heard(anneke, "Zwolle is gestopt") == 0


@on_sqlite
async def test_nothing_comes_back_after_a_pause(running_bot: RunningBot, manager: User, anneke: User) -> None:
    """Who pauses hears that it ended, and not that they take part again."""
    await anneke.registers("caregiver")
    await anneke.says("/pauze")
    await anneke.taps("Vakantie", "2 weken")
    await closes(manager)
    for day in range(1, 16):
        await running_bot.tick(NEXT_MORNING + timedelta(days=day - 1, hours=3))
    assert await heard(anneke, "Zwolle is gestopt.") == 1
    assert await heard(anneke, "doet u weer mee") == 0
