"""Commands of whoever leads the programme from a terminal: who comes, what is told, what is seen."""

import asyncio
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import orjson
import typer

from bot.announcing import announce as announced
from bot.commands.typed import Practice, moment, settled
from bot.ending_roles import end_roles as roles_ended
from bot.existing import on_existing
from bot.inviting import invite_to
from bot.running import prepare
from bot.summarising import summary_of
from bot.wiring import real_time
from rules import causes
from rules.access import Role
from scheduler.tick import tick as do_tick
from storage.invitations import DEFAULT_DAYS, DEFAULT_USES

app = typer.Typer()


class RoleName(StrEnum):
    """The roles an invitation can give."""

    participant = Role.PARTICIPANT
    caregiver = Role.CAREGIVER
    coordinator = Role.COORDINATOR
    manager = Role.MANAGER


@app.command()
def invite(
    role: Annotated[RoleName, typer.Option(help="What the invited person will be.")],
    practice: Annotated[str | None, typer.Option(help="The practice's slug; not for a manager.")] = None,
    uses: Annotated[
        int, typer.Option(min=1, help="How many people may use it; coordinator and manager: one.")
    ] = DEFAULT_USES,
    days: Annotated[int, typer.Option(min=1, max=365, help="After so many days it no longer works.")] = DEFAULT_DAYS,
    test: Annotated[bool, typer.Option("--test", help="For somebody who tries the bot out: in no figure.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print link and token as JSON.")] = False,
) -> None:
    """Make an invitation and print its link."""

    async def work() -> None:
        made = await invite_to(await on_existing(settled()), Role(role.value), practice, uses, days, is_test=test)
        if json:
            typer.echo(orjson.dumps({"link": made.link, "token": made.token}).decode())
        else:
            typer.echo(f"{made.link}\n{made.token}")

    asyncio.run(work())


@app.command()
def tick(
    at: Annotated[str, typer.Option(help="The moment, in ISO form with its zone: 2026-11-24T12:15+01:00.")],
) -> None:
    """Do once what the clock does every minute, as if it were that moment."""

    async def work() -> None:
        now = moment(at)
        wiring = await on_existing(settled())
        await prepare(wiring.database, wiring.programme, real_time, bot_id=wiring.settings.bot_id)
        found = wiring.settings
        done = await do_tick(wiring.database, wiring.programme, found.minimum_group, now, found.keeping)
        await wiring.database.close()
        typer.echo(f"Rounds opened: {done.opened}. Rounds closed: {done.closed}. Messages released: {done.released}.")
        for name, error in done.failed.items():
            typer.echo(f"Failed: {name}: {causes.told(error)}.", err=True)
        if done.failed:
            raise typer.Exit(1)

    asyncio.run(work())


@app.command()
def summary(practice: Practice) -> None:
    """Print a practice's summary as its coordinator sees it."""

    async def work() -> None:
        typer.echo(await summary_of(await on_existing(settled()), practice))

    asyncio.run(work())


@app.command()
def announce(
    file: Annotated[Path, typer.Argument(readable=False, help='A TOML file with the text in each language: nl = "…".')],
    yes: Annotated[bool, typer.Option("--yes", help="It is meant: send it.")] = False,
) -> None:
    """Say something to everybody of whom something is kept, also who stopped: after a data breach, for example.

    Without --yes it shows what they would read and how many they are, and sends nothing.
    """

    async def work() -> None:
        typer.echo(str(await announced(await on_existing(settled()), file, sends=yes)))
        typer.echo("It is on its way." if yes else "Nothing is sent. It is meant: --yes.", err=not yes)
        if not yes:
            raise typer.Exit(2)

    asyncio.run(work())


@app.command()
def end_roles(
    practice: Annotated[str | None, typer.Option(help="Of its coordinators.")] = None,
    managers: Annotated[bool, typer.Option("--managers", help="Of the programme's managers.")] = False,
) -> None:
    """End the role of everybody who leads there, at once: when an account was taken over. Then invite them anew."""
    if bool(practice) == managers:
        raise typer.BadParameter("say either --practice or --managers")

    async def work() -> None:
        typer.echo(f"Roles ended: {await roles_ended(await on_existing(settled()), practice)}.")

    asyncio.run(work())
