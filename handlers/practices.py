"""The practices, in the hands of a manager: one more, another name, closed and open again.

A practice that is being added is nowhere but in what is awaited of its manager: whoever stops half-way leaves nothing.
"""

from handlers import news
from handlers.guards import leads_programme
from handlers.refusals import NotYours
from handlers.registry import tapped, typed
from handlers.turn import Turn
from programme.model import Place, Region
from rules import practice as rules
from rules.access import may_see_programme
from rules.payloads.practices import NewPractice, PracticeCard, Practices
from rules.practice import LONGEST_NAME
from rules.typed_text import one_line
from storage import audit, invitations, practices, rounds, unled
from texts.messages.practices import REGIONS
from texts.taps.practices import (
    PracticeAddAsked,
    PracticeChangeAsked,
    PracticeChangeConfirmed,
    PracticeRenameAsked,
    PracticeShown,
    PracticesListed,
    RegionChosen,
)

CHANGES = {"close": practices.close, "reopen": practices.reopen}
#: What is noted of each change.
DONE = {"close": "practice_closed", "reopen": "practice_reopened"}


@tapped(PracticesListed, may=leads_programme)
async def practices_listed(turn: Turn, tap: PracticesListed) -> None:
    """All of them; also the way out of what was begun."""
    await turn.show(Practices(tap.page))


@tapped(PracticeShown, may=leads_programme)
async def practice_shown(turn: Turn, tap: PracticeShown) -> None:
    """One of them."""
    await turn.show(PracticeCard(tap.practice_id))


@tapped(PracticeChangeAsked, may=leads_programme)
async def change_asked(turn: Turn, tap: PracticeChangeAsked) -> None:
    """Says what it would mean, and asks once more."""
    if tap.what in CHANGES:
        await turn.show(PracticeCard(tap.practice_id, change=tap.what))


@tapped(PracticeChangeConfirmed, may=leads_programme)
async def change_confirmed(turn: Turn, tap: PracticeChangeConfirmed) -> None:
    """The manager is sure. Five taps are one change."""
    if tap.what not in CHANGES:
        raise NotYours
    if await CHANGES[tap.what](turn.connection, tap.practice_id, turn.now):
        await _note(turn, DONE[tap.what], tap.practice_id)
        await (_wind_up if tap.what == "close" else _begin_again)(turn, tap.practice_id)
    await turn.show(PracticeCard(tap.practice_id))


async def _wind_up(turn: Turn, practice_id: int) -> None:
    """Its open round is closed as any other, its invitations end, and those affected are told."""
    if found := await rounds.open_in(turn.connection, practice_id):
        policy = turn.policy
        close = policy.round_control.close_rounds
        await close(turn.connection, [found.id], policy.programme, policy.minimum_group, turn.now)
    await invitations.revoke_all(turn.connection, practice_id, turn.now)
    await news.closed(turn, practice_id)


async def _begin_again(turn: Turn, practice_id: int) -> None:
    """Those affected are told; the other managers too, when its coordinator went in the meantime."""
    await news.reopened(turn, practice_id)
    if await unled.is_so(turn.connection, practice_id):
        await unled.tell(turn.connection, practice_id, turn.now, but_not=turn.viewer.person_id)


@tapped(PracticeRenameAsked, may=leads_programme)
async def rename_asked(turn: Turn, tap: PracticeRenameAsked) -> None:
    """*Naam wijzigen*."""
    if await practices.get(turn.connection, tap.practice_id):
        await turn.wait_for(f"practice_rename:{tap.practice_id}")
        await turn.show(PracticeCard(tap.practice_id, rename=True))


@typed("practice_rename")
async def new_name_typed(turn: Turn) -> None:
    """A practice's new name."""
    practice_id = int(_awaited(turn)[0])
    _check_leads(turn)
    name = one_line(turn.happened.text)
    problem = await _problem(turn, name, but_for=practice_id)
    if problem:
        await turn.say(PracticeCard(practice_id, rename=True, problem=problem))
        return
    await turn.wait_for(None)
    await practices.rename(turn.connection, practice_id, name, turn.now)
    await _note(turn, "practice_renamed", practice_id)
    await turn.say(PracticeCard(practice_id))


@tapped(PracticeAddAsked, may=leads_programme)
async def add_asked(turn: Turn, _tap: PracticeAddAsked) -> None:
    """*Praktijk toevoegen*: first in which region it lies."""
    await turn.show(NewPractice("region"))


@tapped(RegionChosen, may=leads_programme)
async def region_chosen(turn: Turn, tap: RegionChosen) -> None:
    """Then where."""
    if tap.region not in REGIONS:
        raise NotYours
    await turn.wait_for(f"practice_place:{tap.region}")
    await turn.show(NewPractice("place"))


def awaits_place(turn: Turn) -> bool:
    """Whether a location is what this person was asked for."""
    return (turn.viewer.awaiting or "").startswith("practice_place:")


async def place_sent(turn: Turn) -> None:
    """A place picked on the map."""
    assert turn.happened.place is not None
    await _place_given(turn, rules.place(*turn.happened.place))


@typed("practice_place")
async def place_typed(turn: Turn) -> None:
    """Two numbers."""
    await _place_given(turn, rules.read_place(turn.happened.text))


async def _place_given(turn: Turn, place: Place | None) -> None:
    _check_leads(turn)
    if place is None:
        await turn.say(NewPractice("place", problem="place"))
        return
    await turn.wait_for(f"practice_name:{_awaited(turn)[0]}:{place.latitude}:{place.longitude}")
    await turn.say(NewPractice("name"))


@typed("practice_name")
async def name_typed(turn: Turn) -> None:
    """The last step: now it is there."""
    _check_leads(turn)
    name = one_line(turn.happened.text)
    problem = await _problem(turn, name)
    if problem:
        await turn.say(NewPractice("name", problem=problem))
        return
    practice_id = await _add(turn, name)
    await turn.wait_for(None)
    await _note(turn, "practice_added", practice_id)
    await turn.say(PracticeCard(practice_id))


async def _add(turn: Turn, name: str) -> int:
    region, latitude, longitude = _awaited(turn)
    known: Region = next(one for one in REGIONS if one == region)
    place = Place(latitude=float(latitude), longitude=float(longitude))
    every = {practice.slug for practice in await practices.ever(turn.connection)}
    slug = rules.free_slug(name, every)
    return await practices.add(turn.connection, slug, name, known, place, turn.now)


async def _problem(turn: Turn, name: str, but_for: int | None = None) -> str | None:
    """What is not right with a name; None when it can be given."""
    if not name:
        return "no_name"
    if len(name) > LONGEST_NAME:
        return "too_long"
    every = await practices.ever(turn.connection)
    taken = {practice.name.casefold() for practice in every if practice.id != but_for}
    return "taken" if name.casefold() in taken else None


def _awaited(turn: Turn) -> list[str]:
    """What was chosen before, of what is awaited now."""
    return (turn.viewer.awaiting or "").split(":")[1:]


def _check_leads(turn: Turn) -> None:
    if not may_see_programme(turn.viewer):
        raise NotYours


async def _note(turn: Turn, action: str, practice_id: int) -> None:
    await audit.note(turn.connection, action, turn.viewer.person_id, turn.now, practice_id)
