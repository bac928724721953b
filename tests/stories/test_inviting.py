"""How people get in: a coordinator's own invitations, and those of the owner."""

import asyncio
import re

import pytest
from sqlalchemy import select, update

from storage.tables import invitations, memberships, metadata
from tests.house import USERNAME, House, on_sqlite
from tests.stories.guest import Guest, data_of
from texts.callback_data import InvitationAsked, encode

REFUSED = "Dat kan niet. Tik op /hulp. Dan ziet u wat wel kan."
GONE = "Deze knop werkt niet meer."
DOES_NOT_WORK = "Deze uitnodiging werkt niet."
LINK = re.compile(rf"https://t\.me/{USERNAME}\?start=([A-Za-z0-9_-]+)")


@pytest.fixture
async def coordinator(corrie: Guest) -> Guest:
    """Corrie, who is coordinator of Zwolle."""
    await corrie.registers("coordinator")
    return corrie


def token_in(text: str) -> str:
    found = LINK.search(text)
    assert found is not None, text
    return found[1]


async def invited(coordinator: Guest, whom: str = "Een mantelzorger") -> str:
    """The token in the invitation that the coordinator gets to pass on."""
    await coordinator.says("/uitnodigen")
    return token_in((await coordinator.taps(whom)).text)


@on_sqlite
@pytest.mark.parametrize(
    ("whom", "asked"),
    [
        ("Een mantelzorger", "Wij vragen soms hoe het met u gaat."),
        ("Een deelnemer", "hoe het met uw experimenten gaat"),
    ],
)
async def test_a_coordinator_gets_an_invitation_to_pass_on(
    coordinator: Guest, anneke: Guest, whom: str, asked: str
) -> None:
    offered = await coordinator.says("/uitnodigen")
    assert offered.labels[:2] == ["Een mantelzorger", "Een deelnemer"]
    shown = await coordinator.taps(whom)
    assert "Zwolle" in shown.text
    assert "Deze uitnodiging werkt voor 50 mensen, tot woensdag 23 december" in shown.text
    assert not shown.protected  # it is there to be forwarded
    welcome = (await anneke.opens(token_in(shown.text))).text
    assert "Welkom bij de check-in van Zwolle." in welcome
    assert asked in welcome


@on_sqlite
async def test_one_invitation_is_for_many(coordinator: Guest, anneke: Guest, bram: Guest) -> None:
    token = await invited(coordinator)
    for guest in (anneke, bram):
        assert "Welkom bij de check-in van Zwolle." in (await guest.opens(token)).text


@on_sqlite
async def test_each_invitation_is_for_the_own_practice(house: House, els: Guest, anneke: Guest) -> None:
    await els.registers("coordinator", "ede")
    assert "Welkom bij de check-in van Ede." in (await anneke.opens(await invited(els))).text


async def test_the_token_is_on_the_phone_and_nowhere_in_the_database(house: House, coordinator: Guest) -> None:
    token = await invited(coordinator)
    async with house.wiring.database.read() as connection:
        rows = [row for table in metadata.sorted_tables for row in await connection.execute(select(table))]
    assert "coordinator" in str(rows)
    assert token not in str(rows)


@on_sqlite
async def test_an_invitation_works_also_when_nobody_knew_whether_it_arrived(
    house: House, coordinator: Guest, anneke: Guest
) -> None:
    """It is said again with a fresh token, in the same message: what is on the phone is what works."""
    await house.telegram.fault("editMessageText", "drop_after")
    assert "Welkom bij de check-in van Zwolle." in (await anneke.opens(await invited(coordinator))).text
    said = await house.telegram.requests("editMessageText")
    assert [entry["outcome"] for entry in said][-2:] == ["dropped", 200]


@on_sqlite
@pytest.mark.parametrize("role", ["coordinator", "manager", "king"])
async def test_a_coordinator_makes_no_coordinators(house: House, coordinator: Guest, role: str) -> None:
    """Those come from the owner, on the command line."""
    await coordinator.says("/uitnodigen")
    assert await coordinator.forges(encode(InvitationAsked(role))) == GONE
    async with house.wiring.database.read() as connection:
        made = await connection.scalars(select(invitations.c.role).where(invitations.c.created_by.is_not(None)))
        assert list(made) == []


@on_sqlite
@pytest.mark.parametrize("role", [None, "caregiver", "participant", "manager"])
async def test_others_are_refused(els: Guest, role: str | None) -> None:
    if role:
        await els.registers(role)
    assert (await els.says("/uitnodigen")).text == REFUSED
    assert await els.forges(encode(InvitationAsked("caregiver"))) == GONE


@on_sqlite
async def test_an_old_button_invites_nobody_when_the_role_is_gone(house: House, coordinator: Guest) -> None:
    offered = await coordinator.says("/uitnodigen")
    async with house.wiring.database.write() as connection:
        await connection.execute(update(memberships).values(left_at=house.clock.now()))
    assert await coordinator.forges(data_of(offered, "Een mantelzorger")) == GONE
    assert (await coordinator.sees()).text == offered.text


@pytest.mark.parametrize("role", ["coordinator", "manager"])
async def test_of_two_who_open_the_owners_invitation_at_once_one_gets_in(
    house: House, anneke: Guest, bram: Guest, role: str
) -> None:
    token = await house.invite(role)
    await asyncio.gather(anneke.phone.opens(token), bram.phone.opens(token))
    seen = [(await guest.sees()).text for guest in (anneke, bram)]
    assert sorted(DOES_NOT_WORK in text for text in seen) == [False, True]
    assert sum("Doet u mee?" in text for text in seen) == 1


@on_sqlite
async def test_whatever_is_wrong_with_a_token_the_reply_is_the_same(house: House, anneke: Guest, bram: Guest) -> None:
    used, expired, revoked = [await house.invite("coordinator") for _ in range(3)]
    await bram.opens(used)
    async with house.wiring.database.write() as connection:
        ids = list(await connection.scalars(select(invitations.c.id).order_by(invitations.c.id)))
        now = house.clock.now()
        await connection.execute(update(invitations).where(invitations.c.id == ids[1]).values(expires_at=now))
        await connection.execute(update(invitations).where(invitations.c.id == ids[2]).values(revoked_at=now))
    wrong = (used, expired, revoked, used.swapcase(), "x", "x" * 64, "x" * 65, "met spatie", "é")
    assert len({(await anneke.opens(token)).text for token in wrong}) == 1
    assert DOES_NOT_WORK in (await anneke.sees()).text
