"""The database belongs to one bot: another bot's token starts nothing, a new token of the same bot just works."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update

from bot import heartbeat, moving
from bot.running import started
from bot.settings import Settings
from bot.wiring import wire
from simulator.phone import Telegram
from storage import which_bot
from storage.tables import inbox
from storage.tables import people as persons
from storage.tables import telegram as noted
from storage.which_bot import OtherBot
from tests.running_bot import TOKEN, USERNAME, RunningBot, on_both

pytestmark = pytest.mark.over_http
NEW_TOKEN = TOKEN.replace("token", "newer-token")
OTHER_TOKEN, OTHER = "7000000002:another-bot-that-nobody-knows-yet", "zorg_bot"


async def bot_of(running_bot: RunningBot) -> int | None:
    async with running_bot.wiring.database.read() as connection:
        return await which_bot.of(connection)


async def starts(settings: Settings) -> None:
    async with started(wire(settings)):
        pass


def with_token(running_bot: RunningBot, token: str, **more: Any) -> Settings:
    given: dict[str, Any] = {"bot_token": token, "bot_api_url": running_bot.telegram.url} | more
    return Settings(_env_file=None, database_url=running_bot.settings.database_url.get_secret_value(), **given)


@on_both
async def test_with_a_token_of_another_bot_nothing_starts_and_one_line_says_why(
    running_bot: RunningBot, telegram: Telegram
) -> None:
    anneke = await telegram.person("Anneke")
    await running_bot.registers(anneke, "caregiver")
    await running_bot.stop()
    await telegram.bot(OTHER_TOKEN, OTHER, "Zorg")
    before = len(await telegram.requests())
    with pytest.raises(OtherBot) as refused:
        await starts(with_token(running_bot, OTHER_TOKEN))
    assert "BOT_TOKEN is of bot 7000000002, but this database belongs to bot 7000000001" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not [word for word in (TOKEN, OTHER_TOKEN, TOKEN[11:], OTHER_TOKEN[11:]) if word in str(refused.value)]
    assert len(await telegram.requests()) == before
    async with running_bot.wiring.database.read() as connection:
        marked = select(func.count()).select_from(persons).where(persons.c.unreachable_at.is_not(None))
        assert await connection.scalar(marked) == 0


async def test_a_new_token_of_the_same_bot_just_works(running_bot: RunningBot, telegram: Telegram) -> None:
    await running_bot.stop()
    await telegram.bot(NEW_TOKEN, USERNAME, "Mantelzorg")
    await starts(with_token(running_bot, NEW_TOKEN))
    assert await bot_of(running_bot) == 7_000_000_001


async def test_a_database_of_before_takes_the_first_bot_it_sees(running_bot: RunningBot) -> None:
    await running_bot.stop()
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(update(noted).values(bot_id=None))
    await running_bot.start()
    assert await bot_of(running_bot) == 7_000_000_001


@on_both
async def test_two_processes_that_start_with_two_bots_do_not_both_adopt(running_bot: RunningBot) -> None:
    database = running_bot.wiring.database
    async with database.write() as connection:
        await connection.execute(delete(noted))

    async def adopts(bot_id: int) -> bool:
        try:
            async with database.write() as connection:
                await which_bot.check(connection, bot_id)
        except OtherBot:
            return False
        return True

    assert sorted(await asyncio.gather(adopts(1), adopts(2))) == [False, True]


@on_both
async def test_a_move_says_goodbye_and_who_presses_start_goes_on(running_bot: RunningBot, telegram: Telegram) -> None:
    anneke, bram = [await telegram.person(name, bot=USERNAME) for name in ("Anneke", "Bram")]
    for phone in (anneke, bram):
        await running_bot.registers(phone, "caregiver")
    await running_bot.opens_round()
    await anneke.taps("Goed")
    await running_bot.settles()
    moves = with_token(running_bot, OTHER_TOKEN, bot_token_before=TOKEN)
    await telegram.bot(OTHER_TOKEN, OTHER, "Zorg")
    await running_bot.stop()
    assert "2 people" in await moving.move_here(moves, running_bot.clock.now)
    goodbye = await anneke.last()
    assert "Wij gaan verder in een nieuwe chat." in goodbye.text
    async with running_bot.wiring.database.read() as connection:
        assert await which_bot.of(connection) == 7_000_000_002
        assert await connection.scalar(select(func.count()).select_from(inbox)) == 0
    with pytest.raises(OtherBot):
        await starts(running_bot.settings)
    assert "0 people" in await moving.move_here(moves, running_bot.clock.now)
    assert (await anneke.last()).id == goodbye.id


async def test_a_bot_at_work_is_not_moved(running_bot: RunningBot, telegram: Telegram) -> None:
    await heartbeat.beat(running_bot.wiring)
    await telegram.bot(OTHER_TOKEN, OTHER, "Zorg")
    with pytest.raises(OtherBot, match="stop it first"):
        await moving.move_here(with_token(running_bot, OTHER_TOKEN), running_bot.clock.now)
    assert await bot_of(running_bot) == 7_000_000_001
