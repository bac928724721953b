"""`/stop`: no more messages; who has several roles says which of them ends."""

from typing import Protocol

from handlers import wishes
from handlers.guards import anybody
from handlers.refusals import LeadsAlone, NotYours
from handlers.registry import command, tapped
from handlers.turn import Turn
from rules.access import LEADING, Membership, Role, Viewer
from rules.payloads.endings import RoleEnded
from rules.payloads.leaving import StopChoice, Stopped, StopQuestion, StopRoleQuestion
from rules.payloads.notes import Note
from storage import endings, memberships, people
from texts.taps.leaving import StopAnswered, StopAsked, StopRoleAnswered, StopRoleAsked, StopRolesPaged


@command("stop")
async def stop(turn: Turn) -> None:
    """No more messages; `/start` is the way back. Of a leader, and of who is more than one thing, it is asked first."""
    if turn.viewer.roles == {Role.MANAGER}:
        await stays_led(turn)
    if turn.viewer.roles & LEADING or len(turn.viewer.registered) > 1:
        await turn.say(wishes.to_stop(turn.viewer))
    else:
        await everything(turn)
        await turn.say(Stopped())


@tapped(StopAsked, may=anybody)
async def stop_asked(turn: Turn, _tap: StopAsked) -> None:
    """*Stoppen* under a check-in of who missed several, or *Met alles*: it is asked once."""
    await stays_led(turn)
    await turn.say(StopQuestion())


@tapped(StopAnswered, may=anybody)
async def stop_answered(turn: Turn, tap: StopAnswered) -> None:
    """With everything, or not at all."""
    if tap.yes:
        await everything(turn)
        await turn.show(Stopped())
    else:
        await turn.show(Note("stop_not"))
        await wishes.ask_again(turn)


def _is_several_things(viewer: Viewer, _tap: object) -> bool:
    return len(viewer.registered) > 1


@tapped(StopRolesPaged, may=_is_several_things)
async def another_page(turn: Turn, tap: StopRolesPaged) -> None:
    """More of the roles to choose from."""
    await turn.show(StopChoice(tap.page))


class OfMembership(Protocol):
    @property
    def membership_id(self) -> int: ...


async def _own(turn: Turn, tap: OfMembership) -> Membership:
    """A role of the viewer's own. LeadsAlone when it is the one that nobody else has."""
    mine = next((m for m in turn.viewer.registered if m.id == tap.membership_id), None)
    if mine is None:
        raise NotYours
    if mine.role is Role.MANAGER:
        await stays_led(turn)
    return mine


@tapped(StopRoleAsked, loads=_own)
async def stop_role_asked(turn: Turn, _tap: StopRoleAsked, mine: Membership) -> None:
    """One of several: it is asked once more."""
    await turn.show(StopRoleQuestion(mine.id))


@tapped(StopRoleAnswered, loads=_own)
async def stop_role_answered(turn: Turn, tap: StopRoleAnswered, mine: Membership) -> None:
    """It ends; what else the person is stays."""
    if not tap.yes:
        await turn.show(Note("stop_not"))
        return
    held = await endings.get(turn.connection, mine.id)
    assert held is not None
    await endings.end(turn.connection, [held], "self", turn.now, by=turn.viewer.person_id, tells=False)
    await turn.show(RoleEnded(mine.practice_id, [mine.role.value], "self"))


async def stays_led(turn: Turn) -> None:
    """LeadsAlone when nobody leads the programme without this person."""
    if await memberships.leads_alone(turn.connection, turn.viewer.person_id):
        raise LeadsAlone


async def everything(turn: Turn) -> None:
    """No more messages of any kind. Whoever leads does so no longer: a desk is not left behind unattended."""
    await stays_led(turn)
    person_id = turn.viewer.person_id
    await people.stop(turn.connection, person_id, turn.now)
    leading = await endings.all_of(turn.connection, person_id, LEADING)
    await endings.end(turn.connection, leading, "self", turn.now, by=person_id, tells=False)
