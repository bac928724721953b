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

#: Much longer than the slowest file takes; and much shorter than a lease.
SECONDS = 8
#: Where `python -m reports` finds the house.
ROOT = Path(reports.__file__).parents[1]
#: So many files are made at a time; others wait for their turn, first come first served.
AT_ONCE = max(1, (os.cpu_count() or 1) - 1)
_turns = ThreadPoolExecutor(AT_ONCE, "drawing")


async def made(make: Callable[[], bytes]) -> bytes:
    """What this makes, when its turn has come. CalledProcessError or TimeoutExpired when it cannot be made.

    Who does not wait any longer, for a lease ended or the bot stops, leaves no process behind.
    """
    drawing = _Drawing(pickle.dumps(make))
    try:
        return await asyncio.get_running_loop().run_in_executor(_turns, drawing.made)
    except asyncio.CancelledError:
        drawing.end()
        raise


class _Drawing:
    """One file and the process that makes it."""

    def __init__(self, make: bytes) -> None:
        self._make = make
        self._process: subprocess.Popen[bytes] | None = None
        self._is_wanted = True

    def made(self) -> bytes:
        """In a thread: waits for the process."""
        # A session of its own: Ctrl-C is for the bot, which lets what is under way end.
        with subprocess.Popen(
            [sys.executable, "-m", "reports"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            start_new_session=True,
        ) as self._process:
            if not self._is_wanted:
                self._process.kill()
            try:
                content, _ = self._process.communicate(self._make, timeout=SECONDS)
            except BaseException:  # whatever it is, leaving waits for the end of the process
                self._process.kill()
                raise
        if self._process.returncode or not content:
            raise subprocess.CalledProcessError(self._process.returncode, "reports")
        return content

    def end(self) -> None:
        """From another thread, at any moment."""
        self._is_wanted = False
        if self._process:
            self._process.kill()
