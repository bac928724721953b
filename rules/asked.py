"""What was asked in a window: figures keep the question of their time, whatever the programme file asks since."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from programme.form import Option, Question
from programme.model import Programme
from rules.question_version import QuestionVersion
from rules.window_figures import Window, told_questions


class Asked(Struct, frozen=True):
    """The programme as it asks now, and every version of a question that was ever asked, by its key and version."""

    programme: Programme
    known: Mapping[tuple[str, int], QuestionVersion]

    def scales(self, window: Window | None = None) -> dict[str, Question]:
        """By central question the scale that was asked under it in this window; without a window that of today.

        One that was asked in that window, and is not asked any more, is among them.
        """
        now = {str(one.central): one for one in told_questions(self.programme) if one.central}
        if window is None:
            return now
        then = window.figures.central if window.figures else ()
        gone = {key: one for key in then if key not in now and (one := self._gone(window, key))}
        return {key: self.then(window, one) for key, one in now.items()} | gone

    def options(self, window: Window | None = None) -> dict[str, Sequence[Option]]:
        """The same scales' answers to choose from."""
        return {key: question.options for key, question in self.scales(window).items()}

    def then(self, window: Window, now: Question) -> Question:
        """The question as it was asked in this window, in the place of what is asked now."""
        asked = window.asked(now.central or now.key)
        kept = self.known.get(asked) if asked else None
        return self._as_kept(now, kept) if kept and asked != (now.key, now.version) else now

    def in_window(self, window: Window) -> list[Question]:
        """What was asked in a window: scales, and the choices that are told of, each as it was asked then."""
        versions = window.figures.versions if window.figures else {}
        others = [one for one in told_questions(self.programme) if one.central is None]
        then = [self.then(window, one) for one in others if not versions or one.key in versions]
        scales = self.scales(window).items()
        return [one for key, one in scales if not versions or key in versions] + then

    def statuses(self, at: datetime) -> dict[str, Option]:
        """What an experiment's status could be at a moment (aware UTC), by key, in the words of then."""
        now = self.programme.statuses()
        then = (option for question in self.programme.status_questions() for option in self._at(question, at))
        return {one.key: now.get(one.key, one).model_copy(update={"label": one.label}) for one in then}

    def _at(self, now: Question, at: datetime) -> Sequence[Option]:
        """The answers to a question at a moment; before the first version that was kept, those of that version."""
        kept = sorted((one for one in self.known.values() if one.question == now.key), key=lambda one: one.kept_at)
        then = next((one for one in reversed(kept) if one.kept_at <= at), kept[0] if kept else None)
        return self._options(then) if then and then.version != now.version else now.options

    def every(self) -> list[Question]:
        """Every version of what was ever asked, the newest first, as people saw it; then what is asked no longer."""
        now = [question for form in self.programme.forms for question in form.questions]
        keys = {question.key for question in now}
        gone = (kept for kept in self.known.values() if kept.question not in keys)
        over = [self._alone(kept) for kept in sorted(gone, key=lambda one: (one.question, -one.version))]
        return [one for question in now for one in (question, *self._before(question))] + over

    def _before(self, now: Question) -> list[Question]:
        versions = [kept for kept in self.known.values() if kept.question == now.key and kept.version != now.version]
        return [self._as_kept(now, one) for one in sorted(versions, key=lambda one: -one.version)]

    def _as_kept(self, now: Question, kept: QuestionVersion) -> Question:
        text = self._whole(kept.wording["text"])
        then = {"key": kept.question, "version": kept.version, "text": text, "options": self._options(kept)}
        return now.model_copy(update=then)

    def _gone(self, window: Window, central: str) -> Question | None:
        asked = window.asked(central)
        kept = self.known.get(asked) if asked else None
        return self._alone(kept).model_copy(update={"central": central}) if kept else None

    def _alone(self, kept: QuestionVersion) -> Question:
        """A question that is asked no longer, as far as its words tell what it was; the file of then held together."""
        text, options = self._whole(kept.wording["text"]), self._options(kept)
        scores = [str(score) for score in range(1, len(options) + 1)]
        is_scale = len(options) > 1 and [option.key for option in options] == scores
        above = kept.wording.get("above")
        return Question.model_construct(
            key=kept.question,
            version=kept.version,
            kind="scale" if is_scale else "choice" if options else "text",
            text=text,
            short=text,
            options=options,
            central=next((one.key for one in self.programme.central_questions if above in one.text.values()), None),
        )

    def _options(self, kept: QuestionVersion) -> tuple[Option, ...]:
        return tuple(Option(key=key, label=self._whole(label)) for key, label in kept.wording["options"])

    def _whole(self, words: Mapping[str, str]) -> dict[str, str]:
        """Also where the programme's first language is one that it did not speak then."""
        return {self.programme.languages[0]: next(iter(words.values())), **words}


def asked_alike(windows: Iterable[Window], central: str) -> list[Window]:
    """Of these windows those that tell of the same version of a question as the newest of them that tells of it."""
    told = [one for one in windows if one.told(central)]
    newest = max(told, key=lambda one: (one.ended_on or one.begun_on, one.id), default=None)
    return [one for one in told if newest and one.asked(central) == newest.asked(central)]
