"""Writes an export into a file while it is read: another process writes the rows, and nobody holds them all."""

import asyncio
import pickle
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol

from delivery.drawing import ROOT
from delivery.export_tables import Frame, Progress

#: The process that writes may take so long to end, after its last row.
LAST_ROW_SECONDS = 30


class Tables(Protocol):
    """What is written: table by table."""

    def frames(self, progress: Progress) -> AsyncIterator[Frame]: ...


async def written(tables: Tables, kind: str, file: Path, progress: Progress) -> None:
    """The file is there when this returns. RuntimeError or TimeoutError when it could not be written."""
    writer = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "reports.streamed",
        kind,
        str(file),
        stdin=PIPE,
        stderr=DEVNULL,
        cwd=ROOT,
        start_new_session=True,
    )
    try:
        await _stream(tables, writer, progress)
        async with asyncio.timeout(LAST_ROW_SECONDS):
            if await writer.wait():
                raise RuntimeError("the file was not written")
    finally:
        if writer.returncode is None:
            writer.kill()
            await writer.wait()


async def _stream(tables: Tables, writer: Process, progress: Progress) -> None:
    assert writer.stdin is not None
    async for frame in tables.frames(progress):
        writer.stdin.write(pickle.dumps(frame))
        await writer.stdin.drain()  # who writes slower than we read decides the pace, and nothing piles up
    writer.stdin.close()
