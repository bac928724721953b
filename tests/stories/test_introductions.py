"""Being introduced, the second time: who went meanwhile, both at once, and nobody there to ask."""

import pytest

from tests.running_bot import RunningBot, on_both, on_sqlite
from tests.stories.test_ended_roles import ends
from tests.stories.test_spreading import LEARNT, looks_elsewhere
from tests.stories.user import User

MET = "Tik op de naam"


@pytest.fixture
async def dirk_recommends(running_bot: RunningBot, dirk: User) -> User:
    """Dirk of Ede, who recommends the Logeerhuis."""
    await running_bot.tries_out("Logeerhuis", practice="ede")
    await dirk.registers("coordinator", "ede")
    await recommends(dirk, "1. Logeerhuis")
    return dirk


async def recommends(user: User, label: str, begin: str = "Terugkijken") -> None:
    await user.says("/experimenten")
    await user.taps(label, "Logboek", begin)
    await user.says(LEARNT)
    await user.taps("Aan anderen aanraden", "8 van de 10")


@pytest.fixture
async def corrie_is_stuck(running_bot: RunningBot, dirk_recommends: User, corrie: User) -> User:
    """Corrie of Zwolle, whose weekend care is stuck."""
    await running_bot.tries_out("Weekendzorg")
    await corrie.registers("coordinator")
    await is_stuck(corrie, "1. Weekendzorg")
    return corrie


async def is_stuck(user: User, label: str) -> None:
    await user.says("/experimenten")
    await user.taps(label, "Stand kiezen", "Loopt vast")


async def met(user: User) -> int:
    return len([one for one in await user.sees_all() if MET in one.text])


@on_both
async def test_who_no_longer_coordinates_is_introduced_to_nobody(
    running_bot: RunningBot, corrie_is_stuck: User, dirk_recommends: User
) -> None:
    await looks_elsewhere(corrie_is_stuck)
    await corrie_is_stuck.taps("Ede: Logeerhuis", "Kennismaken")
    await dirk_recommends.sees()
    await ends(running_bot, corrie_is_stuck)
    await running_bot.restart()
    said = await dirk_recommends.taps("Ja, graag")
    assert "lukt nu even niet" in said.text
    assert (await met(dirk_recommends), await met(corrie_is_stuck)) == (0, 0)


@on_sqlite
async def test_who_stopped_meanwhile_is_introduced_to_nobody(corrie_is_stuck: User, dirk_recommends: User) -> None:
    await looks_elsewhere(corrie_is_stuck)
    await corrie_is_stuck.taps("Ede: Logeerhuis", "Kennismaken")
    await corrie_is_stuck.says("/stop")
    await corrie_is_stuck.taps("Ja, stop")
    await dirk_recommends.taps("Ja, graag")
    assert (await met(dirk_recommends), await met(corrie_is_stuck)) == (0, 0)


@on_sqlite
async def test_asked_both_ways_at_once_is_one_introduction(
    running_bot: RunningBot, corrie_is_stuck: User, dirk_recommends: User
) -> None:
    corrie, dirk = corrie_is_stuck, dirk_recommends
    await recommends(corrie, "1. Weekendzorg", "Wat leerden jullie?")
    await is_stuck(dirk, "1. Logeerhuis")
    await looks_elsewhere(corrie)
    await corrie.taps("Ede: Logeerhuis", "Kennismaken")
    await dirk.says("/experimenten")
    await dirk.taps("1. Logeerhuis", "Logboek", "Wat werkte elders?", "Zwolle: Weekendzorg", "Kennismaken")
    asked = next(one for one in await dirk.sees_all() if "kennismaken over" in one.text)
    await dirk.phone.taps_data(asked, asked.buttons[0].data or "")
    assert (await met(dirk), await met(corrie)) == (1, 1)


@on_sqlite
async def test_where_nobody_coordinates_nobody_is_said_to_be_asked(
    running_bot: RunningBot, corrie_is_stuck: User, dirk_recommends: User
) -> None:
    await ends(running_bot, dirk_recommends)
    await looks_elsewhere(corrie_is_stuck)
    shown = await corrie_is_stuck.taps("Ede: Logeerhuis", "Kennismaken")
    assert "U hoort het als iemand antwoordt" not in shown.text


@on_sqlite
async def test_who_comes_after_the_one_who_was_asked_is_asked(
    running_bot: RunningBot, corrie_is_stuck: User, dirk_recommends: User, els: User
) -> None:
    await looks_elsewhere(corrie_is_stuck)
    await corrie_is_stuck.taps("Ede: Logeerhuis", "Kennismaken")
    await dirk_recommends.sees()
    await ends(running_bot, dirk_recommends)
    await els.registers("coordinator", "ede")
    await looks_elsewhere(corrie_is_stuck)
    await corrie_is_stuck.taps("Ede: Logeerhuis", "Kennismaken")
    assert [one for one in await els.sees_all() if "kennismaken over" in one.text]
