"""A coordinator hands over: a link for the successor, and as that one begins, the role ends."""

from handlers.closed import check_open
from handlers.desk import note_change
from handlers.guards import runs_practice
from handlers.registry import tapped
from handlers.turn import Turn
from rules.access import Role
from rules.payloads.endings import Succession
from rules.payloads.invitations import InvitationLink
from rules.payloads.notes import Note
from storage import endings, invitations, outbox
from texts.taps.endings import SuccessionShown, SuccessorInvited


@tapped(SuccessionShown, may=runs_practice)
async def succession_shown(turn: Turn, tap: SuccessionShown) -> None:
    """What it means."""
    await turn.show(Succession(tap.practice_id))


@tapped(SuccessorInvited, may=runs_practice)
async def successor_invited(turn: Turn, tap: SuccessorInvited) -> None:
    """The coordinator is sure. A second link takes the first one's place."""
    await check_open(turn, tap.practice_id)
    who = turn.viewer.person_id
    (mine,) = await endings.of(turn.connection, who, [Role.COORDINATOR], tap.practice_id)
    made = await invitations.create(turn.connection, Role.COORDINATOR, tap.practice_id, turn.now, created_by=who)
    await endings.seek_successor(turn.connection, mine, made, turn.now)
    await note_change(turn, "invitation_made", tap.practice_id, invitation=made, role=Role.COORDINATOR.value)
    await turn.say(InvitationLink(made))


async def opened_by_a_leader(turn: Turn, invitation_id: int) -> None:
    """Who waits for a successor hears, once, that a fellow coordinator opened the link: nothing comes of that."""
    waits = await endings.predecessor(turn.connection, invitation_id)
    if waits not in (None, turn.viewer.person_id):
        tells, key = Note("successor_leads"), f"successor_leads:{invitation_id}"
        await outbox.add(
            turn.connection, tells, now=turn.now, person_id=waits, lane=outbox.Lane.REMINDER, dedupe_key=key
        )
