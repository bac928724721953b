"""`mantelzorg-bot announce`: what the owner says to everybody of whom something is kept, as after a data breach."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.running import prepare
from bot.wiring import Wiring
from rules.own_time import next_allowed
from storage import audit, owner_messages
from storage.connection import Connection
from storage.owner_messages import Addressed
from texts.escaping import length, plain
from texts.messages.owner_message import LONGEST, owner_message


class UnusableMessage(Exception):
    """The file says nothing that can be sent. Names what to change."""


class Announced(Struct, frozen=True):
    """preview: each language as people will see it. at: when it goes out, in the programme's own time."""

    preview: Mapping[str, str]
    addressed: Addressed
    at: datetime

    def __str__(self) -> str:
        shown = [f"--- {language} ---\n{text}" for language, text in self.preview.items()]
        to = self.addressed
        counts = [
            f"To {to.people} people, also who stopped, from {self.at:%Y-%m-%d %H:%M}.",
            f"Not reached in Telegram: {to.unreachable}. Told by nobody but their helpers: {to.on_behalf}.",
        ]
        return "\n".join([*shown, "---", *counts])


def read(file: Path, languages: tuple[str, ...]) -> dict[str, str]:
    """The texts of a TOML file, `nl = "…"`, one for each language that is on. UnusableMessage: else."""
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnusableMessage(f"{file} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UnusableMessage(f"{file} cannot be read: it is no text; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise UnusableMessage(f'{file} cannot be read: {error}; write for each language nl = "…"') from None
    texts = {name: text.strip() for name, text in found.items() if isinstance(text, str) and text.strip()}
    if lacking := [language for language in languages if language not in texts]:
        raise UnusableMessage(f'{file} lacks a text in {", ".join(lacking)}: write for each of them nl = "…"')
    if long := [language for language in languages if length(texts[language]) > LONGEST]:
        raise UnusableMessage(f"{file}: the text in {', '.join(long)} is longer than {LONGEST} characters")
    return {language: texts[language] for language in languages}


async def announce(wiring: Wiring, file: Path, *, sends: bool) -> Announced:
    """Puts it in the outbox when it is meant (sends), and tells in any case what it looks like and to how many."""
    texts = read(file, wiring.programme.languages)
    timezone = wiring.programme.schedule.timezone
    at = next_allowed(wiring.clock(), timezone)
    try:
        await prepare(wiring.database, wiring.programme, wiring.clock, bot_id=wiring.settings.bot_id)
        async with wiring.database.write() as connection:
            addressed = await owner_messages.addressed(connection)
            if sends:
                await _send(connection, texts, addressed, at, wiring.clock())
    finally:
        await wiring.database.close()
    return Announced(_preview(wiring, texts), addressed, at.astimezone(ZoneInfo(timezone)))


async def _send(
    connection: Connection, texts: Mapping[str, str], addressed: Addressed, at: datetime, now: datetime
) -> None:
    sent = await owner_messages.send(connection, texts, at, now)
    await audit.note(connection, "owner_message", None, now, by="owner", message=sent, people=addressed.people)


def _preview(wiring: Wiring, texts: Mapping[str, str]) -> dict[str, str]:
    name = wiring.programme.controller.name
    spoken = {language: wiring.catalogues.translator(language) for language in texts}
    return {language: plain(owner_message(t, texts, name).text) for language, t in spoken.items()}
