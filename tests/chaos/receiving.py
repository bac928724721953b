"""Whatever receiving meets with, the bot hears again within a minute, or ends and says why."""

import asyncio
import os
import sys
from time import monotonic
from typing import Any

from tests.chaos import asking
from tests.chaos.asking import Asking
from tests.chaos.findings import Finding
from tests.chaos.site import Site

WITHIN = 60.0
#: Three times in a row: longer than a hiccup.
TIMES = 3
TROUBLES: list[tuple[str, dict[str, Any]]] = [
    ("status", {"error_code": 401}),
    ("status", {"error_code": 404}),
    ("status", {"error_code": 409}),
    ("status", {"error_code": 429, "retry_after": 1}),
    ("status", {"error_code": 500}),
    ("status", {"error_code": 502}),
    ("drop_before", {}),
    ("drop_after", {}),
    ("slow", {"seconds": 2}),
]
UNKNOWN_TOKEN = "7000000002:a-token-that-nobody-knows-of"


async def recovers(site: Site) -> list[Finding]:
    """From each kind of trouble, from an answer that never comes, and beside another receiver."""
    heard = Finding("13 receiving recovers from whatever happens", unit="troubles")
    people = await asking.some(site, 3)
    site.start()
    longest = 0.0
    for kind, more in [*TROUBLES, ("stall_after", {})]:
        await site.telegram.fault("getUpdates", kind, 1 if kind == "stall_after" else TIMES, **more)
        longest = max(longest, await _hears_after(people, heard, f"{kind} {more.get('error_code', '')}".strip()))
    heard.note = f"after at most {longest:.0f} s"
    return [
        heard,
        await _two_receivers(site, people),
        await _refused_for_long(site),
        await _refused_from_the_start(site),
    ]


async def _hears_after(people: Asking, heard: Finding, what: str) -> float:
    began = monotonic()
    heard.tried += 1
    await people.ask()
    if not await people.all_answered(WITHIN):
        heard.wrong.append(f"deaf for a minute after {what}")
    return monotonic() - began


async def _two_receivers(site: Site, people: Asking) -> Finding:
    finding = Finding("10 two receivers: the second waits, no double effect (fault 10)", unit="updates")
    site.start()
    for _ in range(10):
        await people.ask()
        await asyncio.sleep(0.2)
    await people.all_answered(WITHIN)
    await people.compare(finding)
    site.kill_all()
    return finding


async def _refused_for_long(site: Site) -> Finding:
    """A token that was taken back while the bot was at work."""
    finding = Finding("13 a token refused for long: ends with the reason", 1, "process")
    site.start()
    await site.telegram.fault("getUpdates", "status", None, error_code=401)
    code = await site.bots[0].ends(WITHIN)
    await site.telegram.clear_faults()
    if not code:
        finding.wrong.append("still running, and deaf" if code is None else "ended as if all were well")
    if "TokenRefused" not in site.orders.log.read_text():
        finding.wrong.append("ended without the reason")
    return finding


async def _refused_from_the_start(site: Site) -> Finding:
    """`mantelzorg-bot run` itself, with a wrong token."""
    finding = Finding("13 a wrong token: one line says which setting", 1, "process")
    settings = {name.upper(): str(value) for name, value in site.orders.settings.items()}
    process = await asyncio.create_subprocess_exec(
        *[sys.executable, "-m", "bot", "run"],
        env={**os.environ, **settings, "BOT_TOKEN": UNKNOWN_TOKEN},
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await asyncio.wait_for(process.communicate(), WITHIN)
    last = said.decode().strip().splitlines()[-1]
    if not process.returncode or "BOT_TOKEN" not in last or UNKNOWN_TOKEN in said.decode():
        finding.wrong.append("ended without the reason, or with the token")
    return finding
