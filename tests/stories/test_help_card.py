"""`/hulpkaart`: help near by, written by a coordinator, and seen by nobody before a manager has checked it."""

import pytest

from simulator.phone import Telegram
from tests.running_bot import RunningBot, on_both, on_sqlite
from tests.stories.ledger import noted
from tests.stories.user import User, data_of

CARD = "Steunpunt mantelzorg\nop werkdagen van 9 tot 17 uur\n038 123 45 67"
NEW = "Wijkteam\nelke dag\n14 038"
NEAR_BY = "Hulp bij u in de buurt: Steunpunt mantelzorg, op werkdagen van 9 tot 17 uur. Bel 038 123 45 67."
NEWER = "Hulp bij u in de buurt: Wijkteam, elke dag. Bel 14 038."
RIGHT, WRONG = "Ja, dit klopt", "Nee, niet tonen"
GONE, CHANGED_MEANWHILE = "Deze knop werkt niet meer.", "Dit is intussen veranderd."


@pytest.fixture
async def everybody(anneke: User, corrie: User, marja: User) -> None:
    await anneke.registers("caregiver")
    await corrie.registers("coordinator")
    await marja.registers("manager")


async def writes(coordinator: User, card: str = CARD) -> None:
    await coordinator.says("/hulpkaart")
    await coordinator.says(card)


@pytest.mark.usefixtures("everybody")
@on_both
async def test_it_is_seen_at_low_answers_and_on_request_once_a_manager_has_checked_it(
    running_bot: RunningBot, anneke: User, corrie: User, marja: User
) -> None:
    assert "Er is nu geen kaart te zien." in (await corrie.says("/hulpkaart")).text
    assert "Dat is nog geen kaart." in (await corrie.says("Bel het steunpunt maar")).text
    assert f"Dit kijkt een programmaleider nog na:\n{NEAR_BY}" in (await corrie.says(CARD)).text
    assert NEAR_BY not in (await anneke.says("/hulp")).text
    await running_bot.restart()
    asked = await marja.sees()
    assert (f"Klopt deze kaart van Zwolle?\n\n{NEAR_BY}" in asked.text, asked.labels) == (True, [RIGHT, WRONG])
    assert "Deze kaart is behandeld." in (await marja.taps(RIGHT)).text
    assert "Mensen zien hem vanaf nu." in (await corrie.sees()).text

    shown = (await anneke.says("/hulp")).text
    assert shown.index("Bel 112") < shown.index(NEAR_BY)
    await running_bot.opens_round()
    assert NEAR_BY not in (await anneke.taps("Goed")).text
    low = (await anneke.taps("Bijna niet meer")).text
    assert low.index("Bel 112") < low.index(NEAR_BY) < low.index("Iedereen kan om contact vragen")
    assert NEAR_BY in (await anneke.taps("Meestal", "Overslaan")).text
    assert await noted(running_bot) == ["help_card_written", "help_card_checked"]


@pytest.mark.usefixtures("everybody")
@on_sqlite
async def test_what_a_manager_finds_wrong_is_seen_by_nobody(
    running_bot: RunningBot, anneke: User, corrie: User, marja: User
) -> None:
    await writes(corrie)
    await running_bot.opens_round()
    assert "Bel 112" in (low := (await anneke.taps("Heel moeizaam")).text)
    assert NEAR_BY not in low
    await marja.taps(WRONG)
    assert "Er klopt iets niet, dus mensen zien hem niet." in (await corrie.sees()).text
    assert NEAR_BY not in (await anneke.says("/hulp")).text


@pytest.mark.usefixtures("everybody")
@on_sqlite
async def test_the_checked_one_stays_until_the_new_one_is_checked(anneke: User, corrie: User, marja: User) -> None:
    await writes(corrie)
    await marja.taps(RIGHT)
    await writes(corrie, NEW)
    assert NEAR_BY in (await anneke.says("/hulp")).text
    await marja.taps(RIGHT)
    shown = (await anneke.says("/hulp")).text
    assert (NEAR_BY in shown, NEWER in shown) == (False, True)


@pytest.mark.usefixtures("everybody")
@on_sqlite
async def test_a_yes_is_to_the_card_that_was_seen_and_to_no_later_one(anneke: User, corrie: User, marja: User) -> None:
    await writes(corrie)
    seen = await marja.sees()
    await writes(corrie, NEW)
    tap = await marja.phone.taps_data(seen, data_of(seen, RIGHT))
    assert await marja.hears(tap) == CHANGED_MEANWHILE
    shown = (await anneke.says("/hulp")).text
    assert (NEAR_BY in shown, NEWER in shown) == (False, False)


@pytest.mark.usefixtures("everybody")
@on_sqlite
async def test_a_coordinator_takes_it_away_at_once(anneke: User, corrie: User, marja: User) -> None:
    await writes(corrie)
    await marja.taps(RIGHT)
    await corrie.says("/hulpkaart")
    assert "Er is nu geen kaart te zien." in (await corrie.taps("Niet meer tonen")).text
    assert NEAR_BY not in (await anneke.says("/hulp")).text


@pytest.mark.usefixtures("everybody")
@on_sqlite
async def test_nobody_checks_their_own_card_or_writes_that_of_others(
    running_bot: RunningBot, telegram: Telegram, anneke: User, corrie: User, marja: User, dirk: User
) -> None:
    """Somebody with both roles, a caregiver and the coordinator of Ede try."""
    await corrie.registers("manager")
    await writes(corrie)
    check = data_of(await marja.sees(), RIGHT)
    assert RIGHT not in (await corrie.sees()).labels
    await dirk.registers("coordinator", practice="ede")
    for user in (corrie, anneke, dirk):
        assert await user.forges(check) == GONE
    away = data_of(await corrie.says("/hulpkaart"), "Niet meer tonen")
    for user in (anneke, dirk, marja):
        assert await user.forges(away) == GONE
    assert "Dit kijkt een programmaleider nog na" in (await corrie.says("/hulpkaart")).text
    assert "Dat kan niet." in (await anneke.says("/hulpkaart")).text


ALONE = "er is geen andere programmaleider die de kaart kan nakijken"


@on_both
async def test_who_alone_can_check_a_card_looks_at_it_twice(
    running_bot: RunningBot, anneke: User, corrie: User
) -> None:
    await anneke.registers("caregiver")
    await corrie.registers("coordinator")
    await corrie.registers("manager")
    await writes(corrie)
    asked = await corrie.sees()
    assert (ALONE in asked.text, asked.labels) == (True, [RIGHT, WRONG])
    assert NEAR_BY not in (await anneke.says("/hulp")).text
    await running_bot.restart()
    await corrie.says("/hulpkaart")
    await corrie.taps(RIGHT)
    assert NEAR_BY in (await anneke.says("/hulp")).text


@on_sqlite
async def test_with_another_manager_the_one_who_wrote_it_checks_it_no_more(
    anneke: User, corrie: User, marja: User
) -> None:
    await anneke.registers("caregiver")
    await corrie.registers("coordinator")
    await corrie.registers("manager")
    await writes(corrie)
    check = data_of(await corrie.sees(), RIGHT)
    await marja.registers("manager")
    assert await corrie.forges(check) == GONE
    assert NEAR_BY not in (await anneke.says("/hulp")).text
    asked = [one for one in await marja.sees_all() if RIGHT in one.labels]
    assert [ALONE in one.text for one in asked] == [False]
    await marja.taps(RIGHT)
    assert NEAR_BY in (await anneke.says("/hulp")).text


@on_sqlite
async def test_a_card_does_not_wait_for_a_manager_who_went(corrie: User, marja: User) -> None:
    await corrie.registers("coordinator")
    await corrie.registers("manager")
    await marja.registers("manager")
    await writes(corrie)
    assert RIGHT not in (await corrie.says("/hulpkaart")).labels
    await marja.says("/stop")
    await marja.taps("Ja, stoppen")
    await corrie.says("/hulpkaart")
    assert ALONE in (await corrie.sees()).text
    await corrie.taps(RIGHT)


@on_sqlite
async def test_a_card_that_was_there_first_is_asked_of_the_first_manager(
    anneke: User, corrie: User, marja: User
) -> None:
    await anneke.registers("caregiver")
    await corrie.registers("coordinator")
    await writes(corrie)
    await marja.registers("manager")
    await marja.taps(RIGHT)
    assert NEAR_BY in (await anneke.says("/hulp")).text
