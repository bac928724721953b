"""How the people of the example answer: by chance, and yet the same every time the demo is filled."""

from collections.abc import Mapping, Sequence
from random import Random

from programme.form import Question
from rules.access import Role
from rules.check_in import Given, Step, open_step

_NOTHING: Mapping[str, Sequence[str]] = {}
#: Which part of each role answers at all.
RESPONSE = {Role.CAREGIVER: 0.8, Role.PARTICIPANT: 0.7}
#: A caregiver's scores lie around what is ordinary: so far apart between people, and between answers of one.
ORDINARY, BETWEEN_PEOPLE, BETWEEN_ANSWERS = 3.3, 0.8, 0.6
SKIPS_A_SCALE, SKIPS_A_CHOICE = 0.05, 0.5
#: Who writes something where there are words to write: by themselves, when asked what they heard, of an experiment.
WRITES, TELLS, REPORTS = 0.3, 0.9, 0.4


class Answerer:
    """One person in one round. How somebody feels differs more between people than from round to round.

    typed: what may be written, by question (keys); nobody writes where there is nothing.
    """

    def __init__(self, telegram_id: int, round_number: int, typed: Mapping[str, Sequence[str]] = _NOTHING) -> None:
        self.chance = Random(f"{telegram_id} in round {round_number}")
        self._mood = Random(telegram_id).gauss(ORDINARY, BETWEEN_PEOPLE)
        self._typed = typed
        self._pen = Random(f"{telegram_id} writes in round {round_number}")
        self._place = telegram_id + 7 * round_number

    def answers_at_all(self, role: Role) -> bool:
        return self.chance.random() < RESPONSE[role]

    def fills_in(self, steps: Sequence[Step], statuses: Mapping[int, str | None]) -> list[tuple[Step, Given]]:
        """A whole check-in, question by question in the order of the real one.

        statuses: what is said of each experiment, by its id; None: that question is skipped.
        """
        answers: dict[str, Given] = {}
        given: list[tuple[Step, Given]] = []
        while step := open_step(steps, answers):
            answers[step.key] = self._answer(step, statuses)
            given.append((step, answers[step.key]))
        return given

    def _answer(self, step: Step, statuses: Mapping[int, str | None]) -> Given:
        """What is written is said to be an example, and may be read."""
        if step.question.covers:
            return Given("yes")
        match step.question.kind:
            case "experiment":
                return _changed_most(step, statuses)
            case "scale" if self.chance.random() >= SKIPS_A_SCALE:
                return self._score(step.question)
            case "choice" if step.experiment_id is not None:
                return Given(statuses[step.experiment_id])
            case "choice" if self.chance.random() >= SKIPS_A_CHOICE:
                return Given(self.chance.choice(step.question.options).key)
            case "text" if known := self._typed.get(step.question.key):
                return self._writes(step, known)
        return Given()

    def _writes(self, step: Step, known: Sequence[str]) -> Given:
        """In a round no two neighbours write the same."""
        often = REPORTS if step.experiment_id is not None else TELLS if step.question.asked_if else WRITES
        return Given(text=known[self._place % len(known)] if self._pen.random() < often else None)

    def _score(self, question: Question) -> Given:
        score = round(self.chance.gauss(self._mood, BETWEEN_ANSWERS))
        return Given(str(min(max(score, 1), len(question.options))))


def _changed_most(step: Step, statuses: Mapping[int, str | None]) -> Given:
    """What got stuck, or else what waits longest for a word; nothing when there is nothing to say of any."""
    told = [one for one in step.experiments if statuses[one]]
    most = sorted(told, key=lambda one: statuses[one] != "stuck")[:1]
    return Given(str(most[0]) if most else step.options[-1])
