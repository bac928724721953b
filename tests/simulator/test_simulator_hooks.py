"""What the program around the simulator offers to the page."""

from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from simulator.bare_bot import BareBot
from simulator.clock import Clock
from simulator.host import Door, Host, Jump
from simulator.phone import Telegram

FRIDAY = datetime(2026, 3, 6, 9, tzinfo=UTC)


@pytest.fixture
def host(clock: Clock) -> Host:
    async def jump() -> None:
        clock.freeze(FRIDAY)

    async def payload() -> str:
        return "code"

    return Host(
        jumps=[Jump("round", "To the next round", jump)], sign_up_links=[Door("west", "Practices", "West", payload)]
    )


async def asked(method: str, url: str, **more: object) -> tuple[int, object]:
    async with aiohttp.ClientSession() as session, session.request(method, url, json=more or None) as response:
        return response.status, await response.json()


async def test_a_jump_moves_time(url: str) -> None:
    assert await asked("GET", f"{url}/control/jumps") == (200, [{"key": "round", "label": "To the next round"}])
    assert await asked("POST", f"{url}/control/jumps/round") == (200, {"now": "2026-03-06T09:00:00+00:00"})
    assert (await asked("POST", f"{url}/control/jumps/elsewhere"))[0] == 404


async def test_a_door_lets_a_new_person_in(url: str, bot: BareBot) -> None:
    sign_up_links = [{"key": "west", "group": "Practices", "label": "West"}]
    assert await asked("GET", f"{url}/control/doors") == (200, sign_up_links)
    status, person = await asked("POST", f"{url}/control/doors/west", first_name="Kees", language_code="en")
    assert status == 200
    assert isinstance(person, dict)
    assert (person["first_name"], person["pinned"], person["started"]) == ("Kees", True, True)
    (update,) = await bot.hears()
    assert update["message"]["text"] == "/start code"
    assert update["message"]["from"]["language_code"] == "en"


async def test_time_moves_over_http(telegram: Telegram, clock: Clock) -> None:
    await telegram.move_to(FRIDAY)
    assert FRIDAY <= await telegram.now() < FRIDAY + timedelta(seconds=5)
    await telegram.forward(timedelta(days=14))
    assert timedelta(days=14) <= clock.now() - FRIDAY < timedelta(days=14, seconds=5)


async def test_a_time_needs_a_zone(url: str) -> None:
    for wrong in ({"at": "2026-03-06T09:00:00"}, {"at": "gisteren"}, {"forward_seconds": "veel"}, {}):
        assert (await asked("POST", f"{url}/control/time", **wrong))[0] == 400


def test_a_frozen_clock_stands_still_until_it_runs_again() -> None:
    clock = Clock()
    clock.freeze(FRIDAY)
    clock.forward(timedelta(hours=1))
    assert clock.now() == clock.now() == FRIDAY + timedelta(hours=1)
    assert clock.timestamp() == int(clock.now().timestamp())
    clock.run()
    assert FRIDAY + timedelta(hours=1) < clock.now() < FRIDAY + timedelta(hours=1, seconds=5)
