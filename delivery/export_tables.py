"""The tables of an export: what a practice, or all of them, may take along of a period. Groups, and nobody's own row.

All of it was frozen when a round or a window closed, so the same file again tells nothing more.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from delivery.code_book import code_book
from delivery.learnt_rows import learnt_rows
from programme.form import Option, Question
from programme.model import Programme
from reports.export_rows import CodeBookRow, ExperimentRow, LearntRow, RoundRow, WindowRow, week
from rules.access import ANSWERING
from rules.asked import Asked
from rules.summary import ExperimentState, Response
from rules.window_figures import Window
from storage import export_rows, learnt, practices, question_versions, windows
from storage.database import Database
from storage.export_rows import ClosedRound
from storage.exports import Export
from texts.catalogue import Translator
from texts.escaping import plain
from texts.messages import export as texts
from texts.messages.status import status
from texts.messages.told import keyed, untold

#: What `reports.streamed` takes in.
Frame = tuple[object, ...]
#: (key, words, how many, mean of all) of an answer.
Answered = tuple[str, str, int, float | None]
Progress = Callable[[int, int], Awaitable[None]]


class Tables(Struct, frozen=True):
    """An export as it is asked for, by somebody who may see it, in their language."""

    database: Database
    export: Export
    programme: Programme
    t: Translator

    async def frames(self, progress: Progress) -> AsyncIterator[Frame]:
        """Table by table. progress: is told after each round how many are written, and how many there are."""
        async with self.database.long_read() as connection:
            closed = await export_rows.closed_rounds(connection, self.export.practice_id, self.export.since)
        asked = await self._asked()
        for frame in texts.table(self.t, "rounds", RoundRow, [self._round(one) for one in closed]):
            yield frame
        for frame in texts.table(self.t, "windows", WindowRow, await self._windows(asked)):
            yield frame
        experiments: list[ExperimentRow] = []
        for number, one in enumerate(closed, 1):
            experiments += self._experiments(one, asked.statuses(one.over_at))
            await progress(number, len(closed))
        for frame in texts.table(self.t, "experiments", ExperimentRow, experiments):
            yield frame
        for frame in texts.table(self.t, "learnt", LearntRow, await self._learnt()):
            yield frame
        for frame in texts.table(self.t, "code_book", CodeBookRow, code_book(self.t, asked)):
            yield frame
        yield ("end",)

    async def _learnt(self) -> Sequence[LearntRow]:
        async with self.database.long_read() as connection:
            found = await learnt.between(connection, self.export.practice_id, self.export.since, None)
        return learnt_rows(self.t, found, self.programme)

    def _round(self, one: ClosedRound) -> RoundRow:
        caregivers, participants = (one.figures.response.get(role, Response()) for role in ANSWERING)
        return RoundRow(
            one.practice,
            one.number,
            week(one.opened_on),
            week(self._local(one.over_at)),
            caregivers.eligible,
            caregivers.answered,
            participants.eligible,
            participants.answered,
        )

    async def _asked(self) -> Asked:
        async with self.database.long_read() as connection:
            return await question_versions.asked(connection, self.programme)

    async def _windows(self, asked: Asked) -> Sequence[WindowRow]:
        async with self.database.long_read() as connection:
            one = await practices.get(connection, self.export.practice_id) if self.export.practice_id else None
            known = [one] if one else await practices.ever(connection)
            held = [(each.name, window) for each in known for window in await windows.of_practice(connection, each.id)]
        begin = self.export.since
        recent = [one for one in held if begin is None or ((ended := one[1].ended_on) and ended >= self._local(begin))]
        return [row for practice, window in recent for row in self._window(practice, window, asked)]

    def _window(self, practice: str, window: Window, asked: Asked) -> Iterator[WindowRow]:
        ended = week(window.ended_on) if window.ended_on else None
        days = (practice, window.first, window.last, week(window.begun_on), ended)
        for question in asked.in_window(window):
            if question.every and not any(n % question.every == 0 for n in range(window.first, window.last + 1)):
                continue  # not asked in any of its rounds
            about = (*days, question.key, question.version, plain(self.t.pick(question.text)))
            told = self._chosen(window, question) if question.central is None else self._told(window, question)
            yield from (WindowRow(*about, *one, None) for one in told)
            if not told:
                yield WindowRow(*about, None, None, None, None, plain(untold(self.t)))

    def _told(self, window: Window, question: Question) -> list[Answered]:
        told = window.told(str(question.central))
        if told is None:
            return []
        return [(key, plain(words), n, told.mean) for key, words, n in keyed(self.t, told, question.options)]

    def _chosen(self, window: Window, question: Question) -> list[Answered]:
        if window.figures is None:
            return []
        found = (window.figures.mattered if question.every else window.figures.heard) or {}
        words = {option.key: plain(self.t.pick(option.label)) for option in question.options}
        return [(key, words.get(key) or texts.heard_nothing(self.t), count, None) for key, count in found.items()]

    def _experiments(self, one: ClosedRound, statuses: Mapping[str, Option]) -> Iterator[ExperimentRow]:
        """statuses: in the words of its time."""
        for question in one.figures.design_questions:
            for each in question.experiments:
                stood = (one.practice, one.number, week(one.opened_on), question.text, self._central(question.central))
                yield ExperimentRow(*stood, each.title, self._status(each, statuses), self._reported(each))

    def _central(self, key: str) -> str:
        found = next((one for one in self.programme.central_questions if one.key == key), None)
        return plain(self.t.pick(found.text)) if found else key

    def _status(self, each: ExperimentState, statuses: Mapping[str, Option]) -> str | None:
        return plain(status(self.t, statuses, each.status)) if each.status else None

    def _reported(self, each: ExperimentState) -> str | None:
        return week(self._local(datetime.fromisoformat(each.reported_at))) if each.reported_at else None

    def _local(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.programme.schedule.timezone)).date()
