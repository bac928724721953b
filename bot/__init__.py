"""The front door: settings, command line, wiring, receiving updates."""

import gc
import sys

#: What python-telegram-bot loads when it is there, and nobody here uses: a command line for httpx, with rich and
#: pygments (5 MB), and what reads Telegram Passport, with all of cryptography (7 MB).
_LEFT_OUT = ("httpx._main", "cryptography.hazmat.backends")

# What is loaded now stays: looking for garbage in it time and again took a quarter of the start. See running.freeze_gc.
gc.set_threshold(50_000)
for name in _LEFT_OUT:
    sys.modules.setdefault(name, None)  # type: ignore[arg-type]
