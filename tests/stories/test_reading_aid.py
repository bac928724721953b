"""For tired eyes and for ears: words on buttons, little at a time, and `/groot` for who has it read aloud."""

import pytest

from simulator.phone import Message
from tests.running_bot import RunningBot, on_sqlite
from tests.stories.user import User

pytestmark = on_sqlite

WAYS_ON = {"Terug", "Overslaan", "Zo laten", "Vanmiddag", "Vanavond", "Morgen"}


@pytest.fixture
async def question(running_bot: RunningBot, anneke: User) -> Message:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    return await anneke.sees()


async def test_a_check_in_is_little_to_read_and_its_answers_are_words_one_per_row(
    question: Message, running_bot: RunningBot, anneke: User
) -> None:
    await running_bot.restart()
    shown, number = question, 1
    for tapped in ("Goed", "Met moeite", "Meestal"):
        assert f"Vraag {number} van hooguit 5" in shown.text
        assert len(shown.text) <= 300
        for row in shown.rows:
            assert len(row) == 1 or {button.label for button in row} <= WAYS_ON
        shown, number = await anneke.taps(tapped), number + 1
    assert len(shown.text) <= 300
    assert len((await anneke.taps("Overslaan")).text) <= 300


async def test_read_aloud_every_question_is_a_message_of_its_own_without_formatting(
    question: Message, running_bot: RunningBot, anneke: User
) -> None:
    await anneke.says("/groot")
    on, how_off = (await anneke.sees_all())[-2:]
    assert "korte berichten zonder opmaak" in on.text
    assert "Tik weer op /groot." in how_off.text
    await running_bot.restart()
    await anneke.says("/checkin")
    asked = [await anneke.sees()]
    for tapped in ("Goed", "Met moeite", "Meestal"):
        asked.append(await anneke.taps(tapped))
    assert len({shown.id for shown in asked}) == 4
    assert await anneke.sees_buttons_on() == [asked[-1].id]
    for shown, number in zip(asked[:3], (1, 2, 3), strict=True):
        assert shown.text.startswith(f"Vraag {number} van hooguit 5\nHoe ")
    for shown in asked:
        assert "\n\n" not in shown.text
        assert not [entity for entity in shown.entities if entity["type"] in {"bold", "italic"}]
    before = len(await anneke.sees_all())
    await anneke.taps("Overslaan")
    *thanks, further = (await anneke.sees_all())[before:]
    assert further == await anneke.sees_further()
    assert [shown.text.split("\n")[0] for shown in thanks] == [
        "Dank u wel. Uw antwoorden zijn opgeslagen.",
        "✓ Samen zorgen: Goed",
        "Wijzigen kan tot maandag 7 december om 12:15.",
    ]
    assert [bool(shown.buttons) for shown in thanks] == [False, False, True]


async def test_read_aloud_five_taps_at_once_are_one_next_question(question: Message, anneke: User) -> None:
    await anneke.says("/groot")
    await anneke.says("/checkin")
    before = len(await anneke.sees_all())
    shown = await anneke.taps_often("Goed", 5)
    assert "Vraag 2 van hooguit 5" in shown.text
    assert len(await anneke.sees_all()) == before + 1


async def test_a_second_time_turns_it_off(question: Message, anneke: User) -> None:
    await anneke.says("/groot")
    assert "weer gewone berichten" in (await anneke.says("/groot")).text
    shown = await anneke.says("/checkin")
    assert (await anneke.taps("Goed")).id == shown.id


async def test_a_link_to_who_wants_to_be_called_stays_without_formatting(
    question: Message, anneke: User, corrie: User
) -> None:
    await corrie.registers("coordinator")
    await corrie.says("/groot")
    await anneke.asks_for_contact()
    who, how = (await corrie.sees_all())[-2:]
    assert [entity["type"] for entity in who.entities] == ["text_link"]
    assert how.labels == ["Afgehandeld"]
    assert who.protected
