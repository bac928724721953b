"""Files are made beside people who wait for an answer: those keep a processor."""

import asyncio
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from subprocess import CalledProcessError

import pytest

from bot import transport
from delivery import drawing, telegram
from delivery.drawing import AT_ONCE, made
from storage import sending

MORE = 2 * AT_ONCE + 1


def busy(number: int) -> bytes:
    """Draws for a moment. Its number, from when until when."""
    begun = time.monotonic()
    time.sleep(0.1)
    return f"{number} {begun} {time.monotonic()}".encode()


def nothing() -> bytes:
    return b""


def endless(begun: Path) -> bytes:
    begun.touch()
    time.sleep(60)
    return b""


async def test_so_many_are_made_at_a_time_and_first_come_is_first_served() -> None:
    files = await asyncio.gather(*(made(partial(busy, number)) for number in range(MORE)))
    spans = [tuple(map(float, file.split())) for file in files]
    for _, begun, _ in spans:
        assert sum(other <= begun < ended for _, other, ended in spans) <= AT_ONCE
    assert [number for number, _, _ in spans] == list(range(MORE))
    assert all(earlier[1] < later[1] for earlier, later in zip(spans, spans[AT_ONCE:], strict=False))


async def test_who_does_not_wait_any_longer_takes_no_turn() -> None:
    """As when the bot stops, or a lease ends."""
    waiting = [asyncio.create_task(made(partial(busy, number))) for number in range(500 * AT_ONCE)]
    await asyncio.sleep(0)
    for task in waiting[1:]:
        task.cancel()
    assert await asyncio.wait_for(waiting[0], 30)
    assert await asyncio.wait_for(made(partial(busy, 51)), 30)


async def test_what_draws_for_somebody_who_is_gone_is_ended(tmp_path: Path) -> None:
    """Else it keeps its turn, and a bot that stops waits for it."""
    begun = [tmp_path / str(number) for number in range(AT_ONCE)]
    drawing = [asyncio.create_task(made(partial(endless, path))) for path in begun]
    async with asyncio.timeout(30):
        while not all(path.exists() for path in begun):  # noqa: ASYNC110 (another process could set no event)
            await asyncio.sleep(0.01)
    for task in drawing:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert await asyncio.wait_for(made(partial(busy, 1)), 30)


@pytest.mark.parametrize("make", [nothing, sys.exit])
async def test_a_file_without_content_is_none(make: Callable[[], bytes]) -> None:
    """Telegram takes no empty file, and nothing of what was to come behind it."""
    with pytest.raises(CalledProcessError):
        await made(make)


def test_a_message_with_files_is_over_before_its_lease() -> None:
    """One file that hangs, and then a last answer of Telegram that takes as long as it may."""
    assert drawing.SECONDS < telegram.FILES_SECONDS
    assert sending.LEASE.total_seconds() > telegram.FILES_SECONDS + transport.READ_SECONDS
