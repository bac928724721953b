"""The list of files that a tap passes through is true: `make check` tells when one of them changed since the bench."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from tests.bench.hot_path import FILES, ROOT
from tests.running_bot import RunningBot, on_sqlite
from tests.stories.user import User

#: Who works beside, and looks every second whether there is something; and the test itself.
BESIDE = {"exporting", "importing"}
NOT_OURS = {"simulator", "tests"}


@contextmanager
def passed_through() -> Iterator[set[str]]:
    """The house's files in which something was called meanwhile, on the way from Telegram and back."""
    found, me = set[str](), asyncio.current_task()

    def note(frame: FrameType, event: str, _: Any) -> None:
        task = asyncio.current_task() if event == "call" else None
        if task not in (None, me) and task.get_name() not in BESIDE:
            found.add(frame.f_code.co_filename)

    sys.setprofile(note)
    try:
        yield found
    finally:
        sys.setprofile(None)


def ours(file: str) -> str | None:
    """Its path in the house; None for anybody else's."""
    path = Path(file)
    if not path.is_relative_to(ROOT) or ".venv" in path.parts:
        return None
    inside = path.relative_to(ROOT)
    return None if inside.parts[0] in NOT_OURS else inside.as_posix()


@on_sqlite
async def test_every_file_that_a_tap_passes_through_is_on_the_list(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await anneke.sees()
    with passed_through() as files:
        await anneke.taps("Goed")
        await running_bot.settles()
    assert sorted(filter(None, map(ours, files))) == list(FILES)
