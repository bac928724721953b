"""A bot that was at work all the time until the moment of a tick, and so heard what people had to say before it."""

from datetime import datetime

from bot import heartbeat
from tests.running_bot import RunningBot


async def ticks_on(running_bot: RunningBot, at: datetime) -> None:
    await running_bot.telegram.move_to(at)
    await heartbeat.beat(running_bot.wiring)
    await running_bot.tick()
