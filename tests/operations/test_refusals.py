"""Telegram refuses: a fault of ours is never booked as somebody's choice, and any sign of life counts."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot import health, status_command
from rules.address import Address
from rules.keeping import Keeping
from rules.payloads.notes import Note
from scheduler import retention
from simulator.phone import Phone, Telegram
from storage import outbox, people, refusals
from storage.outbox import Lane
from storage.tables import outbox as rows
from storage.tables import people as persons
from tests.running_bot import ROUND_OPENS, RunningBot, on_both

HOUR = timedelta(hours=1)
NOON = datetime(2026, 11, 26, 11, 30, tzinfo=UTC)
NOT_FOUND = "Bad Request: chat not found"
NAMES = ("Anneke", "Bram", "Dirk", "Els", "Fatma", "Gerda")


@pytest.fixture(autouse=True)
async def standing_still(running_bot: RunningBot, telegram: Telegram) -> None:
    running_bot.clock.freeze()
    await telegram.move_to(NOON)


@pytest.fixture
async def crowd(telegram: Telegram) -> list[Phone]:
    return [await telegram.person(name, started=True) for name in NAMES]


async def says(running_bot: RunningBot, phones: Sequence[Phone], lane: Lane = Lane.BROADCAST) -> None:
    """One message to each."""
    now = running_bot.clock.now()
    async with running_bot.wiring.database.write() as connection:
        for phone in phones:
            known = await people.meet(connection, Address(phone.id), "nl", now)
            await outbox.add(connection, Note("welcome_back"), now=now, person_id=known.person_id, lane=lane)
    running_bot.wiring.sender.wake()
    await running_bot.settles()


async def refuse(telegram: Telegram, phones: Sequence[Phone], description: str = NOT_FOUND) -> None:
    for phone in phones:
        for method in ("sendMessage", "sendChatAction"):
            fault = {"error_code": int((description.startswith("Bad") and 400) or 403), "description": description}
            await telegram.fault(method, "status", times=None, chat_id=phone.id, **fault)


async def marked(running_bot: RunningBot) -> int:
    async with running_bot.wiring.database.read() as connection:
        return len((await connection.scalars(select(persons.c.id).where(persons.c.unreachable_at.is_not(None)))).all())


async def states(running_bot: RunningBot) -> set[str]:
    async with running_bot.wiring.database.read() as connection:
        return set((await connection.scalars(select(rows.c.state).where(rows.c.kind == "note"))).all())


async def later(running_bot: RunningBot, telegram: Telegram, by: timedelta) -> None:
    """Time passes; what is due is said, and then a tick looks at it."""
    await telegram.forward(by)
    running_bot.wiring.sender.wake()
    await running_bot.settles()
    await running_bot.tick(running_bot.clock.now() + refusals.SETTLING)
    await running_bot.settles()


async def is_doubted(running_bot: RunningBot) -> bool:
    async with running_bot.wiring.database.read() as connection:
        return await refusals.doubted_since(connection) is not None


async def over_their_term(running_bot: RunningBot) -> int:
    """How many would be forgotten after a year, those who never joined among them."""
    at = NOON + timedelta(days=400)
    return (await retention.preview(running_bot.wiring.database, Keeping(), at))["people"]


async def heard(phone: Phone) -> int:
    return len([shown for shown in await phone.messages() if shown.by_bot])


@on_both
async def test_when_too_many_refuse_nobody_is_marked_and_all_is_said_when_it_is_over(
    running_bot: RunningBot, telegram: Telegram, crowd: list[Phone]
) -> None:
    marja = await telegram.person("Marja")
    await running_bot.registers(marja, "manager")
    await refuse(telegram, crowd)
    await says(running_bot, crowd)
    wiring = running_bot.wiring
    assert await health.what_is_wrong(wiring.process_metrics, wiring.database) == "refusals"
    assert (await running_bot.tick(running_bot.clock.now() + timedelta(minutes=1))).alarms == 1
    await marja.sees("Wij kunnen mensen niet bereiken")
    (problem,) = [
        line for line in (await status_command.report(running_bot.settings, NOON)).problems if "refuses" in line
    ]
    assert "6 people" in problem
    await says(running_bot, [marja], Lane.INTERACTIVE)
    for _ in range(5):
        await later(running_bot, telegram, HOUR)
        await says(running_bot, [marja], Lane.INTERACTIVE)
        assert await marked(running_bot) == 0
    await telegram.clear_faults()
    for _ in range(24):  # it is over in the evening: what nobody asked for comes the next day, at a fitting hour
        await later(running_bot, telegram, HOUR)
    assert [await heard(phone) for phone in crowd] == [1] * 6
    assert (await marked(running_bot), await states(running_bot)) == (0, {"sent"})
    assert await health.what_is_wrong(wiring.process_metrics, wiring.database) is None


@on_both
async def test_what_nobody_asked_for_waits_while_it_may_be_our_own_fault(
    running_bot: RunningBot, telegram: Telegram, crowd: list[Phone]
) -> None:
    await refuse(telegram, crowd[:3])
    await says(running_bot, crowd[:3])
    async with running_bot.wiring.database.write() as connection:
        els = await people.meet(connection, Address(crowd[3].id), "nl", NOON)
        for lane in (Lane.BROADCAST, Lane.INTERACTIVE):
            await outbox.add(connection, Note("welcome_back"), now=NOON, person_id=els.person_id, lane=lane)
    await running_bot.wiring.sender.drain()
    assert await heard(crowd[3]) == 1
    await telegram.forward(refusals.PAUSE)
    await running_bot.settles()
    assert await heard(crowd[3]) == 2


@pytest.mark.parametrize("description", [NOT_FOUND, "Forbidden: bot was blocked by the user"])
async def test_one_refusal_stops_sending_and_the_second_is_believed_when_others_hear_us(
    running_bot: RunningBot, telegram: Telegram, crowd: list[Phone], description: str
) -> None:
    anneke, *others = crowd
    await refuse(telegram, [anneke], description)
    await says(running_bot, [anneke, anneke, anneke])
    assert len([one for one in await telegram.requests("sendMessage") if one["chat_id"] == anneke.id]) == 1
    await later(running_bot, telegram, HOUR)
    assert await marked(running_bot) == 0  # nobody else was written to
    await says(running_bot, others)
    await later(running_bot, telegram, HOUR)
    assert (await marked(running_bot), await states(running_bot)) == (1, {"sent", "cancelled"})


@on_both
async def test_the_few_among_many_who_refuse_are_believed(
    running_bot: RunningBot, telegram: Telegram, crowd: list[Phone]
) -> None:
    await refuse(telegram, crowd[:3])
    for _ in range(5):
        await says(running_bot, crowd[3:])
    await says(running_bot, crowd[:3])
    assert not await is_doubted(running_bot)
    await later(running_bot, telegram, HOUR)
    assert await marked(running_bot) == 0  # nobody else was written to since
    await says(running_bot, crowd[3:])
    await later(running_bot, telegram, HOUR)
    assert await marked(running_bot) == 3


@pytest.mark.parametrize("way", ["a text", "a sticker", "a tap", "letting it in"])
async def test_any_sign_of_life_counts_and_brings_the_open_check_in(
    running_bot: RunningBot, telegram: Telegram, way: str
) -> None:
    anneke = await telegram.person("Anneke")
    for phone in (anneke, await telegram.person("Bram")):
        await running_bot.registers(phone, "caregiver")
    await telegram.move_to(ROUND_OPENS - HOUR)
    if way == "letting it in":
        await anneke.blocks()
        await running_bot.settles()
    async with running_bot.wiring.database.write() as connection:
        known = await people.viewer(connection, Address(anneke.id))
        assert known is not None
        await people.lose(connection, known.person_id, running_bot.clock.now())
    await running_bot.tick(ROUND_OPENS)
    await running_bot.settles()
    assert "Hoe ging het samenwerken" not in (await anneke.last()).text
    if way == "a text":
        await anneke.says("hallo?")
    elif way == "a sticker":
        await anneke.sends("sticker")
    elif way == "a tap":
        await anneke.taps_data(await anneke.last(), "old")
    else:
        await anneke.unblocks()
    await running_bot.settles()
    assert len([shown for shown in await anneke.messages() if "Hoe ging het samenwerken" in shown.text]) == 1
    assert await marked(running_bot) == 0


@on_both
async def test_who_writes_while_held_gets_what_waits_and_nothing_twice(
    running_bot: RunningBot, telegram: Telegram
) -> None:
    anneke = await telegram.person("Anneke")
    await running_bot.registers(anneke, "caregiver")
    await refuse(telegram, [anneke])
    await running_bot.tick(ROUND_OPENS)
    await running_bot.settles()
    await telegram.clear_faults()
    await anneke.sends("sticker")
    await running_bot.settles()
    assert len([shown for shown in await anneke.messages() if "Hoe ging het samenwerken" in shown.text]) == 1


@on_both
async def test_only_who_refuses_on_another_day_as_well_is_forgotten(
    running_bot: RunningBot, telegram: Telegram, crowd: list[Phone]
) -> None:
    anneke, bram, *others = crowd
    for phone in (anneke, bram):
        await running_bot.registers(phone, "caregiver")
    at_first = await heard(anneke)
    await says(running_bot, others)
    async with running_bot.wiring.database.write() as connection:
        for phone in (anneke, bram):
            known = await people.viewer(connection, Address(phone.id))
            assert known is not None
            await people.lose(connection, known.person_id, NOON)
    await refuse(telegram, [bram])
    assert await over_their_term(running_bot) == len(others)
    await says(running_bot, others)
    await later(running_bot, telegram, timedelta(hours=23))
    await says(running_bot, others)
    assert await marked(running_bot) == 2
    await later(running_bot, telegram, 2 * HOUR)
    assert await marked(running_bot) == 1  # Anneke was there all the time
    async with running_bot.wiring.database.read() as connection:
        confirmed = select(persons.c.gone_confirmed_at).where(persons.c.unreachable_at.is_not(None))
        assert (await connection.scalar(confirmed)) is not None
    assert await over_their_term(running_bot) == len(others) + 1
    assert await heard(anneke) == at_first  # the sign left nothing on the phone
