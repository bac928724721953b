"""The coordinators' handbook, which lies ready: `python -m tests.handbook` makes it of docs/handleiding.md."""

from pathlib import Path

FILE = Path(__file__).with_name("data") / "handleiding.pdf"


def handbook() -> bytes:
    """A PDF in Dutch."""
    return FILE.read_bytes()
