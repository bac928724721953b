"""What a version of a question stands for: how it was asked, and with which answers to choose from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson

from programme.model import Programme, Question


class QuestionChanged(Exception):
    """A question that has answers is asked otherwise under the same version: its figures would add up two things."""


@dataclass(frozen=True, slots=True)
class QuestionVersion:
    """wording: {"text": {language: words}, "options": [[key, {language: words}], …]}, options in order.

    fingerprint: of what an answer means, so of everything but the translations: kind, central question, options, their
    order, and the words in the programme's first language.
    """

    question: str
    version: int
    fingerprint: str
    wording: Mapping[str, Any]


def versions(programme: Programme) -> list[QuestionVersion]:
    """Of every question as the programme file asks it now."""
    first = programme.languages[0]
    return [_of(question, first) for form in programme.forms for question in form.questions]


def _of(question: Question, language: str) -> QuestionVersion:
    meant: list[object] = [question.kind, question.central, question.per_experiment, question.text[language]]
    meant += [[option.key, option.label[language]] for option in question.options]
    wording = {"text": dict(question.text), "options": [[one.key, dict(one.label)] for one in question.options]}
    return QuestionVersion(question.key, question.version, _fingerprint(meant), wording)


def _fingerprint(meant: Sequence[object]) -> str:
    return sha256(orjson.dumps(meant)).hexdigest()[:16]
