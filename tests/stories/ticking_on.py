"""A bot that was at work all the time until the moment of a tick, and so heard what people had to say before it."""

import asyncio
from datetime import datetime

from bot import heartbeat, proofs
from tests.running_bot import PATIENCE, RunningBot


async def ticks_on(running_bot: RunningBot, at: datetime) -> None:
    """What somebody may say no to is done by no bot that heard nobody: at a plain tick it waits, whatever was said."""
    await running_bot.telegram.move_to(at)
    await _tells_that_it_heard(running_bot)
    await running_bot.tick()


async def _tells_that_it_heard(running_bot: RunningBot) -> None:
    """Waits for a bot that has just started until Telegram let it in."""
    seen, told = running_bot.wiring.process_metrics.proofs, False
    async with asyncio.timeout(PATIENCE):
        while not told:
            told = seen.ago(proofs.RECEIVING) is not None
            await heartbeat.beat(running_bot.wiring)
            await asyncio.sleep(0.005)
