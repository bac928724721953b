"""*Verloop* in pictures, with the same in words beside them; and a median that begins anew when somebody decides so."""

from simulator.message import Message
from storage import medians
from tests.running_bot import RunningBot, on_sqlite
from tests.stories import crowd
from tests.stories.leaders import noted
from tests.stories.user import User
from texts.callback_data import encode
from texts.taps.summary import MedianBegunAnew, MedianQuestioned

pytestmark = on_sqlite


async def a_window_told(running_bot: RunningBot) -> None:
    """Three rounds of nine caregivers, told in classes; an experiment began before them and ended meanwhile."""
    await running_bot.tries_out("Logeerhuis", "Zorgmap")
    phones = await crowd.caregivers(running_bot, 9)
    await running_bot.opens_round()
    await crowd.answer_spread(running_bot, phones)
    await running_bot.reports("Logeerhuis", "done")
    await crowd.passes_window(running_bot)


async def newest_pictures(user: User) -> list[Message]:
    """Those behind the newest text."""
    shown = await user.sees_all()
    last = max(place for place, one in enumerate(shown) if one.kind == "text")
    return shown[last + 1 :]


async def test_each_question_has_its_picture_and_all_of_it_stands_in_words(
    running_bot: RunningBot, corrie: User
) -> None:
    await corrie.registers("coordinator")
    await a_window_told(running_bot)
    await corrie.says("/samenvatting")
    words = await corrie.taps("Verloop")
    assert "1 dec tot 4 jan: Moeilijk: 2, Gaat wel: 3, Goed: 4" in words.text
    assert "Hier staan drie rondes samen." in words.text
    assert "• Logeerhuis: 23 nov tot 1 dec" in words.text
    assert "• Zorgmap: sinds 23 nov" in words.text
    assert "Nieuwe middellijn" not in words.labels
    pictures = await newest_pictures(corrie)
    assert [(one.kind, one.protected, one.silent) for one in pictures] == [("photo", True, True)] * 3
    assert all("Verloop in beeld: " in one.text and "Hierboven staat hetzelfde" in one.text for one in pictures)


async def test_who_has_messages_read_aloud_gets_the_words_alone(running_bot: RunningBot, corrie: User) -> None:
    await corrie.registers("coordinator")
    await a_window_told(running_bot)
    await corrie.says("/groot")
    await corrie.says("/samenvatting")
    await corrie.taps("Verloop")
    assert await newest_pictures(corrie) == []


async def test_managers_see_all_practices_together_by_quarter(running_bot: RunningBot, marja: User) -> None:
    await marja.registers("manager")
    await a_window_told(running_bot)
    await marja.says("/programma")
    words = await marja.taps("De drie vragen")
    assert "K1 ’27: Moeilijk: 2, Gaat wel: 3, Goed: 4. Praktijken: 1." in words.text
    assert "Zwolle" not in words.text
    pictures = await newest_pictures(marja)
    assert [(one.kind, one.protected) for one in pictures] == [("photo", True)] * 3


async def test_a_median_begins_anew_when_a_coordinator_decides_so(
    running_bot: RunningBot, corrie: User, marja: User
) -> None:
    await corrie.registers("coordinator")
    await marja.registers("manager")
    zwolle = await running_bot.practice_id("zwolle")
    asked = await corrie.says("/samenvatting")
    await corrie.forges(encode(MedianQuestioned(zwolle)))
    question = await corrie.sees()
    assert (question.id, question.labels) == (asked.id, ["Ja, begin opnieuw", "Nee, laat het zo"])
    await corrie.taps("Ja, begin opnieuw")
    await corrie.forges(encode(MedianBegunAnew(zwolle)))
    await marja.says("/samenvatting zwolle")
    assert await marja.forges(encode(MedianBegunAnew(zwolle))) == "Deze knop werkt niet meer."
    async with running_bot.wiring.database.read() as connection:
        assert await medians.begun_anew(connection, zwolle) == [1]
    assert (await noted(running_bot)).count("median_begun_anew") == 1


async def test_figures_stay_protected_in_the_place_of_a_screen_without_any(
    running_bot: RunningBot, marja: User
) -> None:
    """Telegram keeps a message as it was sent, whatever is written in it later."""
    await marja.registers("manager")
    for command, *taps in (("/samenvatting", "Zwolle"), ("/programma", "De drie vragen"), ("/uitnodigen", "Zwolle")):
        await marja.says(command)
        assert (await marja.taps(*taps)).protected, command
