"""The front door: settings, command line, wiring, receiving updates."""

import gc
import sys

# What is loaded now stays: looking for garbage in it time and again took a quarter of the start. See running.freeze_gc.
gc.set_threshold(50_000)
# httpx, which python-telegram-bot brings and nobody here uses, would load its command line, rich and pygments: 5 MB.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
