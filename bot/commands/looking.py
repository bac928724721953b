"""Commands that look at how the bot does, and at what was done."""

import asyncio
from typing import Annotated

import typer

from bot import settings
from bot.alarm_channels import somebody
from bot.alarm_command import reached, tested
from bot.audit_command import as_json, audited, in_words
from bot.commands.typed import moment, settled
from bot.existing import on_existing
from bot.notices_command import in_words as notice_in_words
from bot.notices_command import notices as every_notice
from bot.status_command import report
from bot.tracing import trace as traced
from bot.wiring import real_time

app = typer.Typer()


@app.command()
def status() -> None:
    """Tell how the bot stands, whether or not it runs. Ends with 1: something is wrong; 3: not ready to go live."""

    async def work() -> None:
        found = await report(settings.load(needs_token=False), real_time())
        typer.echo(str(found))
        if found.exit_code:
            raise typer.Exit(found.exit_code)

    asyncio.run(work())


@app.command()
def alarm(
    test: Annotated[bool, typer.Option("--test", help="Send a test by each way of the owner's.")] = False,
) -> None:
    """Tell who hears of trouble. Ends with 1 when nobody does, or when a test does not arrive."""

    async def work() -> None:
        found = settings.load()
        reaches = await reached(found)
        typer.echo("\n".join(reaches) or f"Nobody: {somebody()}")
        outcomes = await tested(found) if test else {}
        for name, failure in outcomes.items():
            typer.echo(f"{name}: {failure or 'sent'}")
        if not reaches or any(outcomes.values()):
            raise typer.Exit(1)

    asyncio.run(work())


@app.command()
def audit(
    since: Annotated[str | None, typer.Option(help="From this moment on: 2026-11-24T12:15+01:00.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print each line as JSON.")] = False,
) -> None:
    """Tell who looked at figures, took them along or changed something: the newest first, nobody by name."""

    async def work() -> None:
        for line in await audited(await on_existing(settled()), moment(since) if since else None):
            typer.echo(as_json(line) if json else in_words(line))

    asyncio.run(work())


@app.command()
def notices() -> None:
    """Print every text that somebody said yes or no to, with its version, language and fingerprint."""

    async def work() -> None:
        for text in await every_notice(await on_existing(settled())):
            typer.echo(f"{notice_in_words(text)}\n")

    asyncio.run(work())


@app.command()
def trace(code: Annotated[str, typer.Argument(help="The code that somebody made for this: /hulp, Code.")]) -> None:
    """Tell what became of somebody's messages in the last two days, once, when they gave a code for it."""

    async def work() -> None:
        for line in await traced(await on_existing(settled()), code):
            typer.echo(line)

    asyncio.run(work())
