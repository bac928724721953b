"""Makes the exports that were asked for: one at a time, beside everything else, and takes up what others left."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from telegram import Bot, InputFile
from telegram.error import TelegramError

from delivery.export_tables import Tables
from delivery.export_writing import written
from delivery.outcome import Impossible, Outcome, Sent, SlowDown, of_error
from delivery.research_tables import ResearchTables
from programme.model import Programme
from reports import installed
from reports.streamed import SUFFIXES
from rules.access import Role, Viewer, may_see_practice
from rules.address import Address
from rules.outputs import stays
from rules.payloads.export import ExportState
from storage import exports, outbox, people, practices, question_versions, research, sending
from storage.connection import Connection
from storage.database import Database
from storage.exports import Export
from storage.worker import Worker
from texts import notice
from texts.catalogue import Catalogues, Translator
from texts.file_names import file_name
from texts.messages import export as texts

log = logging.getLogger(__name__)

#: How often the person sees how far it is.
SHOWN_EVERY = timedelta(seconds=2)
#: After a failure that may pass.
PAUSE = timedelta(seconds=10)


class NothingToTell(Exception):
    """No row of anybody may leave: there is no file, and that is said."""


class Exporter(Worker):
    """The worker. `spoke` is called when there is something to say."""

    def __init__(
        self,
        database: Database,
        bot: Bot,
        programme: Programme,
        minimum_group: int,
        catalogues: Catalogues,
        clock: Callable[[], datetime],
        spoke: Callable[[], None],
    ) -> None:
        super().__init__()
        self._database = database
        self._bot = bot
        self._programme = programme
        self._minimum_group = minimum_group
        self._catalogues = catalogues
        self._clock = clock
        self._spoke = spoke

    async def run_once(self) -> bool:
        """Makes the oldest one that waits; False when none does."""
        async with self._database.read() as connection:
            waits = await exports.any_waits(connection, self._clock())
            if not waits or await self._silence(connection):
                return False  # nobody is kept from writing just to find that out, and a silence costs no try
        async with self._database.write() as connection:
            export = await exports.claim(connection, self._clock())
        if export is None:
            return False
        await self._make(export)
        self._spoke()
        return True

    async def _make(self, export: Export) -> None:
        viewer, address = await self._whose(export)
        if viewer is None or address is None:
            await self._end(export, "refused")
            return
        if export.kind == "xlsx" and not installed.is_complete():
            await self._end(export, "not_here")
            return
        try:
            with TemporaryDirectory(prefix="export-") as folder:
                file = Path(folder) / f"export.{SUFFIXES[export.kind]}"
                await self._write(export, viewer, file)
                still, _ = await self._whose(export)  # it took a while
                outcome = await self._send(export, viewer, address, file) if still else Impossible("Refused")
        except NothingToTell:
            await self._end(export, "too_few")
            return
        except Exception as error:
            log.error("cannot make an export: %s", type(error).__name__)
            await self._try_again(export, self._clock() + PAUSE)
            return
        await self._record(export, outcome)

    async def _whose(self, export: Export) -> tuple[Viewer | None, Address | None]:
        """Who asked for it, and where to send it; nobody when they may not have it, or want no messages any more."""
        async with self._database.read() as connection:
            viewer = await people.viewer_by_id(connection, export.person_id)
            address = await people.address(connection, export.person_id)
        return (viewer, address) if viewer and _may(viewer, export) else (None, None)

    async def _write(self, export: Export, viewer: Viewer, file: Path) -> None:
        tables = await self._tables(export, self._catalogues.translator(viewer.language))
        shown_at = self._clock()

        async def show(so_far: int, rounds: int) -> None:
            nonlocal shown_at
            if self._clock() - shown_at >= SHOWN_EVERY:
                shown_at = self._clock()
                await self._show(export, so_far, rounds)

        await written(tables, export.kind, file, show)

    async def _tables(self, export: Export, t: Translator) -> Tables | ResearchTables:
        if not export.is_research:
            return Tables(self._database, export, self._programme, t)
        spoken = map(self._catalogues.translator, self._programme.languages)
        agreed_to = {notice.of_purpose(one, "rows") for one in spoken}
        async with self._database.write() as connection:
            releases = await research.release(connection, self._programme, self._minimum_group, agreed_to)
            asked = await question_versions.asked(connection, self._programme)
        if not any(one.rows for one in releases):
            raise NothingToTell
        return ResearchTables(releases, asked, t)

    async def _show(self, export: Export, so_far: int, rounds: int) -> None:
        now = self._clock()
        async with self._database.write() as connection:
            if not await exports.progressed(connection, export, so_far, rounds, now):
                raise RuntimeError("somebody else took it over")
            await self._say(connection, export, now)
        self._spoke()

    async def _say(self, connection: Connection, export: Export, now: datetime) -> None:
        await outbox.add(
            connection, ExportState(export.id), now=now, person_id=export.person_id, edits=export.message_id
        )

    async def _send(self, export: Export, viewer: Viewer, address: Address, file: Path) -> Outcome:
        async with self._database.read() as connection:
            silence = await self._silence(connection)
            practice = await practices.get(connection, export.practice_id) if export.practice_id else None
        if silence:
            return SlowDown(silence)
        t = self._catalogues.translator(viewer.language)
        caption = texts.caption(t, practice.name if practice else None, is_research=export.is_research)
        of_all = file_name(t, "research" if export.is_research else "programme")
        what = practice.slug if practice and not export.is_research else of_all
        today = self._clock().astimezone(ZoneInfo(self._programme.schedule.timezone))
        name = f"{what}-{today:%Y-%m-%d}.{SUFFIXES[export.kind]}"
        try:
            content = await asyncio.to_thread(file.read_bytes)
            sent = await self._bot.send_document(
                address,
                InputFile(content, name),
                caption=caption,
                parse_mode="HTML",
                protect_content=stays("research_file" if export.is_research else "export"),
            )
        except TelegramError as error:
            return await self._heard(of_error(error, is_edit=False))
        return Sent(sent.message_id)

    async def _silence(self, connection: Connection) -> timedelta:
        """How long Telegram still asks everybody to be silent."""
        until = await sending.silent_until(connection)
        return max(timedelta(), until - self._clock()) if until else timedelta()

    async def _heard(self, outcome: Outcome) -> Outcome:
        if isinstance(outcome, SlowDown):
            async with self._database.write() as connection:
                await sending.slow_down(connection, outcome.pause, self._clock())
        return outcome

    async def _record(self, export: Export, outcome: Outcome) -> None:
        match outcome:
            case Sent():
                await self._end(export, None)
            case SlowDown(pause):
                await self._try_again(export, self._clock() + pause)
            case Impossible():
                await self._end(export, "failed")
            case _:  # maybe it arrived: a file twice is no harm
                await self._try_again(export, self._clock() + PAUSE)

    async def _try_again(self, export: Export, at: datetime) -> None:
        if export.attempts >= exports.TRIES:
            await self._end(export, "failed")
            return
        async with self._database.write() as connection:
            await exports.again(connection, export, at)

    async def _end(self, export: Export, error: str | None) -> None:
        now = self._clock()
        async with self._database.write() as connection:
            if await exports.done(connection, export, error):
                await self._say(connection, export, now)
        self._spoke()


def _may(viewer: Viewer, export: Export) -> bool:
    if viewer.stopped:
        return False
    if export.practice_id is None:
        return Role.MANAGER in viewer.roles
    return may_see_practice(viewer, export.practice_id)
