"""Roles that others end: a leader's by a manager, a caregiver's or participant's by a coordinator with their code."""

from typing import Literal, Protocol

from handlers.guards import leads_programme, runs_practice
from handlers.refusals import NotYours
from handlers.registry import tapped, typed
from handlers.turn import Turn
from rules.access import ANSWERING, may_run_practice
from rules.code import Purpose
from rules.payloads.endings import EndByCode, EndingQuestion, Leaders, SignedOff
from rules.payloads.notes import Note
from storage import codes, endings, letters, memberships, wrong_tokens
from storage.endings import Held
from storage.letters import Letter
from texts.taps.endings import (
    CodeWayChosen,
    EndByCodeShown,
    EndingAsked,
    EndingConfirmed,
    LeadersShown,
    LetterRefused,
)


@tapped(LeadersShown, may=leads_programme)
async def leaders_shown(turn: Turn, tap: LeadersShown) -> None:
    """Who coordinates a practice, or leads the programme."""
    await turn.show(Leaders(tap.practice_id or None, page=tap.page))


class OfMembership(Protocol):
    @property
    def membership_id(self) -> int: ...


async def _others(turn: Turn, tap: OfMembership) -> Held | None:
    """The role of another leader; None when it has ended. Of two managers who end each other, one is too late."""
    managers = await memberships.lock_managers(turn.connection)
    found = await endings.get(turn.connection, tap.membership_id)
    is_other = found is None or (found.role not in ANSWERING and found.person_id != turn.viewer.person_id)
    if turn.viewer.person_id not in managers or not is_other:
        raise NotYours
    return found


@tapped(EndingAsked, loads=_others)
async def ending_asked(turn: Turn, tap: EndingAsked, _found: Held | None) -> None:
    """Says what it means, and asks once more."""
    await turn.show(EndingQuestion(tap.membership_id))


@tapped(EndingConfirmed, loads=_others)
async def ending_confirmed(turn: Turn, _tap: EndingConfirmed, found: Held | None) -> None:
    """The manager is sure. Five taps are one ending."""
    if found is None:
        turn.toast = "changed_meanwhile"
        return
    await endings.end(turn.connection, [found], "leader", turn.now, by=turn.viewer.person_id)
    await turn.show(Leaders(found.practice_id))


@tapped(EndByCodeShown, may=runs_practice)
async def end_by_code_shown(turn: Turn, tap: EndByCodeShown) -> None:
    """*Iemand uitschrijven*."""
    await turn.show(EndByCode(tap.practice_id))


@tapped(CodeWayChosen, may=runs_practice)
async def code_way_chosen(turn: Turn, tap: CodeWayChosen) -> None:
    """It was read aloud, or stands in a letter; now the code itself."""
    ways: dict[str, Literal["aloud", "letter"]] = {"aloud": "aloud", "letter": "letter"}
    if tap.way not in ways:
        raise NotYours
    await turn.wait_for(f"end_role:{tap.practice_id}:{tap.way}")
    await turn.show(EndByCode(tap.practice_id, way=ways[tap.way]))


@typed("end_role")
async def code_typed(turn: Turn) -> None:
    """A right one ends what its maker answers as in this practice. A wrong one is never told why."""
    _, number, way = (turn.viewer.awaiting or "").split(":")
    practice_id = int(number)
    if not may_run_practice(turn.viewer, practice_id):
        raise NotYours
    held = await _redeemed(turn, practice_id)
    if not held:
        await turn.say(SignedOff(practice_id, works=False))
        return
    await turn.wait_for(None)
    by = turn.viewer.person_id
    if way == "letter":
        due_at = await letters.announce(turn.connection, held, practice_id, by, turn.now)
        await turn.say(SignedOff(practice_id, works=True, on=due_at.isoformat()))
    else:
        await endings.end(turn.connection, held, "code", turn.now, by=by)
        await turn.say(SignedOff(practice_id, works=True))


async def _redeemed(turn: Turn, practice_id: int) -> list[Held]:
    """What the maker of the code that was typed answers as here; nothing for a wrong code, or one from elsewhere."""
    by = turn.viewer.person_id
    subject = await codes.redeem(turn.connection, turn.happened.text, Purpose.ROLE, turn.now, by=by)
    if subject is None:
        return []
    held = await endings.of(turn.connection, subject.person_id, ANSWERING, practice_id)
    if not held:
        await wrong_tokens.note(turn.connection, by, turn.now)
    return held


async def _ones_own(turn: Turn, tap: LetterRefused) -> Letter:
    """What waits for the viewer's own no."""
    found = await letters.get(turn.connection, tap.ending_id)
    if found is None or found.person_id != turn.viewer.person_id:
        raise NotYours
    return found


@tapped(LetterRefused, loads=_ones_own)
async def letter_refused(turn: Turn, _tap: LetterRefused, found: Letter) -> None:
    """*Nee*: nothing ends."""
    await letters.deny(turn.connection, found, turn.now)
    await turn.show(Note("letter_refused"))
