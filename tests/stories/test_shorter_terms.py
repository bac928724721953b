"""What a shorter term would remove does not come back: it is asked once more, with how much, and never at a start."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.shorter_terms import ShorterTerms, adopt, refuse_shorter
from bot.status_command import report
from scheduler import retention
from storage.tables import answers
from tests.running_bot import ROUND_OPENS, RunningBot, on_sqlite
from tests.stories.owner_changes import restarts
from tests.stories.test_keeping_people import is_known
from tests.stories.user import User

CLOSES = ROUND_OPENS + timedelta(days=13)
A_DAY = timedelta(days=1)


@pytest.fixture
async def written(running_bot: RunningBot, anneke: User) -> RunningBot:
    """A round that closed a month ago, in which Anneke wrote something."""
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await anneke.taps("Goed", "Met moeite", "Meestal")
    await anneke.says("Het is zwaar.")
    await running_bot.tick(CLOSES)
    await running_bot.tick(CLOSES + 30 * A_DAY)
    return running_bot


async def texts(running_bot: RunningBot) -> int:
    async with running_bot.wiring.database.read() as connection:
        return int(await connection.scalar(select(func.count(answers.c.text))) or 0)


async def wrong(running_bot: RunningBot) -> str:
    return "\n".join((await report(running_bot.settings, running_bot.clock.now())).problems)


async def test_a_shorter_term_removes_nothing_before_the_owner_says_so(written: RunningBot) -> None:
    await restarts(written, keep_texts_days=20)
    for day in (31, 32):
        await written.restart()
        await written.tick(CLOSES + day * A_DAY)
    assert await texts(written) == 1
    assert "more would be removed than before (texts 1)" in await wrong(written)
    database, keeping, now = written.wiring.database, written.settings.keeping, written.clock.now()
    with pytest.raises(ShorterTerms, match=r"texts 1.*retain --shorter"):
        await refuse_shorter(database, keeping, now)
    await retention.remove(database, keeping, now)  # `mantelzorg-bot retain --shorter`
    await adopt(database, keeping)
    assert await texts(written) == 0
    assert "would be removed" not in await wrong(written)


@on_sqlite
@pytest.mark.parametrize(
    ("shorter", "who_goes"),
    [
        ({"keep_accounts_months": 1}, "stops"),
        ({"programme_ends_on": date(2025, 6, 1)}, "stays"),
        ({"programme_ends_on": date(2025, 12, 1), "keep_answers_months": 0}, "stays"),
    ],
)
async def test_nobody_is_erased_by_a_setting_that_was_changed_or_taken_away(
    running_bot: RunningBot, anneke: User, shorter: dict[str, Any], who_goes: str
) -> None:
    await restarts(running_bot, keep_answers_months=120)
    await anneke.registers("caregiver")
    if who_goes == "stops":
        await anneke.says("/stop")
    await running_bot.tick(CLOSES + 60 * A_DAY)
    await restarts(running_bot, keep_answers_months=12)
    await restarts(running_bot, **shorter)
    await running_bot.tick(CLOSES + 61 * A_DAY)
    assert await is_known(running_bot, anneke)
    assert "retain --" in await wrong(running_bot)


@on_sqlite
async def test_a_longer_term_counts_at_once_and_a_shorter_one_that_removes_nothing_too(written: RunningBot) -> None:
    await restarts(written, keep_texts_days=200)
    await written.tick(CLOSES + 100 * A_DAY)
    assert await texts(written) == 1
    await restarts(written, keep_texts_days=150)
    await written.tick(CLOSES + 101 * A_DAY)
    assert "would be removed" not in await wrong(written)
    await written.tick(CLOSES + 151 * A_DAY)
    assert await texts(written) == 0


@on_sqlite
async def test_one_term_longer_and_one_shorter_keep_the_longer_of_both(written: RunningBot, anneke: User) -> None:
    await anneke.says("/stop")
    await restarts(written, keep_texts_days=20, keep_accounts_months=24)
    await written.tick(CLOSES + 400 * A_DAY)
    assert await is_known(written, anneke)
    await restarts(written, keep_texts_days=90, keep_accounts_months=12)
    await written.tick(CLOSES + 401 * A_DAY)
    assert await is_known(written, anneke)  # twelve is shorter than twenty-four was
