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
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite, start_bot
from tests.stories.user import User

REMARK = "Wilt u er iets over vertellen?"
THANKS = "Dank u wel."


@pytest.fixture
async def question(running_bot: RunningBot, anneke: User) -> Message:
    """The first question of Anneke's first check-in."""
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    return await anneke.sees()


# --- a restart in the middle of everything ---


@on_both
async def test_a_check_in_survives_a_restart_after_every_step(
    question: Message, running_bot: RunningBot, anneke: User
) -> None:
    for label in ("Goed", "Met moeite", "Terug", "Gaat wel", "Meestal"):
        await anneke.taps(label)
        await running_bot.restart()
    assert REMARK in (await anneke.sees()).text
    await anneke.says("Het gaat.")
    await running_bot.restart()
    await anneke.taps("Ja, dat mag")
    await running_bot.restart()
    assert "✓ Volhouden: Gaat wel" in (await anneke.taps("Wijzigen", "Klaar")).text
    found = {step: row.option or row.text for step, row in (await running_bot.answers_of(anneke.phone)).items()}
    assert found == {"samen": "4", "volhouden": "3", "goed": "4", "remark": "Het gaat.", "remark_shared": "yes"}


async def test_what_people_did_while_the_bot_was_away_is_handled_in_order(
    question: Message, running_bot: RunningBot, anneke: User, bram: User
) -> None:
    await running_bot.stop()
    await anneke.phone.taps("Goed")
    await anneke.phone.says("Met moeite")
    await bram.phone.opens()
    await running_bot.start()
    assert "Meedoen kan met een uitnodiging." in (await bram.sees()).text
    await running_bot.settles()
    assert (await running_bot.answers_of(anneke.phone))["samen"].score == 4


async def test_a_round_that_opened_while_nobody_could_speak_is_told_after_the_start(
    running_bot: RunningBot, anneke: User
) -> None:
    await anneke.registers("caregiver")
    before = len(await anneke.sees_all())
    await running_bot.stop()
    await running_bot.tick(ROUND_OPENS)
    await running_bot.start()
    assert "beroepskrachten" in (await anneke.sees()).text
    assert len(await anneke.sees_all()) == before + 1


@on_sqlite
async def test_an_invitation_made_before_a_restart_works_after_it(running_bot: RunningBot, anneke: User) -> None:
    token = await running_bot.invite("caregiver")
    await running_bot.restart()
    await anneke.opens(token)
    await running_bot.restart()
    assert "Fijn dat u meedoet met Zwolle." in (await anneke.taps("Ja, ik doe mee")).text


@on_sqlite
async def test_updates_delivered_three_times_have_one_effect(
    question: Message, running_bot: RunningBot, telegram: Telegram, anneke: User
) -> None:
    await anneke.taps("Goed")
    await anneke.says("/checkin")
    shown = await anneke.sees_all()
    async with running_bot.wiring.database.read() as connection:
        seen = list(await connection.scalars(select(inbox.c.update_id)))
    for _ in range(2):
        await telegram.redeliver(seen)
        await running_bot.settles()
    assert await anneke.sees_all() == shown


# --- two processes on one database ---


@pytest.fixture
async def second(
    running_bot: RunningBot, telegram: Telegram, clock: Clock, database_url: str
) -> AsyncIterator[RunningBot]:
    """Another process of the same bot, at work at the same time: Telegram lets one of them poll, and the other wait."""
    async with start_bot(telegram, clock, database_url) as second:
        yield second


async def outcomes(telegram: Telegram, method: str) -> list[int | str]:
    return [request["outcome"] for request in await telegram.requests(method)]


async def test_with_two_processes_each_tap_is_answered_once(
    running_bot: RunningBot, second: RunningBot, telegram: Telegram, anneke: User, bram: User, els: User
) -> None:
    users = (anneke, bram, els)
    for user in users:
        await user.registers("caregiver")
    await running_bot.opens_round()
    for label in ("Goed", "Gaat wel", "Ja, goed", "Overslaan"):
        await asyncio.gather(*(user.taps_often(label, 2) for user in users))
    for user in users:
        (check_in,) = [shown for shown in await user.sees_all() if "✓" in shown.text]
        assert THANKS in check_in.text
        given = await running_bot.answers_of(user.phone)
        assert [given[step].option for step in ("samen", "volhouden", "goed", "remark")] == ["4", "3", "5", None]
    assert 409 in await outcomes(telegram, "getUpdates")


async def test_with_two_processes_a_round_opens_once_and_everybody_is_asked_once(
    running_bot: RunningBot, second: RunningBot, anneke: User, bram: User
) -> None:
    for user in (anneke, bram):
        await user.registers("caregiver")
    await running_bot.settles()
    await running_bot.telegram.move_to(ROUND_OPENS)
    ticks = await asyncio.gather(*(replica.tick() for replica in (running_bot, second, running_bot, second)))
    assert sorted(done.opened for done in ticks) == [0, 0, 0, 1]
    for user in (anneke, bram):
        asked = [shown for shown in await user.sees_all() if "beroepskrachten" in shown.text]
        assert len(asked) == 1
    async with running_bot.wiring.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(check_ins)) == 2
        sent = select(func.count()).where(outbox.c.kind == "check_in", outbox.c.state == "sent")
        assert await connection.scalar(sent) == 2


async def test_of_two_processes_that_look_at_once_one_handles_and_one_answers(
    running_bot: RunningBot, telegram: Telegram, clock: Clock, anneke: User, bram: User, els: User
) -> None:
    await running_bot.stop()
    users = (anneke, bram, els)
    for user in users:
        await user.phone.says("/hulp")
    one, other = (RunningBot(telegram, clock, running_bot.settings).wiring for _ in range(2))
    async with started(one), started(other):
        assert isinstance(one.receiver, Receiver)
        await one.receiver.receive(0)
        await asyncio.gather(one.update_worker.run_once(), other.update_worker.run_once())
        await asyncio.gather(one.sender.drain(), other.sender.drain())
    await running_bot.start()
    for user in users:
        (reply,) = await user.sees_all()
        assert "Dit kunt u doen" in reply.text


async def test_when_one_of_two_processes_stops_the_other_goes_on(
    running_bot: RunningBot, second: RunningBot, anneke: User
) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await running_bot.stop()
    await anneke.phone.taps("Goed")
    await second.settles()
    assert (await second.answers_of(anneke.phone))["samen"].score == 4
    await running_bot.start()
    assert "Hoe goed houdt u het nu vol?" in (await anneke.sees()).text
