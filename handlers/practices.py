"""The practices, in the hands of a manager: one more, another name, closed and open again.

A practice that is being added is nowhere but in what is awaited of its manager: whoever stops half-way leaves nothing.
"""

from handlers.programme import may
from handlers.turn import Turn
from programme.model import Place, Region
from rules import practice as rules
from rules.access import may_see_programme
from rules.payloads.help import RefusedRequest
from rules.payloads.practices import NewPractice, PracticeCard, Practices
from rules.practice import LONGEST_NAME
from rules.typed_text import one_line
from storage import audit, practices
from texts.callback_data import (
    PracticeAddAsked,
    PracticeChangeAsked,
    PracticeChangeConfirmed,
    PracticeRenameAsked,
    PracticeShown,
    PracticesListed,
    RegionChosen,
)
from texts.messages.practices import REGIONS

CHANGES = {"close": practices.close, "reopen": practices.reopen}
#: What is noted of each change.
DONE = {"close": "practice_closed", "reopen": "practice_reopened"}


async def practices_listed(turn: Turn, tap: PracticesListed) -> None:
    """All of them; also the way out of what was begun."""
    if may(turn):
        await turn.show(Practices(tap.page))


async def practice_shown(turn: Turn, tap: PracticeShown) -> None:
    """One of them."""
    if may(turn):
        await turn.show(PracticeCard(tap.practice_id))


async def change_asked(turn: Turn, tap: PracticeChangeAsked) -> None:
    """Says what it would mean, and asks once more."""
    if may(turn) and tap.what in CHANGES:
        await turn.show(PracticeCard(tap.practice_id, change=tap.what))


async def change_confirmed(turn: Turn, tap: PracticeChangeConfirmed) -> None:
    """The manager is sure. Five taps are one change."""
    if not may(turn) or tap.what not in CHANGES:
        turn.toast = "not_yours"
        return
    if await CHANGES[tap.what](turn.connection, tap.practice_id, turn.now):
        await _note(turn, DONE[tap.what], tap.practice_id)
    await turn.show(PracticeCard(tap.practice_id))


async def rename_asked(turn: Turn, tap: PracticeRenameAsked) -> None:
    """*Naam wijzigen*."""
    if may(turn) and await practices.get(turn.connection, tap.practice_id):
        await turn.wait_for(f"practice_rename:{tap.practice_id}")
        await turn.show(PracticeCard(tap.practice_id, rename=True))


async def new_name_typed(turn: Turn) -> None:
    """A practice's new name."""
    practice_id = int(_awaited(turn)[0])
    if not await _still_may(turn):
        return
    name = one_line(turn.message.text or "")
    problem = await _problem(turn, name, but_for=practice_id)
    if problem:
        await turn.say(PracticeCard(practice_id, rename=True, problem=problem))
        return
    await turn.wait_for(None)
    await practices.rename(turn.connection, practice_id, name, turn.now)
    await _note(turn, "practice_renamed", practice_id)
    await turn.say(PracticeCard(practice_id))


async def add_asked(turn: Turn, _tap: PracticeAddAsked) -> None:
    """*Praktijk toevoegen*: first in which region it lies."""
    if may(turn):
        await turn.show(NewPractice("region"))


async def region_chosen(turn: Turn, tap: RegionChosen) -> None:
    """Then where."""
    if may(turn) and tap.region in REGIONS:
        await turn.wait_for(f"practice_place:{tap.region}")
        await turn.show(NewPractice("place"))
    else:
        turn.toast = "not_yours"


def awaits_place(turn: Turn) -> bool:
    """Whether a location is what this person was asked for."""
    return (turn.viewer.awaiting or "").startswith("practice_place:")


async def place_sent(turn: Turn) -> None:
    """A location of Telegram."""
    location = turn.message.location
    assert location is not None
    await _place_given(turn, rules.place(location.latitude, location.longitude))


async def place_typed(turn: Turn) -> None:
    """Two numbers."""
    await _place_given(turn, rules.read_place(turn.message.text or ""))


async def _place_given(turn: Turn, place: Place | None) -> None:
    if not await _still_may(turn):
        return
    if place is None:
        await turn.say(NewPractice("place", problem="place"))
        return
    await turn.wait_for(f"practice_name:{_awaited(turn)[0]}:{place.latitude}:{place.longitude}")
    await turn.say(NewPractice("name"))


async def name_typed(turn: Turn) -> None:
    """The last step: now it is there."""
    if not await _still_may(turn):
        return
    name = one_line(turn.message.text or "")
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


async def _still_may(turn: Turn) -> bool:
    if may_see_programme(turn.viewer):
        return True
    await turn.wait_for(None)
    await turn.say(RefusedRequest())
    return False


async def _note(turn: Turn, action: str, practice_id: int) -> None:
    await audit.note(turn.connection, action, turn.viewer.person_id, turn.now, practice_id)
