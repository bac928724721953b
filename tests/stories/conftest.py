"""The fixed cast: everybody stands outside with a phone until a story lets them in."""

import pytest

from simulator.phone import Telegram
from tests import made_here
from tests.running_bot import RunningBot
from tests.stories.user import User


@pytest.fixture(autouse=True)
def files_made_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """In most stories; a few let the real processes do it."""
    if not request.node.get_closest_marker("made_apart"):
        made_here.make_here(monkeypatch)


@pytest.fixture
async def anneke(running_bot: RunningBot, telegram: Telegram) -> User:
    """A caregiver, in most stories."""
    return User(running_bot, await telegram.person("Anneke"))


@pytest.fixture
async def bram(running_bot: RunningBot, telegram: Telegram) -> User:
    """A participant, in most stories."""
    return User(running_bot, await telegram.person("Bram"))


@pytest.fixture
async def corrie(running_bot: RunningBot, telegram: Telegram) -> User:
    """A coordinator, in most stories."""
    return User(running_bot, await telegram.person("Corrie"))


@pytest.fixture
async def els(running_bot: RunningBot, telegram: Telegram) -> User:
    """A caregiver who is a participant as well."""
    return User(running_bot, await telegram.person("Els"))


@pytest.fixture
async def dirk(running_bot: RunningBot, telegram: Telegram) -> User:
    """The coordinator of Ede, in most stories."""
    return User(running_bot, await telegram.person("Dirk"))


@pytest.fixture
async def marja(running_bot: RunningBot, telegram: Telegram) -> User:
    """A manager of the programme, in most stories."""
    return User(running_bot, await telegram.person("Marja"))
