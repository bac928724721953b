"""The database cannot be written for a while: nothing is acknowledged, and afterwards nothing is missing."""

import asyncio
import resource
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from tests.chaos import asking
from tests.chaos.asking import Asking
from tests.chaos.findings import Finding
from tests.chaos.site import Site

#: Longer than a writer waits for another one.
LOCKED_SECONDS = 6.0
PATIENCE = 40.0
Trouble = Callable[[Site], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def full_disk(site: Site) -> AsyncIterator[None]:
    """No file of the bot may be written any more: on Linux that can be said of a process while it runs."""
    pid = site.bots[0].pid
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, before[1]))
    yield
    resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


@asynccontextmanager
async def locked_database(site: Site) -> AsyncIterator[None]:
    """Another program writes, and does not come to an end."""
    other = sqlite3.connect(str(site.database.url.database), isolation_level=None)
    other.execute("PRAGMA busy_timeout = 20000")
    other.execute("BEGIN IMMEDIATE")
    yield
    await asyncio.sleep(LOCKED_SECONDS)
    other.execute("ROLLBACK")
    other.close()


@asynccontextmanager
async def read_only_database(site: Site) -> AsyncIterator[None]:
    """PostgreSQL takes no writes, as a standby does not."""
    assert site.server
    site.server.read_only(True)
    yield
    site.server.read_only(False)


async def cannot_be_written(site: Site, *troubles: Trouble) -> list[Finding]:
    """Each trouble in turn, while people ask for help."""
    people = await asking.some(site, 10)
    site.start()
    return [await _withstands(site, people, trouble) for trouble in troubles]


async def _withstands(site: Site, people: Asking, trouble: Trouble) -> Finding:
    finding = Finding(f"28 {trouble.__name__.replace('_', ' ')}: not acknowledged, recovers by itself", unit="updates")
    await people.ask()
    await people.all_answered(PATIENCE)
    async with trouble(site):
        await people.ask()
        await asyncio.sleep(2)
        acknowledged = len(people.phones) - await site.undelivered()
        finding.wrong += ["acknowledged, though it could not be stored"] * acknowledged
    await people.ask()
    await people.all_answered(PATIENCE)
    await people.compare(finding)
    return finding
