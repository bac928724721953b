"""What happened to somebody for whom something went wrong: one file per person, so that a failure explains itself.

Everything is in it by the bots' clock: what was done, what was received, what was to be said, what was asked of
Telegram. These are invented people.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Row, select

from storage.connection import Connection
from storage.tables import answers, check_ins, inbox, outbox
from tests.chaos.person import Person
from tests.chaos.site import Site

FOLDER = Path("build/chaos")
#: A moment, and what happened then.
Event = tuple[datetime, str]


async def write(site: Site, person: Person, reasons: Iterable[str], folder: Path) -> None:
    """Writes down all that is known of this person; found wrong again later, it is written anew."""
    async with site.database.read() as connection:
        events = [*_acts(site, person), *await _requests(site, person), *await _rows(connection, person)]
        stands = await _stands(connection, person)
    happened = [f"{at:%d %H:%M:%S.%f} {what}" for at, what in sorted(events)]
    phone = [f"{shown.id} {shown.text!r} {shown.buttons}" for shown in await person.phone.messages()]
    name = f"{site.database.url.get_backend_name()}-{site.began:%H%M%S}-person-{person.id}.txt"
    _write(folder / name, [*reasons], happened, stands, [f"told: {person.told}"], phone)


def _write(file: Path, *parts: Sequence[str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n\n".join("\n".join(part) for part in parts))


def _acts(site: Site, person: Person) -> Iterator[Event]:
    for at, act in person.diary:
        yield site.at(at), f"person   {act}"


async def _requests(site: Site, person: Person) -> list[Event]:
    journal = await site.telegram.requests()
    theirs = [each for each in journal if each["chat_id"] == person.phone.id]
    return [
        (site.at(each["at_monotonic"]), f"telegram {each['seq']} {each['method']} {each['outcome']}") for each in theirs
    ]


async def _rows(connection: Connection, person: Person) -> list[Event]:
    waiting = await connection.execute(select(inbox).where(inbox.c.chat_id == person.phone.id))  # handled: nobody's
    said = await connection.execute(select(outbox).where(outbox.c.person_id == person.id))
    heard = [(row.received_at, f"inbox    {_told(row, 'received_at', 'chat_id')}") for row in waiting]
    return heard + [(row.created_at, f"outbox   {_told(row, 'created_at', 'person_id')}") for row in said]


async def _stands(connection: Connection, person: Person) -> list[str]:
    mine = check_ins.c.person_id == person.id
    stands = await connection.execute(select(check_ins).where(mine).order_by(check_ins.c.id))
    given = await connection.execute(select(answers).join_from(answers, check_ins).where(mine).order_by(answers.c.id))
    return [f"check-in {_told(row)}" for row in stands] + [f"answer   {_told(row)}" for row in given]


def _told(row: Row[Any], *but: str) -> str:
    """What is in it, without what is not."""
    filled = {name: value for name, value in row._mapping.items() if value not in (None, {}, False) and name not in but}
    return " ".join(f"{name}={_short(value)}" for name, value in filled.items())


def _short(value: Any) -> str:
    return f"{value:%H:%M:%S.%f}" if isinstance(value, datetime) else str(value)
