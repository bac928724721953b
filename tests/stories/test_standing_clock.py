"""Stories whose clock stands still: what is tried again a moment later comes all the same."""

import asyncio
from datetime import timedelta

from simulator.phone import Telegram
from tests.running_bot import RunningBot, on_both, on_sqlite
from tests.stories.user import User

SECOND = timedelta(seconds=1)


@on_both
async def test_what_is_typed_while_something_is_on_its_way_is_heard_once_that_arrived(
    running_bot: RunningBot, telegram: Telegram, anneke: User
) -> None:
    """Until then nobody can say what it answers: it is handled again 200 ms later, by a clock that shows no later."""
    await anneke.registers("caregiver")
    running_bot.clock.freeze()
    stands_at = running_bot.clock.now()
    await telegram.fault("sendMessage", "slow", seconds=0.5)
    await anneke.phone.says("/hulp")
    while not await running_bot.is_speaking():  # noqa: ASYNC110 (what is waited for happens in the database)
        await asyncio.sleep(0.005)
    await anneke.phone.says("Ik ben bang dat dit mij te veel wordt")
    await anneke.sees()
    assert stands_at < running_bot.clock.now() < stands_at + SECOND


@on_sqlite
async def test_what_telegram_could_not_take_is_said_a_moment_later(
    running_bot: RunningBot, telegram: Telegram, anneke: User
) -> None:
    await anneke.registers("caregiver")
    running_bot.clock.freeze()
    stands_at = running_bot.clock.now()
    await telegram.fault("sendMessage", "status", error_code=502)
    before = len(await anneke.sees_all())
    await anneke.says("/hulp")
    assert len(await anneke.sees_all()) == before + 1
    assert running_bot.clock.now() == stands_at + SECOND
