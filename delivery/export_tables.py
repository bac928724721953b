"""The tables of an export, one portion after the other: everything of a period, and nobody recognisable in it."""

import hmac
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from programme.model import Programme, Question
from reports.export import Row
from reports.export_rows import AnswerRow, CodeBookRow, ExperimentRow, RoundRow, week
from rules.access import ANSWERING, Role, Viewer, may_run_practice
from rules.export import may_leave
from rules.summary import ExperimentState, Response
from storage import experiments, export_rows, practices, remarks
from storage.database import Database
from storage.export_rows import ClosedRound, GivenAnswer
from storage.exports import Export
from texts.catalogue import Translator
from texts.escaping import plain
from texts.messages import export as texts

#: What `reports.streamed` takes in.
Frame = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """An export as it is asked for, by somebody who may see it, in their language. key: for its pseudonyms alone."""

    database: Database
    export: Export
    viewer: Viewer
    programme: Programme
    minimum_group: int
    t: Translator
    key: bytes = field(default_factory=lambda: secrets.token_bytes(16), repr=False)

    async def frames(self, progress: Callable[[int, int], Awaitable[None]]) -> AsyncIterator[Frame]:
        """Table by table. progress: is told after each round how many are written, and how many there are."""
        async with self.database.long_read() as connection:
            closed = await export_rows.closed_rounds(connection, self.export.practice_id, self.export.since)
        yield self._begin("rounds", RoundRow._fields)
        yield "add", [self._round(one) for one in closed]
        yield self._begin("answers", AnswerRow._fields)
        for number, one in enumerate(closed, 1):
            yield "add", await self._answers(one)
            await progress(number, len(closed))
        yield "add", await self._texts()
        yield self._begin("experiments", ExperimentRow._fields)
        yield "add", await self._experiments()
        yield self._begin("code_book", CodeBookRow._fields)
        yield "add", list(self._code_book())
        yield ("end",)

    def _begin(self, name: str, columns: Sequence[str]) -> Frame:
        return "begin", *texts.table(self.t, name, columns)

    def _round(self, one: ClosedRound) -> RoundRow:
        caregivers, participants = (one.figures.response.get(role, Response()) for role in ANSWERING)
        return RoundRow(
            one.practice,
            one.number,
            week(one.opened_on),
            week(self._local(one.closed_at)),
            caregivers.eligible,
            caregivers.answered,
            participants.eligible,
            participants.answered,
        )

    async def _answers(self, one: ClosedRound) -> Sequence[Row]:
        """Those that may leave, in an order that tells nothing."""
        async with self.database.long_read() as connection:
            given = await export_rows.answers_of(connection, one.id, [q.key for q in self._exported()])
        return sorted((self._answer(one, each) for each in self._that_may_leave(given)), key=_pseudonym)

    def _that_may_leave(self, given: Sequence[GivenAnswer]) -> Iterable[GivenAnswer]:
        counted = self._counted()
        for question, group in groupby(sorted(given, key=_question), _question):
            rows = list(group)
            people = len({(each.person_id, each.proxy_id) for each in rows})
            if may_leave(people, counted.get(question, people), self.minimum_group):
                yield from rows

    def _counted(self) -> dict[str, int]:
        """None of the answers to the central questions: those are told per window, and only of groups."""
        return {question.key: 0 for question in self._exported() if question.kind == "scale" and question.central}

    def _answer(self, one: ClosedRound, given: GivenAnswer) -> AnswerRow:
        pseudonym = hmac.new(self.key, f"{given.person_id}:{given.proxy_id}".encode(), "sha256").hexdigest()[:10]
        return AnswerRow(
            one.practice,
            one.number,
            week(one.opened_on),
            pseudonym,
            given.role,
            given.question,
            given.version,
            given.experiment,
            given.score,
            given.option,
            None,
        )

    async def _texts(self) -> Sequence[Row]:
        """What people let their coordinator read and take along, without round or pseudonym: nobody else gets it."""
        practice_id = self.export.practice_id
        if practice_id is None or not may_run_practice(self.viewer, practice_id):
            return []
        async with self.database.long_read() as connection:
            practice = await practices.get(connection, practice_id)
            written = await remarks.shared(connection, practice_id, "file")
            told = await remarks.about_experiments(connection, practice_id, "file", trials=False)
        name = practice.name if practice else ""
        free = [_text(name, role, "", None, text) for role, texts in written.items() for text in texts]
        return free + [_text(one.practice, Role.PARTICIPANT, one.question, one.experiment, one.text) for one in told]

    async def _experiments(self) -> Sequence[Row]:
        async with self.database.long_read() as connection:
            one = await practices.get(connection, self.export.practice_id) if self.export.practice_id else None
            known = {each.id: each.name for each in ([one] if one else await practices.every(connection))}
            states = await experiments.states(connection, known)
        return [
            ExperimentRow(known[key], question.text, question.central, each.title, each.status, self._reported(each))
            for key, questions in states.items()
            for question in questions
            for each in question.experiments
        ]

    def _reported(self, each: ExperimentState) -> str | None:
        return week(self._local(datetime.fromisoformat(each.reported_at))) if each.reported_at else None

    def _code_book(self) -> Iterator[CodeBookRow]:
        for question in self._exported():
            yield CodeBookRow(question.key, question.version, None, plain(self.t.pick(question.text)))
            for option in question.options:
                yield CodeBookRow(question.key, question.version, option.key, plain(self.t.pick(option.label)))

    def _exported(self) -> list[Question]:
        """Every question but those about the answers themselves: who may read them."""
        every = (question for form in self.programme.forms for question in form.questions)
        return [question for question in every if not question.covers]

    def _local(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.programme.schedule.timezone)).date()


def _pseudonym(row: AnswerRow) -> tuple[str, str, str]:
    return row.pseudonym or "", row.question, row.experiment or ""


def _question(given: GivenAnswer) -> str:
    return given.question


def _text(practice: str, role: Role, question: str, experiment: str | None, text: str) -> AnswerRow:
    return AnswerRow(practice, None, None, None, role, question, 1, experiment, None, None, text)
