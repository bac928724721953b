"""`mantelzorg-bot person find | export | erase`: what somebody asks by letter."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot import by_letter, logs, settings
from bot.existing import on_existing
from bot.letter_subject import Meant
from bot.wiring import Wiring

app = typer.Typer(no_args_is_help=True, help="Find somebody who asks by letter, hand their data over, or erase them.")
Practice = Annotated[str | None, typer.Option(help="The slug of the practice; with --nickname.")]
Nickname = Annotated[str | None, typer.Option(help="As somebody without Telegram is known to who fills in for them.")]
Number = Annotated[int | None, typer.Option(help="The person's number at Telegram.")]
Code = Annotated[str | None, typer.Option(help="What they made with /hulp, Code, or what stands on their page.")]


async def _on_it() -> Wiring:
    found = settings.load()
    logs.set_up(found.log_level)
    return await on_existing(found)


@app.command()
def find(practice: Practice = None, nickname: Nickname = None, telegram: Number = None, code: Code = None) -> None:
    """Tell whether there is somebody, and nothing else of them."""

    async def work() -> None:
        for line in await by_letter.find(await _on_it(), Meant(practice, nickname, telegram, code)):
            typer.echo(line)

    asyncio.run(work())


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(readable=False, help="A new folder.")],
    practice: Practice = None,
    nickname: Nickname = None,
    telegram: Number = None,
    code: Code = None,
) -> None:
    """Write what is kept of them into a new folder that only you can read. It names nobody else."""

    async def work() -> None:
        typer.echo(await by_letter.export(await _on_it(), Meant(practice, nickname, telegram, code), folder))

    asyncio.run(work())


@app.command()
def erase(practice: Practice = None, nickname: Nickname = None, telegram: Number = None, code: Code = None) -> None:
    """Announce in the chat that all of theirs goes, seven days on, unless they say no."""

    async def work() -> None:
        typer.echo(await by_letter.ask_erasure(await _on_it(), Meant(practice, nickname, telegram, code)))

    asyncio.run(work())
