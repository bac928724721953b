"""What a version of a question stands for: how it was asked, and with which answers to choose from."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Self

import orjson
from msgspec import Struct, field

from programme.form import Question
from programme.model import Programme


class QuestionChanged(Exception):
    """A question that has answers is asked otherwise under the same version: its figures would add up two things."""


class QuestionVersion(Struct, frozen=True, eq=False):
    """wording: {"text": {language: words}, "options": [[key, {language: words}], …], "above": words}, options in order.

    fingerprint: of what an answer means, so of everything but the translations: kind, central question, options, their
    order, and the words in the programme's first language. above: of the central question that stands above it.
    readings: of what is asked now, by fingerprint in each language the words above it in that language.
    kept_at: since when it has been asked (aware UTC).
    """

    question: str
    version: int
    fingerprint: str
    wording: Mapping[str, Any]
    readings: Mapping[str, str] = field(default_factory=dict)
    kept_at: datetime = datetime.min.replace(tzinfo=UTC)

    def __eq__(self, other: object) -> bool:
        """Whether it is asked alike; not since when."""
        return isinstance(other, QuestionVersion) and self._asked == other._asked

    __hash__ = None  # type: ignore[assignment]

    @property
    def _asked(self) -> tuple[object, ...]:
        return self.question, self.version, self.fingerprint, self.wording

    def means_as(self, kept: Self) -> bool:
        """Whether an answer to it means the same as when that was kept, also if another language came first then.

        What was kept without the words above it tells nothing of those.
        """
        return self.is_meant_by(kept.fingerprint, kept.wording.get("above"))

    @property
    def meaning(self) -> tuple[str, str]:
        """What an answer means: its fingerprint, and the words of the central question above it ("": none)."""
        return self.fingerprint, self.wording["above"]

    def is_meant_by(self, fingerprint: str, above: str | None) -> bool:
        """Whether an answer that meant this means the same now. above: None when it was not kept."""
        return fingerprint in self.readings and above in (None, self.readings[fingerprint])


def versions(programme: Programme) -> list[QuestionVersion]:
    """Of every question as the programme file asks it now."""
    central = {one.key: one.text for one in programme.central_questions}
    every = (question for form in programme.forms for question in form.questions)
    return [_of(question, programme.languages, central.get(question.central or "", {})) for question in every]


def _of(question: Question, languages: Sequence[str], above: Mapping[str, str]) -> QuestionVersion:
    first = languages[0]
    options = [[one.key, dict(one.label)] for one in question.options]
    wording = {"text": dict(question.text), "options": options, "above": above.get(first, "")}
    readings = {_meant(question, language): above.get(language, "") for language in reversed(languages)}
    return QuestionVersion(question.key, question.version, _meant(question, first), wording, readings)


def _meant(question: Question, language: str) -> str:
    meant: list[object] = [question.kind, question.central, question.per_experiment, question.text[language]]
    return _fingerprint(meant + [[option.key, option.label[language]] for option in question.options])


def _fingerprint(meant: Sequence[object]) -> str:
    return sha256(orjson.dumps(meant)).hexdigest()[:16]
