"""What is reworded today reads as it did in the summaries of rounds that used the old words."""

from datetime import timedelta

from tests.running_bot import ROUND_OPENS, RunningBot, on_both
from tests.stories.user import User

SECOND_ROUND = ROUND_OPENS + timedelta(weeks=2)
THEN = ("Samen sterk", "Wat helpt mantelzorgers om het vol te houden?", "Logeerhuis")
NOW = ("Eerder in beeld", "Wat geeft rust?", "Weekendhuis")


async def rewords(coordinator: User) -> None:
    theme, question, title = NOW
    await coordinator.says("/kernthema")
    await coordinator.says(theme)
    await coordinator.taps("Ja, vervangen")
    await coordinator.says("/ontwerpvragen")
    await coordinator.taps("1. Wat helpt mantelzorgers om het…", "Anders opschrijven")
    await coordinator.says(question)
    await coordinator.taps("Ja, vervangen")
    await coordinator.says("/experimenten")
    await coordinator.taps("1. Logeerhuis", "Andere naam")
    await coordinator.says(title)
    await coordinator.taps("Ja, vervangen")


async def closes_round(running_bot: RunningBot, coordinator: User) -> None:
    await coordinator.says("/ronde")
    await coordinator.taps("Nu sluiten", "Ja, nu sluiten")


@on_both
async def test_an_earlier_summary_keeps_the_words_of_its_time(
    running_bot: RunningBot, corrie: User, bram: User
) -> None:
    await running_bot.tries_out("Logeerhuis")
    await corrie.registers("coordinator")
    await bram.registers("participant", works_on=("Logeerhuis",))
    await corrie.says("/kernthema")
    await corrie.says(THEN[0])
    await running_bot.opens_round()
    await bram.taps("Bezig")
    await closes_round(running_bot, corrie)
    assert "Kernthema: Samen sterk" in (await corrie.says("/samenvatting")).text

    await rewords(corrie)
    same = (await corrie.says("/samenvatting")).text  # of the same round: what stood when it closed
    assert [words for words in THEN if words not in same] == []
    assert not [words for words in NOW if words in same]

    await running_bot.opens_round(SECOND_ROUND)
    await bram.taps("Bezig")
    await closes_round(running_bot, corrie)
    newest = (await corrie.says("/samenvatting")).text
    assert [words for words in NOW if words not in newest] == []
    earlier = (await corrie.taps("Eerdere ronde")).text
    assert [words for words in THEN if words not in earlier] == []
    assert not [words for words in NOW if words in earlier]
