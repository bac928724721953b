"""The programme managers hear it when the bot is in trouble: in their language, and not again for hours."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from rules.address import Address
from rules.payloads.notes import Note
from scheduler import alarm
from simulator.phone import Phone, Telegram
from storage import inbox, outbox, people, practices
from storage.database import Database
from storage.inbox import TRIES, Received
from storage.outbox import Lane
from storage.rounds import Opening, skip
from storage.tables import outbox as table
from storage.tables import rounds
from tests.running_bot import RunningBot, on_both, on_sqlite

HOUR = timedelta(hours=1)


@pytest.fixture
async def marja(running_bot: RunningBot, telegram: Telegram) -> Phone:
    """A manager, registered, at a moment that stands still."""
    phone = await telegram.person("Marja")
    await running_bot.registers(phone, "manager", practice="zwolle")
    running_bot.clock.freeze()
    return phone


async def gives_up(running_bot: RunningBot, telegram: Telegram, number: int = 1) -> None:
    """So many messages that Telegram does not want."""
    phone = await telegram.person("Anneke", started=True)
    await telegram.fault("sendMessage", "status", times=number, error_code=400, chat_id=phone.id)
    await says(running_bot, phone, number)


async def says(running_bot: RunningBot, phone: Phone, number: int = 1, lane: Lane = Lane.INTERACTIVE) -> None:
    async with running_bot.wiring.database.write() as connection:
        known = await people.meet(connection, Address(phone.id), "nl", running_bot.clock.now())
        for _ in range(number):
            await outbox.add(
                connection, Note("welcome_back"), now=running_bot.clock.now(), person_id=known.person_id, lane=lane
            )
    running_bot.wiring.sender.wake()
    await running_bot.settles()


async def sets_aside(running_bot: RunningBot) -> None:
    async with running_bot.wiring.database.write() as connection:
        received = Received(1, 5, "{}", attempts=TRIES - 1)
        await inbox.store(connection, [received], running_bot.clock.now())
        assert await inbox.failed(connection, received, "ValueError", running_bot.clock.now())


async def opens_empty_round(running_bot: RunningBot) -> None:
    now = running_bot.clock.now()
    async with running_bot.wiring.database.write() as connection:
        zwolle = await practices.by_slug(connection, "zwolle")
        assert zwolle is not None
        opening = Opening(zwolle.id, None, now.date(), now, now + timedelta(days=6))
        await skip(connection, [opening], "nobody")
        await connection.execute(rounds.update().values(state="open", number=1))


async def told(phone: Phone, words: str) -> list[str]:
    return [shown.text for shown in await phone.messages() if shown.by_bot and words in shown.text]


async def ticks(running_bot: RunningBot, later: timedelta = timedelta()) -> int:
    done = await running_bot.tick(running_bot.clock.now() + later)
    await running_bot.settles()
    return done.alarms


@on_both
async def test_a_manager_is_told_once_what_did_not_arrive(
    running_bot: RunningBot, telegram: Telegram, marja: Phone
) -> None:
    await gives_up(running_bot, telegram, 2)
    await sets_aside(running_bot)
    assert await ticks(running_bot) == 1
    assert await told(marja, "Niet alles gaat goed") == [
        "Niet alles gaat goed. Dit zagen wij in de laatste 6 uur:\n\n"
        "2 berichten zijn niet aangekomen.\n1 bericht van iemand konden wij niet verwerken.\n\n"
        "Vraag uw technische beheerder om te kijken. Die ziet meer met mantelzorg-bot status"
    ]
    assert await ticks(running_bot, 5 * HOUR) == 0


async def test_what_was_told_once_is_not_told_again_and_what_is_new_is(
    running_bot: RunningBot, telegram: Telegram, marja: Phone
) -> None:
    await gives_up(running_bot, telegram)
    assert await ticks(running_bot) == 1
    assert await ticks(running_bot, 6 * HOUR) == 0
    await gives_up(running_bot, telegram)
    assert await ticks(running_bot) == 1
    assert len(await told(marja, "1 bericht is niet aangekomen")) == 2


@on_sqlite
@pytest.mark.parametrize("minutes", [0, 1, 359])
async def test_the_turn_of_a_period_does_not_tell_it_twice(
    running_bot: RunningBot, telegram: Telegram, marja: Phone, minutes: int
) -> None:
    """Whenever it begins, what follows within six hours is of the same alarm."""
    period = alarm.EVERY.total_seconds()
    turn = running_bot.clock.now() + timedelta(seconds=period - running_bot.clock.now().timestamp() % period)
    await telegram.move_to(turn - timedelta(seconds=30) - timedelta(minutes=minutes))
    await gives_up(running_bot, telegram)
    assert await ticks(running_bot) == 1
    assert await ticks(running_bot, HOUR) == 0
    await gives_up(running_bot, telegram)
    assert await ticks(running_bot, 4 * HOUR) == 0


@on_sqlite
async def test_who_comes_to_it_before_the_period_turned_there_does_not_tell_it_twice(
    running_bot: RunningBot, telegram: Telegram, marja: Phone
) -> None:
    """Its tick began a minute ago, or its clock is behind."""
    period = alarm.EVERY.total_seconds()
    turn = running_bot.clock.now() + timedelta(seconds=period - running_bot.clock.now().timestamp() % period)
    await telegram.move_to(turn)
    await gives_up(running_bot, telegram)
    assert await ticks(running_bot) == 1
    async with running_bot.wiring.database.write() as connection:
        assert await alarm.raise_alarm(connection, turn - timedelta(seconds=2)) == 0


@on_both
async def test_replicas_that_tick_at_once_tell_it_once(
    running_bot: RunningBot, telegram: Telegram, marja: Phone
) -> None:
    await gives_up(running_bot, telegram)
    replica = Database(running_bot.settings.database_url.get_secret_value())

    async def raise_alarm(database: Database) -> None:
        async with database.long_write() as connection:
            await alarm.raise_alarm(connection, running_bot.clock.now())

    await asyncio.gather(*(raise_alarm(database) for database in (running_bot.wiring.database, replica) * 3))
    await replica.close()
    running_bot.wiring.sender.wake()
    await running_bot.settles()
    assert len(await told(marja, "Niet alles gaat goed")) == 1


@on_sqlite
async def test_who_blocked_the_bot_is_no_reason_for_alarm(
    running_bot: RunningBot, telegram: Telegram, marja: Phone
) -> None:
    bram = await telegram.person("Bram", started=True)
    await bram.deletes_account()
    await says(running_bot, bram)
    assert await ticks(running_bot) == 0


@on_sqlite
async def test_only_managers_are_told(running_bot: RunningBot, telegram: Telegram, marja: Phone) -> None:
    corrie = await telegram.person("Corrie")
    await running_bot.registers(corrie, "coordinator")
    await marja.blocks()
    await running_bot.settles()
    await gives_up(running_bot, telegram)
    assert await ticks(running_bot) == 0
    assert await told(corrie, "Niet alles gaat goed") == []


@on_sqlite
async def test_it_is_told_in_the_managers_own_language(running_bot: RunningBot, telegram: Telegram) -> None:
    marja = await telegram.person("Marja", language="en")
    await marja.opens(await running_bot.invite("manager", None))
    await marja.taps("Yes")
    await running_bot.settles()
    await gives_up(running_bot, telegram)
    assert await ticks(running_bot) == 1
    assert len(await told(marja, "1 message did not arrive.")) == 1


async def test_silence_after_many_were_asked_is_told(running_bot: RunningBot, telegram: Telegram, marja: Phone) -> None:
    await opens_empty_round(running_bot)
    for number in range(alarm.ASKED):
        await says(running_bot, await telegram.person(f"Iemand {number}", started=True), lane=Lane.BROADCAST)
    assert await ticks(running_bot, 23 * HOUR) == 0
    assert await ticks(running_bot, HOUR) == 1
    assert await told(marja, "Er komt niets binnen") == [
        "Er komt niets binnen. Er staan vragen open. Toch kregen wij al 24 uur geen enkele reactie.\n\n"
        "Vraag uw technische beheerder om te kijken. Die ziet meer met mantelzorg-bot status"
    ]


@on_sqlite
async def test_one_sign_of_life_is_enough(running_bot: RunningBot, telegram: Telegram, marja: Phone) -> None:
    await opens_empty_round(running_bot)
    for number in range(alarm.ASKED):
        await says(running_bot, await telegram.person(f"Iemand {number}", started=True), lane=Lane.BROADCAST)
    await telegram.forward(12 * HOUR)
    await marja.says("/hulp")
    await running_bot.settles()
    assert await ticks(running_bot, 13 * HOUR) == 0


@on_sqlite
@pytest.mark.parametrize("asked", [0, alarm.ASKED - 1])
async def test_silence_of_a_few_is_nothing_strange(
    running_bot: RunningBot, telegram: Telegram, marja: Phone, asked: int
) -> None:
    await opens_empty_round(running_bot)
    for number in range(asked):
        await says(running_bot, await telegram.person(f"Iemand {number}", started=True), lane=Lane.BROADCAST)
    assert await ticks(running_bot, 25 * HOUR) == 0


@on_sqlite
async def test_silence_between_rounds_is_nothing_strange(
    running_bot: RunningBot, telegram: Telegram, marja: Phone
) -> None:
    for number in range(alarm.ASKED):
        await says(running_bot, await telegram.person(f"Iemand {number}", started=True), lane=Lane.BROADCAST)
    assert await ticks(running_bot, 25 * HOUR) == 0


@on_sqlite
async def test_an_alarm_holds_figures_and_nobodys_words(
    running_bot: RunningBot, telegram: Telegram, marja: Phone
) -> None:
    await gives_up(running_bot, telegram)
    await ticks(running_bot)
    async with running_bot.wiring.database.read() as connection:
        params = await connection.scalar(select(table.c.params).where(table.c.kind == "alarm_failing"))
    assert params == {"unsent": 1, "set_aside": 0, "hours": 6}
