"""Whether a SQLite file is still where it was opened.

A file that was moved away can be written on without an error, and nobody would ever read it again; a new connection
would make an empty one in its place.
"""

from pathlib import Path


class DatabaseMoved(OSError):
    """The file that was opened is not at its place any more."""


class SameFile:
    """The file at this path, as it was when it was first opened."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: tuple[int, int] | None = None

    def opened(self) -> None:
        """Which one it is counts from the first time on."""
        self._opened = self._opened or self._now()

    def check(self) -> None:
        """DatabaseMoved when another file, or none, is at its place."""
        if self._opened is not None and self._now() != self._opened:
            raise DatabaseMoved

    def _now(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        return found.st_dev, found.st_ino
