"""Files are made in a process of their own: what draws holds Python's lock, and would hold up every tap.

One processor is left to the taps: where two processes drew on two processors, everybody else waited twice as long,
however low their priority was.
"""

import asyncio
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import reports

#: Much longer than the slowest file takes, and about half of the time that a message has to be begun in.
SECONDS = 8
#: Where `python -m reports` finds the house.
ROOT = Path(reports.__file__).parents[1]
#: So many files are made at a time; others wait for their turn, first come first served.
AT_ONCE = max(1, (os.cpu_count() or 1) - 1)
_turns = ThreadPoolExecutor(AT_ONCE, "drawing")


async def made(make: Callable[[], bytes]) -> bytes:
    """What this makes, when its turn has come. CalledProcessError or TimeoutExpired when it cannot be made."""
    return await asyncio.get_running_loop().run_in_executor(_turns, _made, pickle.dumps(make))


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
