"""What goes wrong while people answer. Each rages until it is cancelled."""

import asyncio
from typing import Any

from simulator.world.updates import FIRST_ID
from tests.chaos.crowd import Crowd
from tests.chaos.databases import Manner
from tests.chaos.patience import until
from tests.chaos.site import Site

#: Longer than a bot takes to start on a busy machine.
PATIENCE = 20.0


async def kills(site: Site, crowd: Crowd) -> None:
    """kill -9 at any moment: while starting, ticking, receiving, handling, sending. Another one starts at once."""
    while True:
        if site.random.random() < 0.3:
            await asyncio.sleep(site.random.uniform(0, 0.5))
        else:
            await until(site.is_at_work, PATIENCE)
            await asyncio.sleep(site.random.uniform(0, 2))
        await site.kill(site.random.choice(site.bots))
        site.start()


async def redeliveries(site: Site, crowd: Crowd) -> None:
    """Every update comes three times, and not in order."""
    told = crowd.acts
    while True:
        await asyncio.sleep(0.2)
        ids = list(range(FIRST_ID + told, FIRST_ID + crowd.acts))
        told = crowd.acts
        for _ in range(2):
            site.random.shuffle(ids)
            await site.telegram.redeliver(ids)


async def restarts(site: Site, crowd: Crowd) -> None:
    """PostgreSQL goes down, as in a crash or by hand, and comes back."""
    assert site.server
    while True:
        await asyncio.sleep(site.random.uniform(3, 10))
        manner: Manner = site.random.choice(["immediate", "fast"])
        restart = asyncio.ensure_future(asyncio.to_thread(site.server.restart, manner))
        try:
            await asyncio.shield(restart)
        finally:
            await asyncio.wait([restart])  # never leave it down
        site.restarted += 1


async def cut_wires(site: Site, crowd: Crowd) -> None:
    """Requests are lost on the way, answers are lost on the way back or never come, and Telegram errs."""
    kinds: list[tuple[str, dict[str, Any]]] = [
        ("drop_before", {}),
        ("drop_after", {}),
        ("slow", {"seconds": 0.5}),
        ("stall_after", {}),
    ]
    kinds += [("status", {"error_code": code}) for code in (500, 502, 504)]
    kinds += [("status", {"error_code": 429, "retry_after": 1})]
    try:
        while True:
            await asyncio.sleep(site.random.uniform(0.1, 0.6))
            kind, more = site.random.choice(kinds)
            method = site.random.choice(["sendMessage", "sendMessage", "editMessageText", "getUpdates", "*"])
            await site.telegram.clear_faults()  # one at a time: what piles up would be a cut for minutes
            await site.telegram.fault(method, kind, **more)
    finally:
        await site.telegram.clear_faults()


async def everything(site: Site, crowd: Crowd) -> None:
    """Killed bots, lost requests, and updates that come again, at the same time."""
    async with asyncio.TaskGroup() as together:
        for trouble in (kills, redeliveries, cut_wires):
            together.create_task(trouble(site, crowd))
