"""The front door: settings, command line, wiring, receiving updates."""

import gc

# What is loaded now stays: looking for garbage in it time and again took a quarter of the start. See running.freeze_gc.
gc.set_threshold(50_000)
