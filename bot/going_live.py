"""What is still missing before people may be invited: what only the owner can fill in, decide or have done."""

from collections.abc import Iterator

from bot.alarm_channels import channels, somebody
from bot.own_files import readable_by_others
from bot.settings import Settings
from programme.model import Programme
from rules.command_line import to_type
from rules.telling import MINIMUM_GROUP


class NotFilledIn(Exception):
    """Anybody could join, and would not be told who is responsible. Names the fields."""


def missing_to_go_live(settings: Settings, programme: Programme) -> list[str]:
    """A sentence for each thing that is missing; [] when all is ready. Looks at settings and files, at no database.

    programme: as it is spoken.
    """
    return [*_not_filled_in(programme), *_not_decided(settings), *_unread(programme), *readable_by_others(settings)]


def refuse_open_registration(settings: Settings, programme: Programme) -> None:
    """NotFilledIn while REGISTRATION=open and the notice cannot say who is responsible."""
    if settings.registration == "open" and (empty := _empty(programme)):
        raise NotFilledIn(
            f"REGISTRATION=open needs a whole privacy notice; nothing usable in the programme file: {', '.join(empty)}"
        )


def _empty(programme: Programme) -> list[str]:
    """The required fields that are empty in some practice, or for who leads the whole programme."""
    controllers = [programme.controller_of(slug) for slug in (None, *(one.slug for one in programme.practices))]
    found = [name for controller in controllers for name in controller.missing(programme.languages)]
    return list(dict.fromkeys(found))


def _not_filled_in(programme: Programme) -> Iterator[str]:
    if empty := _empty(programme):
        yield f"The privacy notice is not whole; nothing usable in the programme file: {', '.join(empty)}."


def _not_decided(settings: Settings) -> Iterator[str]:
    if settings.programme_ends_on is None:
        yield "What people said is kept without end: set PROGRAMME_ENDS_ON."
    if settings.identity_key is None:
        yield f"A stolen database names everybody: set IDENTITY_KEY ({to_type('new-key')})."
    if settings.minimum_group < MINIMUM_GROUP:
        yield f"Groups smaller than {MINIMUM_GROUP} would be told: raise MINIMUM_GROUP."
    if settings.registration == "open":
        yield "Anybody who finds the bot can join: REGISTRATION is open."
    if not channels(settings) and not settings.heartbeat_url:
        yield f"Outside the chat nobody hears an alarm: {somebody()}"


def _unread(programme: Programme) -> Iterator[str]:
    unread = [language for language in programme.languages if language not in programme.languages_read]
    if unread:
        yield (
            f"On, and no native reader has read them: {', '.join(unread)}. Take them out of languages_on in the"
            " programme file, or have them read and add them to languages_read."
        )
