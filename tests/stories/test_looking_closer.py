"""Below a summary: how it went over the rounds, each experiment by itself, and what people wrote."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from rules.telling import MINIMUM_GROUP, OPTIONS_FROM
from simulator.phone import Phone
from storage.tables import people
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.crowd import QUESTIONS, answer, caregivers, closes_after
from tests.stories.user import User
from texts.callback_data import encode
from texts.taps.summary import (
    ExperimentStatesShown,
    MedianBegunAnew,
    MedianQuestioned,
    PracticeReportAsked,
    PracticeReportShown,
    RemarksShown,
    TrendShown,
)

GONE = "Deze knop werkt niet meer."
EVERY_TWO_WEEKS = timedelta(weeks=2)


async def round_of(running_bot: RunningBot, corrie: User, people: list[Phone], *labels: str, number: int = 0) -> None:
    """A whole round, from opening to closing, in which all of them answer the same."""
    await running_bot.opens_round(ROUND_OPENS + number * EVERY_TWO_WEEKS)
    await answer(running_bot, people, *labels)
    await closes_after(running_bot, corrie)


async def write(running_bot: RunningBot, people: list[Phone], word: str, permission: str = "Ja, dat mag") -> None:
    """Each fills in a check-in, writes something with their own number in it, and says whether it may be read."""
    await asyncio.gather(*(_writes(phone, f"{word} {number}", permission) for number, phone in enumerate(people)))
    await running_bot.settles()


async def _writes(phone: Phone, text: str, permission: str) -> None:
    for question in QUESTIONS:
        await phone.taps("Overslaan", on=await phone.sees(question))
    await phone.sees("Wilt u er iets over vertellen?")
    await phone.says(text)
    await phone.taps(permission, on=await phone.sees("Mag de coördinator lezen"))


@pytest.fixture
async def coordinator(corrie: User) -> User:
    """Corrie, who is coordinator of Zwolle."""
    await corrie.registers("coordinator")
    return corrie


@on_both
async def test_the_last_windows_and_rounds_stand_under_each_other(running_bot: RunningBot, coordinator: User) -> None:
    people = await caregivers(running_bot, OPTIONS_FROM + 2)
    for number in range(4):
        await running_bot.opens_round(ROUND_OPENS + number * EVERY_TWO_WEEKS)
        await answer(running_bot, people[: OPTIONS_FROM // 2], "Goed", "Gaat wel", "Meestal")
        await answer(running_bot, people[OPTIONS_FROM // 2 : OPTIONS_FROM], "Moeizaam", "Gaat wel", "Meestal")
        await closes_after(running_bot, coordinator)
    await running_bot.opens_round(ROUND_OPENS + 4 * EVERY_TWO_WEEKS)
    await answer(running_bot, people[OPTIONS_FROM:], "Goed", "Gaat wel", "Meestal")
    await closes_after(running_bot, coordinator)
    await coordinator.says("/samenvatting")
    shown = await coordinator.taps("Verloop")
    assert (
        "Samen zorgen\n1 dec tot 29 dec: 3,0 van 5\n12 jan tot 12 jan: 3,0 van 5. "
        "Te weinig om te vergelijken met de vorige keer.\n"
        "26 jan tot 26 jan: dit laten wij niet zien"
    ) in shown.text
    assert "Volhouden\n1 dec tot 29 dec: dit laten wij niet zien" in shown.text
    assert "Ronde 5 (26 jan): mantelzorgers 2 van 14" in shown.text
    assert "Moeizaam" not in shown.text
    assert "Zwolle, ronde 5" in (await coordinator.taps("Terug naar de samenvatting")).text


async def test_each_experiment_with_its_past(running_bot: RunningBot, coordinator: User, bram: User) -> None:
    await running_bot.tries_out("Logeerhuis", "Zorgmap")
    await bram.registers("participant", works_on=("Logeerhuis",))
    await running_bot.opens_round()
    await bram.taps("Bezig")
    await closes_after(running_bot, coordinator)
    await running_bot.opens_round(ROUND_OPENS + EVERY_TWO_WEEKS)
    await bram.taps("Loopt vast")
    await coordinator.says("/samenvatting")
    shown = await coordinator.taps("Per experiment")
    assert "Zwolle, ontwerpvraag 1 van 1" in shown.text
    assert "• Logeerhuis: Loopt vast (vandaag)\n  na ronde 1: Bezig" in shown.text
    assert "• Zorgmap: nog niets gemeld" in shown.text


async def test_what_somebody_reports_who_only_tries_the_bot_out_changes_nothing(
    running_bot: RunningBot, coordinator: User, bram: User, dirk: User
) -> None:
    """Where others take part in earnest; where nobody does, it is how one sees that it works."""
    await running_bot.tries_out("Logeerhuis")
    await dirk.registers("participant", works_on=("Logeerhuis",))
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(update(people).where(people.c.address == dirk.phone.id).values(is_test=True))
    await running_bot.opens_round()
    await dirk.taps("Bezig")
    await coordinator.says("/samenvatting")
    await closes_after(running_bot, coordinator)
    await coordinator.says("/samenvatting")
    assert "• Logeerhuis: Bezig" in (await coordinator.taps("Per experiment")).text
    await bram.registers("participant", works_on=("Logeerhuis",))
    await running_bot.opens_round(ROUND_OPENS + EVERY_TWO_WEEKS)
    await dirk.taps("Klaar")
    await coordinator.says("/samenvatting")
    assert "• Logeerhuis: Bezig" in (await coordinator.taps("Per experiment")).text
    await bram.taps("Loopt vast")
    await coordinator.says("/samenvatting")
    assert "• Logeerhuis: Loopt vast" in (await coordinator.taps("Per experiment")).text


async def test_before_a_window_closed_it_says_from_when_there_are_figures(
    running_bot: RunningBot, coordinator: User
) -> None:
    people = await caregivers(running_bot, 2)
    await round_of(running_bot, coordinator, people, "Goed", "Gaat wel", "Meestal")
    await coordinator.says("/samenvatting")
    shown = await coordinator.taps("Verloop")
    assert "Dat kan na ronde 3." in shown.text
    assert "Ronde 1 (1 dec): mantelzorgers 2 van 2" in shown.text


async def test_what_enough_people_share_can_be_read_without_time_or_name(
    running_bot: RunningBot, coordinator: User
) -> None:
    people = await caregivers(running_bot, MINIMUM_GROUP + 1)
    few = MINIMUM_GROUP - 1
    await running_bot.opens_round()
    await write(running_bot, people[:few], "Zwaar")
    await write(running_bot, people[few : few + 1], "Geheim", permission="Nee, liever niet")
    await closes_after(running_bot, coordinator)
    await coordinator.says("/samenvatting")
    assert (
        "Er is nog niets te lezen." in (await coordinator.taps("Opmerkingen")).text
    )  # one too few share, another does not
    await running_bot.opens_round(ROUND_OPENS + EVERY_TWO_WEEKS)
    await write(running_bot, people[few + 1 :], "Licht")
    await coordinator.says("/samenvatting")
    assert "nog niets te lezen" in (await coordinator.taps("Opmerkingen")).text  # the round is still open
    await closes_after(running_bot, coordinator)
    await coordinator.says("/samenvatting")
    first = await coordinator.taps("Opmerkingen")
    second = await coordinator.taps("Volgende")
    read = first.text + second.text
    assert [
        word for word in ("Zwaar 0", "Zwaar 1", "Zwaar 2", "Zwaar 3", "Zwaar 4", "Licht 0") if word not in read
    ] == []
    assert read.index("Licht 0") < read.index("Zwaar 0")
    assert "Geheim" not in read
    assert "Mantelzorger " not in read


async def remarks(coordinator: User) -> str:
    """Every page of them."""
    await coordinator.says("/samenvatting")
    shown = await coordinator.taps("Opmerkingen")
    read = shown.text
    while any("Volgende" in label for label in shown.labels):
        shown = await coordinator.taps("Volgende")
        read += shown.text
    return read


@on_sqlite
async def test_who_moves_takes_their_shared_words_along(running_bot: RunningBot, coordinator: User) -> None:
    people = await caregivers(running_bot, MINIMUM_GROUP)
    await running_bot.opens_round()
    await write(running_bot, people, "Zwaar")
    await closes_after(running_bot, coordinator)
    before = await remarks(coordinator)
    mover = User(running_bot, people[0])
    await mover.opens(await running_bot.invite("caregiver", "ede"))
    await mover.taps("Ja, naar Ede")
    await running_bot.settles()
    after = await remarks(coordinator)
    assert ("Zwaar 0" in before, "Zwaar 0" in after) == (True, False)
    assert all(f"Zwaar {number}" in after for number in range(1, MINIMUM_GROUP))


@on_sqlite
async def test_a_manager_sees_the_figures_but_not_what_people_wrote(
    running_bot: RunningBot, coordinator: User, marja: User
) -> None:
    await marja.opens(await running_bot.invite("manager", None))
    await marja.taps("Ja, ik doe mee")
    people = await caregivers(running_bot, 5)
    await running_bot.opens_round()
    await write(running_bot, people, "Zwaar")
    await closes_after(running_bot, coordinator)
    shown = await marja.says("/samenvatting zwolle")
    assert {"Verloop", "Per experiment"} <= set(shown.labels)
    assert "Opmerkingen" not in shown.labels
    assert await marja.forges(encode(RemarksShown(await running_bot.practice_id("zwolle"), 0))) == GONE


@on_sqlite
async def test_nobody_else_looks_closer(running_bot: RunningBot, coordinator: User, dirk: User, anneke: User) -> None:
    await dirk.registers("coordinator", "ede")
    await anneke.registers("caregiver")
    zwolle = await running_bot.practice_id("zwolle")
    for tap in (
        TrendShown(zwolle),
        ExperimentStatesShown(zwolle, 0),
        RemarksShown(zwolle, 0),
        MedianQuestioned(zwolle),
        MedianBegunAnew(zwolle),
        PracticeReportShown(zwolle),
        PracticeReportAsked(zwolle, "pdf"),
    ):
        assert await dirk.forges(encode(tap)) == GONE
        assert await anneke.forges(encode(tap)) == GONE
