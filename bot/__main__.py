"""`mantelzorg-bot`: everything the owner can do from the command line."""

import logging
import sys
from typing import Annotated

import typer
from telegram.error import TelegramError

from bot import person_commands, role_command, settings
from bot.announcing import UnusableMessage
from bot.commands import keeping, leading, looking, starting
from bot.demo import Trouble
from bot.end_in_doubt import EndInDoubt
from bot.existing import NoDatabase
from bot.going_live import NotFilledIn
from bot.inviting import Unknown
from bot.letter_subject import LetterError
from bot.own_files import keep_to_owner
from bot.retry import MustBeMended, TokenRefused
from bot.second_bot import SecondBot
from bot.setting_up import SetUpAlready
from bot.shorter_terms import ShorterTerms
from bot.tracing import NoSuchCode
from bot.upgrading import OlderAtWork
from bot.version import version
from programme.loading import ProgrammeError
from rules import causes
from rules.question_version import QuestionChanged
from storage.backup import BackupError
from storage.copying_database import CopyError
from storage.identity_cipher import IdentityKeyError
from storage.practices import SlugChanged
from storage.schema import NewerDatabase
from storage.which_bot import OtherBot

log = logging.getLogger("bot")
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for group in (starting, leading, looking, keeping):
    app.add_typer(group.app)
app.add_typer(person_commands.app, name="person")
app.add_typer(role_command.app, name="role")


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
        SlugChanged,
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
