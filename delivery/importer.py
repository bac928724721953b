"""Reads the spreadsheets that people sent: fetched from Telegram, read in a process of its own, and told about.

What is read is written down before it is told, under a lease: whoever dies, another one reads it again.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from functools import cached_property, partial
from subprocess import CalledProcessError
from typing import Any

import orjson
from telegram import Bot
from telegram.error import BadRequest, TelegramError

from delivery import drawing
from programme.model import Programme
from reports.import_file import as_json
from rules.import_words import Words
from rules.importing import LARGEST_FILE
from rules.payloads.importing import ImportOutcome
from storage import imports, outbox, people
from storage.database import Database
from storage.imports import Unread
from storage.worker import Worker
from texts.catalogue import Catalogues
from texts.import_words import understood_words

log = logging.getLogger(__name__)

#: With the reading itself shorter than a lease.
FETCH_SECONDS = 30


class TooLarge(Exception):
    """More than may be read."""


class Importer(Worker):
    """The worker. Any number may work on one database. `spoke`: there is something to say."""

    def __init__(
        self,
        database: Database,
        bot: Bot,
        programme: Programme,
        catalogues: Catalogues,
        clock: Callable[[], datetime],
        spoke: Callable[[], None],
    ) -> None:
        super().__init__()
        self._database = database
        self._bot = bot
        self._clock = clock
        self._spoke = spoke
        self._programme = programme
        self._catalogues = catalogues

    @cached_property
    def _words(self) -> Words:
        """What a column may be called, in every language: made for the first file, for most days bring none."""
        spoken = [self._catalogues.in_passing(language) for language in self._programme.languages]
        return understood_words(spoken, self._programme)

    async def run_once(self) -> bool:
        """Reads a file that waits; False when there is none."""
        async with self._database.read() as connection:
            if not await imports.has_unread(connection, self._clock()):
                return False
        async with self._database.write() as connection:
            unread = await imports.claim(connection, self._clock())
        if unread is None:
            return False
        found = await self._read(unread)
        if found is not None:
            await self._tell(unread, found)
        return True

    async def _read(self, unread: Unread) -> dict[str, Any] | None:
        """What `as_json` says of it, or {"refused": why}; None when it is better tried again later."""
        # No error is logged with its words: the address of a file holds the token.
        try:
            content = await self._fetch(unread.file_id)
            return dict(orjson.loads(await drawing.made(partial(as_json, content, self._words))))
        except TooLarge:
            return {"refused": "too_large"}
        except (TelegramError, TimeoutError) as error:
            log.warning("cannot fetch a file: %s", type(error).__name__)
            if isinstance(error, BadRequest) and "too big" in error.message:
                return {"refused": "too_large"}
            is_final = isinstance(error, BadRequest) or self._clock() > unread.sent_at + imports.PATIENCE
            return {"refused": "away"} if is_final else None
        except Exception as error:  # the process that reads was stopped, or broke
            log.warning("cannot read a file: %s", type(error).__name__)
            ran_out = isinstance(error, CalledProcessError) and error.returncode < 0  # of memory, and was killed by it
            return {"refused": "too_large" if ran_out else "no_spreadsheet"}

    async def _fetch(self, file_id: str) -> bytes:
        async with asyncio.timeout(FETCH_SECONDS):
            file = await self._bot.get_file(file_id)
            if (file.file_size or 0) > LARGEST_FILE:
                raise TooLarge
            return bytes(await file.download_as_bytearray())

    async def _tell(self, unread: Unread, found: dict[str, Any]) -> None:
        async with self._database.write() as connection:
            now = self._clock()
            contents = found.pop("contents", None)
            sent_by = await people.viewer_by_id(connection, unread.person_id)
            is_told = sent_by is not None and not sent_by.stopped
            if await imports.finish(connection, unread, contents, found, now) and is_told:
                await outbox.add(connection, ImportOutcome(unread.id), now=now, person_id=unread.person_id)
        self._spoke()
