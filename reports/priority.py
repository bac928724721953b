"""Files are made beside people who wait for an answer: those come first."""

import os
from contextlib import suppress

#: Of 19: who waits for a file waits as well, and on a busy machine not for ever.
NICER = 5


def step_back() -> None:
    """This process leaves the processor to the others, where the system knows of such a thing and lets it."""
    with suppress(AttributeError, PermissionError):
        os.nice(NICER)
