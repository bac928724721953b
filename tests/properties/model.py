"""What must come of what people do: check-ins as they should be, in plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rules.check_in import Given, Step, asked, find, open_step, opens_up, outdated_by, step_before
from rules.typed_text import is_label, storable
from texts.callback_data import SKIP, Tap
from texts.taps.check_in import AnswerGiven, AnswerKept, AnswersPaged, ChangeAsked, StepBack, StepRevisited

OVERVIEW = "overview"
#: Of the texts that people type here: at a scale it is asked whether an option is meant.
LIKE_AN_OPTION = ("Het gaat.",)


@dataclass(slots=True)
class CheckIn:
    """One person's part in a round. `typed`: by step, the words of each of the person's messages."""

    id: int
    person: int
    steps: Sequence[Step]
    is_open: bool = True
    version: int = 0
    looking_at: str | None = None
    answers: dict[str, Given] = field(default_factory=dict)
    typed: dict[str, dict[int, str]] = field(default_factory=dict)

    @property
    def at(self) -> Step | None:
        """The step it stands at; None when it is complete, or at the overview of a complete one."""
        looked_at = find(self.steps, self.looking_at) if self.looking_at else None
        return looked_at or open_step(self.steps, self.answers)

    def tapped(self, tap: Tap) -> None:
        """A tap of its own person, while the round is open."""
        match tap:
            case AnswerGiven():
                self._answered(tap)
            case StepBack():
                step = find(self.steps, tap.step)
                before = step_before(self.steps, self.answers, step) if step and tap.version == self.version else None
                if before:
                    self._turn_to(before.key)
            case AnswerKept():
                self._turn_to(None)
            case ChangeAsked() | AnswersPaged():
                self._turn_to(OVERVIEW)
            case StepRevisited() if tap.step in self.answers:
                self._turn_to(tap.step)

    def _answered(self, tap: AnswerGiven) -> None:
        step = find(self.steps, tap.step)
        if step is None or tap.option not in {SKIP, *step.options}:
            return
        given = Given() if tap.option == SKIP else Given(tap.option)
        is_here = step == self.at
        if is_here or (step.key in self.answers and self.answers[step.key] != given):
            self._record(step, given, {})

    def typed_under(self, step: Step, number: int, text: str) -> None:
        """A text typed while the phone showed this step."""
        if step.question.kind == "text" and step != self.at:
            self._add_to(step, number, text)
        elif step.question.kind == "text" and storable(text) == "ja" and opens_up(step.question):
            pass  # "do tell": what there is to tell is still to come
        elif given := _usable(step, text):
            if not given.skipped or step == self.at:  # "overslaan" right behind an answer takes nothing away
                self._record(step, given, {number: storable(text)})
        elif step.question.kind != "scale" or text not in LIKE_AN_OPTION:
            self.typed_behind(number, text)

    def typed_behind(self, number: int, text: str) -> None:
        """A text typed where none was asked: it goes with the last text that was; a bare yes goes with nothing."""
        if storable(text) == "ja":
            return
        texts = [step for step in asked(self.steps, self.answers) if step.question.kind == "text"]
        if before := [step for step in texts if step.key in self.answers]:
            self._add_to(before[-1], number, text)

    def _add_to(self, step: Step, number: int, text: str) -> None:
        if (words := storable(text)) and not is_label(words, "Overslaan"):
            earlier = self.typed.get(step.key, {}) if self.answers[step.key].text else {}
            self._record(step, Given(text="\n".join((earlier | {number: words}).values())), earlier | {number: words})

    def edited(self, number: int, text: str) -> None:
        """A message of the person's own was changed."""
        key = next((key for key, words in self.typed.items() if number in words), None)
        step = find(self.steps, key) if key else None
        given = _usable(step, text) if step else None
        if key is None or step is None or given is None:
            return
        words = self.typed[key] | {number: storable(text)}
        if given.text:
            given = Given(text="\n".join(words.values()))
        if self.answers[key] != given:
            self._record(step, given, words)

    def _record(self, step: Step, given: Given, words: Mapping[int, str]) -> None:
        if self.answers.get(step.key) != given:
            for key in outdated_by(step, self.steps, self.answers):
                del self.answers[key]
                self.typed.pop(key, None)
        self.answers[step.key] = given
        self.typed[step.key] = dict(words)
        self._turn_to(None if self.looking_at in (step.key, OVERVIEW) else self.looking_at)

    def _turn_to(self, step: str | None) -> None:
        self.looking_at = step
        self.version += 1


def _usable(step: Step, text: str) -> Given | None:
    words = storable(text)
    if is_label(words, "Overslaan"):
        return Given()
    if step.question.kind == "text":
        return Given(text=words) if words else None
    options = step.question.options
    yes = next((one.key for one in options if words == "ja" and one.key == "yes"), None)
    key = yes or next((one.key for one in options if is_label(words, one.label["nl"])), None)
    return Given(key) if key else None
