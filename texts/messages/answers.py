"""The answers of a check-in as somebody sees them back."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from rules.check_in import Answers, Given, Step
from texts.catalogue import Translator
from texts.escaping import Markup, length, literal, shortened
from texts.layout import lines

#: How much of a typed text, and of an experiment's title above its answers, is shown back.
QUOTED, TITLE = 40, 60


def recap(
    t: Translator,
    steps: Sequence[Step],
    answers: Answers,
    experiments: Mapping[int, str],
    room: int,
    quoted: int = QUOTED,
) -> Markup:
    """A line per answer, an experiment's under its title; only the newest when more than `room` characters.

    quoted: how much of each typed text is shown; 0: only that there is one.
    """
    shown: list[Markup] = []
    left = len(steps)
    for experiment_id, together in reversed(_by_experiment(steps)):
        title = shortened(experiments[experiment_id], TITLE) if experiment_id is not None else ""
        block = lines(literal(title), *(_line(t, step, answers[step.key], experiments, quoted) for step in together))
        if length(lines(block, *shown)) > room:
            return lines(t.many("answer.earlier", left), *shown)
        shown.insert(0, block)
        left -= len(together)
    return lines(*shown)


def words(t: Translator, step: Step, given: Given, experiments: Mapping[int, str], quoted: int = QUOTED) -> Markup:
    """The chosen option's words, the first words of what was typed, or that it was skipped."""
    if given.skipped:
        return t("answer.not_shared" if step.question.covers else "answer.skipped")
    if given.text is not None and not quoted:
        return t("answer.written")
    if given.text is not None:
        return t("answer.quote", text=shortened(given.text, quoted))
    return label(t, step, given.option or "", experiments)


def label(t: Translator, step: Step, option: str, experiments: Mapping[int, str], room: int = TITLE) -> Markup:
    """What can be chosen with this key, in words: an option, or an experiment by its title, in `room` characters."""
    known = next((one for one in step.question.options if one.key == option), None)
    if known:
        return t.pick(known.label)
    title = next((experiments[one] for one in step.experiments if str(one) == option), None)
    return literal(shortened(title, room) if title else option)


def standing(
    t: Translator, experiments: Mapping[int, str], statuses: Mapping[int, str | None], steps: Sequence[Step]
) -> Markup:
    """A line for each experiment, as it was last reported."""
    labels = {one.key: t.pick(one.label) for step in steps if step.experiment_id for one in step.question.options}
    shown = {one: labels.get(status or "", t("experiment.no_status")) for one, status in statuses.items()}
    return lines(*(t("answer.standing", title=shortened(experiments[one], QUOTED), status=shown[one]) for one in shown))


def _by_experiment(steps: Sequence[Step]) -> list[tuple[int | None, list[Step]]]:
    return [(key, list(together)) for key, together in groupby(steps, lambda step: step.experiment_id)]


def _line(t: Translator, step: Step, given: Given, experiments: Mapping[int, str], quoted: int) -> Markup:
    key = "answer.line_skipped" if given.skipped else "answer.line"
    return t(key, question=t.pick(step.question.short), answer=words(t, step, given, experiments, quoted))
