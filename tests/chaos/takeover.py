"""`mantelzorg-bot run` as it comes, twice, on one PostgreSQL: one is killed in mid-broadcast, the other carries on."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from time import monotonic

from sqlalchemy import func, select

from simulator.phone import Phone
from storage.tables import outbox as outbox_table
from storage.tables import telegram as telegram_table
from tests.chaos.crowd import Crowd, settle
from tests.chaos.findings import Finding
from tests.chaos.patience import until
from tests.chaos.site import Site
from tests.chaos.storm import next_slot

#: The promise, on a machine that has other work to do as well.
WITHIN = 60.0
#: Promise 4's minute, and a moment to notice that it is over.
DOUBTS_END = 70.0
PATIENCE = 40.0


async def is_prompt(site: Site, people: int) -> list[Finding]:
    """No wait is shortened here: these are the real processes with their real leases."""
    finding = Finding("5 work of a killed process is picked up within 60 s", unit="messages")
    crowd = await settle(site, people, WITHIN)
    first = await _bot(site, "run")
    await until(lambda: _has_a_broadcaster(site), PATIENCE)
    second = await _bot(site, "run")
    try:
        await _tick(site)
        await until(lambda: _some_arrived(crowd, people // 4), PATIENCE)
        await site.telegram.fault("sendMessage", "slow", people // 8, seconds=3)
        await asyncio.sleep(1)
        first.kill()
        await _judge(site, crowd, finding)
    finally:
        await _end(first, second)
    return [finding]


async def _bot(site: Site, *arguments: str) -> Process:
    settings = {name.upper(): str(value) for name, value in site.orders.settings.items()}
    command = [sys.executable, "-m", "bot", *arguments]
    return await asyncio.create_subprocess_exec(
        *command, env={**os.environ, **settings}, stderr=DEVNULL, stdout=DEVNULL
    )


async def _tick(site: Site) -> None:
    at = next_slot(site).opens_at.isoformat()
    await (await _bot(site, "tick", "--at", at)).wait()


async def _has_a_broadcaster(site: Site) -> bool:
    async with site.database.read() as connection:
        return await connection.scalar(select(telegram_table.c.broadcaster)) is not None


async def _arrived(crowd: Crowd) -> list[Phone]:
    shown = await asyncio.gather(*(person.phone.messages() for person in crowd.people))
    return [person.phone for person, messages in zip(crowd.people, shown, strict=True) if messages]


async def _some_arrived(crowd: Crowd, number: int) -> bool:
    return len(await _arrived(crowd)) >= number


async def _judge(site: Site, crowd: Crowd, finding: Finding) -> None:
    """What was begun when it was killed is in doubt for a minute, and said again after it (fault 2)."""
    killed_at = monotonic()
    missing = len(crowd.people) - len(await _arrived(crowd))
    in_doubt = await _begun(site)
    asker = crowd.people[0]
    await asker.asks_for_help()
    if not await until(lambda: _is_helped(asker.phone), WITHIN):
        finding.wrong.append("nobody receives within a minute")
    finding.tried = missing
    await until(lambda: _some_arrived(crowd, len(crowd.people) - in_doubt), WITHIN - (monotonic() - killed_at))
    left = len(crowd.people) - len(await _arrived(crowd))
    finding.wrong += ["no prompt within a minute"] * (left - in_doubt)
    await until(lambda: _some_arrived(crowd, len(crowd.people)), DOUBTS_END - (monotonic() - killed_at))
    finding.wrong += ["in doubt, and never said again"] * (len(crowd.people) - len(await _arrived(crowd)))
    finding.note = f"{in_doubt} in doubt; the last after {monotonic() - killed_at:.0f} s"


async def _begun(site: Site) -> int:
    async with site.database.read() as connection:
        begun = select(func.count()).where(outbox_table.c.state == "sending")
        return int(await connection.scalar(begun) or 0)


async def _is_helped(phone: Phone) -> bool:
    return any("/hulp" in message.text for message in await phone.messages() if message.by_bot)


async def _end(*processes: Process) -> None:
    for process in processes:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.wait()
