"""`/mijnlijn`: a caregiver's own answers over time. For nobody else, and gone with `/wissen`."""

from datetime import timedelta

from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.user import User

TWO_WEEKS = timedelta(weeks=2)


async def answers_two_rounds(running_bot: RunningBot, anneke: User) -> None:
    await running_bot.opens_round()
    await anneke.taps("Goed", "Met moeite", "Overslaan", "Overslaan")
    await running_bot.opens_round(ROUND_OPENS + TWO_WEEKS)
    await anneke.taps("Heel goed", "Gaat wel", "Meestal", "Overslaan")


@on_both
async def test_it_shows_what_one_answered_in_words_and_as_a_picture(
    running_bot: RunningBot, anneke: User, bram: User
) -> None:
    await anneke.registers("caregiver")
    await bram.registers("caregiver")
    await answers_two_rounds(running_bot, anneke)
    await bram.taps("Moeizaam", "Bijna niet meer", "Bijna niet", "Overslaan")
    await anneke.says("/mijnlijn")
    words, picture = (await anneke.sees_all())[-2:]
    assert "Alleen voor u." in words.text
    assert "Samen zorgen\n1 dec: Goed\n15 dec: Heel goed" in words.text
    assert "Volhouden\n1 dec: Met moeite\n15 dec: Gaat wel" in words.text
    assert "Goede zorg\n15 dec: Meestal" in words.text
    assert not [said for said in ("Moeizaam", "Bijna niet") if said in words.text]  # what Bram answered
    assert (await anneke.phone.downloads(picture)).startswith(b"\x89PNG")
    assert words.protected
    assert picture.protected


@on_sqlite
async def test_it_is_gone_with_everything_else(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await answers_two_rounds(running_bot, anneke)
    await anneke.says("/wissen")
    await anneke.taps("Ja, wis alles")
    await anneke.registers("caregiver")
    assert "U heeft nog niets ingevuld." in (await anneke.says("/mijnlijn")).text


@on_sqlite
async def test_what_one_filled_in_for_somebody_else_is_not_in_it(running_bot: RunningBot, corrie: User) -> None:
    await corrie.registers("coordinator")
    await corrie.registers("caregiver")
    await running_bot.opens_round()
    await corrie.says("/namens", "buurvrouw")
    assert "U heeft nog niets ingevuld." in (await corrie.says("/mijnlijn")).text


@on_sqlite
async def test_who_has_messages_read_aloud_gets_words_only(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await answers_two_rounds(running_bot, anneke)
    await anneke.says("/groot")
    await anneke.says("/mijnlijn")
    assert all(shown.kind == "text" for shown in await anneke.sees_all())


@on_sqlite
async def test_it_is_a_caregivers(bram: User) -> None:
    await bram.registers("participant")
    assert "Dat kan niet" in (await bram.says("/mijnlijn")).text
