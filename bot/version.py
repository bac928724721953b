"""Which version of the bot this is. pyproject.toml says so: read directly in a checkout, else as it was installed."""

import tomllib
from importlib import metadata
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def version() -> str:
    """Such as 0.2.0."""
    if PROJECT.exists():
        return str(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"])
    return metadata.version("mantelzorg-bot")
