"""What commands take from whoever types them: the settings, a moment, a practice."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from bot import logs, settings

Practice = Annotated[str, typer.Option(help="The practice's slug, for example zwolle.")]


def settled(*, needs_token: bool = True) -> settings.Settings:
    """The settings, with the log set up. SettingsError names what is wrong."""
    found = settings.load(needs_token=needs_token)
    logs.set_up(found.log_level)
    return found


def moment(text: str) -> datetime:
    """A moment that somebody typed, as UTC. BadParameter when it is none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a moment; write for example 2026-11-24T12:15+01:00") from None
    if at.tzinfo is None:
        raise typer.BadParameter("say in which zone: end with Z, or +01:00 for Dutch winter time")
    return at.astimezone(UTC)
