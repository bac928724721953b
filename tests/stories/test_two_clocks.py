"""Two computers, whose clocks tell times that differ by a little; or one, on which a turn waited for the database."""

from datetime import timedelta

import pytest

from tests.running_bot import ROUND_OPENS, RunningBot, on_sqlite
from tests.stories.user import User

#: The clock that handles and speaks is so far from the one that opens rounds.
APART = timedelta(seconds=2)


def handles_by(running_bot: RunningBot, apart: timedelta) -> None:
    """From now on another computer handles what people send, and speaks."""
    for worker in (running_bot.wiring.update_worker, running_bot.wiring.sender):
        worker._clock = lambda: running_bot.clock.now() + apart


async def opens_round_elsewhere(running_bot: RunningBot, apart: timedelta) -> None:
    """The round's moment has come by the clock of one computer; the other one handles what is said after it."""
    await running_bot.settles()
    running_bot.clock.freeze()
    assert (await running_bot.tick(ROUND_OPENS)).opened
    handles_by(running_bot, apart)


@pytest.mark.parametrize("apart", [-APART, APART])
@on_sqlite
async def test_whoever_is_back_as_a_round_opens_is_asked(
    running_bot: RunningBot, anneke: User, bram: User, apart: timedelta
) -> None:
    await bram.registers("caregiver")
    await anneke.registers("caregiver")
    await anneke.says("/pauze")
    await anneke.taps("Iets anders", "4 weken")
    await opens_round_elsewhere(running_bot, apart)
    assert "Vraag 1 van hooguit 5" in (await anneke.taps("Nu weer meedoen")).text
    assert "De volgende check-in komt op dinsdag 15 december om 12:15." in (await anneke.sees_all())[-2].text


@pytest.mark.parametrize("apart", [-APART, APART])
@on_sqlite
async def test_a_round_in_which_nobody_was_asked_is_none_to_come(
    running_bot: RunningBot, anneke: User, apart: timedelta
) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/pauze")
    await anneke.taps("Iets anders", "4 weken")
    await running_bot.settles()
    running_bot.clock.freeze()
    await running_bot.tick(ROUND_OPENS)
    handles_by(running_bot, apart)
    back = (await anneke.taps("Nu weer meedoen")).text
    assert "De volgende check-in komt op dinsdag 15 december om 12:15." in back


@pytest.mark.parametrize("apart", [-APART, APART])
@on_sqlite
async def test_a_round_that_is_open_is_none_to_come(
    running_bot: RunningBot, bram: User, corrie: User, apart: timedelta
) -> None:
    await corrie.registers("coordinator")
    await bram.registers("caregiver")
    await opens_round_elsewhere(running_bot, apart)
    shown = (await corrie.says("/ronde")).text
    assert "Ronde 1 is open" in shown
    assert shown.count("1 december") == 1


@pytest.mark.parametrize("apart", [-APART, APART])
@on_sqlite
async def test_a_nudge_that_another_coordinator_asked_for_is_not_to_come(
    running_bot: RunningBot, bram: User, corrie: User, dirk: User, apart: timedelta
) -> None:
    for user in (corrie, dirk):
        await user.registers("coordinator")
    await bram.registers("caregiver")
    await running_bot.opens_round()
    running_bot.clock.freeze()
    await corrie.says("/herinner")
    await corrie.taps("Ja, herinner hen")
    handles_by(running_bot, apart)
    shown = (await dirk.says("/herinner")).text
    assert "De herinnering is verstuurd" in shown
