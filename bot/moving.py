"""`mantelzorg-bot move`: another bot takes over, with everything but the people's having pressed Start there."""

from telegram.error import InvalidToken

from bot import looking_twice
from bot.retry import TokenRefused
from bot.running import UNKNOWN_TOKEN
from bot.settings import Settings
from bot.wiring import Clock, Wiring, real_time, wire
from storage import farewells, replicas, which_bot
from storage.which_bot import OtherBot

WHAT_IT_MEANS = (
    "From then on the bot of BOT_TOKEN takes over, with all that is in the database. Telegram lets it write to nobody"
    " who has not pressed Start there: until then they hear nothing. With BOT_TOKEN_BEFORE, the token of the old bot,"
    " that one says goodbye with a link to the new one. Stop the bot, and add --yes."
)
STILL_TO_START = (
    "The database belongs to the bot of BOT_TOKEN now. {} people hear nothing until they press Start there."
)


async def move_here(settings: Settings, clock: Clock = real_time) -> str:
    """Moves, after the old bot's goodbye if its token is given; what to tell the owner. OtherBot when it cannot be."""
    new = wire(settings, clock)
    try:
        await _introduce(new)
        if await looking_twice.is_in_use(new.database, new.clock()):
            raise OtherBot(replicas.AT_WORK)
        async with new.database.write() as connection:
            is_there = await which_bot.of(connection) == settings.bot_id
        if settings.bot_token_before is not None and not is_there:
            await _say_goodbye(new, settings.model_copy(update={"bot_token": settings.bot_token_before}))
        async with new.database.long_write() as connection:
            moved = await which_bot.move(connection, settings.bot_id, new.clock())
        return STILL_TO_START.format(moved)
    finally:
        await _close(new)


async def _say_goodbye(new: Wiring, before: Settings) -> None:
    old = wire(before, new.clock)
    try:
        await _introduce(old)
        async with old.database.long_write() as connection:
            await which_bot.check(connection, before.bot_id)
            await farewells.say(connection, new.bot.username, old.clock())
        await old.sender.drain()
    finally:
        await _close(old)


async def _introduce(wiring: Wiring) -> None:
    try:
        await wiring.bot.initialize()
    except InvalidToken:  # left out of the chain: its words hold the token
        raise TokenRefused(UNKNOWN_TOKEN) from None


async def _close(wiring: Wiring) -> None:
    await wiring.bot.shutdown()
    await wiring.database.close()
