"""The words on the picture of a summary: the same figures as the text, at a glance. Plain, without formatting."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from rules.access import ANSWERING
from rules.summary import Figures
from texts.catalogue import Translator
from texts.escaping import plain
from texts.message import File, Message
from texts.messages.status import status
from texts.messages.summary import SummaryView
from texts.messages.told import days, rows, untold, verdict


class QuestionOnPicture(Struct, frozen=True):
    """A central question, (words, how many) for its bars from worst to best, none when it is not told; and its mean.

    verdict: whether it changed; "" where there is nothing to compare.
    """

    question: str
    bars: tuple[tuple[str, int], ...]
    mean: str
    verdict: str


class OnPicture(Struct, frozen=True):
    """By where it stands. window: the days that caregivers' figures are of; "" when there are none."""

    title: str
    period: str
    window: str
    central: Mapping[str, QuestionOnPicture]
    hidden: str
    mean: str
    trend: str
    response: str
    roles: Mapping[str, str]
    experiments: str
    statuses: Mapping[str, str]
    no_report: str


def with_pictures(t: Translator, view: SummaryView, pictures: Sequence[File]) -> Message:
    """The pictures alone, at least one; what they say is said in the summary above them. The last tells so."""
    *before, last = pictures
    title = t("picture.title", practice=view.practice, number=view.number)
    ahead = tuple(Message(title, file=picture, silent=True, protected=True) for picture in before)
    return Message(t("picture.caption"), file=last, silent=True, protected=True, ahead=ahead)


def on_picture(t: Translator, view: SummaryView, figures: Figures) -> OnPicture:
    """Every word on it."""
    opened, closed = (t.day(on) if on else "" for on in (view.opened_on, view.closed_on))
    return OnPicture(
        title=plain(t("picture.title", practice=view.practice, number=view.number)),
        period=plain(t("picture.period", opened=opened, closed=closed)),
        window=plain(t("picture.window", days=days(t, view.told))) if view.told else "",
        central={key: _question(t, view, key) for key in view.central},
        hidden=plain(untold(t)),
        mean=plain(t("picture.mean")),
        trend=plain(t("picture.trend")),
        response=plain(t("picture.response")),
        roles=_roles(t, figures),
        experiments=plain(t("picture.experiments")),
        statuses=_statuses(t, view, figures),
        no_report=plain(t("picture.no_report")),
    )


def _question(t: Translator, view: SummaryView, key: str) -> QuestionOnPicture:
    found = view.told.told(key) if view.told else None
    named = rows(t, found, view.scale_options[key]) if found else ()
    mean = t.number(found.mean) if found and found.mean is not None else ""
    bars = tuple((plain(label), count) for label, count in named)
    said = plain(verdict(t, view.told, key)) if view.told else ""
    return QuestionOnPicture(plain(t.pick(view.central[key].text)), bars, mean, said)


def _statuses(t: Translator, view: SummaryView, figures: Figures) -> dict[str, str]:
    """By key, in the order of the question; behind them what stands there and could not be answered then."""
    told = {each.status for question in figures.design_questions for each in question.experiments if each.status}
    keys = [*view.statuses, *sorted(told - view.statuses.keys())]
    return {key: plain(status(t, view.statuses, key)) for key in keys}


def _roles(t: Translator, figures: Figures) -> dict[str, str]:
    asked = {role.value: figures.response[role] for role in ANSWERING if role in figures.response}
    lines = {role: t(f"response.{role}", answered=r.answered, eligible=r.eligible) for role, r in asked.items()}
    return {role: plain(line) for role, line in lines.items()}
