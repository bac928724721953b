"""Who stops hears nothing any more, of whatever kind and whoever sends it, until they start again."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from simulator.phone import Message, Telegram
from storage.outbox import Lane, add
from storage.tables import outbox, people
from tests.house import ROUND_OPENS, House, on_sqlite
from tests.stories.guest import Guest
from tests.stories.test_privacy import raise_version

TWO_WEEKS = timedelta(weeks=2)
#: What the bot says without being asked: each has to be said to somebody else in the story, or it proves nothing.
UNASKED = {
    *("check_in", "check_in_reminder", "look_back", "renewal", "pause_ends"),
    *("call_back", "pause_shared", "digest", "circular", "alarm_failing"),
}


@pytest.fixture
async def dirk_too(house: House, dirk: Guest) -> Guest:
    """A second coordinator in Zwolle, who goes on."""
    await dirk.registers("coordinator")
    return dirk


async def at(house: House, **later: float) -> None:
    await house.tick(ROUND_OPENS + timedelta(**later))
    await house.settles()


async def heard(*guests: Guest) -> list[list[Message]]:
    return [await guest.sees_all() for guest in guests]


async def said_to_others(house: House, *stopped: Guest) -> set[str]:
    silent = select(people.c.id).where(people.c.telegram_id.in_([guest.phone.id for guest in stopped]))
    said = select(outbox.c.kind).where(outbox.c.state == "sent", outbox.c.person_id.not_in(silent))
    async with house.wiring.database.read() as connection:
        return set(await connection.scalars(said))


async def test_nothing_reaches_who_stopped(
    house: House,
    telegram: Telegram,
    anneke: Guest,
    bram: Guest,
    corrie: Guest,
    els: Guest,
    marja: Guest,
    dirk_too: Guest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A caregiver, a participant, a coordinator and a manager stop in the middle of a round; others go on."""
    other = Guest(house, await telegram.person("Marije"))
    await other.registers("manager")
    await marja.registers("manager")
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await bram.registers("participant")
    await els.registers("caregiver")
    await els.registers("participant")
    await anneke.says("/pauze")
    await anneke.taps("Een zware week", "1 week", "Nee, liever niet")
    await anneke.taps("Nu weer meedoen")  # what announces the pause's end is planned, and waits
    await house.opens_round()
    stopped = (anneke, bram, corrie, marja)
    for guest in stopped:
        assert "U bent gestopt." in (await guest.says("/stop")).text
    before = await heard(*stopped)

    await leads_on(dirk_too, els)
    await two_rounds_pass(house, els)
    raise_version(monkeypatch)
    assert (await house.tick(ROUND_OPENS + 2 * TWO_WEEKS)).opened
    await house.settles()
    await gives_up(house, telegram)
    await at(house, days=28, hours=1)

    assert await heard(*stopped) == before
    assert await said_to_others(house, *stopped) >= UNASKED


async def leads_on(coordinator: Guest, els: Guest) -> None:
    """Els asks to be called back, now and three days later; the coordinator has the others reminded and told things."""
    await els.taps("Goed", "Bijna niet meer", "Ja, graag")
    await coordinator.says("/herinner")
    await coordinator.taps("Ja, herinner hen")
    await coordinator.says("/bericht")
    await coordinator.says("Donderdag is er koffie.")
    await coordinator.taps("Ja, verstuur")
    await coordinator.says("/terugkoppeling")
    await coordinator.says("Wij belden iedereen op.")
    await coordinator.taps("Ja, meesturen")


async def two_rounds_pass(house: House, els: Guest) -> None:
    """Reminders, a digest, the next opening, and a pause that Els shares."""
    for days in range(1, 8):
        await at(house, days=days)
    await at(house, days=7, hours=21)
    assert (await house.tick(ROUND_OPENS + TWO_WEEKS)).opened
    await house.settles()
    await els.says("/pauze")
    await els.taps("Een zware week", "1 week", "Ja, dat mag")
    await at(house, days=21)


async def gives_up(house: House, telegram: Telegram) -> None:
    """A message that Telegram does not want, which alarms the managers."""
    phone = await telegram.person("Frits", started=True)
    await telegram.fault("sendMessage", "status", times=1, error_code=400, chat_id=phone.id)
    await phone.says("/hulp")
    await house.settles()


@on_sqlite
async def test_what_was_on_its_way_when_somebody_stopped_is_not_tried_again(house: House, anneke: Guest) -> None:
    """A row that a sender held at that moment escapes the cancelling; it comes back to the queue when it failed."""
    await anneke.registers("caregiver")
    await anneke.says("/stop")
    before = await anneke.sees_all()
    mine = select(people.c.id).where(people.c.telegram_id == anneke.phone.id)
    async with house.wiring.database.write() as connection:
        person_id = await connection.scalar(mine)
        now = house.clock.now()
        for lane in (Lane.REMINDER, Lane.BROADCAST):
            await add(connection, "note", now=now, person_id=person_id, lane=lane, key="welcome_back")
    house.wiring.sender.wake()
    await house.settles()
    assert await anneke.sees_all() == before


@on_sqlite
async def test_an_export_that_was_being_made_is_not_sent(house: House, corrie: Guest) -> None:
    await corrie.registers("coordinator")
    await corrie.says("/export")
    await corrie.taps("Alles")
    async with house.wiring.database.write() as connection:
        await connection.execute(update(people).values(stopped_at=house.clock.now()))
    await corrie.taps("Excel")
    assert not [shown for shown in await corrie.sees_all() if shown.kind == "document"]


@on_sqlite
async def test_start_brings_everything_back(house: House, corrie: Guest, anneke: Guest) -> None:
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await corrie.says("/stop")
    await anneke.says("/stop")
    await corrie.opens()
    assert "Fijn dat u er weer bent." in (await anneke.opens()).text
    await house.opens_round()
    assert "Hoe ging het samenwerken" in (await anneke.sees()).text
    await anneke.taps("Goed", "Bijna niet meer", "Ja, graag")
    assert "vraagt of u contact opneemt" in (await corrie.sees()).text
