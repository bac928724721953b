"""What many people do at once is handled and said as a whole; what goes wrong with one of them is theirs alone."""

from collections.abc import Collection
from typing import Any

import pytest
from sqlalchemy import delete, text

from delivery.rendering import renderers
from delivery.rendering.check_in import current
from delivery.rendering.context import Rendered, RenderingContext
from rules.payloads.check_in import CheckInCurrent
from rules.payloads.payload import Payload
from storage import inbox, people
from storage.tables import people as people_table
from storage.unit_of_work import UnitOfWork
from storage.worker import IDLE_SECONDS
from tests.handlers.conftest import Desk, Phones
from tests.handlers.updates import ANNEKE, BRAM, message

CORRIE = BRAM + 1


def erase_elsewhere(desk: Desk, monkeypatch: pytest.MonkeyPatch, address: int) -> None:
    """Right after the batch was read, another process erases this person. On SQLite only somebody by hand can."""
    database, read_ahead = desk.wiring.database, people.read_ahead

    async def erased_after(unit: UnitOfWork, addresses: Collection[int]) -> None:
        await read_ahead(unit, addresses)
        erased = delete(people_table).where(people_table.c.address == address)
        if database.is_sqlite:
            await unit._connection.execute(erased)
        else:
            async with database.write() as elsewhere:
                await elsewhere.execute(erased)

    monkeypatch.setattr(people, "read_ahead", erased_after)


async def test_who_is_erased_elsewhere_takes_nobody_along(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    taps = await desk.asks(3)
    erase_elsewhere(desk, monkeypatch, BRAM)
    await desk.receives(*taps)
    await desk.handles()
    assert {number: state for number, (state, _) in (await desk.updates()).items()} == dict.fromkeys(
        (1, 2, 3), "handled"
    )
    said = await desk.said()
    assert {(ANNEKE, "check_in"), (CORRIE, "check_in")} <= set(said)
    assert len(said) == len(set(said))


@pytest.mark.parametrize("first", [0, 1], ids=["whose it is comes first", "the other one comes first"])
async def test_a_forged_tap_beside_the_real_one_changes_nothing(desk: Desk, first: int) -> None:
    """Both are about the same check-in, in one batch."""
    taps = await desk.asks(2)
    stolen = taps[0]["callback_query"]["data"]
    taps[1]["callback_query"]["data"] = stolen
    taps[0]["update_id"], taps[1]["update_id"] = (1, 2) if first == 0 else (2, 1)
    await desk.receives(*taps)
    await desk.handles()
    assert (await desk.answers(), await desk.said()) == (1, [(ANNEKE, "check_in")])


async def test_words_that_break_a_transaction_keep_nobody_else_waiting(
    busy_desk: Desk, phones: Phones, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = busy_desk
    await desk.receives(*await desk.asks(3))
    await desk.handles()
    bram = await desk.viewer(BRAM)
    assert bram is not None

    async def breaks_for_bram(context: RenderingContext, payload: Payload) -> Rendered:
        if context.row.person_id == bram.person_id:
            await context.connection.execute(text("SELECT nothing FROM nowhere"))
        assert isinstance(payload, CheckInCurrent)
        return await current(context, payload)

    monkeypatch.setitem(renderers.RENDERERS, CheckInCurrent, breaks_for_bram)  # type: ignore[misc]
    await desk.wiring.sender.run_once()
    await phones.show(desk)
    await desk.wiring.sender.run_once()
    assert await desk.states() == ["sent", "failed", "sent"]


async def test_what_waits_behind_in_a_chat_is_looked_for_at_once(desk: Desk) -> None:
    """Who taps twice does not wait for the next look by itself."""
    (one,) = await desk.asks(1)
    two: dict[str, Any] = one | {"update_id": 2}
    await desk.receives(one, two)
    worker = desk.wiring.update_worker
    assert await worker.take_turn() == 0
    assert await worker.take_turn() > 0
    assert [state for state, _ in (await desk.updates()).values()] == ["handled", "handled"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_what_comes_while_another_replica_is_at_the_chat_is_looked_for_again_soon(desk: Desk) -> None:
    worker, database = desk.wiring.update_worker, desk.wiring.database
    await desk.receives(message(1, ANNEKE))
    async with database.write() as elsewhere:
        (held,) = await inbox.heads(elsewhere, desk.clock.now(), 50)
        await desk.receives(message(2, ANNEKE))
        worker.wake()
        assert 0 < await worker.take_turn() < IDLE_SECONDS
        await inbox.handled(elsewhere, [held.update_id], desk.clock.now())
    assert await worker.take_turn() == IDLE_SECONDS
    assert {number: state for number, (state, _) in (await desk.updates()).items()} == {1: "handled", 2: "handled"}
    assert await worker.take_turn() == IDLE_SECONDS
