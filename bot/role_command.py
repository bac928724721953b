"""`mantelzorg-bot role`: who leads, by the name that Telegram shows now, and ending somebody's role."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Annotated

import typer
from telegram.error import InvalidToken, TelegramError

from bot import logs, settings
from bot.existing import on_existing
from bot.inviting import Unknown
from bot.retry import TokenRefused
from bot.running import UNKNOWN_TOKEN, prepare
from bot.tracing import NoSuchCode
from bot.wiring import Wiring
from rules.access import ANSWERING, LEADING
from rules.code import Purpose
from rules.command_line import to_type
from storage import codes, endings, memberships, people, practices
from storage.connection import Connection
from storage.endings import Held

app = typer.Typer(no_args_is_help=True, help="Who leads, and ending somebody's role.")
NO_SUCH_CODE = "This code does not work. It is made with /hulp, Code, Mij laten uitschrijven, and works once."


@app.command("list")
def list_() -> None:
    """List who coordinates which practice and who leads the programme, each with a number."""

    async def work() -> None:
        for line in await listed(await on_existing(_settled())):
            typer.echo(line)

    asyncio.run(work())


@app.command()
def end(
    number: Annotated[int | None, typer.Argument(help="Whose, as `role list` numbers them.")] = None,
    code: Annotated[str | None, typer.Option(help="Of a caregiver or participant, who made it: /hulp, Code.")] = None,
) -> None:
    """End a role at once. The person is told; the last who leads the programme stays."""
    if (number is None) == (code is None):
        raise typer.BadParameter("a number or --code, one of the two")

    async def work() -> None:
        typer.echo(f"Ended: {await ended(await on_existing(_settled()), number, code)}.")

    asyncio.run(work())


def _settled() -> settings.Settings:
    found = settings.load(needs_token=True)
    logs.set_up(found.log_level)
    return found


async def listed(wiring: Wiring) -> list[str]:
    """The lines to print. TokenRefused when Telegram does not know the bot."""
    async with _at_work(wiring):
        await wiring.bot.initialize()
        return await _lines(wiring)


async def ended(wiring: Wiring, number: int | None, code: str | None) -> str:
    """Which roles ended, in words. Unknown for a wrong number or the last manager, NoSuchCode for a wrong code."""
    async with _at_work(wiring):
        return await (_end_by_number(wiring, number) if number is not None else _end_by_code(wiring, code or ""))


@asynccontextmanager
async def _at_work(wiring: Wiring) -> AsyncIterator[None]:
    try:
        await prepare(wiring.database, wiring.programme, wiring.clock, bot_id=wiring.settings.bot_id)
        yield
    except InvalidToken:  # left out of the chain: its words hold the token
        raise TokenRefused(UNKNOWN_TOKEN) from None
    finally:
        await wiring.bot.shutdown()
        await wiring.database.close()


async def _lines(wiring: Wiring) -> list[str]:
    async with wiring.database.read() as connection:
        slugs = {one.id: one.slug for one in await practices.ever(connection)}
        found = [one for practice_id in (*slugs, None) for one in await endings.leaders(connection, practice_id)]
        addresses = {one.person_id: await people.address(connection, one.person_id) for one in found}
    names = {person_id: await _name(wiring, address) for person_id, address in addresses.items()}
    return [f"{one.id:>6}  {_where(one, slugs)}  since {one.since:%Y-%m-%d}  {names[one.person_id]}" for one in found]


async def _name(wiring: Wiring, address: int | None) -> str:
    try:
        shown = (await wiring.bot.get_chat(address)).full_name if address is not None else None
    except InvalidToken:
        raise
    except TelegramError:
        shown = None
    return shown or "(Telegram shows no name)"


def _where(one: Held, slugs: dict[int, str]) -> str:
    return one.role.value if one.practice_id is None else f"{one.role.value} of {slugs[one.practice_id]}"


async def _end_by_number(wiring: Wiring, number: int) -> str:
    async with wiring.database.write() as connection:
        found = await endings.get(connection, number)
        if found is None or found.role not in LEADING:
            raise Unknown(f"nobody leads under the number {number}; {to_type('role list')} has them all")
        if await memberships.leads_alone(connection, found.person_id) and found.practice_id is None:
            raise Unknown(f"nobody else leads the programme; invite another first: {to_type('invite --role manager')}")
        return await _end(connection, [found], wiring)


async def _end_by_code(wiring: Wiring, code: str) -> str:
    async with wiring.database.write() as connection:
        subject = await codes.redeem(connection, code, Purpose.ROLE, wiring.clock())
        held = await endings.all_of(connection, subject.person_id, ANSWERING) if subject else []
        ended = await _end(connection, held, wiring) if held else None
    if ended is None:  # not above: that it was wrong has to be counted
        raise NoSuchCode(NO_SUCH_CODE)
    return ended


async def _end(connection: Connection, held: Sequence[Held], wiring: Wiring) -> str:
    await endings.end(connection, held, "owner", wiring.clock(), by=None)
    return ", ".join(one.role.value for one in held)
