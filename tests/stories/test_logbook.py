"""The logbook: what a practice expected of an experiment, what it learnt and decided. Nobody's name with it."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

import pytest

from simulator.phone import Message
from storage.tables import audit, expectations, lessons
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.crowd import closes_after
from tests.stories.remains import places_of
from tests.stories.user import User
from texts.callback_data import encode
from texts.taps.logbook import (
    ConfidenceChosen,
    ExpectationAsked,
    LessonAsked,
    LogbookShown,
    NextChosen,
    ReadinessChosen,
    VersionRemoved,
)

MORNING = timedelta(days=6, hours=21)
TWO_WEEKS = timedelta(weeks=2)
GONE = "Deze knop werkt niet meer."
EXPECTED, LEARNT = "Meer rust in het weekend", "Vrijdag halen werkt beter dan zaterdag"


@pytest.fixture
async def coordinator(running_bot: RunningBot, corrie: User, bram: User) -> User:
    """Corrie, in whose practice Bram works on the Logeerhuis."""
    await running_bot.tries_out("Logeerhuis")
    await corrie.registers("coordinator")
    await bram.registers("participant", works_on=("Logeerhuis",))
    return corrie


async def opens_logbook(coordinator: User) -> Message:
    await coordinator.says("/experimenten")
    return await coordinator.taps("1. Logeerhuis", "Logboek")


async def expects(coordinator: User, sentence: str, confidence: str = "Groot vertrouwen") -> Message:
    shown = await opens_logbook(coordinator)
    has_one = "Nieuwe verwachting" in shown.labels
    await coordinator.taps("Nieuwe verwachting" if has_one else "Verwachting opschrijven")
    await coordinator.says(sentence)
    return await coordinator.taps(confidence)


async def learns(coordinator: User, sentence: str, decision: str) -> Message:
    await opens_logbook(coordinator)
    await coordinator.taps("Wat leerden jullie?")
    await coordinator.says(sentence)
    return await coordinator.taps(decision)


@on_both
async def test_a_new_experiment_is_asked_its_expectation_once(running_bot: RunningBot, coordinator: User) -> None:
    await coordinator.says("/experimenten")
    await coordinator.taps("Experiment toevoegen", "1. Wat helpt mantelzorgers om het…")
    asked = await coordinator.says("Buurtkamer")
    assert "Wat verwacht u dat dit oplevert?" in asked.text
    assert "Wij bewaren niet wie hem schreef." in asked.text
    await running_bot.restart()
    assert "Hoeveel vertrouwen heeft u hierin?" in (await coordinator.says(EXPECTED)).text
    book = await coordinator.taps("Redelijk vertrouwen")
    assert f"Verwachting (23 november 2026)\n{EXPECTED}\nRedelijk vertrouwen" in book.text


@on_sqlite
async def test_who_skips_it_has_nothing_more_to_type(coordinator: User) -> None:
    await coordinator.says("/experimenten")
    await coordinator.taps("Experiment toevoegen", "1. Wat helpt mantelzorgers om het…")
    await coordinator.says("Buurtkamer")
    await coordinator.taps("Overslaan")
    await coordinator.says("Dit was voor iets anders")
    await coordinator.says("/experimenten")
    shown = await coordinator.taps("2. Buurtkamer", "Logboek")
    assert "Er is nog geen verwachting opgeschreven." in shown.text


@on_sqlite
async def test_the_same_name_twice_asks_nothing(coordinator: User) -> None:
    await coordinator.says("/experimenten")
    await coordinator.taps("Experiment toevoegen", "1. Wat helpt mantelzorgers om het…")
    assert "Wat verwacht u" not in (await coordinator.says("logeerhuis")).text


@on_both
async def test_what_participants_tap_asks_the_coordinator_the_morning_after(
    running_bot: RunningBot, coordinator: User, bram: User
) -> None:
    """And adds no question to the check-in of who tapped it."""
    await expects(coordinator, EXPECTED)
    await running_bot.opens_round()
    await bram.taps("Loopt vast")
    await bram.taps("Overslaan")
    assert "Terugblik" not in (await opens_logbook(coordinator)).text
    await running_bot.tick(ROUND_OPENS + timedelta(days=6))
    before = len(await coordinator.sees_all())
    await running_bot.restart()
    await running_bot.tick(ROUND_OPENS + MORNING)
    asked = next(one for one in (await coordinator.sees_all())[before:] if "Even terugkijken?" in one.text)
    assert "1. Logeerhuis: Loopt vast" in asked.text
    shown = await learns(coordinator, LEARNT, "Aanpassen")
    assert (
        f"Terugblik 1 (7 december 2026)\nStand: Loopt vast.\n{LEARNT}\nDaarna (8 december 2026): aanpassen."
        in shown.text
    )
    assert "1 december 2026: Loopt vast" in shown.text


@on_sqlite
async def test_a_status_that_stays_asks_once(running_bot: RunningBot, coordinator: User, bram: User) -> None:
    await running_bot.opens_round()
    await bram.taps("Loopt vast")
    await running_bot.tick(ROUND_OPENS + MORNING)
    await learns(coordinator, LEARNT, "Houden")
    await running_bot.opens_round(ROUND_OPENS + TWO_WEEKS)
    await bram.taps("Loopt vast")
    await running_bot.tick(ROUND_OPENS + TWO_WEEKS + MORNING)
    shown = await opens_logbook(coordinator)
    assert "Terugblik 2" not in shown.text
    assert "Terugkijken" in shown.labels


@on_sqlite
async def test_under_way_there_is_nothing_to_look_back_at(
    running_bot: RunningBot, coordinator: User, bram: User
) -> None:
    await running_bot.opens_round()
    await bram.taps("Bezig")
    await running_bot.tick(ROUND_OPENS + MORNING)
    assert not [one for one in await coordinator.sees_all() if "Even terugkijken?" in one.text]


@on_sqlite
async def test_who_looked_back_before_the_morning_is_not_asked(
    running_bot: RunningBot, coordinator: User, bram: User
) -> None:
    await running_bot.opens_round()
    await bram.taps("Klaar")
    await closes_after(running_bot, coordinator)
    await learns(coordinator, LEARNT, "Houden")
    await running_bot.tick(running_bot.clock.now() + timedelta(days=2))
    assert not [one for one in await coordinator.sees_all() if "Even terugkijken?" in one.text]


@on_sqlite
async def test_a_coordinator_may_look_back_by_themselves(coordinator: User) -> None:
    await opens_logbook(coordinator)
    await coordinator.taps("Terugkijken")
    asked = await coordinator.says(LEARNT)
    assert asked.labels == ["Houden", "Aanpassen", "Stoppen", "Aan anderen aanraden", "Terug"]
    assert "Wilt u dit experiment beëindigen?" in (await coordinator.taps("Stoppen")).text
    assert "Daarna (23 november 2026): stoppen." in (await opens_logbook(coordinator)).text


@on_sqlite
async def test_a_recommendation_says_how_ready_it_is_and_can_be_ended(coordinator: User) -> None:
    await opens_logbook(coordinator)
    await coordinator.taps("Terugkijken")
    await coordinator.says(LEARNT)
    assert "Hoe klaar is dit voor anderen?" in (await coordinator.taps("Aan anderen aanraden")).text
    shown = await coordinator.taps("7 van de 10")
    assert "Aangeraden aan anderen (23 november 2026)\nKlaar voor anderen: 7 van de 10." in shown.text
    assert "Aangeraden" not in (await coordinator.taps("Niet meer aanraden")).text


@on_both
async def test_a_version_that_named_somebody_goes_whole(running_bot: RunningBot, coordinator: User) -> None:
    """Out of the files as well; what was there before and after it stays."""
    named = "kanarie van de overkant"
    await expects(coordinator, EXPECTED)
    await expects(coordinator, named)
    await expects(coordinator, "Nog meer rust")
    shown = await opens_logbook(coordinator)
    assert "Nog meer rust" in shown.text
    assert named not in shown.text
    await coordinator.taps("Alle zinnen")
    assert await places_of(running_bot, named.encode())
    shown = await coordinator.sees()
    await coordinator.phone.taps_data(shown, shown.buttons[1].data or "")
    assert named in (await coordinator.sees()).text
    assert len((await coordinator.taps("Ja, verwijderen")).labels) == 3
    await running_bot.tick()
    assert await places_of(running_bot, named.encode()) == []


@on_sqlite
async def test_nobody_is_kept_as_the_writer(running_bot: RunningBot, coordinator: User) -> None:
    """Not in the sentences, nor in the log of who changed what."""
    await expects(coordinator, EXPECTED)
    await opens_logbook(coordinator)
    await coordinator.taps("Terugkijken")
    await coordinator.says(LEARNT)
    assert not [table for table in (expectations, lessons) if any("person" in one.name for one in table.columns)]
    async with running_bot.wiring.database.read() as connection:
        rows: list[Mapping[str, object]] = [dict(row) for row in (await connection.execute(audit.select())).mappings()]
    assert not [row for row in rows if row["action"] != "joined"]


@on_sqlite
async def test_the_card_has_the_lessons(coordinator: User) -> None:
    await opens_logbook(coordinator)
    await coordinator.taps("Terugkijken")
    await coordinator.says(LEARNT)
    await coordinator.says("/ervaring")
    assert f"Geleerde lessen\n{LEARNT}" in (await coordinator.taps("Logeerhuis")).text


@on_sqlite
@pytest.mark.parametrize("sentence", ["a" * 301, "\u200b"])
async def test_a_sentence_is_one_sentence(coordinator: User, sentence: str) -> None:
    await opens_logbook(coordinator)
    await coordinator.taps("Verwachting opschrijven")
    await coordinator.says(sentence)
    assert "Er is nog geen verwachting opgeschreven." in (await opens_logbook(coordinator)).text


@on_sqlite
async def test_another_practice_and_a_participant_stay_out(
    running_bot: RunningBot, coordinator: User, dirk: User, bram: User
) -> None:
    await expects(coordinator, EXPECTED)
    await dirk.registers("coordinator", "ede")
    taps = (
        *(LogbookShown(1, "book"), LogbookShown(1, "versions"), ExpectationAsked(1), LessonAsked(1, 0)),
        *(ConfidenceChosen(1, 1, "small"), NextChosen(1, 1, "stop"), ReadinessChosen(1, 10)),
        *(VersionRemoved(1, "expectation", 1), VersionRemoved(1, "lesson", 1)),
    )
    for user in (dirk, bram):
        for tap in taps:
            assert await user.forges(encode(tap)) == GONE
    assert EXPECTED in (await opens_logbook(coordinator)).text


@on_sqlite
async def test_a_forged_choice_changes_nothing(running_bot: RunningBot, coordinator: User) -> None:
    await expects(coordinator, EXPECTED)
    forge = partial(coordinator.forges)
    assert await forge(encode(ConfidenceChosen(1, 1, "huge"))) == GONE
    assert await forge(encode(NextChosen(1, 1, "keep"))) == GONE
    assert await forge(encode(ReadinessChosen(1, 11))) == GONE
    assert await forge(encode(LessonAsked(1, 99))) == GONE
    assert await forge(encode(ConfidenceChosen(1, 1, "small"))) == "Dit is intussen veranderd."
    assert "Groot vertrouwen" in (await opens_logbook(coordinator)).text
