"""Once in four rounds caregivers are asked whether anything changed, in the place of the remark."""

from datetime import timedelta

import pytest

from simulator.phone import Phone
from tests.running_bot import ROUND_OPENS, RunningBot, on_sqlite
from tests.stories.crowd import SPREAD, answer, caregivers
from tests.stories.user import User

pytestmark = on_sqlite
TWO_WEEKS = timedelta(weeks=2)
ASKED, REMARK = "Is er iets veranderd door wat u en anderen vertelden?", "Wilt u er iets over vertellen?"


async def opens(running_bot: RunningBot, number: int) -> None:
    await running_bot.opens_round(ROUND_OPENS + (number - 1) * TWO_WEEKS)


async def fourth_question(anneke: User) -> str:
    if "Nu invullen" in (await anneke.sees()).labels:
        await anneke.taps("Nu invullen")
    return (await anneke.taps("Goed", "Goed", "Meestal")).text


async def test_a_check_in_has_no_question_more(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    for number in range(1, 10):
        await opens(running_bot, number)
        text = await fourth_question(anneke)
        assert (ASKED in text, REMARK in text) == (number % 4 == 0, number % 4 != 0), number
        await anneke.taps("Een beetje" if number % 4 == 0 else "Overslaan")
        assert "Dank u wel." in (await anneke.sees()).text


@pytest.mark.parametrize(("said", "is_told"), [(("Ja", "Nee", "Een beetje"), True), (("Ja",), False)])
async def test_a_coordinator_reads_it_as_any_figure_of_a_group(
    running_bot: RunningBot, corrie: User, said: tuple[str, ...], is_told: bool
) -> None:
    await corrie.registers("coordinator")
    phones = await caregivers(running_bot, sum(count for count, _ in SPREAD))
    for number in range(1, 7):
        await opens(running_bot, number)
        if number == 4:
            await answers_all(running_bot, phones, said)
    await running_bot.tick(ROUND_OPENS + 5 * TWO_WEEKS + timedelta(days=6))
    summary = (await corrie.says("/samenvatting")).text
    assert (ASKED in summary) is is_told
    if is_told:
        assert "Ja: 3" in summary


async def answers_all(running_bot: RunningBot, phones: list[Phone], said: tuple[str, ...]) -> None:
    at = 0
    for count, labels in SPREAD:
        await answer(running_bot, phones[at : at + count], *labels)
        at += count
    for place, phone in enumerate(phones):
        await phone.taps(said[place % len(said)], on=await phone.sees(ASKED))
    await running_bot.settles()
