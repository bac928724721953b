"""The fixed cast: everybody stands outside with a phone until a story lets them in."""

import pytest

from simulator.phone import Telegram
from tests.house import House
from tests.stories.guest import Guest


@pytest.fixture
async def anneke(house: House, telegram: Telegram) -> Guest:
    """A caregiver, in most stories."""
    return Guest(house, await telegram.person("Anneke"))


@pytest.fixture
async def bram(house: House, telegram: Telegram) -> Guest:
    """A participant, in most stories."""
    return Guest(house, await telegram.person("Bram"))


@pytest.fixture
async def corrie(house: House, telegram: Telegram) -> Guest:
    """A coordinator, in most stories."""
    return Guest(house, await telegram.person("Corrie"))


@pytest.fixture
async def els(house: House, telegram: Telegram) -> Guest:
    """A caregiver who is a participant as well."""
    return Guest(house, await telegram.person("Els"))


@pytest.fixture
async def dirk(house: House, telegram: Telegram) -> Guest:
    """The coordinator of Ede, in most stories."""
    return Guest(house, await telegram.person("Dirk"))


@pytest.fixture
async def marja(house: House, telegram: Telegram) -> Guest:
    """A manager of the programme, in most stories."""
    return Guest(house, await telegram.person("Marja"))
