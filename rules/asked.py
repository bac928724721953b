"""What was asked in a window: figures keep the question of their time, whatever the programme file asks since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from programme.model import Option, Programme, Question
from rules.question_version import QuestionVersion
from rules.window_figures import Window, told_questions


@dataclass(frozen=True, slots=True)
class Asked:
    """The programme as it asks now, and every version of a question that was ever asked, by its key and version."""

    programme: Programme
    known: Mapping[tuple[str, int], QuestionVersion]

    def scales(self, window: Window | None = None) -> dict[str, Question]:
        """By central question the scale that was asked under it in this window; without a window that of today."""
        now = {str(one.central): one for one in told_questions(self.programme) if one.central}
        return {key: self.then(window, one) if window else one for key, one in now.items()}

    def options(self, window: Window | None = None) -> dict[str, Sequence[Option]]:
        """The same scales' answers to choose from."""
        return {key: question.options for key, question in self.scales(window).items()}

    def then(self, window: Window, now: Question) -> Question:
        """The question as it was asked in this window, in the place of what is asked now."""
        asked = window.asked(now.central or now.key)
        kept = self.known.get(asked) if asked else None
        return self._as_kept(now, kept) if kept and asked != (now.key, now.version) else now

    def every(self) -> list[Question]:
        """Every version of what the programme asks now, the newest first: each question as people saw it."""
        now = [question for form in self.programme.forms for question in form.questions]
        return [one for question in now for one in (question, *self._before(question))]

    def _before(self, now: Question) -> list[Question]:
        versions = [kept for kept in self.known.values() if kept.question == now.key and kept.version != now.version]
        return [self._as_kept(now, one) for one in sorted(versions, key=lambda one: -one.version)]

    def _as_kept(self, now: Question, kept: QuestionVersion) -> Question:
        options = tuple(Option(key=key, label=self._whole(label)) for key, label in kept.wording["options"])
        text = self._whole(kept.wording["text"])
        then = {"key": kept.question, "version": kept.version, "text": text, "options": options}
        return now.model_copy(update=then)

    def _whole(self, words: Mapping[str, str]) -> dict[str, str]:
        """Also where the programme's first language is one that it did not speak then."""
        return {self.programme.languages[0]: next(iter(words.values())), **words}


def asked_alike(windows: Iterable[Window], central: str) -> list[Window]:
    """Of these windows those that tell of the same version of a question as the newest of them that tells of it."""
    told = [one for one in windows if one.told(central)]
    newest = max(told, key=lambda one: (one.ended_on or one.begun_on, one.id), default=None)
    return [one for one in told if newest and one.asked(central) == newest.asked(central)]
