"""Practices in the hands of a manager: one more, another name, closed and open again."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from rules.access import Role
from storage import practices
from storage.tables import memberships, rounds
from storage.tables import practices as table
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.leaders import lists_practices, noted
from tests.stories.user import User
from texts.callback_data import encode
from texts.taps.practices import (
    PracticeAddAsked,
    PracticeChangeAsked,
    PracticeChangeConfirmed,
    PracticeRenameAsked,
    PracticeShown,
    PracticesListed,
    RegionChosen,
)
from texts.taps.rounds import RoundChangeConfirmed

GONE = "Deze knop werkt niet meer."
REFUSED = "Dat kan niet. Tik op /hulp. Dan ziet u wat wel kan."
TWO_WEEKS = timedelta(weeks=2)


@pytest.fixture
async def manager(marja: User) -> User:
    await marja.registers("manager")
    return marja


async def adds(manager: User, name: str, region: str = "Midden") -> None:
    await lists_practices(manager)
    await manager.taps("Volgende →")
    await manager.taps("Praktijk toevoegen", region)
    await manager.says("52.37, 5.22")
    await manager.says(name)


async def opens(manager: User, name: str) -> None:
    """Marja's newest message is about this practice."""
    await lists_practices(manager)
    if name not in (await manager.sees()).labels:
        await manager.taps("Volgende →")
    await manager.taps(name)


async def states(running_bot: RunningBot, slug: str) -> list[tuple[str, str | None]]:
    here = rounds.c.practice_id == await running_bot.practice_id(slug)
    async with running_bot.wiring.database.read() as connection:
        found = await connection.execute(select(rounds).where(here).order_by(rounds.c.opened_at, rounds.c.id))
        return [(row.state, row.reason) for row in found]


# --- listing and adding ---


@on_sqlite
async def test_they_are_listed_by_the_alphabet_a_page_at_a_time(manager: User) -> None:
    await manager.says("/programma")
    first = await manager.taps("Praktijken")
    assert first.labels[:4] == ["Brabantse Wal", "Ede", "'s-Hertogenbosch", "Horst aan de Maas"]
    assert (await manager.taps("Volgende →")).labels[:3] == ["Renswoude", "Stein", "Zwolle"]


@on_both
async def test_one_that_is_added_takes_part_like_any_other(
    running_bot: RunningBot, manager: User, anneke: User
) -> None:
    await adds(manager, "Almere")
    shown = await manager.sees()
    assert shown.text.splitlines() == ["Almere", "Vakantieregio: Midden.", "Op de kaart: 52.3700, 5.2200."]
    await anneke.registers("caregiver", "almere")
    await running_bot.opens_round()
    assert "Vraag 1 van hooguit 5" in (await anneke.sees()).text
    assert "Praktijken: 12" in (await manager.says("/programma")).text
    assert "practice_added" in await noted(running_bot)


@on_sqlite
async def test_its_place_may_be_a_location_that_is_sent(running_bot: RunningBot, manager: User) -> None:
    await lists_practices(manager)
    await manager.taps("Praktijk toevoegen", "Midden")
    assert "Stap 3 van 3" in (await manager.sends("location")).text
    assert "Op de kaart: 52.0907, 5.1214." in (await manager.says("Utrecht")).text


@on_sqlite
async def test_half_way_one_can_stop_and_nothing_is_left(running_bot: RunningBot, manager: User) -> None:
    await lists_practices(manager)
    await manager.taps("Praktijk toevoegen", "Zuid")
    assert "Die plek kennen wij niet." in (await manager.says("Zwolle")).text
    await manager.says("51.5, 5.5")
    assert "Tik op een praktijk." in (await manager.taps("Toch niet")).text
    await manager.says("Helmond")
    async with running_bot.wiring.database.read() as connection:
        assert len(await practices.ever(connection)) == 11
    assert "practice_added" not in await noted(running_bot)


@on_sqlite
async def test_a_restart_half_way_loses_nothing(running_bot: RunningBot, manager: User) -> None:
    await lists_practices(manager)
    await manager.taps("Praktijk toevoegen", "Zuid")
    await manager.says("51.5, 5.5")
    await running_bot.restart()
    assert "Helmond" in (await manager.says("Helmond")).text
    assert "Helmond" in (await manager.taps("Terug")).labels


@on_sqlite
async def test_a_name_is_given_once_and_is_not_too_long(manager: User) -> None:
    await adds(manager, "zwolle")
    assert "Er is al een praktijk met die naam." in (await manager.sees()).text
    assert "hoogstens 80 letters" in (await manager.says("x" * 81)).text
    assert "<b>Oost</b> & co" in (await manager.says("<b>Oost</b> & co")).text


# --- another name ---


async def test_a_new_name_outlives_a_restart(running_bot: RunningBot, manager: User, corrie: User) -> None:
    await corrie.registers("coordinator")
    await opens(manager, "Zwolle")
    assert "Typ hieronder de nieuwe naam." in (await manager.taps("Naam wijzigen")).text
    assert (await manager.says("Zwolle en omstreken")).text.startswith("Zwolle en omstreken")
    await running_bot.restart()
    assert "Zwolle en omstreken" in (await corrie.says("/ronde")).text
    assert "practice_renamed" in await noted(running_bot)


@on_sqlite
async def test_a_name_may_stay_as_it_was(running_bot: RunningBot, manager: User) -> None:
    await opens(manager, "Ede")
    await manager.taps("Naam wijzigen")
    assert "Er is al een praktijk" in (await manager.says("Leiden")).text
    await manager.taps("Toch niet")
    assert (await manager.sees()).text.startswith("Ede")
    assert "practice_renamed" not in await noted(running_bot)


@on_sqlite
async def test_a_practice_that_is_not_there_gets_no_name(running_bot: RunningBot, manager: User) -> None:
    await manager.says("/hulp")
    await manager.forges(encode(PracticeRenameAsked(999)))
    await manager.forges(encode(PracticeChangeConfirmed(999, "close")))
    await manager.says("Nergenshuizen")
    assert not {"practice_renamed", "practice_closed"} & set(await noted(running_bot))


# --- closing and opening ---


async def test_a_closed_practice_has_no_new_rounds_and_its_open_one_is_closed_properly(
    running_bot: RunningBot, manager: User, anneke: User, corrie: User
) -> None:
    await anneke.registers("caregiver")
    await corrie.registers("coordinator")
    await running_bot.opens_round()
    await opens(manager, "Zwolle")
    assert "Vraag 2" in (await anneke.taps("Goed")).text
    assert "Die sluit nu." in (await manager.taps("Sluiten")).text
    assert "gesloten sinds" in (await manager.taps("Ja, sluiten")).text
    assert await states(running_bot, "zwolle") == [("closed", None)]
    assert "Deze check-in is gesloten." in (await anneke.sees()).text
    assert "1 van 1" in (await corrie.says("/samenvatting")).text
    await running_bot.tick(ROUND_OPENS + TWO_WEEKS)
    assert await states(running_bot, "zwolle") == [("closed", None)]
    assert "Zwolle is gestopt." in (await corrie.sees()).text
    assert "Er komen geen rondes meer" in (await corrie.says("/ronde")).text
    await corrie.forges(encode(RoundChangeConfirmed(await running_bot.practice_id("zwolle"), "open")))
    assert "Deze praktijk is gesloten." in (await corrie.sees()).text
    assert await states(running_bot, "zwolle") == [("closed", None)]


async def test_nobody_comes_in_until_it_is_open_again(running_bot: RunningBot, manager: User, anneke: User) -> None:
    token = await running_bot.invite("caregiver")
    await opens(manager, "Zwolle")
    await manager.taps("Sluiten", "Ja, sluiten")
    assert "Coördinator uitnodigen" not in (await manager.sees()).labels
    assert "Deze uitnodiging werkt niet." in (await anneke.opens(token)).text
    await manager.taps("Weer openen", "Ja, weer openen")
    assert "Deze uitnodiging werkt niet." in (await anneke.opens(token)).text
    fresh = await running_bot.invite("caregiver")
    assert "Welkom bij de check-in van Zwolle." in (await anneke.opens(fresh)).text
    assert (await noted(running_bot))[-2:] == ["practice_closed", "practice_reopened"]


async def test_what_passed_while_it_was_closed_was_not_missed(
    running_bot: RunningBot, manager: User, anneke: User
) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await running_bot.tick(ROUND_OPENS + timedelta(days=6))
    await opens(manager, "Zwolle")
    await manager.taps("Sluiten", "Ja, sluiten")
    await running_bot.tick(ROUND_OPENS + 3 * TWO_WEEKS + timedelta(hours=2))
    await manager.taps("Weer openen", "Ja, weer openen")
    await running_bot.tick(ROUND_OPENS + 3 * TWO_WEEKS + timedelta(hours=3))
    assert await states(running_bot, "zwolle") == [("closed", None)]
    await running_bot.tick(ROUND_OPENS + 4 * TWO_WEEKS)
    assert await states(running_bot, "zwolle") == [("closed", None), ("open", None)]


@on_sqlite
async def test_it_is_asked_once_and_five_taps_are_one(running_bot: RunningBot, manager: User) -> None:
    await opens(manager, "Zwolle")
    await manager.taps("Sluiten")
    assert "gesloten" not in (await manager.taps("Nee, terug")).text
    await manager.taps("Sluiten")
    await manager.taps_often("Ja, sluiten", 5)
    assert (await noted(running_bot)).count("practice_closed") == 1
    assert "Zwolle (gesloten)" in (await manager.taps("Terug", "Volgende →")).labels


# --- what else leads from here ---


@on_sqlite
async def test_a_practice_leads_to_its_summary_and_to_inviting(manager: User, dirk: User) -> None:
    await dirk.registers("coordinator", "ede")
    await opens(manager, "Ede")
    assert (await manager.taps("Coördinator uitnodigen")).labels == ["Een coördinator"]
    await opens(manager, "Ede")
    assert "nog geen ronde afgerond" in (await manager.taps("Samenvatting")).text


@on_sqlite
@pytest.mark.parametrize("role", [None, "caregiver", "participant", "coordinator"])
async def test_nobody_else_gets_there(running_bot: RunningBot, els: User, role: str | None) -> None:
    if role:
        await els.registers(role)
    else:
        await els.says("/hulp")
    taps = (
        PracticesListed(0),
        PracticeShown(1),
        PracticeAddAsked(),
        RegionChosen("noord"),
        PracticeRenameAsked(1),
        PracticeChangeAsked(1, "close"),
        PracticeChangeConfirmed(1, "close"),
    )
    for tap in taps:
        assert await els.forges(encode(tap)) == GONE
    async with running_bot.wiring.database.read() as connection:
        assert list(await connection.scalars(select(table.c.closed_at).where(table.c.closed_at.is_not(None)))) == []


@on_sqlite
@pytest.mark.parametrize("step", ["Naam wijzigen", "add"])
async def test_a_role_that_ends_half_way_ends_it(running_bot: RunningBot, manager: User, step: str) -> None:
    if step == "add":
        await lists_practices(manager)
        await manager.taps("Praktijk toevoegen", "Zuid")
    else:
        await opens(manager, "Ede")
        await manager.taps(step)
    async with running_bot.wiring.database.write() as connection:
        mine = memberships.c.role == Role.MANAGER
        await connection.execute(memberships.update().where(mine).values(left_at=running_bot.clock.now()))
    assert (await manager.says("51.5, 5.5")).text == REFUSED
    async with running_bot.wiring.database.read() as connection:
        assert "51.5, 5.5" not in [one.name for one in await practices.ever(connection)]
