"""`/experimenten`: what a practice tries out, kept up to date; and who works on what, by themselves."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from rules.address import Address
from rules.payloads.design_questions import DesignQuestionCard, DesignQuestions
from rules.payloads.experiments import ExperimentCard, ExperimentPlaces, Experiments
from rules.payloads.payload import Payload
from rules.payloads.theme import CoreTheme
from simulator.phone import Message
from storage import memberships, outbox, people
from storage.connection import Connection
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.ledger import noted
from tests.stories.user import User
from texts.callback_data import encode
from texts.taps.experiments import ExperimentEnded, ExperimentPlaced, ExperimentShown
from texts.taps.registration import ExperimentToggled

SECOND_ROUND = ROUND_OPENS + timedelta(weeks=2)
QUESTION = "1. Wat helpt mantelzorgers om het…"
GONE = "Deze knop werkt niet meer."


@pytest.fixture
async def coordinator(running_bot: RunningBot, corrie: User) -> User:
    """Corrie, in whose practice two experiments run."""
    await running_bot.tries_out("Logeerhuis", "Zorgmap")
    await corrie.registers("coordinator")
    return corrie


def listed(shown: Message) -> list[str]:
    return [label for label in shown.labels if label[0].isdigit()]


async def opens_card(coordinator: User, label: str) -> Message:
    await coordinator.says("/experimenten")
    return await coordinator.taps(label)


async def person_of(connection: Connection, running_bot: RunningBot, user: User) -> int:
    return (await people.meet(connection, Address(user.phone.id), "nl", running_bot.clock.now())).person_id


@on_both
async def test_one_is_added_under_its_design_question(running_bot: RunningBot, coordinator: User) -> None:
    shown = await coordinator.says("/experiments")
    assert "1. Logeerhuis: nog niets gemeld\n2. Zorgmap: nog niets gemeld" in shown.text
    assert "Bij welke ontwerpvraag" in (await coordinator.taps("Experiment toevoegen")).text
    assert "Hoe heet het experiment?" in (await coordinator.taps(QUESTION)).text
    await running_bot.restart()
    card = await coordinator.says("Buurt<i>kamer</i>")
    assert "Buurt<i>kamer</i>" in card.text
    assert "Ontwerpvraag: Wat helpt mantelzorgers om het vol te houden?" in card.text
    assert "Er werkt nog niemand aan." in card.text
    assert listed(await coordinator.taps("Alle experimenten"))[-1] == "3. Buurt<i>kamer</i>"
    assert await noted(running_bot) == ["experiment_added"]


@on_sqlite
async def test_a_title_is_not_empty_not_long_and_not_there_already(running_bot: RunningBot, coordinator: User) -> None:
    await opens_card(coordinator, "1. Logeerhuis")
    await coordinator.taps("Andere naam")
    assert "Dit zijn 101 letters. Graag hooguit 100." in (await coordinator.says("a" * 101)).text
    assert "nieuwe naam" in (await coordinator.says("\u200b")).text
    assert "Logeerhuis" in (await coordinator.says("zorgmap.")).text  # stays what it was
    assert "Er is al een experiment met deze naam." in [each.text for each in await coordinator.sees_all()]
    await opens_card(coordinator, "1. Logeerhuis")
    await coordinator.taps("Andere naam")
    await coordinator.says("LOGEERHUIS")
    await coordinator.taps("Ja, vervangen")
    assert listed(await coordinator.says("/experimenten")) == ["1. LOGEERHUIS", "2. Zorgmap"]
    assert "Terugzetten" not in (await coordinator.taps("1. LOGEERHUIS", "Terugzetten")).labels
    assert listed(await coordinator.says("/experimenten")) == ["1. Logeerhuis", "2. Zorgmap"]


async def test_the_card_tells_how_it_goes_and_how_many_work_on_it(
    running_bot: RunningBot, coordinator: User, bram: User, els: User
) -> None:
    await bram.registers("participant", works_on=("Logeerhuis",))
    await els.registers("participant", works_on=("Logeerhuis", "Zorgmap"))
    await running_bot.opens_round()
    await bram.taps("Loopt vast")
    await running_bot.tick(ROUND_OPENS + timedelta(days=3))
    card = await opens_card(coordinator, "1. Logeerhuis")
    assert "Stand: Loopt vast (3 dagen geleden gemeld).\nEr werken 2 deelnemers aan." in card.text
    assert not [name for name in ("Bram", "Els") if name in card.text]
    await els.says("/stop")  # is away, as who pauses: the card does not tell which
    assert "Er werken 2 deelnemers aan." in (await opens_card(coordinator, "1. Logeerhuis")).text
    for user, told in ((els, "Er werkt 1 deelnemer aan."), (bram, "Er werkt nog niemand aan.")):
        async with running_bot.wiring.database.write() as connection:
            person_id = await person_of(connection, running_bot, user)
            await memberships.stop_answering(connection, person_id, running_bot.clock.now())
        assert told in (await opens_card(coordinator, "1. Logeerhuis")).text


async def test_a_coordinator_may_say_how_it_goes_and_that_ends_nothing(
    running_bot: RunningBot, coordinator: User, bram: User
) -> None:
    await bram.registers("participant", works_on=("Logeerhuis",))
    await opens_card(coordinator, "1. Logeerhuis")
    asked = await coordinator.taps("Stand kiezen")
    assert asked.labels[:6] == ["Nog niet begonnen", "Bezig", "Aangepast", "Loopt vast", "Klaar", "Gestopt"]
    card = await coordinator.taps("Gestopt")
    assert "Stand: Gestopt (vandaag gemeld)." in card.text
    assert "Wij vragen er nog naar in de check-in." in card.text
    await running_bot.opens_round()
    assert "Logeerhuis" in (await bram.sees()).text
    assert await noted(running_bot) == ["experiment_status"]


async def test_the_order_is_theirs(running_bot: RunningBot, coordinator: User) -> None:
    await opens_card(coordinator, "2. Zorgmap")
    card = await coordinator.taps_often("Omhoog", 4)
    assert "Omhoog" not in card.labels
    assert listed(await coordinator.taps("Alle experimenten")) == ["1. Zorgmap", "2. Logeerhuis"]


async def test_one_may_move_to_another_design_question(running_bot: RunningBot, coordinator: User) -> None:
    await coordinator.says("/ontwerpvragen")
    await coordinator.taps("Ontwerpvraag toevoegen")
    await coordinator.says("Hoe leren wij tillen?")
    await coordinator.taps("Goede zorg")
    await opens_card(coordinator, "1. Logeerhuis")
    await coordinator.taps("Andere ontwerpvraag")
    card = await coordinator.taps("2. Hoe leren wij tillen?")
    assert "Ontwerpvraag: Hoe leren wij tillen?" in card.text
    shown = await coordinator.taps("Alle experimenten")
    assert listed(shown) == ["1. Zorgmap", "2. Logeerhuis"]
    assert shown.text.index("Hoe leren wij tillen?") > shown.text.index("Zorgmap")


async def test_ending_one_leaves_an_open_check_in_whole(running_bot: RunningBot, coordinator: User, bram: User) -> None:
    await bram.registers("participant", works_on=("Logeerhuis",))
    await running_bot.opens_round()
    assert "Logeerhuis" in (await bram.sees()).text
    await opens_card(coordinator, "1. Logeerhuis")
    asked = await coordinator.taps("Beëindigen")
    assert "In een check-in die nu open is, blijft het staan." in asked.text
    assert "Beëindigd op 1 december 2026." in (await coordinator.taps("Ja, beëindigen")).text
    assert "Wat hebben jullie gedaan" in (await bram.taps("Klaar")).text
    assert listed(await coordinator.says("/experimenten")) == ["1. Zorgmap"]
    await coordinator.taps("Beëindigd: 1")
    assert "Stand: Klaar (vandaag gemeld)." in (await coordinator.taps("1. Logeerhuis")).text

    await running_bot.opens_round(SECOND_ROUND)
    assert "Logeerhuis" not in (await bram.sees()).text
    await coordinator.taps("Weer openen")
    assert len(listed(await coordinator.says("/experimenten"))) == 2
    assert await noted(running_bot) == ["experiment_ended", "experiment_reopened"]


async def test_ending_its_design_question_stops_it_from_the_next_round_on(
    running_bot: RunningBot, coordinator: User, bram: User
) -> None:
    await bram.registers("participant", works_on=("Logeerhuis",))
    await coordinator.says("/ontwerpvragen")
    await coordinator.taps(QUESTION, "Beëindigen", "Ja, beëindigen")
    await running_bot.opens_round()
    assert "Logeerhuis" not in (await bram.sees()).text


@on_sqlite
async def test_a_new_name_shows_at_once_in_an_open_check_in(
    running_bot: RunningBot, coordinator: User, bram: User
) -> None:
    await bram.registers("participant", works_on=("Logeerhuis",))
    await running_bot.opens_round()
    await opens_card(coordinator, "1. Logeerhuis")
    await coordinator.taps("Andere naam")
    await coordinator.says("Weekendhuis")
    await coordinator.taps("Ja, vervangen")
    assert "Weekendhuis" in (await bram.says("/checkin")).text


async def test_a_participant_says_what_they_work_on_now(running_bot: RunningBot, coordinator: User, bram: User) -> None:
    await bram.registers("participant", works_on=("Logeerhuis",))
    shown = await bram.says("/experimenten")
    assert shown.labels == ["✓ Logeerhuis", "Zorgmap", "Klaar"]
    await running_bot.restart()
    assert (await bram.taps("✓ Logeerhuis", "Zorgmap")).labels == ["Logeerhuis", "✓ Zorgmap", "Klaar"]
    assert "Hier vragen wij naar vanaf de volgende ronde." in (await bram.taps("Klaar")).text
    assert "1 deelnemer" in (await opens_card(coordinator, "2. Zorgmap")).text
    await running_bot.opens_round()
    assert "Zorgmap" in (await bram.sees()).text


@on_sqlite
async def test_there_may_be_nothing_to_work_on(running_bot: RunningBot, bram: User, anneke: User) -> None:
    await bram.registers("participant")
    assert "Er lopen nog geen experimenten" in (await bram.says("/experimenten")).text
    await anneke.registers("caregiver")
    assert "Er lopen nog geen experimenten" not in (await anneke.says("/experimenten")).text


@on_sqlite
async def test_a_caregiver_works_on_none(running_bot: RunningBot, coordinator: User, anneke: User) -> None:
    await anneke.registers("caregiver")
    async with running_bot.wiring.database.write() as connection:
        viewer = await people.meet(connection, Address(anneke.phone.id), "nl", running_bot.clock.now())
    assert await anneke.forges(encode(ExperimentToggled(viewer.memberships[0].id, 1))) == GONE


@on_sqlite
async def test_who_has_both_roles_has_both(running_bot: RunningBot, coordinator: User) -> None:
    await coordinator.registers("participant")
    assert listed(await coordinator.says("/experimenten")) == ["1. Logeerhuis", "2. Zorgmap"]
    assert "Logeerhuis" in (await coordinator.taps("Waar ik aan werk")).labels
    assert "✓ Logeerhuis" in (await coordinator.taps("Logeerhuis")).labels


@on_sqlite
async def test_without_a_design_question_there_is_nowhere_to_put_one(running_bot: RunningBot, dirk: User) -> None:
    await dirk.registers("coordinator", "ede")
    await dirk.says("/experimenten")
    assert "Maak eerst een ontwerpvraag" in (await dirk.taps("Experiment toevoegen")).text


@on_sqlite
async def test_another_practice_is_closed(running_bot: RunningBot, coordinator: User, dirk: User, bram: User) -> None:
    await dirk.registers("coordinator", "ede")
    await bram.registers("participant", "ede")
    taps = (ExperimentShown(1, "card"), ExperimentEnded(1, True), ExperimentPlaced(0, 1), ExperimentToggled(1, 1))
    for user in (dirk, bram):
        for tap in taps:
            assert await user.forges(encode(tap)) == GONE
    assert len(listed(await coordinator.says("/experimenten"))) == 2


#: What can be said about a practice, and whose id goes with it; each is asked once more when it is said.
SCREENS = (
    *(CoreTheme, DesignQuestions, DesignQuestionCard, Experiments, ExperimentCard),
    partial(ExperimentPlaces, experiment_id=0),
)


@on_sqlite
@pytest.mark.parametrize("screen", SCREENS)
async def test_a_role_that_ended_in_between_sees_nothing(
    running_bot: RunningBot, coordinator: User, bram: User, screen: Callable[[int], Payload]
) -> None:
    await bram.registers("participant")
    subject = 1 if screen in (DesignQuestionCard, ExperimentCard) else await running_bot.practice_id("zwolle")
    async with running_bot.wiring.database.write() as connection:
        person_id = await person_of(connection, running_bot, bram)
        await outbox.add(connection, screen(subject), now=running_bot.clock.now(), person_id=person_id)
    running_bot.wiring.sender.wake()
    assert "Dat kan niet." in (await bram.sees()).text
