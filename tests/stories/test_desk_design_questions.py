"""`/ontwerpvragen`: added, reworded, tied to a central question, put in order, ended and opened again."""

import pytest

from simulator.phone import Message
from tests.running_bot import RunningBot, on_both, on_sqlite
from tests.stories.ledger import noted
from tests.stories.user import User, data_of
from texts.callback_data import encode
from texts.taps.design_questions import QuestionEnded, QuestionShown, QuestionsShown

ADD, ALL = "Ontwerpvraag toevoegen", "Alle ontwerpvragen"
FEW = "een praktijk heeft meestal 3 tot 5 ontwerpvragen"
CHANGED_MEANWHILE, GONE = "Dit is intussen veranderd.", "Deze knop werkt niet meer."


@pytest.fixture
async def coordinator(corrie: User) -> User:
    await corrie.registers("coordinator")
    return corrie


async def adds(coordinator: User, *texts: str, central: str = "Samen zorgen") -> Message:
    for text in texts:
        await coordinator.says("/ontwerpvragen")
        await coordinator.taps(ADD)
        await coordinator.says(text)
        shown = await coordinator.taps(central)
    return shown


def listed(shown: Message) -> list[str]:
    return [label for label in shown.labels if label[0].isdigit()]


@on_both
async def test_one_is_added_with_its_central_question(running_bot: RunningBot, coordinator: User) -> None:
    assert "Hier staat nog niets." in (await coordinator.says("/questions")).text
    assert "Typ de nieuwe ontwerpvraag" in (await coordinator.taps(ADD)).text
    await running_bot.restart()
    which = await coordinator.says("Hoe helpen <b>wij</b>?\nEcht?")
    assert "Hoe helpen <b>wij</b>? Echt?" in which.text
    assert "Hoe zorg ik voor mijn naaste samen met beroepskrachten?" in which.text
    assert which.labels == ["Samen zorgen", "Volhouden", "Goede zorg"]
    card = await coordinator.taps("Volhouden")
    assert "Centrale vraag: Hoe houd ik het zorgen voor mijn naaste vol?" in card.text
    assert "nog geen experiment" in card.text
    shown = await coordinator.taps(ALL)
    assert "1. Hoe helpen <b>wij</b>? Echt? (Volhouden)" in shown.text
    assert await noted(running_bot) == ["design_question_added", "design_question_tied"]


@on_sqlite
async def test_without_a_central_question_it_waits(running_bot: RunningBot, coordinator: User) -> None:
    await coordinator.says("/ontwerpvragen")
    await coordinator.taps(ADD)
    await coordinator.says("Hoe helpen wij?")
    assert not listed(await coordinator.says("/ontwerpvragen"))
    waiting = await coordinator.taps("Beëindigd: 1")
    assert "Hoe helpen wij? (nog geen centrale vraag)" in waiting.text
    await coordinator.taps("1. Hoe helpen wij?", "Goede zorg")
    assert listed(await coordinator.taps(ALL)) == ["1. Hoe helpen wij?"]


@on_sqlite
async def test_three_to_five_is_usual_and_others_are_mentioned(running_bot: RunningBot, coordinator: User) -> None:
    await adds(coordinator, "Eén?", "Twee?")
    assert f"{FEW}. Het zijn er nu 2." in (await coordinator.taps(ALL)).text
    await adds(coordinator, "Drie?", "Vier?", "Vijf?")
    assert FEW not in (await coordinator.taps(ALL)).text
    await adds(coordinator, "Zes?", "Zeven?", "Acht?", "Negen?")
    shown = await coordinator.says("/ontwerpvragen")
    assert f"{FEW}. Het zijn er nu 9." in shown.text
    assert len(listed(shown)) == 8
    shown = await coordinator.taps("Volgende →")
    assert listed(shown) == ["9. Negen?"]
    await coordinator.taps("9. Negen?")
    assert listed(await coordinator.taps(ALL)) == ["9. Negen?"]


async def test_the_order_is_theirs(running_bot: RunningBot, coordinator: User) -> None:
    await adds(coordinator, "Eén?", "Twee?", "Drie?")
    card = await coordinator.says("/ontwerpvragen")
    card = await coordinator.taps("3. Drie?")
    assert "Omlaag" not in card.labels
    card = await coordinator.taps_often("Omhoog", 4)  # seen in third place: one place up, however often
    assert "Omlaag" in card.labels
    card = await coordinator.taps("Omhoog")
    assert "Omhoog" not in card.labels
    assert listed(await coordinator.taps(ALL)) == ["1. Drie?", "2. Eén?", "3. Twee?"]
    await coordinator.taps("1. Drie?", "Omlaag")
    assert listed(await coordinator.taps(ALL)) == ["1. Eén?", "2. Drie?", "3. Twee?"]


@on_sqlite
async def test_another_central_question(running_bot: RunningBot, coordinator: User) -> None:
    await adds(coordinator, "Eén?")
    await coordinator.taps("Andere centrale vraag")
    card = await coordinator.taps("Goede zorg")
    assert "Hoe geef ik op een goede manier zorg en ondersteuning aan mijn naaste?" in card.text


@on_sqlite
async def test_words_can_change_but_not_into_nothing_or_too_much(running_bot: RunningBot, coordinator: User) -> None:
    await adds(coordinator, "Eén?", "Twee?")
    assert "nieuwe tekst" in (await coordinator.taps("Anders opschrijven")).text
    assert "Dit zijn 301 letters. Graag hooguit 300." in (await coordinator.says("a" * 301)).text
    assert "nieuwe tekst" in (await coordinator.says("\u200b\u200b")).text
    assert "Nu staat er: Twee?\n\nDan staat er: Anders?" in (await coordinator.says("Anders?")).text
    assert "Eerst stond er: Twee?" in (await coordinator.taps("Ja, vervangen")).text
    assert listed(await coordinator.taps(ALL)) == ["1. Eén?", "2. Anders?"]
    assert "Eerst stond er" not in (await coordinator.taps("2. Anders?", "Terugzetten")).text
    assert listed(await coordinator.taps(ALL)) == ["1. Eén?", "2. Twee?"]


@on_sqlite
async def test_the_same_words_twice_are_one_question(running_bot: RunningBot, coordinator: User) -> None:
    await adds(coordinator, "Eén?", "Twee?")
    await coordinator.taps("Anders opschrijven")
    assert "Twee?" in (await coordinator.says("EÉN?")).text  # stays what it was
    assert "Deze ontwerpvraag staat er al." in [each.text for each in await coordinator.sees_all()]
    await coordinator.says("/ontwerpvragen")
    await coordinator.taps(ADD)
    assert "Twee?" in (await coordinator.says("Twee?")).text
    assert listed(await coordinator.says("/ontwerpvragen")) == ["1. Eén?", "2. Twee?"]


async def test_ending_asks_once_and_can_be_undone(running_bot: RunningBot, coordinator: User) -> None:
    await running_bot.tries_out("Logeerhuis", "Zorgmap")
    await coordinator.says("/ontwerpvragen")
    card = await coordinator.taps("1. Wat helpt mantelzorgers om het…")
    assert "• Logeerhuis\n• Zorgmap" in card.text
    asked = await coordinator.taps("Beëindigen")
    assert "Dan staan ook de 2 experimenten eronder stil." in asked.text
    assert listed(await coordinator.taps("Nee, terug", ALL)) != []
    await coordinator.taps("1. Wat helpt mantelzorgers om het…", "Beëindigen")
    ended = await coordinator.taps_often("Ja, beëindigen", 3)
    assert "Beëindigd op 23 november 2026." in ended.text
    assert not listed(await coordinator.says("/ontwerpvragen"))
    assert not listed(await coordinator.says("/experimenten"))
    assert len(listed(await coordinator.taps("Beëindigd: 2"))) == 2
    stopped = await coordinator.taps("1. Logeerhuis")
    assert "De ontwerpvraag is beëindigd. Daarom staat dit experiment stil." in stopped.text

    await coordinator.says("/ontwerpvragen")
    await coordinator.taps("Beëindigd: 1", "1. Wat helpt mantelzorgers om het…")
    assert "• Logeerhuis\n• Zorgmap" in (await coordinator.taps("Weer openen")).text
    assert len(listed(await coordinator.says("/experimenten"))) == 2
    assert await noted(running_bot) == ["design_question_ended", "design_question_reopened"]


@on_sqlite
async def test_two_coordinators_never_meet_an_error(running_bot: RunningBot, coordinator: User, els: User) -> None:
    await els.registers("coordinator")
    await adds(coordinator, "Eén?", "Twee?")
    await els.says("/ontwerpvragen")
    seen = await els.taps("2. Twee?")
    await coordinator.taps("Beëindigen", "Ja, beëindigen")
    assert await els.forges(data_of(seen, "Omhoog")) == CHANGED_MEANWHILE
    assert "Beëindigd op" in (await els.sees()).text
    await els.taps("Weer openen", "Anders opschrijven")
    await coordinator.says("/ontwerpvragen")
    await coordinator.taps("2. Twee?", "Anders opschrijven")
    await els.says("Van Els?")
    assert "Van Corrie?" in (await coordinator.says("Van Corrie?")).text
    await els.taps("Ja, vervangen")
    assert "Van Els?" in (await coordinator.taps("Ja, vervangen")).text  # not what was named: it stays
    assert listed(await els.says("/ontwerpvragen")) == ["1. Eén?", "2. Van Els?"]


@on_sqlite
async def test_another_practice_is_closed(running_bot: RunningBot, coordinator: User, dirk: User, bram: User) -> None:
    await dirk.registers("coordinator", "ede")
    await bram.registers("participant")
    await running_bot.tries_out("Logeerhuis")
    zwolle = await running_bot.practice_id("zwolle")
    taps = (QuestionShown(1, "card"), QuestionEnded(1, True), QuestionsShown(zwolle, 0, False))
    assert "Ede" in (await dirk.says("/ontwerpvragen")).text
    assert "Dat kan niet." in (await bram.says("/ontwerpvragen")).text
    for user in (dirk, bram):
        for tap in taps:
            assert await user.forges(encode(tap)) == GONE
    assert len(listed(await coordinator.says("/ontwerpvragen"))) == 1
