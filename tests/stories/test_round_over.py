"""A round is over: its messages lose their buttons, also those that were on their way, and nothing else does."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from rules import registration
from simulator.phone import Telegram
from storage.tables import check_ins, outbox, rounds
from tests.running_bot import ROUND_OPENS, RunningBot, on_sqlite
from tests.stories.user import User

DAY, HOUR, MINUTE, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
CLOSES = ROUND_OPENS + 6 * DAY


@pytest.fixture
async def asked(running_bot: RunningBot, anneke: User) -> User:
    """A caregiver with an open check-in."""
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    return anneke


async def at(running_bot: RunningBot, moment: datetime) -> None:
    """Time reaches this moment."""
    await running_bot.settles()
    await running_bot.tick(moment)
    await running_bot.settles()


async def speaks(running_bot: RunningBot) -> None:
    """Waits until something is on its way."""
    while not await running_bot.is_speaking():  # noqa: ASYNC110 (it happens in the database)
        await asyncio.sleep(0.005)


async def test_a_reminder_that_is_on_its_way_while_the_round_closes_loses_its_buttons_a_minute_later(
    asked: User, running_bot: RunningBot, telegram: Telegram
) -> None:
    await at(running_bot, CLOSES - MINUTE)
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(update(check_ins).values(remind_at=CLOSES - SECOND))
    await telegram.fault("sendMessage", "slow", chat_id=asked.phone.id, seconds=0.5)
    await running_bot.tick(CLOSES - SECOND)
    await speaks(running_bot)
    await running_bot.tick(CLOSES)
    assert len(await asked.sees_buttons_on()) == 1
    await running_bot.restart()
    for minutes in (1, 2):
        await at(running_bot, CLOSES + minutes * MINUTE)
        assert await asked.sees_buttons_on() == []
    assert (await asked.sees()).text == "Deze check-in is gesloten. U hoeft niets meer te doen."


@on_sqlite
async def test_an_opening_that_is_on_its_way_while_its_round_closes_is_closed_a_minute_later(
    running_bot: RunningBot, telegram: Telegram, anneke: User
) -> None:
    await anneke.registers("caregiver")
    await at(running_bot, ROUND_OPENS - MINUTE)
    await telegram.fault("sendMessage", "slow", chat_id=anneke.phone.id, seconds=0.5)
    await running_bot.tick(ROUND_OPENS)
    await speaks(running_bot)
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(update(rounds).values(closes_at=ROUND_OPENS))
    assert (await running_bot.tick(ROUND_OPENS + SECOND)).closed
    assert len(await anneke.sees_buttons_on()) == 1
    await at(running_bot, ROUND_OPENS + MINUTE)
    assert await anneke.sees_buttons_on() == []
    assert "Vertel het de volgende keer." in (await anneke.sees()).text


@pytest.mark.parametrize("blocked_at", [CLOSES - DAY, CLOSES - MINUTE])
async def test_who_had_blocked_the_bot_loses_the_buttons_on_coming_back(
    asked: User, running_bot: RunningBot, blocked_at: datetime
) -> None:
    await at(running_bot, ROUND_OPENS + 2 * DAY)
    await at(running_bot, blocked_at)
    await asked.phone.blocks()
    for moment in (CLOSES, CLOSES + DAY):
        await at(running_bot, moment)
    assert len(await asked.sees_buttons_on()) == 2
    await asked.phone.unblocks()
    await running_bot.restart()
    await asked.says("/start")
    assert await asked.sees_buttons_on() == []
    assert "Er staat nu geen check-in open." in (await asked.sees()).text


async def test_when_the_round_closes_what_says_something_else_by_now_stays_as_it_is(
    asked: User, running_bot: RunningBot
) -> None:
    """Each message is emptied once, however often it was edited; one below which it goes on has nothing to lose."""
    await asked.says("/checkin")
    await asked.taps("Goed", "Goed")
    await asked.says("/checkin")
    await at(running_bot, CLOSES)
    texts = [shown.text for shown in await asked.sees_all()][-3:]
    assert texts[:2] == ["U kunt hieronder verder."] * 2
    assert "Wij hebben 2 antwoorden van u bewaard." in texts[2]
    async with running_bot.wiring.database.read() as connection:
        emptied = select(func.count()).where(outbox.c.kind.in_(("check_in_asked", "check_in_closed")))
        assert await connection.scalar(emptied) == 1


@on_sqlite
@pytest.mark.parametrize("says_yes", [False, True])
async def test_a_new_notice_that_came_in_the_place_of_the_check_in_stays_when_the_round_closes(
    running_bot: RunningBot, anneke: User, monkeypatch: pytest.MonkeyPatch, says_yes: bool
) -> None:
    """The round had opened already when the notice changed: Anneke's own time is the evening."""
    await anneke.registers("caregiver")
    await anneke.says("/tijd")
    await anneke.taps("In de avond, om 19:00")
    await running_bot.opens_round()
    monkeypatch.setattr(registration, "NOTICE_VERSION", registration.NOTICE_VERSION + 1)
    await running_bot.restart()
    await at(running_bot, ROUND_OPENS + 7 * HOUR)
    notice = await anneke.sees()
    assert "Onze tekst over privacy is nieuw." in notice.text
    if says_yes:
        await anneke.taps("Ja, ik doe nog mee (16 of ouder)")
    notice = next(shown for shown in await anneke.sees_all() if shown.id == notice.id)
    await at(running_bot, CLOSES)
    assert notice in await anneke.sees_all()
    assert bool(notice.buttons) is not says_yes
