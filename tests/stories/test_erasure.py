"""After `/wissen` nothing of somebody can be found: in no table, in no file, and as little as may be on the phone."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from simulator.phone import Telegram
from storage import erasures
from storage.outbox import add
from storage.tables import audit, inbox, outbox, people, snapshots
from tests.house import ROUND_OPENS, House, on_sqlite
from tests.stories.guest import Guest
from tests.stories.remains import Reader, id_bytes, places_of

NAME, TEXT, NICKNAME = "Kanariepiet", "kanarie in de keuken", "kanarie op zolder"
CANARIES = tuple(canary.encode() for canary in (NAME, TEXT, NICKNAME))
MUCH = f"{TEXT}, en dat elke dag weer. " * 40


@pytest.fixture
async def piet(house: House, telegram: Telegram, corrie: Guest, bram: Guest) -> Guest:
    """Has told everything a person can: a remark that fills pages, a first name, and somebody else's nickname."""
    piet = Guest(house, await telegram.person(NAME, id=8_567_001_234))
    await corrie.registers("coordinator")
    await bram.registers("caregiver")
    await piet.registers("caregiver")
    await piet.registers("participant")
    await house.opens_round()
    await piet.taps("Goed", "Bijna niet meer", "Ja, graag", "Meestal")
    for _ in range(3):
        await piet.says(MUCH)
    await piet.says("/namens", NICKNAME)
    return piet


async def erased(guest: Guest) -> None:
    await guest.says("/wissen")
    await guest.taps("Ja, wis alles")


async def test_right_after_it_nothing_can_be_found_in_any_table_or_file(house: House, piet: Guest) -> None:
    assert await places_of(house, *CANARIES)
    await erased(piet)
    assert await places_of(house, *CANARIES) == []
    await house.tick()
    assert await places_of(house, *CANARIES, *id_bytes(house, piet.phone)) == []


async def test_a_reader_keeps_the_bytes_only_until_the_tick_after_it_ended(house: House, piet: Guest) -> None:
    reader = Reader(house)
    await reader.begins()
    await erased(piet)
    await house.tick()
    assert await places_of(house, *CANARIES)
    await reader.ends()
    await house.tick()
    assert await places_of(house, *CANARIES, *id_bytes(house, piet.phone)) == []


async def test_what_waits_to_be_handled_or_said_goes_too(house: House, piet: Guest) -> None:
    """Words that came in behind the tap, in the same breath."""
    asked = await piet.says("/wissen")
    button = asked.button("Ja, wis alles")
    assert button
    assert button.data
    await house.stop()
    await piet.phone.taps_data(asked, button.data)
    await piet.phone.says(TEXT)
    await house.start()
    await house.settles()
    await house.tick()
    async with house.wiring.database.read() as connection:
        assert await connection.scalar(select(func.count()).where(inbox.c.chat_id.is_not(None))) == 0
        assert await connection.scalar(select(func.count()).where(inbox.c.payload.is_not(None))) == 0
        assert await connection.scalar(select(func.count()).where(outbox.c.chat_id.is_not(None))) == 0
    assert await places_of(house, *CANARIES, *id_bytes(house, piet.phone)) == []


@on_sqlite
async def test_it_leaves_a_mark_and_a_line_that_name_nobody(house: House, piet: Guest) -> None:
    async with house.wiring.database.read() as connection:
        person_id = await connection.scalar(select(people.c.id).where(people.c.telegram_id == piet.phone.id))
    await erased(piet)
    async with house.wiring.database.read() as connection:
        assert await erasures.known(connection) == {erasures.mark_of(person_id)}
        noted = (await connection.execute(select(audit).where(audit.c.action == "erased"))).one()
    assert (noted.person_id, noted.details) == (None, None)
    ledger = house.settings.ledger
    assert erasures.read(ledger) == {erasures.mark_of(person_id)}
    assert oct(ledger.stat().st_mode)[-3:] == "600"


@on_sqlite
async def test_what_a_closed_round_showed_stays(house: House, piet: Guest) -> None:
    await house.tick(ROUND_OPENS + timedelta(days=13))
    async with house.wiring.database.read() as connection:
        before = await connection.scalar(select(snapshots.c.figures))
    await erased(piet)
    async with house.wiring.database.read() as connection:
        assert before
        assert await connection.scalar(select(snapshots.c.figures)) == before


@on_sqlite
async def test_a_ledger_that_cannot_be_written_keeps_nothing_back_and_is_mended_later(
    house: House, piet: Guest
) -> None:
    ledger = house.settings.ledger
    ledger.mkdir()
    await erased(piet)
    assert "Alles is gewist." in (await piet.sees()).text
    assert await places_of(house, *CANARIES) == []
    ledger.rmdir()
    await erasures.write_down(house.wiring.database, ledger)
    assert len(erasures.read(ledger)) == 1


# --- on the phone ---


@on_sqlite
async def test_the_bots_messages_of_two_days_go_from_the_phone_and_older_ones_cannot(
    house: House, anneke: Guest, telegram: Telegram
) -> None:
    old = await anneke.registers("caregiver")
    await house.opens_round()
    await telegram.forward(timedelta(hours=1))
    await anneke.taps("Goed")
    await erased(anneke)
    left = await anneke.sees_all()
    assert [shown.id for shown in left] == [old.id, left[-1].id]
    assert "De berichten van de laatste twee dagen halen wij hier weg." in left[-1].text


@on_sqlite
async def test_more_messages_than_telegram_takes_away_at_once(house: House, anneke: Guest) -> None:
    await anneke.registers("caregiver")
    for _ in range(120):
        await anneke.phone.says("/hulp")
    await house.settles()
    await erased(anneke)
    assert len(await anneke.sees_all()) == 1
    asked = await house.telegram.requests("deleteMessages")
    assert len(asked) == 2


@on_sqlite
async def test_messages_that_cannot_be_taken_away_hold_nothing_up(house: House, anneke: Guest) -> None:
    await anneke.registers("caregiver")
    await house.telegram.fault("deleteMessages", "status", times=None, error_code=400, description="Bad Request: no")
    await erased(anneke)
    assert "Alles is gewist." in (await anneke.sees()).text
    async with house.wiring.database.read() as connection:
        assert await connection.scalar(select(func.count()).where(outbox.c.chat_id.is_not(None))) == 0


@on_sqlite
async def test_a_farewell_that_cannot_be_said_is_forgotten_after_two_days(house: House, anneke: Guest) -> None:
    now, later = house.clock.now(), timedelta(hours=49)
    async with house.wiring.database.write() as connection:
        await add(connection, "erased", now=now, chat_id=anneke.phone.id, due_at=now + 2 * later, language="nl")
    assert await places_of(house, *id_bytes(house, anneke.phone))
    await house.tick(now + later)
    assert await places_of(house, *id_bytes(house, anneke.phone)) == []


@on_sqlite
async def test_somebody_of_whom_nothing_is_kept_is_told_so_and_nothing_is_kept(house: House, anneke: Guest) -> None:
    assert "Wij bewaren niets van u." in (await anneke.says("/wissen")).text
    await anneke.registers("caregiver")
    await erased(anneke)
    assert "Wij bewaren niets van u." in (await anneke.says("/wissen")).text
    async with house.wiring.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(people)) == 0
