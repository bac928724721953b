"""What the owner does for who asks by letter: find, hand over, and begin an erasure. Never tells an answer itself."""

from datetime import UTC
from pathlib import Path

from bot import letter_subject
from bot.letter_subject import LetterError, Meant
from bot.wiring import Wiring
from delivery.rendering.own_answers import page_of
from reports.own_answers import own_answers
from reports.own_data import own_data
from rules.command_line import to_type
from rules.others import Sections, of_proxy, without_others
from rules.own_time import is_quiet, next_allowed
from rules.payloads.notes import Note
from rules.subject import Subject
from scheduler import asked_erasures
from storage import erasure_requests, memberships, outbox, people, proxies
from storage import own_data as kept
from storage.connection import Connection
from storage.erasure_requests import WAITS


async def find(wiring: Wiring, meant: Meant) -> list[str]:
    """Whether there is somebody, and whether an erasure waits. A code still works afterwards."""
    try:
        found = await letter_subject.everybody(wiring, meant, "person_found", uses_up=False)
        async with wiring.database.read() as connection:
            return [await _standing(connection, subject) for subject in found] or ["There is nobody."]
    finally:
        await wiring.database.close()


async def export(wiring: Wiring, meant: Meant, folder: Path) -> str:
    """Writes what is kept of them, and nobody else's name, into a new folder: a page to read, and everything as JSON.

    LetterError unless one is meant, or when the folder cannot be made.
    """
    try:
        _make(folder)
        subject = await letter_subject.one(wiring, meant, "person_exported")
        async with wiring.database.write() as connection:
            files = await _files(wiring, connection, subject)
            if subject.proxy_id is None:
                await _tell(wiring, connection, subject, Note("letter_export"))
    except BaseException:
        _take_away(folder)
        raise
    finally:
        await wiring.database.close()
    for name, content in files.items():
        _write(folder / name, content)
    return f"Written to {folder}, for nobody else to read: {', '.join(files)}. Hand it over, and remove it here."


async def ask_erasure(wiring: Wiring, meant: Meant) -> str:
    """Announces in the chat that all of theirs goes in a week.

    LetterError unless one is meant, and for who leads the programme alone.
    """
    try:
        subject = await letter_subject.one(wiring, meant, "erasure_asked")
        now = wiring.clock()
        async with wiring.database.write() as connection:
            if subject.proxy_id is None and await memberships.leads_alone(connection, subject.person_id):
                instead = to_type("invite --role manager")
                raise LetterError(f"Nobody leads the programme without this person; invite another first: {instead}")
            await erasure_requests.ask(connection, subject, now)
            await asked_erasures.announce(connection, wiring.programme, now)
    finally:
        await wiring.database.close()
    return f"Asked. The chat is told; on {now + WAITS:%Y-%m-%d} at the earliest all of it goes, unless they say no."


async def _standing(connection: Connection, subject: Subject) -> str:
    who = "There is somebody." if subject.proxy_id is None else "There is somebody without Telegram."
    request = await erasure_requests.of(connection, subject)
    if request is None:
        return who
    asked = f"{who} Erasure was asked on {request.asked_at.astimezone(UTC):%Y-%m-%d}"
    return f"{asked}, and refused in the chat." if request.refused_at else f"{asked}, and waits for a week."


async def _files(wiring: Wiring, connection: Connection, subject: Subject) -> dict[str, bytes]:
    address = await people.address(connection, subject.person_id)
    viewer = await people.viewer_by_id(connection, subject.person_id)
    if address is None or viewer is None:
        raise LetterError("There is nobody.")
    whole = await kept.everything(connection, subject.person_id, address)
    found: Sections = without_others(whole) if subject.proxy_id is None else of_proxy(whole, subject.proxy_id)
    proxy = await proxies.get(connection, subject.proxy_id) if subject.proxy_id is not None else None
    t, now = wiring.catalogues.translator(viewer.language), wiring.clock()
    page = await page_of(connection, t, wiring.programme, found, now, proxy.nickname if proxy else None)
    names = await kept.names(connection, found)
    return {"answers.html": own_answers(page), "everything.json": own_data(kept.numbered(found), names, now)}


async def _tell(wiring: Wiring, connection: Connection, subject: Subject, note: Note) -> None:
    """Not at night; also who stopped, for it is about them."""
    now, timezone = wiring.clock(), wiring.programme.schedule.timezone
    due_at = next_allowed(now, timezone) if is_quiet(now, timezone) else None
    await outbox.add(connection, note, now=now, person_id=subject.person_id, due_at=due_at)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700)
    except OSError:
        raise LetterError("Name a new folder, in one that is there and that you may write in.") from None


def _take_away(folder: Path) -> None:
    """Only when it is empty: then it was made here."""
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _write(file: Path, content: bytes) -> None:
    """Of the owner alone, whatever the umask; nothing is overwritten."""
    file.touch(mode=0o600, exist_ok=False)
    file.write_bytes(content)
