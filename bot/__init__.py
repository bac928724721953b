"""The front door: settings, command line, wiring, receiving updates."""

import gc
import sys
from pathlib import Path
from types import ModuleType

#: What python-telegram-bot loads when it is there, and nobody here uses: a command line for httpx, with rich and
#: pygments (5 MB), and what reads Telegram Passport, with all of cryptography (7 MB).
_LEFT_OUT = ("httpx._main", "cryptography.hazmat.backends")
#: What SQLAlchemy's asyncio loads whether or not it is there, with all of its ORM (6 MB).
_EMPTY = ("sqlalchemy.ext.asyncio.scoping", "sqlalchemy.ext.asyncio.session")


class _Empty(ModuleType):
    """A module of which every name is there, and is nothing."""

    def __getattr__(self, name: str) -> None:
        if name.startswith("__"):
            raise AttributeError(name)


# What is loaded now stays: looking for garbage in it time and again took a quarter of the start. See running.freeze_gc.
gc.set_threshold(50_000)
for left_out in _LEFT_OUT:
    sys.modules.setdefault(left_out, None)  # type: ignore[arg-type]
for empty in _EMPTY:
    sys.modules.setdefault(empty, _Empty(empty))

# `python -m bot` looks first where one happens to be: a storage.py lying there is not ours.
if sys.argv[:1] == ["-m"] and not sys.flags.safe_path and sys.path[0] != str(Path(__file__).parents[1]):
    del sys.path[0]
