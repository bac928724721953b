"""Which processor this is: figures of different makes cannot be compared."""

import platform
import re
from pathlib import Path


def make() -> str:
    """As Linux calls it; elsewhere as Python does."""
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        found = None
    return " ".join(found[1].split()) if found else platform.processor() or platform.machine()
