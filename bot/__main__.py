"""`python -m bot`: everything the owner can do from the command line."""

import asyncio
import logging
import sys
from collections.abc import Coroutine
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from telegram.error import TelegramError

from bot import logs, person_commands, role_command, settings
from bot.alarm_command import NOBODY, reached, tested
from bot.announcing import UnusableMessage
from bot.announcing import announce as announced
from bot.audit_command import as_json, audited, in_words
from bot.copying import copy_database as copy_all
from bot.demo import Trouble
from bot.end_in_doubt import EndInDoubt, refuse_a_doubtful_end
from bot.ending_roles import end_roles as roles_ended
from bot.existing import NoDatabase, on_existing
from bot.going_live import NotFilledIn, refuse_open_registration
from bot.inviting import Unknown, invite_to
from bot.letter_subject import LetterError
from bot.missing_ledger import refuse_without_ledger
from bot.moving import WHAT_IT_MEANS, move_here
from bot.notices_command import in_words as notice_in_words
from bot.notices_command import notices as every_notice
from bot.own_files import keep_to_owner
from bot.resealing import reseal
from bot.retry import MustBeMended, TokenRefused
from bot.running import prepare, run_until_signal, told
from bot.second_bot import SecondBot, refuse_if_at_work
from bot.setting_up import Dialogue, SetUpAlready, set_up
from bot.shorter_terms import ShorterTerms, adopt, refuse_shorter
from bot.status_command import report
from bot.summarising import summary_of
from bot.tracing import NoSuchCode
from bot.tracing import trace as traced
from bot.upgrading import OlderAtWork, make_ready
from bot.version import version
from bot.wiring import real_time, wire
from programme.loading import ProgrammeError
from reports import installed
from rules import causes
from rules.access import Role
from rules.question_version import QuestionChanged
from scheduler import retention
from scheduler.tick import tick as do_tick
from storage import backup_rotation, identity_cipher
from storage.backup import BackupError, back_up, note_made
from storage.backup import restore as put_back
from storage.copying_database import CopyError
from storage.identity_cipher import IdentityKeyError
from storage.invitations import DEFAULT_DAYS, DEFAULT_USES
from storage.schema import NewerDatabase
from storage.which_bot import OtherBot

log = logging.getLogger("bot")
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(person_commands.app, name="person")
app.add_typer(role_command.app, name="role")
Practice = Annotated[str, typer.Option(help="The practice's slug, for example zwolle.")]


class RoleName(StrEnum):
    """The roles an invitation can give."""

    participant = Role.PARTICIPANT
    caregiver = Role.CAREGIVER
    coordinator = Role.COORDINATOR
    manager = Role.MANAGER


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(version())
        raise typer.Exit


@app.callback()
def options(
    wanted: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """The check-in bot of In voor mantelzorg-thuis."""


def _settled(*, needs_token: bool = True) -> settings.Settings:
    found = settings.load(needs_token=needs_token)
    logs.set_up(found.log_level)
    return found


def _run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)


@app.command()
def run() -> None:
    """Run the bot: receive, handle, send and tick, until it is stopped."""
    wiring = wire(_settled())
    refuse_open_registration(wiring.settings, wiring.programme)
    _run(run_until_signal(wiring))


@app.command()
def setup() -> None:
    """Ask the few questions, try each answer out, write the settings, and make the first invitations."""

    def ask(question: str, default: str, hidden: bool) -> str:
        return str(
            typer.prompt(question, default=default, show_default=bool(default), hide_input=hidden and _is_seen())
        )

    logs.set_up("ERROR")
    program = Path(sys.argv[0]).name if sys.argv[0].endswith("bot") else "python -m bot"
    _run(set_up(Dialogue(ask, typer.echo), program))


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
        wiring = wire(_settled())
        meant = {"while_running": while_running, "without_backup": without_backup}
        await make_ready(wiring.database, wiring.settings, real_time(), **meant)
        await prepare(wiring.database, wiring.programme, real_time, bot_id=wiring.settings.bot_id)
        await wiring.database.close()
        typer.echo("The database is up to date.")

    _run(work())


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
        made = await invite_to(await on_existing(_settled()), Role(role.value), practice, uses, days, is_test=test)
        if json:
            typer.echo(orjson.dumps({"link": made.link, "token": made.token}).decode())
        else:
            typer.echo(f"{made.link}\n{made.token}")

    _run(work())


@app.command()
def tick(
    at: Annotated[str, typer.Option(help="The moment, in ISO form with its zone: 2026-11-24T12:15+01:00.")],
) -> None:
    """Do once what the clock does every minute, as if it were that moment."""

    async def work() -> None:
        now = _moment(at)
        wiring = await on_existing(_settled())
        await prepare(wiring.database, wiring.programme, real_time, bot_id=wiring.settings.bot_id)
        found = wiring.settings
        done = await do_tick(wiring.database, wiring.programme, found.minimum_group, now, found.keeping)
        await wiring.database.close()
        typer.echo(f"Rounds opened: {done.opened}. Rounds closed: {done.closed}. Messages released: {done.released}.")
        for name, error in done.failed.items():
            typer.echo(f"Failed: {name}: {causes.told(error)}.", err=True)
        if done.failed:
            raise typer.Exit(1)

    _run(work())


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a moment; write for example 2026-11-24T12:15+01:00") from None
    if at.tzinfo is None:
        raise typer.BadParameter("say in which zone: end with Z, or +01:00 for Dutch winter time")
    return at.astimezone(UTC)


@app.command()
def summary(practice: Practice) -> None:
    """Print a practice's summary as its coordinator sees it."""

    async def work() -> None:
        typer.echo(await summary_of(await on_existing(_settled()), practice))

    _run(work())


@app.command()
def status() -> None:
    """Tell how the bot stands, whether or not it runs. Ends with 1: something is wrong; 3: not ready to go live."""

    async def work() -> None:
        found = await report(settings.load(needs_token=False), real_time())
        typer.echo(str(found))
        if found.exit_code:
            raise typer.Exit(found.exit_code)

    _run(work())


@app.command()
def alarm(
    test: Annotated[bool, typer.Option("--test", help="Send a test by each way of the owner's.")] = False,
) -> None:
    """Tell who hears of trouble. Ends with 1 when nobody does, or when a test does not arrive."""

    async def work() -> None:
        found = settings.load()
        reaches = await reached(found)
        typer.echo("\n".join(reaches) or NOBODY)
        outcomes = await tested(found) if test else {}
        for name, failure in outcomes.items():
            typer.echo(f"{name}: {failure or 'sent'}")
        if not reaches or any(outcomes.values()):
            raise typer.Exit(1)

    _run(work())


@app.command()
def audit(
    since: Annotated[str | None, typer.Option(help="From this moment on: 2026-11-24T12:15+01:00.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print each line as JSON.")] = False,
) -> None:
    """Tell who looked at figures, took them along or changed something: the newest first, nobody by name."""

    async def work() -> None:
        for line in await audited(await on_existing(_settled()), _moment(since) if since else None):
            typer.echo(as_json(line) if json else in_words(line))

    _run(work())


@app.command()
def notices() -> None:
    """Print every text that somebody said yes or no to, with its version, language and fingerprint."""

    async def work() -> None:
        for text in await every_notice(await on_existing(_settled())):
            typer.echo(f"{notice_in_words(text)}\n")

    _run(work())


@app.command()
def announce(
    file: Annotated[Path, typer.Argument(help='A TOML file with the text in each language: nl = "…".')],
    yes: Annotated[bool, typer.Option("--yes", help="It is meant: send it.")] = False,
) -> None:
    """Say something to everybody of whom something is kept, also who stopped: after a data breach, for example.

    Without --yes it shows what they would read and how many they are, and sends nothing.
    """

    async def work() -> None:
        typer.echo(str(await announced(await on_existing(_settled()), file, sends=yes)))
        typer.echo("It is on its way." if yes else "Nothing is sent. It is meant: --yes.", err=not yes)
        if not yes:
            raise typer.Exit(2)

    _run(work())


@app.command()
def end_roles(
    practice: Annotated[str | None, typer.Option(help="Of its coordinators.")] = None,
    managers: Annotated[bool, typer.Option("--managers", help="Of the programme's managers.")] = False,
) -> None:
    """End the role of everybody who leads there, at once: when an account was taken over. Then invite them anew."""
    if bool(practice) == managers:
        raise typer.BadParameter("say either --practice or --managers")

    async def work() -> None:
        typer.echo(f"Roles ended: {await roles_ended(await on_existing(_settled()), practice)}.")

    _run(work())


@app.command()
def trace(code: Annotated[str, typer.Argument(help="The code that somebody made for this: /hulp, Code.")]) -> None:
    """Tell what became of somebody's messages in the last two days, once, when they gave a code for it."""

    async def work() -> None:
        for line in await traced(await on_existing(_settled()), code):
            typer.echo(line)

    _run(work())


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="A new file, or with --keep a folder; nothing is overwritten.")],
    keep: Annotated[
        int | None, typer.Option(min=1, help="A new file in the folder; only the newest so many stay.")
    ] = None,
) -> None:
    """Copy the whole database to a file, and read it back. The bot may run meanwhile."""

    async def work() -> None:
        address, now = _settled(needs_token=False).database_url.get_secret_value(), real_time()
        target = backup_rotation.next_in(file, now) if keep else file
        rows = await back_up(address, target)
        await note_made(address, now)
        older = backup_rotation.remove_older(file, keep, now) if keep else []
        held = f"{rows.get('people', 0)} people, {rows.get('answers', 0)} answers, {sum(rows.values())} rows in all"
        typer.echo(f"The database of this moment is in {target}: {held}. Keep it as safe as the database.")
        if older:
            typer.echo(f"Older backups removed: {len(older)}.")

    _run(work())


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `backup` wrote.")],
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
        found = _settled(needs_token=False)
        if found.has_token and not force:
            await refuse_if_at_work(found)
            await refuse_without_ledger(found, file)
        address = found.database_url.get_secret_value()
        await put_back(address, file, real_time(), ledger=found.ledger, force=force)
        typer.echo("Restored. Start the bot.")

    _run(work())


@app.command()
def copy_database(
    source: Annotated[str, typer.Argument(metavar="FROM", help="An address as in DATABASE_URL.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="Another one, in which there is nothing.")],
) -> None:
    """Copy a whole database into an empty one, of either kind, and compare every row. Stop the bot first."""

    async def work() -> None:
        copied = await copy_all(source, target, real_time())
        typer.echo(f"Copied and compared: {told(copied)}. Set DATABASE_URL to the new one, and start the bot.")

    _run(work())


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
        wiring = await on_existing(_settled())
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

    _run(work())


@app.command()
def new_key() -> None:
    """Print a new IDENTITY_KEY. Keep it apart from the database and its backups: whoever has both knows everybody."""
    typer.echo(identity_cipher.new_key())


@app.command()
def rotate_key() -> None:
    """Seal who people are with IDENTITY_KEY, instead of IDENTITY_KEY_BEFORE. Stop the bot first."""

    async def work() -> None:
        found = _settled()
        await (await on_existing(found)).database.close()
        sealed = await reseal(found, real_time())
        typer.echo(f"Sealed with the new key: {sealed}." if sealed else "There was nothing left to seal.")

    _run(work())


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
        found = _settled()
        await (await on_existing(found)).database.close()
        moved = await move_here(found)
        typer.echo(moved)

    _run(work())


@app.command()
def demo(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where the page is; 0: any port that is free.")] = 8080,
) -> None:
    """Open a page with phones to try the bot on, filled with examples. Needs no token and no Telegram."""
    from bot.demo.show import show  # not above: the real bot never loads the simulator

    logs.set_up("WARNING")
    _say_what_is_missing()
    with suppress(KeyboardInterrupt):
        _run(show(port, typer.echo))


@app.command()
def story() -> None:
    """Tell one round of a practice, from invitation to summary, while it happens in the real bot."""
    from bot.demo.story import tell  # not above: the real bot never loads the simulator

    logs.set_up("WARNING")
    _say_what_is_missing()
    _run(tell(typer.echo))


def _say_what_is_missing() -> None:
    if not installed.is_complete():
        typer.echo("Zonder de extra `reports` zijn er geen plaatjes, posters en spreadsheets.", err=True)


def main() -> None:
    """Errors that are somebody's to mend come as one line, not as a traceback."""
    keep_to_owner()
    try:
        app()
    except (
        settings.SettingsError,
        ProgrammeError,
        NewerDatabase,
        NoDatabase,
        BackupError,
        CopyError,
        SetUpAlready,
        IdentityKeyError,
        OtherBot,
        QuestionChanged,
        Unknown,
        MustBeMended,
        NoSuchCode,
        LetterError,
        NotFilledIn,
        EndInDoubt,
        ShorterTerms,
        UnusableMessage,
        SecondBot,
    ) as error:
        sys.exit(_say(error, 2))
    except (TokenRefused, Trouble, OlderAtWork) as error:
        sys.exit(_say(error, 1))
    except Exception as error:
        sys.exit(_end_by(error))


def _end_by(error: Exception) -> int:
    """2 when somebody has to mend it first, else 1: then starting again may help."""
    cause = causes.of(error)
    if cause:
        log.debug("where it failed", exc_info=error)
        place = error.filename if isinstance(error, OSError) else None
        typer.echo(f"{cause.line}: {place}" if isinstance(place, str) else cause.line, err=True)
        return 1 if cause.passes else 2
    if isinstance(error, TelegramError):
        return _say(error, 1)
    log.critical("ended by an error", exc_info=error)  # its own words may quote an answer
    return 1


def _say(error: Exception, code: int) -> int:
    typer.echo(str(error), err=True)
    return code


if __name__ == "__main__":
    main()
