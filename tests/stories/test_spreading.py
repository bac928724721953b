"""Eleven practices, one memory: who is stuck sees what others recommend, takes it over, or asks to meet."""

from datetime import timedelta

import pytest

from simulator.phone import Message
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.user import User
from texts.callback_data import encode
from texts.taps.elsewhere import ElsewhereCardShown, ElsewhereShown, IntroductionAnswered, IntroductionAsked, TakenOver

LEARNT = "Vrijdag halen werkt beter dan zaterdag"
GONE = "Deze knop werkt niet meer."
STUCK, RECOMMENDED = 2, 1


@pytest.fixture
async def dirk_recommends(running_bot: RunningBot, dirk: User) -> User:
    """Dirk of Ede, who recommends the Logeerhuis."""
    await running_bot.tries_out("Logeerhuis", practice="ede")
    await dirk.registers("coordinator", "ede")
    await dirk.says("/experimenten")
    await dirk.taps("1. Logeerhuis", "Logboek", "Terugkijken")
    await dirk.says(LEARNT)
    await dirk.taps("Aan anderen aanraden", "8 van de 10")
    return dirk


@pytest.fixture
async def corrie_is_stuck(running_bot: RunningBot, dirk_recommends: User, corrie: User) -> User:
    """Corrie of Zwolle, whose weekend care is stuck."""
    await running_bot.tries_out("Weekendzorg")
    await corrie.registers("coordinator")
    await corrie.says("/experimenten")
    await corrie.taps("1. Weekendzorg", "Stand kiezen", "Loopt vast")
    return corrie


async def looks_elsewhere(corrie: User) -> Message:
    await corrie.says("/experimenten")
    return await corrie.taps("1. Weekendzorg", "Logboek", "Wat werkte elders?")


@on_both
async def test_who_is_stuck_takes_over_what_helped_others(
    running_bot: RunningBot, corrie_is_stuck: User, bram: User
) -> None:
    listed = await looks_elsewhere(corrie_is_stuck)
    assert "Ede: Logeerhuis\nKlaar voor anderen: 8 van de 10." in listed.text
    card = await corrie_is_stuck.taps("Ede: Logeerhuis")
    assert f"Geleerde lessen\n{LEARNT}" in card.text
    assert "Wat verwacht u dat dit oplevert?" in (await corrie_is_stuck.taps("Wij nemen dit over")).text
    await corrie_is_stuck.says("Dat het hier ook lukt")
    await corrie_is_stuck.taps("Groot vertrouwen")
    assert "2. Logeerhuis" in (await corrie_is_stuck.says("/experimenten")).labels
    await running_bot.registers(bram.phone, "manager", "")
    await bram.says("/programma")
    assert "Ede: Logeerhuis → Zwolle" in (await bram.taps("Overgenomen")).text


@on_both
async def test_both_say_yes_before_either_hears_who_the_other_is(
    running_bot: RunningBot, corrie_is_stuck: User, dirk_recommends: User
) -> None:
    await looks_elsewhere(corrie_is_stuck)
    await corrie_is_stuck.taps("Ede: Logeerhuis", "Kennismaken")
    asked = await dirk_recommends.sees()
    assert "De coördinator van Zwolle wil graag kennismaken over “Logeerhuis”." in asked.text
    before = [shown.text for user in (corrie_is_stuck, dirk_recommends) for shown in await user.sees_all()]
    assert not [text for text in before if "Tik op de naam" in text]
    await running_bot.restart()
    await dirk_recommends.taps("Ja, graag")
    assert "Maak kennis over “Logeerhuis” met de coördinator van Zwolle." in (await dirk_recommends.sees()).text
    assert "Maak kennis over “Logeerhuis” met de coördinator van Ede." in (await corrie_is_stuck.sees()).text


@on_sqlite
async def test_a_no_tells_nothing_of_who_said_it(corrie_is_stuck: User, dirk_recommends: User) -> None:
    await looks_elsewhere(corrie_is_stuck)
    await corrie_is_stuck.taps("Ede: Logeerhuis", "Kennismaken")
    assert "Hier is al op geantwoord." in (await dirk_recommends.taps("Nu niet")).text
    assert (await corrie_is_stuck.sees()).text == "Kennismaken met Ede lukt nu even niet."
    assert await dirk_recommends.forges(encode(IntroductionAnswered(1, True))) == "Dit is intussen veranderd."
    assert "Tik op de naam" not in (await corrie_is_stuck.sees()).text
    before = len(await dirk_recommends.sees_all())
    await corrie_is_stuck.forges(encode(IntroductionAsked(STUCK, RECOMMENDED)))  # a no is not asked again at once
    assert len(await dirk_recommends.sees_all()) == before


@on_sqlite
async def test_asked_twice_is_asked_once(corrie_is_stuck: User, dirk_recommends: User) -> None:
    await looks_elsewhere(corrie_is_stuck)
    await corrie_is_stuck.taps("Ede: Logeerhuis")
    await corrie_is_stuck.taps_often("Kennismaken", 3)
    assert len([one for one in await dirk_recommends.sees_all() if "kennismaken over" in one.text]) == 1


@on_sqlite
async def test_who_was_erased_in_between_is_not_introduced(corrie_is_stuck: User, dirk_recommends: User) -> None:
    await looks_elsewhere(corrie_is_stuck)
    await corrie_is_stuck.taps("Ede: Logeerhuis", "Kennismaken")
    await corrie_is_stuck.says("/wissen")
    await corrie_is_stuck.taps("Ja, wis alles")
    await dirk_recommends.taps("Ja, graag")
    assert not [one for one in await dirk_recommends.sees_all() if "Tik op de naam" in one.text]


@on_sqlite
async def test_what_is_no_longer_recommended_is_closed(corrie_is_stuck: User, dirk_recommends: User) -> None:
    await looks_elsewhere(corrie_is_stuck)
    await dirk_recommends.says("/experimenten")
    await dirk_recommends.taps("1. Logeerhuis", "Logboek", "Niet meer aanraden")
    assert "Dat kan niet." in (await corrie_is_stuck.taps("Ede: Logeerhuis")).text
    assert "raadt nog geen andere praktijk iets aan" in (await looks_elsewhere(corrie_is_stuck)).text
    for tap in (TakenOver(STUCK, RECOMMENDED), IntroductionAsked(STUCK, RECOMMENDED)):
        assert await corrie_is_stuck.forges(encode(tap)) == GONE


@on_sqlite
async def test_under_way_nobody_is_offered_anything(running_bot: RunningBot, corrie: User) -> None:
    await running_bot.tries_out("Weekendzorg")
    await corrie.registers("coordinator")
    await corrie.says("/experimenten")
    await corrie.taps("1. Weekendzorg", "Stand kiezen", "Bezig")
    assert "Wat werkte elders?" not in (await corrie.taps("Logboek")).labels


@on_sqlite
async def test_only_its_coordinators_come_in(corrie_is_stuck: User, bram: User, els: User) -> None:
    await bram.registers("participant")
    await els.registers("coordinator", "leiden")
    await looks_elsewhere(corrie_is_stuck)
    await corrie_is_stuck.taps("Ede: Logeerhuis", "Kennismaken")
    taps = (ElsewhereShown(STUCK, 0), ElsewhereCardShown(STUCK, RECOMMENDED), TakenOver(STUCK, RECOMMENDED))
    for user in (bram, els):
        for tap in (*taps, IntroductionAsked(STUCK, RECOMMENDED), IntroductionAnswered(1, True)):
            assert await user.forges(encode(tap)) == GONE


@on_sqlite
async def test_what_is_not_recommended_is_seen_by_nobody_else(
    running_bot: RunningBot, corrie_is_stuck: User, dirk_recommends: User
) -> None:
    """Not by its id either, nor after a round."""
    await running_bot.tries_out("Logeerhuis", "Stille proef", practice="ede")
    await running_bot.tick(ROUND_OPENS + timedelta(days=1))
    assert "Stille proef" not in (await looks_elsewhere(corrie_is_stuck)).text
    assert await corrie_is_stuck.forges(encode(TakenOver(STUCK, 3))) == GONE
    await corrie_is_stuck.forges(encode(ElsewhereCardShown(STUCK, 3)))
    assert "Stille proef" not in (await corrie_is_stuck.sees()).text
