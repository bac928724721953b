"""The first words of a check-in know how the times before went. They never hold it against anybody."""

from datetime import timedelta

from simulator.phone import Message
from tests.once import CATALOGUES
from tests.running_bot import ROUND_OPENS, RunningBot, on_sqlite
from tests.stories.user import User
from texts.escaping import plain

pytestmark = on_sqlite

T = CATALOGUES.translator("nl")
TWO_WEEKS = timedelta(weeks=2)


def standing_of(opening: Message) -> str:
    """Which of the openings these words belong to."""
    first_line, _, _ = opening.text.partition("\n")
    known = ("first", "missed_one", "missed_several", "back", "three_in_a_row", "usual")
    words = {plain(T(f"opening.{one}.{variant}", practice="Zwolle")): one for one in known for variant in "abc"}
    return words[first_line]


async def opening(running_bot: RunningBot, user: User, number: int) -> str:
    """Round `number` opens, counted from 0; the standing that the guest's check-in opens with."""
    await running_bot.opens_round(ROUND_OPENS + number * TWO_WEEKS)
    return standing_of(await user.sees())


async def fills_in(user: User) -> None:
    await user.taps("Goed", "Goed", "Ja, goed", "Overslaan")


async def test_openings_differ_with_what_came_before(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    assert await opening(running_bot, anneke, 0) == "first"
    assert await opening(running_bot, anneke, 1) == "missed_one"
    assert await opening(running_bot, anneke, 2) == "missed_several"
    await anneke.taps("Nu invullen")
    await fills_in(anneke)
    await running_bot.restart()
    assert await opening(running_bot, anneke, 3) == "back"
    await fills_in(anneke)
    assert await opening(running_bot, anneke, 4) == "usual"
    await fills_in(anneke)
    await running_bot.restart()
    assert await opening(running_bot, anneke, 5) == "three_in_a_row"


async def test_who_was_away_is_welcomed_back(running_bot: RunningBot, anneke: User, bram: User) -> None:
    await anneke.registers("caregiver")
    await bram.registers("caregiver")
    assert await opening(running_bot, anneke, 0) == "first"
    await anneke.says("/pauze")
    await anneke.taps("Iets anders", "4 weken")
    await running_bot.opens_round(ROUND_OPENS + TWO_WEEKS)
    assert await opening(running_bot, anneke, 2) == "back"
    assert standing_of(await bram.sees()) == "missed_several"


async def test_not_this_time_is_nothing_that_was_missed(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await opening(running_bot, anneke, 0)
    await running_bot.tick(ROUND_OPENS + timedelta(days=2))
    await running_bot.settles()
    await anneke.taps("Deze keer niet")
    assert await opening(running_bot, anneke, 1) == "usual"


async def test_the_words_of_a_check_in_stay_the_same(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    said = (await anneke.sees()).text
    for _ in range(2):
        await running_bot.restart()
        assert (await anneke.says("/checkin")).text == said
