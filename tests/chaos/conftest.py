"""A site for each test: the simulator and the bots in processes of their own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.chaos.site import Site, site


@pytest.fixture
async def polling(database_url: str, tmp_path: Path) -> AsyncIterator[Site]:
    """Where bots ask for updates."""
    async with site(database_url, tmp_path, seed=1) as here:
        yield here


@pytest.fixture
async def posted(database_url: str, tmp_path: Path) -> AsyncIterator[Site]:
    """Where updates are posted to bots behind one address."""
    async with site(database_url, tmp_path, seed=1, posted=True) as here:
        yield here
