"""Commands that start the bot, or make it ready to."""

import asyncio
import sys
from contextlib import suppress
from typing import Annotated

import typer

from bot import logs
from bot.commands.typed import settled
from bot.going_live import refuse_open_registration
from bot.running import prepare, run_until_signal
from bot.setting_up import Dialogue, set_up
from bot.settings import refuse_none_meant
from bot.upgrading import make_ready
from bot.wiring import real_time, wire
from reports import installed

app = typer.Typer()


@app.command()
def run() -> None:
    """Run the bot: receive, handle, send and tick, until it is stopped."""
    wiring = wire(settled())
    refuse_none_meant()
    refuse_open_registration(wiring.settings, wiring.programme)
    asyncio.run(run_until_signal(wiring))


@app.command()
def setup() -> None:
    """Ask the few questions, try each answer out, write the settings, and make the first invitations."""

    def ask(question: str, default: str, hidden: bool) -> str:
        return str(
            typer.prompt(question, default=default, show_default=bool(default), hide_input=hidden and _is_seen())
        )

    logs.set_up("ERROR")
    asyncio.run(set_up(Dialogue(ask, typer.echo)))


def _is_seen() -> bool:
    return sys.stdin.isatty()


@app.command()
def migrate(
    while_running: Annotated[
        bool, typer.Option("--while-running", help="Also while an older version works on it.")
    ] = False,
    without_backup: Annotated[bool, typer.Option("--without-backup", help="There is one already.")] = False,
) -> None:
    """Bring the database up to date with this version. How it was is kept in a backup beside it."""

    async def work() -> None:
        wiring = wire(settled())
        meant = {"while_running": while_running, "without_backup": without_backup}
        await make_ready(wiring.database, wiring.settings, real_time(), **meant)
        await prepare(wiring.database, wiring.programme, real_time, bot_id=wiring.settings.bot_id)
        await wiring.database.close()
        typer.echo("The database is up to date.")

    asyncio.run(work())


@app.command()
def demo(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where the page is; 0: any port that is free.")] = 8080,
) -> None:
    """Open a page with phones to try the bot on, filled with examples. Needs no token and no Telegram."""
    from bot.demo.show import show  # not above: the real bot never loads the simulator

    logs.set_up("WARNING")
    _say_what_is_missing()
    with suppress(KeyboardInterrupt):
        asyncio.run(show(port, typer.echo))


@app.command()
def story() -> None:
    """Tell one round of a practice, from invitation to summary, while it happens in the real bot."""
    from bot.demo.story import tell  # not above: the real bot never loads the simulator

    logs.set_up("WARNING")
    _say_what_is_missing()
    asyncio.run(tell(typer.echo))


def _say_what_is_missing() -> None:
    if not installed.is_complete():
        typer.echo("Zonder de extra `reports` zijn er geen plaatjes, posters en spreadsheets.", err=True)
