"""Stopping, coming back, and having everything erased."""

from typing import Any

import pytest
from sqlalchemy import func, select

from simulator.phone import Message
from storage.tables import answers, check_ins, memberships, outbox, people
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.user import User, data_of

GONE = "Deze knop werkt niet meer."


@pytest.fixture
async def question(running_bot: RunningBot, anneke: User, bram: User) -> Message:
    """The first question of Anneke's first check-in; Bram has one as well."""
    await anneke.registers("caregiver")
    await bram.registers("caregiver")
    await running_bot.opens_round()
    return await anneke.sees()


async def count(running_bot: RunningBot, table: Any) -> int:
    async with running_bot.wiring.database.read() as connection:
        return int(await connection.scalar(select(func.count()).select_from(table)) or 0)


# --- stopping ---


@on_both
async def test_who_stops_gets_no_more_check_ins_until_they_start_again(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    assert "Wij vragen u niets meer." in (await anneke.says("/stop")).text
    before = await anneke.sees_all()
    assert (await running_bot.tick(ROUND_OPENS)).opened == 0
    await running_bot.settles()
    assert await anneke.sees_all() == before

    assert "Er staat nu geen check-in open." in (await anneke.opens()).text
    assert "Fijn dat u er weer bent." in (await anneke.sees_all())[-2].text
    await running_bot.opens_round(ROUND_OPENS.replace(day=15))
    assert "beroepskrachten" in (await anneke.sees()).text


@on_sqlite
async def test_stopping_in_the_middle_of_a_question_ends_it(
    question: Message, running_bot: RunningBot, anneke: User
) -> None:
    second = await anneke.taps("Goed")
    await anneke.says("/stop")
    assert await anneke.forges(data_of(second, "Gaat wel")) == GONE
    assert "U bent gestopt. Uw bericht bewaren en lezen wij niet" in (await anneke.says("Gaat wel")).text
    assert "U bent gestopt." in (await anneke.says("/checkin")).text
    assert list(await running_bot.answers_of(anneke.phone)) == ["samen"]


@on_sqlite
async def test_who_starts_again_goes_on_with_the_open_check_in(
    question: Message, running_bot: RunningBot, anneke: User
) -> None:
    second = await anneke.taps("Goed")
    await anneke.says("/stop")
    assert (await anneke.opens()).labels == second.labels
    assert "Lukt dat op dit moment?" in (await anneke.taps("Gaat wel")).text


@on_sqlite
async def test_a_stranger_may_stop_as_well(anneke: User) -> None:
    assert "U bent gestopt." in (await anneke.says("/stop")).text


@on_sqlite
async def test_who_blocked_the_bot_is_not_asked_and_start_brings_them_back(
    running_bot: RunningBot, anneke: User
) -> None:
    await anneke.registers("caregiver")
    await anneke.phone.blocks()
    await running_bot.settles()
    assert (await running_bot.tick(ROUND_OPENS)).opened == 0
    assert "De volgende komt op dinsdag 15 december" in (await anneke.opens()).text
    await running_bot.opens_round(ROUND_OPENS.replace(day=15))
    assert "beroepskrachten" in (await anneke.sees()).text


# --- erasing ---


async def test_erasing_asks_first_and_then_leaves_nothing(
    question: Message, running_bot: RunningBot, anneke: User
) -> None:
    await anneke.taps("Goed", "Overslaan", "Overslaan")
    await anneke.says("Een heel persoonlijke tekst.")
    asked = await anneke.says("/wissen")
    assert asked.labels == ["Ja, wis alles", "Nee, bewaren"]
    erased = await anneke.taps("Ja, wis alles")
    assert erased.id == asked.id
    assert "Alles is gewist." in erased.text

    assert await running_bot.answers_of(anneke.phone) == {}
    for table, left in ((people, 1), (memberships, 1), (check_ins, 1), (answers, 0)):
        assert await count(running_bot, table) == left
    async with running_bot.wiring.database.read() as connection:
        of_persons = select(func.count()).where(outbox.c.person_id.is_not(None))
        assert await connection.scalar(of_persons.where(outbox.c.person_id.not_in(select(people.c.id)))) == 0


@on_sqlite
async def test_erasing_can_be_declined(question: Message, running_bot: RunningBot, anneke: User) -> None:
    await anneke.taps("Goed")
    await anneke.says("/wissen")
    assert "Er is niets gewist." in (await anneke.taps("Nee, bewaren")).text
    assert (await running_bot.answers_of(anneke.phone))["samen"].score == 4


@on_sqlite
async def test_old_buttons_of_somebody_erased_record_nothing(
    question: Message, running_bot: RunningBot, anneke: User
) -> None:
    await anneke.says("/wissen")
    await anneke.taps("Ja, wis alles")
    assert await anneke.forges(data_of(question, "Goed")) == GONE
    assert await count(running_bot, answers) == 0
    assert "Dat kan niet" in (await anneke.says("/checkin")).text


@on_sqlite
async def test_somebody_erased_can_come_in_again_by_a_new_invitation(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/wissen")
    await anneke.taps("Ja, wis alles")
    assert "Fijn dat u meedoet met Ede." in (await anneke.registers("caregiver", "ede")).text


@on_sqlite
async def test_a_coordinator_erased_loses_the_menu_and_what_it_offers(running_bot: RunningBot, corrie: User) -> None:
    await corrie.registers("coordinator")
    await corrie.says("/wissen")
    await corrie.taps("Ja, wis alles")
    assert not {"samenvatting", "ronde", "uitnodigen"} & (await corrie.phone.commands()).keys()
    assert "Dat kan niet" in (await corrie.says("/uitnodigen")).text
