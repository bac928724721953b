"""Files made in the process of the story: starting another one takes longer than making most of them."""

import asyncio
import pickle
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from delivery import drawing, exporter
from delivery.export_tables import Progress
from delivery.export_writing import Tables
from reports import streamed
from reports.import_file import as_json

made_apart = drawing.made


async def made(make: Callable[[], bytes]) -> bytes:
    """As `delivery.drawing.made`; what to call goes through pickle here as well."""
    if getattr(make, "func", None) is as_json:  # it limits the memory of the process it is in
        return await made_apart(make)
    done: bytes = await asyncio.to_thread(pickle.loads(pickle.dumps(make)))
    return done


async def written(tables: Tables, kind: str, file: Path, progress: Progress) -> None:
    """As `delivery.export_writing.written`."""
    frames = BytesIO()
    async for frame in tables.frames(progress):
        pickle.dump(frame, frames)
    frames.seek(0)
    await asyncio.to_thread(streamed.write, kind, file, frames)


def make_here(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(drawing, "made", made)
    patch.setattr(exporter, "written", written)
