"""`/bericht` to caregivers: as to participants, but once a round."""

from datetime import timedelta

from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.user import User
from texts.callback_data import encode
from texts.taps.announcement import AnnouncementAudience

ONCE = "De mantelzorgers kregen deze ronde al een bericht."


async def writes(corrie: User, words: str) -> None:
    await corrie.says("/bericht")
    await corrie.taps("Aan de mantelzorgers")
    await corrie.says(words)


@on_both
async def test_it_reaches_caregivers_and_nobody_else_once_a_round(
    running_bot: RunningBot, corrie: User, anneke: User, bram: User, els: User
) -> None:
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await bram.registers("participant")
    await els.registers("caregiver", "ede")
    await running_bot.opens_round()
    await writes(corrie, "Dinsdag is er koffie.")
    assert "Dit gaat naar 1 mantelzorger van Zwolle." in (await corrie.sees()).text
    await corrie.taps("Ja, verstuur")
    assert "Dinsdag is er koffie." in (await anneke.sees()).text
    for user in (bram, els):
        assert "koffie" not in (await user.sees()).text
    await running_bot.restart()
    await corrie.says("/bericht")
    assert ONCE in (await corrie.taps("Aan de mantelzorgers")).text
    await running_bot.tick(ROUND_OPENS + timedelta(days=13))
    await running_bot.opens_round(ROUND_OPENS + timedelta(days=14))
    await writes(corrie, "Woensdag is er thee.")
    await corrie.taps("Ja, verstuur")
    assert "Woensdag is er thee." in [shown.text for shown in await anneke.sees_all()][-1]


@on_sqlite
async def test_a_second_draft_is_not_sent_in_the_same_round(
    running_bot: RunningBot, corrie: User, dirk: User, anneke: User
) -> None:
    """Also of another coordinator, who began before the first was sent."""
    for user in (corrie, dirk):
        await user.registers("coordinator")
    await anneke.registers("caregiver")
    for user, words in ((corrie, "Van Corrie."), (dirk, "Van Dirk.")):
        await writes(user, words)
    await corrie.taps("Ja, verstuur")
    assert ONCE in (await dirk.taps("Ja, verstuur")).text
    heard = " ".join(shown.text for shown in await anneke.sees_all())
    assert "Van Corrie." in heard
    assert "Van Dirk." not in heard


@on_sqlite
async def test_to_participants_costs_no_tap_more_and_has_no_such_limit(
    running_bot: RunningBot, corrie: User, bram: User
) -> None:
    await corrie.registers("coordinator")
    await bram.registers("participant")
    for words in ("Eerste.", "Tweede."):
        await corrie.says("/bericht")
        await corrie.says(words)
        await corrie.taps("Ja, verstuur")
        assert words in (await bram.sees()).text


@on_sqlite
async def test_only_to_who_answers_and_only_by_who_coordinates(
    running_bot: RunningBot, corrie: User, bram: User
) -> None:
    await corrie.registers("coordinator")
    await bram.registers("participant")
    for role in ("manager", "coordinator", "king"):
        assert await corrie.forges(encode(AnnouncementAudience(role))) == "Deze knop werkt niet meer."
    assert await bram.forges(encode(AnnouncementAudience("caregiver"))) == "Deze knop werkt niet meer."


@on_both
async def test_one_that_was_stopped_before_anybody_had_it_was_none(
    running_bot: RunningBot, corrie: User, anneke: User
) -> None:
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await running_bot.tick(running_bot.clock.now() + timedelta(hours=12))
    await writes(corrie, "Dinsdag is er tee.")
    await corrie.taps("Ja, verstuur", "Stoppen")
    await running_bot.restart()
    await writes(corrie, "Dinsdag is er thee.")
    await corrie.taps("Ja, verstuur")
    await running_bot.tick(running_bot.clock.now() + timedelta(hours=12))
    await running_bot.settles()
    heard = [shown.text for shown in await anneke.sees_all() if "Dinsdag" in shown.text]
    assert len(heard) == 1
    assert "Dinsdag is er thee." in heard[0]
