"""The design questions of a practice with the state of their experiments, as long as there is room for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from programme.form import Option
from programme.model import CentralQuestion
from rules.summary import DesignQuestionState, ExperimentState
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, literal, shortened
from texts.layout import lines, paragraphs
from texts.messages.status import status as in_words

#: Characters shown of a design question, and of an experiment's title.
QUESTION, TITLE = 120, 50
#: How many experiments are named at most: under a design question, and as silent ones.
NAMED, SILENT = 12, 4


def from_long_to_short(
    t: Translator,
    state: Sequence[DesignQuestionState],
    central: Mapping[str, CentralQuestion],
    statuses: Mapping[str, Option],
    now: datetime,
) -> Iterator[Markup]:
    """The same overview with ever fewer experiments named; the last one only counts them."""
    head, silent = t("summary.experiments"), _silent(t, state, statuses, now)
    if not state:
        yield lines(head, t("summary.no_experiments"))
        return
    for named in range(NAMED, 0, -1):
        parts = (_design_question(t, each, central, statuses, now, named) for each in state)
        yield paragraphs(lines(head, paragraphs(*parts)), silent)
    counts = t("summary.counts_only", questions=len(state), experiments=sum(len(each.experiments) for each in state))
    yield paragraphs(lines(head, counts), silent)


def _design_question(
    t: Translator,
    state: DesignQuestionState,
    central: Mapping[str, CentralQuestion],
    statuses: Mapping[str, Option],
    now: datetime,
    named: int,
) -> Markup:
    served = t.pick(central[state.central].short) if state.central in central else literal(state.central)
    head = t("summary.design_question", question=shortened(state.text, QUESTION), central=served)
    shown = [_experiment(t, experiment, statuses, now) for experiment in state.experiments[:named]]
    left = len(state.experiments) - len(shown)
    more = t.many("summary.more_experiments", left) if left else NOTHING
    return lines(head, *(shown or [t("summary.no_experiment")]), more)


def _experiment(t: Translator, state: ExperimentState, statuses: Mapping[str, Option], now: datetime) -> Markup:
    title, days = shortened(state.title, TITLE), state.days_silent(now)
    if state.status is None or days is None:
        return t("summary.experiment_unreported", title=title)
    status = in_words(t, statuses, state.status)
    return t("summary.experiment", title=title, status=status, ago=t.ago(days))


def _silent(
    t: Translator, state: Sequence[DesignQuestionState], statuses: Mapping[str, Option], now: datetime
) -> Markup:
    over = {key for key, status in statuses.items() if status.ends}
    waited_for = [e for each in state for e in each.experiments if e.status not in over]
    titles = [shortened(e.title, TITLE) for e in waited_for if e.is_silent(now)]
    if not titles:
        return NOTHING
    left, named = len(titles) - SILENT, ", ".join(titles[:SILENT])
    return t.many("summary.silent_more", left, titles=named) if left > 0 else t("summary.silent", titles=named)
