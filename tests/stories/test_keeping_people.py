"""Who somebody is, is kept no longer than was promised either: whoever is gone for a year is erased by itself."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from rules.keeping import Keeping
from scheduler import retention
from scheduler.tick import tick
from storage import erasures, people
from storage import retention as stored
from storage.tables import audit, consents, memberships, proxies
from storage.tables import people as table
from tests.conftest import MONDAY
from tests.house import ROUND_OPENS, House, on_sqlite
from tests.stories.guest import Guest
from tests.stories.remains import id_bytes, places_of

A_YEAR_LATER = datetime(2027, 11, 23, 9, 0, tzinfo=MONDAY.tzinfo)
A_MINUTE, A_DAY = timedelta(minutes=1), timedelta(days=1)


async def is_known(house: House, guest: Guest) -> bool:
    async with house.wiring.database.read() as connection:
        return await people.viewer(connection, guest.phone.id) is not None


async def stops(guest: Guest) -> None:
    await guest.says("/stop")


async def blocks(guest: Guest) -> None:
    await guest.phone.blocks()
    await guest.house.settles()


async def takes_back_consent(guest: Guest) -> None:
    await guest.says("/privacy")
    await guest.taps("Stoppen met meedoen")


@pytest.mark.parametrize("goes", [stops, blocks, takes_back_consent])
async def test_who_is_gone_for_a_year_is_erased_and_who_takes_part_is_not(
    house: House, anneke: Guest, bram: Guest, goes: Callable[[Guest], Awaitable[None]]
) -> None:
    for guest in (anneke, bram):
        await guest.registers("caregiver")
    await goes(anneke)
    await house.tick(A_YEAR_LATER - A_DAY)
    assert await is_known(house, anneke)
    assert (await house.tick(A_YEAR_LATER + A_DAY)).removed["people"] == 1
    assert [await is_known(house, guest) for guest in (anneke, bram)] == [False, True]
    assert await places_of(house, *id_bytes(house, anneke.phone)) == []


async def test_who_comes_back_in_time_stays(house: House, anneke: Guest) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/stop")
    await house.tick(A_YEAR_LATER - A_DAY)
    await anneke.opens()
    await house.tick(A_YEAR_LATER + A_DAY)
    assert await is_known(house, anneke)


async def test_a_stranger_is_kept_for_thirty_days(house: House, anneke: Guest) -> None:
    """Somebody who wrote to the bot, and was never invited."""
    await anneke.says("Hallo?")
    await house.tick(MONDAY + 30 * A_DAY - A_MINUTE)
    assert await is_known(house, anneke)
    await house.tick(MONDAY + 31 * A_DAY)
    assert not await is_known(house, anneke)


async def test_who_began_to_register_and_never_said_yes_goes_after_a_year(house: House, anneke: Guest) -> None:
    await anneke.opens(await house.invite("caregiver"))
    await house.tick(MONDAY + 31 * A_DAY)
    assert await is_known(house, anneke)
    await house.tick(A_YEAR_LATER + A_DAY)
    assert not await is_known(house, anneke)


async def test_a_year_after_the_programme_nobody_is_known_any_more(
    house: House, anneke: Guest, bram: Guest, marja: Guest
) -> None:
    await anneke.registers("caregiver")
    await bram.registers("participant")
    await marja.registers("manager")
    await house.opens_round()
    await bram.says("/namens", "Tante Riet")
    keeping = Keeping(programme_ends_on=date(2026, 12, 31))
    database, programme = house.wiring.database, house.wiring.programme
    await tick(database, programme, 5, datetime.fromisoformat("2027-12-31T12:00Z"), keeping)
    assert [await is_known(house, guest) for guest in (anneke, bram, marja)] == [True, True, True]
    done = await tick(database, programme, 5, datetime.fromisoformat("2028-01-01T12:00Z"), keeping)
    assert done.removed["people"] == 3
    async with database.read() as connection:
        left = [
            await connection.scalar(select(func.count()).select_from(one)) for one in (table, memberships, consents)
        ]
        assert [*left, await connection.scalar(select(func.count()).select_from(proxies))] == [0, 0, 0, 0]
    canaries = [canary for guest in (anneke, bram, marja) for canary in id_bytes(house, guest.phone)]
    assert await places_of(house, b"Tante Riet", *canaries) == []


@on_sqlite
async def test_it_leaves_marks_for_older_backups_and_a_count_in_the_audit(house: House, anneke: Guest) -> None:
    await anneke.registers("caregiver")
    async with house.wiring.database.read() as connection:
        viewer = await people.viewer(connection, anneke.phone.id)
    assert viewer
    await anneke.says("/stop")
    await house.tick(A_YEAR_LATER + A_DAY)
    async with house.wiring.database.read() as connection:
        assert await erasures.known(connection) == {erasures.mark_of(viewer.person_id)}
        noted = (await connection.execute(select(audit).where(audit.c.action == "retention"))).all()
    assert [row.details["people"] for row in noted if row.details["people"]] == [1]


async def test_looking_counts_what_removing_removes_however_many_at_once(
    house: House, anneke: Guest, bram: Guest, els: Guest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "PEOPLE_AT_ONCE", 2)
    for guest in (anneke, bram, els):
        await guest.says("Hallo?")
    database, later = house.wiring.database, ROUND_OPENS + 31 * A_DAY
    counted = await retention.look(database, Keeping(), later)
    assert counted["people"] == 3
    assert await is_known(house, anneke)
    assert await retention.remove(database, Keeping(), later) == counted
    assert not await is_known(house, anneke)
