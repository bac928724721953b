"""Commands for what is kept: the database, its backups, its terms, its key, its bot."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.typed import settled
from bot.copying import copy_database as copy_all
from bot.end_in_doubt import refuse_a_doubtful_end
from bot.existing import on_existing
from bot.missing_ledger import refuse_without_ledger
from bot.moving import WHAT_IT_MEANS, move_here
from bot.resealing import reseal
from bot.running import prepare, told
from bot.second_bot import refuse_if_at_work
from bot.shorter_terms import adopt, refuse_shorter
from bot.wiring import real_time
from scheduler import retention
from storage import backup_rotation, identity_cipher
from storage.backup import BackupError, back_up, leave_mark, note_made
from storage.backup import restore as put_back

app = typer.Typer()


@app.command()
def backup(
    file: Annotated[
        Path, typer.Argument(readable=False, help="A new file, or with --keep a folder; nothing is overwritten.")
    ],
    keep: Annotated[
        int | None, typer.Option(min=1, help="A new file in the folder; only the newest so many stay.")
    ] = None,
) -> None:
    """Copy the whole database to a file, and read it back. The bot may run meanwhile."""

    async def work() -> None:
        found, now = settled(needs_token=False), real_time()
        address = found.database_url.get_secret_value()
        target = backup_rotation.next_in(file, now) if keep else file
        await leave_mark(address, found.ledger, now)
        rows = await back_up(address, target)
        await note_made(address, now)
        older = backup_rotation.remove_older(file, keep, now) if keep else []
        held = f"{rows.get('people', 0)} people, {rows.get('answers', 0)} answers, {sum(rows.values())} rows in all"
        typer.echo(f"The database of this moment is in {target}: {held}. Keep it as safe as the database.")
        if older:
            typer.echo(f"Older backups removed: {len(older)}.")

    asyncio.run(work())


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(readable=False, help="A file that `backup` wrote.")],
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help="Replace a database that holds people or is in use; also beside this bot, or without a ledger.",
        ),
    ] = False,
) -> None:
    """Replace the database by a backup. What was still to be sent when it was made is not sent any more.

    To try it out: with the token of another bot, or with none. Two bots on one token take each other's updates.
    """

    async def work() -> None:
        found = settled(needs_token=False)
        if not file.exists():
            raise BackupError(f"nothing was restored: No such file or directory: {file}")
        if found.has_token and not force:
            await refuse_if_at_work(found)
            await refuse_without_ledger(found, file)
        address = found.database_url.get_secret_value()
        await put_back(address, file, real_time(), ledger=found.ledger, force=force)
        typer.echo("Restored. Start the bot.")

    asyncio.run(work())


@app.command()
def copy_database(
    source: Annotated[str, typer.Argument(metavar="FROM", help="An address as in DATABASE_URL.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="Another one, in which there is nothing.")],
) -> None:
    """Copy a whole database into an empty one, of either kind, and compare every row. Stop the bot first."""

    async def work() -> None:
        copied = await copy_all(source, target, real_time())
        typer.echo(f"Copied and compared: {told(copied)}. Set DATABASE_URL to the new one, and start the bot.")

    asyncio.run(work())


@app.command()
def retain(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count; remove nothing.")] = False,
    erase_all: Annotated[
        bool, typer.Option("--erase-all", help="Also everybody, though PROGRAMME_ENDS_ON lies before their answers.")
    ] = False,
    shorter: Annotated[
        bool, typer.Option("--shorter", help="Also what goes only because a term was made shorter.")
    ] = False,
) -> None:
    """Remove what is over its term, as the bot does by itself once a day, and print how much of each sort."""

    async def work() -> None:
        wiring = await on_existing(settled())
        await prepare(wiring.database, wiring.programme, real_time, bot_id=wiring.settings.bot_id)
        if not (erase_all or dry_run):
            await refuse_a_doubtful_end(wiring.database, wiring.settings.keeping, real_time())
        if not (shorter or erase_all or dry_run):
            await refuse_shorter(wiring.database, wiring.settings.keeping, real_time())
        do = retention.preview if dry_run else retention.remove
        found = await do(wiring.database, wiring.settings.keeping, real_time())
        if not dry_run:
            await adopt(wiring.database, wiring.settings.keeping)
        await wiring.database.scrub()
        await wiring.database.close()
        typer.echo(f"{'Would be removed' if dry_run else 'Removed'}: {told(found)}.")

    asyncio.run(work())


@app.command()
def new_key() -> None:
    """Print a new IDENTITY_KEY. Keep it apart from the database and its backups: whoever has both knows everybody."""
    typer.echo(identity_cipher.new_key())


@app.command()
def rotate_key() -> None:
    """Seal who people are with IDENTITY_KEY, instead of IDENTITY_KEY_BEFORE. Stop the bot first."""

    async def work() -> None:
        found = settled()
        await (await on_existing(found)).database.close()
        sealed = await reseal(found, real_time())
        typer.echo(f"Sealed with the new key: {sealed}." if sealed else "There was nothing left to seal.")

    asyncio.run(work())


@app.command()
def move(
    yes: Annotated[bool, typer.Option("--yes", help="It is meant: do it.")] = False,
) -> None:
    """Go on with another bot, that of BOT_TOKEN: its people have to press Start there. Stop the old one first.

    BOT_TOKEN_BEFORE: the token of the old bot, which then says goodbye with a link to the new one.
    """
    if not yes:
        typer.echo(WHAT_IT_MEANS, err=True)
        raise typer.Exit(2)

    async def work() -> None:
        found = settled()
        await (await on_existing(found)).database.close()
        moved = await move_here(found)
        typer.echo(moved)

    asyncio.run(work())
