"""The words on the picture of a summary: the same figures as the text, at a glance. Plain, without formatting."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules.access import ANSWERING, Role
from rules.summary import Figures, Response
from texts.catalogue import Translator
from texts.escaping import plain
from texts.message import File, Message
from texts.messages.summary import SummaryView


@dataclass(frozen=True, slots=True)
class OnPicture:
    """By where it stands. central: by central key, the question, its options from worst to best, and the mean."""

    title: str
    period: str
    central: Mapping[str, tuple[str, tuple[str, ...], str]]
    hidden: str
    mean: str
    trend: str
    response: str
    roles: Mapping[str, str]
    experiments: str
    statuses: Mapping[str, str]
    no_report: str


def with_picture(t: Translator, picture: File) -> Message:
    """The picture alone; what it says is said in the summary above it."""
    return Message(t("picture.caption"), file=picture, silent=True, protected=True)


def on_picture(t: Translator, view: SummaryView, figures: Figures) -> OnPicture:
    """Every word on it."""
    opened, closed = (t.day(on) if on else "" for on in (view.opened_on, view.closed_on))
    return OnPicture(
        title=plain(t("picture.title", practice=view.practice, number=view.number)),
        period=plain(t("picture.period", opened=opened, closed=closed)),
        central={key: _question(t, view, key, figures) for key in view.central},
        hidden=plain(_hidden(t, view, figures)),
        mean=plain(t("picture.mean")),
        trend=plain(t("picture.trend")),
        response=plain(t("picture.response")),
        roles=_roles(t, figures),
        experiments=plain(t("picture.experiments")),
        statuses={key: plain(t.pick(option.label)) for key, option in view.statuses.items()},
        no_report=plain(t("picture.no_report")),
    )


def _question(t: Translator, view: SummaryView, key: str, figures: Figures) -> tuple[str, tuple[str, ...], str]:
    found = figures.central.get(key)
    options = tuple(plain(t.pick(option.label)) for option in view.scale_options[key])
    return plain(t.pick(view.central[key].text)), options, t.number(found.mean) if found else ""


def _hidden(t: Translator, view: SummaryView, figures: Figures) -> str:
    if figures.response.get(Role.CAREGIVER, Response()).answered == 0:
        return t("summary.no_answers")
    return t("summary.too_few", k=view.minimum_group)


def _roles(t: Translator, figures: Figures) -> dict[str, str]:
    asked = {role.value: figures.response[role] for role in ANSWERING if role in figures.response}
    lines = {role: t(f"response.{role}", answered=r.answered, eligible=r.eligible) for role, r in asked.items()}
    return {role: plain(line) for role, line in lines.items()}
