"""Nothing that matters lives in memory: any process may stop, and another go on with what it left."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select

from bot.receiver import Receiver
from bot.running import started
from simulator.clock import Clock
from simulator.phone import Message, Telegram
from storage.tables import check_ins, inbox, outbox
from tests.house import ROUND_OPENS, House, housed, on_sqlite
from tests.stories.guest import Guest

REMARK = "Wilt u er iets over vertellen?"
THANKS = "Dank u wel."


@pytest.fixture
async def question(house: House, anneke: Guest) -> Message:
    """The first question of Anneke's first check-in."""
    await anneke.registers("caregiver")
    await house.opens_round()
    return await anneke.sees()


# --- a restart in the middle of everything ---


async def test_a_check_in_survives_a_restart_after_every_step(question: Message, house: House, anneke: Guest) -> None:
    for label in ("Goed", "Met moeite", "Terug", "Gaat wel", "Meestal"):
        await anneke.taps(label)
        await house.restart()
    assert REMARK in (await anneke.sees()).text
    await anneke.says("Het gaat.")
    await house.restart()
    await anneke.taps("Ja, dat mag")
    await house.restart()
    assert "✓ Volhouden: Gaat wel" in (await anneke.taps("Wijzigen", "Klaar")).text
    found = {step: row.option or row.text for step, row in (await house.answers_of(anneke.phone)).items()}
    assert found == {"samen": "4", "volhouden": "3", "goed": "4", "remark": "Het gaat.", "remark_shared": "yes"}


async def test_what_people_did_while_the_bot_was_away_is_handled_in_order(
    question: Message, house: House, anneke: Guest, bram: Guest
) -> None:
    await house.stop()
    await anneke.phone.taps("Goed")
    await anneke.phone.says("Met moeite")
    await bram.phone.opens()
    await house.start()
    assert "Meedoen kan met een uitnodiging." in (await bram.sees()).text
    await house.settles()
    assert (await house.answers_of(anneke.phone))["samen"].score == 4


async def test_a_round_that_opened_while_nobody_could_speak_is_told_after_the_start(
    house: House, anneke: Guest
) -> None:
    await anneke.registers("caregiver")
    before = len(await anneke.sees_all())
    await house.stop()
    await house.tick(ROUND_OPENS)
    await house.start()
    assert "beroepskrachten" in (await anneke.sees()).text
    assert len(await anneke.sees_all()) == before + 1


@on_sqlite
async def test_an_invitation_made_before_a_restart_works_after_it(house: House, anneke: Guest) -> None:
    token = await house.invite("caregiver")
    await house.restart()
    await anneke.opens(token)
    await house.restart()
    assert "Fijn dat u meedoet met Zwolle." in (await anneke.taps("Ja, ik doe mee")).text


@on_sqlite
async def test_updates_delivered_three_times_have_one_effect(
    question: Message, house: House, telegram: Telegram, anneke: Guest
) -> None:
    await anneke.taps("Goed")
    await anneke.says("/checkin")
    shown = await anneke.sees_all()
    async with house.wiring.database.read() as connection:
        seen = list(await connection.scalars(select(inbox.c.update_id)))
    for _ in range(2):
        await telegram.redeliver(seen)
        await house.settles()
    assert await anneke.sees_all() == shown


# --- two processes on one database ---


@pytest.fixture
async def second(house: House, telegram: Telegram, clock: Clock, database_url: str) -> AsyncIterator[House]:
    """Another process of the same bot, at work at the same time: Telegram lets one of them poll, and the other wait."""
    async with housed(telegram, clock, database_url) as second:
        yield second


async def outcomes(telegram: Telegram, method: str) -> list[int | str]:
    return [request["outcome"] for request in await telegram.requests(method)]


async def test_with_two_processes_each_tap_is_answered_once(
    house: House, second: House, telegram: Telegram, anneke: Guest, bram: Guest, els: Guest
) -> None:
    guests = (anneke, bram, els)
    for guest in guests:
        await guest.registers("caregiver")
    await house.opens_round()
    for label in ("Goed", "Gaat wel", "Ja, goed", "Overslaan"):
        await asyncio.gather(*(guest.taps_often(label, 2) for guest in guests))
    for guest in guests:
        (check_in,) = [shown for shown in await guest.sees_all() if "✓" in shown.text]
        assert THANKS in check_in.text
        given = await house.answers_of(guest.phone)
        assert [given[step].option for step in ("samen", "volhouden", "goed", "remark")] == ["4", "3", "5", None]
    assert 409 in await outcomes(telegram, "getUpdates")


async def test_with_two_processes_a_round_opens_once_and_everybody_is_asked_once(
    house: House, second: House, anneke: Guest, bram: Guest
) -> None:
    for guest in (anneke, bram):
        await guest.registers("caregiver")
    await house.settles()
    await house.telegram.move_to(ROUND_OPENS)
    ticks = await asyncio.gather(*(replica.tick() for replica in (house, second, house, second)))
    assert sorted(done.opened for done in ticks) == [0, 0, 0, 1]
    for guest in (anneke, bram):
        asked = [shown for shown in await guest.sees_all() if "beroepskrachten" in shown.text]
        assert len(asked) == 1
    async with house.wiring.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(check_ins)) == 2
        sent = select(func.count()).where(outbox.c.kind == "check_in", outbox.c.state == "sent")
        assert await connection.scalar(sent) == 2


async def test_of_two_processes_that_look_at_once_one_handles_and_one_answers(
    house: House, telegram: Telegram, clock: Clock, anneke: Guest, bram: Guest, els: Guest
) -> None:
    await house.stop()
    guests = (anneke, bram, els)
    for guest in guests:
        await guest.phone.says("/hulp")
    one, other = (House(telegram, clock, house.settings).wiring for _ in range(2))
    async with started(one), started(other):
        assert isinstance(one.receiver, Receiver)
        await one.receiver.receive(0)
        await asyncio.gather(one.handling.handle_waiting(), other.handling.handle_waiting())
        await asyncio.gather(one.sender.drain(), other.sender.drain())
    await house.start()
    for guest in guests:
        (reply,) = await guest.sees_all()
        assert "Dit kunt u doen" in reply.text


async def test_when_one_of_two_processes_stops_the_other_goes_on(house: House, second: House, anneke: Guest) -> None:
    await anneke.registers("caregiver")
    await house.opens_round()
    await house.stop()
    await anneke.phone.taps("Goed")
    await second.settles()
    assert (await second.answers_of(anneke.phone))["samen"].score == 4
    await house.start()
    assert "Hoe goed houdt u het nu vol?" in (await anneke.sees()).text
