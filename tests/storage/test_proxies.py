"""Answers on behalf of others count, but help nobody to work out what the rest answered."""

from rules.access import Role
from rules.check_in import Given, find
from storage import answers, check_ins, figures, proxies
from storage.connection import Connection
from storage.database import Database
from tests.once import PROGRAMME
from tests.storage.population import NOW, member, open_round, practice


async def answer(connection: Connection, check_in_id: int, option: str) -> None:
    check_in = await check_ins.get(connection, check_in_id, PROGRAMME)
    assert check_in
    step = find(check_in.steps, "samen")
    assert step
    await answers.write(connection, check_in, step, Given(option), NOW)


async def a_round(connection: Connection, themselves: int, by_owner: dict[int, int]) -> int:
    """A round in which so many caregivers answered themselves, and owners (by number) for so many others."""
    caregivers = [await member(connection, 100 + number, Role.CAREGIVER) for number in range(themselves)]
    owners = {number: await member(connection, number, Role.PARTICIPANT) for number in by_owner}
    round_id = await open_round(connection)
    for caregiver in caregivers:
        own = await check_ins.open_of(connection, caregiver.person_id, PROGRAMME)
        assert own
        await answer(connection, own.id, "4")
    for number, others in by_owner.items():
        for other in range(others):
            await fill_in(connection, owners[number].person_id, f"bijnaam {other}", round_id)
    return round_id


async def fill_in(connection: Connection, owner: int, nickname: str, round_id: int) -> None:
    made = await proxies.add(connection, owner, await practice(connection), nickname, NOW)
    proxy = await proxies.get(connection, made)
    assert proxy
    await answer(connection, await proxies.begin_check_in(connection, proxy, round_id), "2")


async def test_who_is_filled_in_for_counts_as_asked_and_answered(database: Database) -> None:
    """In the response; not in the figures of a window, see test_windows."""
    async with database.write() as connection:
        round_id = await a_round(connection, 3, {1: 3, 2: 2})
        found = (await figures.response(connection, [round_id]))[round_id]["caregiver"]
    assert (found.answered, found.eligible) == (8, 8)


async def test_begun_twice_is_one_check_in_and_counts_once_something_is_answered(database: Database) -> None:
    async with database.write() as connection:
        owner = await member(connection, 1, Role.PARTICIPANT)
        round_id = await open_round(connection)
        made = await proxies.add(connection, owner.person_id, await practice(connection), "tante", NOW)
        proxy = await proxies.get(connection, made)
        assert proxy
        begun = [await proxies.begin_check_in(connection, proxy, round_id) for _ in range(2)]
        assert begun[0] == begun[1]
        assert "caregiver" not in (await figures.response(connection, [round_id]))[round_id]
        await answer(connection, begun[0], "3")
        found = (await figures.response(connection, [round_id]))[round_id]["caregiver"]
        assert (found.answered, found.eligible) == (1, 1)
