"""A process is killed while it says the question below: whatever happens next, the live question is the lowest one."""

import asyncio
from datetime import timedelta
from typing import NoReturn

import pytest
from sqlalchemy import select

from delivery import sender
from delivery.recording import Delivery
from delivery.telegram import say
from simulator.clock import Clock
from simulator.phone import Message, Phone, Telegram
from storage.tables import check_ins, outbox
from tests.chaos.screen import Screen, screens
from tests.running_bot import RunningBot


@pytest.fixture
async def anneke(running_bot: RunningBot, telegram: Telegram, clock: Clock) -> Phone:
    """A caregiver who has answered the first question of an open round."""
    anneke = await telegram.person("Anneke")
    await running_bot.registers(anneke, "caregiver")
    await running_bot.opens_round()
    await taps(running_bot, anneke, await shown(anneke))
    return anneke


async def shown(phone: Phone) -> Screen:
    """The lowest message of the check-in with buttons."""
    return next(screens(await phone.messages()))


async def taps(running_bot: RunningBot, phone: Phone, screen: Screen) -> None:
    await phone.taps_data(screen.message, screen.answer(screen.options[0]))
    await running_bot.settles()


async def is_killed_while_it_says(running_bot: RunningBot, phone: Phone, monkeypatch: pytest.MonkeyPatch) -> Message:
    """The message arrives; nobody is left to note it. What arrived."""
    said = asyncio.Event()

    async def dies(self: sender.Sender, delivery: Delivery) -> NoReturn:
        await say(self._bot, delivery.row, delivery.rendered, self._translator(delivery.row), self._stopping)
        said.set()
        await asyncio.Event().wait()
        raise AssertionError

    with monkeypatch.context() as killed:
        killed.setattr(sender.Sender, "_deliver", dies)
        killed.setattr(sender, "LAST_WORDS_SECONDS", 0.01)
        await phone.says("/checkin")
        await asyncio.wait_for(said.wait(), 30)
        await running_bot.stop()
    return (await shown(phone)).message


async def live(running_bot: RunningBot) -> int:
    """In which message the check-in goes on."""
    async with running_bot.wiring.database.read() as connection:
        found: int = await connection.scalar(select(check_ins.c.message_id))
        return found


UNKNOWN = select(outbox.c.id).where(outbox.c.state.in_(["sending", "unknown"]))


async def becomes_known(running_bot: RunningBot, telegram: Telegram) -> None:
    """Long after every lease and doubt."""
    while await _unknown(running_bot):
        await telegram.forward(timedelta(seconds=31))
        running_bot.wiring.sender.wake()
        await asyncio.sleep(0.05)
        await running_bot.settles()


async def _unknown(running_bot: RunningBot) -> int:
    async with running_bot.wiring.database.read() as connection:
        return len((await connection.scalars(UNKNOWN)).all())


@pytest.mark.parametrize("then", ["nothing", "the lowest", "the older", "both", "a text"])
async def test_after_a_kill_the_live_question_is_the_lowest_message_with_buttons(
    running_bot: RunningBot, telegram: Telegram, anneke: Phone, monkeypatch: pytest.MonkeyPatch, then: str
) -> None:
    older = await shown(anneke)
    await is_killed_while_it_says(running_bot, anneke, monkeypatch)
    lowest = await shown(anneke)
    assert lowest.message.id > older.message.id
    await running_bot.start()
    await telegram.forward(timedelta(seconds=31))
    running_bot.wiring.sender.wake()
    await running_bot.settles()
    if then in ("the older", "both"):
        await taps(running_bot, anneke, older)
    if then in ("the lowest", "both"):
        await taps(running_bot, anneke, lowest)
    if then == "a text":
        await anneke.says("zomaar iets")
        await running_bot.settles()
    await becomes_known(running_bot, telegram)
    now = await shown(anneke)
    assert now.message.id == await live(running_bot)
    before = await running_bot.answers_of(anneke)
    await taps(running_bot, anneke, now)
    after = await running_bot.answers_of(anneke)
    assert after.keys() - before.keys() == {now.step}
    assert (await shown(anneke)).message.id == await live(running_bot)
