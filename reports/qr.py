"""A link as a QR code (ISO/IEC 18004)."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import segno

#: The white edge a scanner needs, in modules.
QUIET_ZONE = 4
#: About as many pixels a side: sharp on a phone, and small enough to send.
_PIXELS = 1000


def picture(link: str) -> bytes:
    """A PNG of whole pixels per module, black on white, quiet zone included. ValueError for an endless link."""
    code = _encoded(link)
    scale = -(-_PIXELS // code.symbol_size(border=QUIET_ZONE)[0])
    png = BytesIO()
    code.save(png, kind="png", scale=scale, border=QUIET_ZONE)
    return png.getvalue()


def size(link: str) -> int:
    """The modules on one side, without the quiet zone."""
    return len(_encoded(link).matrix)


def dark_runs(link: str) -> Iterator[tuple[int, int, int]]:
    """The dark modules as rows of (column, row, how many), for drawing without pixels; quiet zone not counted."""
    for row, modules in enumerate(_encoded(link).matrix):
        for dark, run in groupby(enumerate(modules), key=lambda module: bool(module[1])):
            columns = [column for column, _ in run]
            if dark:
                yield columns[0], row, len(columns)


def _encoded(link: str) -> segno.QRCode:
    """Quality M survives a stain of 15 % on a poster."""
    import segno  # only the process that draws has need of it

    return segno.make_qr(link, error="m", boost_error=False)
