"""The research file: rows of persons who said yes to exactly that, of every practice where they may leave."""

import hmac
import secrets
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

from delivery.code_book import code_book
from delivery.export_tables import Frame, Progress
from reports.export_rows import CodeBookRow, LeftOutRow, ResearchRow, week
from rules.asked import Asked
from storage.research import Release
from texts.catalogue import Translator
from texts.messages import export as texts


@dataclass(frozen=True, slots=True)
class ResearchTables:
    """What may leave, and what may not. key: for the pseudonyms of this file alone."""

    releases: list[Release]
    asked: Asked
    t: Translator
    key: bytes = field(default_factory=lambda: secrets.token_bytes(16), repr=False)

    async def frames(self, progress: Progress) -> AsyncIterator[Frame]:
        """Table by table, each window's rows in an order that tells nothing."""
        rows = [row for one in self.releases for row in sorted(self._rows(one))]
        await progress(len(self.releases), len(self.releases))
        left_out = [self._left_out(one) for one in self.releases if one.rows is None]
        book = code_book(self.t, self.asked)
        for name, kind, table in (
            ("answers", ResearchRow, rows),
            ("left_out", LeftOutRow, left_out),
            ("code_book", CodeBookRow, book),
        ):
            for frame in texts.table(self.t, name, kind, table):
                yield frame
        yield ("end",)

    def _rows(self, one: Release) -> Iterator[ResearchRow]:
        versions = {question.key: question.version for question in self.asked.scales(one.window).values()}
        for person_id, options in (one.rows or {}).items():
            pseudonym = self._pseudonym(one.window.id, person_id)
            for key, option in sorted(options.items()):
                yield ResearchRow(one.practice, *_weeks(one), pseudonym, key, versions[key], option)

    def _pseudonym(self, window_id: int, person_id: int) -> str:
        """New for each window, so that nobody is followed from one to the next."""
        return hmac.new(self.key, f"{window_id}:{person_id}".encode(), "sha256").hexdigest()[:10]

    def _left_out(self, one: Release) -> LeftOutRow:
        return LeftOutRow(one.practice, *_weeks(one), texts.left_out(self.t))


def _weeks(one: Release) -> tuple[str, str | None]:
    return week(one.window.begun_on), week(one.window.ended_on) if one.window.ended_on else None
