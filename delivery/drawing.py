"""Files are made in a process of their own: what draws holds Python's lock, and would hold up every tap."""

import asyncio
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import reports

#: Much longer than the slowest file takes; and the two of an invitation together are shorter than a lease.
SECONDS = 8
#: Where `python -m reports` finds the house.
ROOT = Path(reports.__file__).parents[1]


async def made(make: Callable[[], bytes]) -> bytes:
    """What this makes. CalledProcessError or TimeoutExpired when it cannot be made."""
    return await asyncio.to_thread(_made, pickle.dumps(make))


def _made(make: bytes) -> bytes:
    # A session of its own: Ctrl-C is for the bot, which lets what is under way end.
    done = subprocess.run(
        [sys.executable, "-m", "reports"],
        input=make,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        check=True,
        timeout=SECONDS,
        start_new_session=True,
    )
    return done.stdout
