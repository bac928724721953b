"""The practices, in the hands of a manager: which there are, one more, another name, closed and open again."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, get_args

from msgspec import Struct

from programme.model import Region
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup
from texts.layout import column, lines, paragraphs
from texts.message import Button, Message, button
from texts.messages.programme import OVERVIEW
from texts.paging import on_page, turn_pages
from texts.taps.endings import LeadersShown
from texts.taps.invitations import InvitingShown
from texts.taps.practices import (
    PracticeAddAsked,
    PracticeChangeAsked,
    PracticeChangeConfirmed,
    PracticeRenameAsked,
    PracticeShown,
    PracticesListed,
    RegionChosen,
)
from texts.taps.programme import ProgrammeShown
from texts.taps.schedule import ScheduleShown
from texts.taps.summary import SummaryShown

REGIONS: tuple[Region, ...] = get_args(Region)
Change = Literal["close", "reopen"]
#: A place as somebody may type it.
EXAMPLE = "52.51, 6.09"


class PracticeView(Struct, frozen=True):
    """A practice; closed_on: the local day since when it is closed, if it is."""

    id: int
    name: str
    region: Region
    latitude: float
    longitude: float
    closed_on: date | None


def practices(t: Translator, found: Sequence[PracticeView], page: int) -> Message:
    """All of them, in the order given."""
    each = (button(_name(t, one), PracticeShown(one.id)) for one in on_page(found, page))
    pages = turn_pages(t, found, page, PracticesListed)
    more = (
        button(t("button.add_practice"), PracticeAddAsked()),
        button(t("button.schedule"), ScheduleShown("-", "-")),
        button(t("button.back"), ProgrammeShown(OVERVIEW)),
    )
    return Message(t("practices.list"), column(*each) + pages + column(*more))


def _name(t: Translator, one: PracticeView) -> Markup:
    return t("practices.closed_one" if one.closed_on else "practices.open_one", practice=one.name)


def practice(t: Translator, one: PracticeView) -> Message:
    """One practice, and what can be done with it."""
    closed = t("practices.closed_since", day=t.long_day(one.closed_on)) if one.closed_on else NOTHING
    invite = () if one.closed_on else (button(t("button.practice_invite"), InvitingShown(one.id)),)
    change: Change = "reopen" if one.closed_on else "close"
    buttons = (
        button(t("button.practice_summary"), SummaryShown(one.id, 0)),
        *invite,
        button(t("button.leaders"), LeadersShown(one.id, 0)),
        button(t("button.practice_rename"), PracticeRenameAsked(one.id)),
        button(t(f"button.practice_{change}"), PracticeChangeAsked(one.id, change)),
        button(t("button.back"), PracticesListed(0)),
    )
    return Message(lines(_about(t, one), closed), column(*buttons))


def _about(t: Translator, one: PracticeView) -> Markup:
    region = t(f"practices.region_{one.region}")
    place = f"{one.latitude:.4f}, {one.longitude:.4f}"
    return t("practices.about", practice=one.name, region=region, place=place)


def change(t: Translator, one: PracticeView, what: Change) -> Message:
    """Whether one is sure: it says what that means."""
    sure = button(t(f"button.practice_{what}_sure"), PracticeChangeConfirmed(one.id, what))
    not_sure = button(t("button.sure_not"), PracticeShown(one.id))
    return Message(t(f"practices.sure_{what}", practice=one.name), column(sure, not_sure))


def rename(t: Translator, one: PracticeView, problem: str | None, limit: int) -> Message:
    """A new name is to be typed. problem: what was not right with the one just typed."""
    never_mind = button(t("button.never_mind"), PracticeShown(one.id))
    return Message(
        paragraphs(_problem(t, problem, limit), t("practices.rename", practice=one.name)), column(never_mind)
    )


def which_region(t: Translator) -> Message:
    """The first step of adding one."""
    regions = (button(t(f"practices.region_{region}"), RegionChosen(region)) for region in REGIONS)
    return Message(t("practices.which_region"), column(*regions, _never_mind(t)))


def which_place(t: Translator, problem: str | None) -> Message:
    """The second: a location that is sent, or typed."""
    asked = t("practices.which_place", example=EXAMPLE)
    return Message(paragraphs(_problem(t, problem, 0), asked), column(_never_mind(t)))


def which_name(t: Translator, problem: str | None, limit: int) -> Message:
    """The last."""
    return Message(paragraphs(_problem(t, problem, limit), t("practices.which_name")), column(_never_mind(t)))


def _problem(t: Translator, problem: str | None, limit: int) -> Markup:
    return t(f"practices.problem_{problem}", limit=limit) if problem else NOTHING


def _never_mind(t: Translator) -> Button:
    return button(t("button.never_mind"), PracticesListed(0))
