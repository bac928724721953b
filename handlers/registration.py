"""From `/start` to a registered membership. Where somebody is follows from the fields still empty."""

from handlers import renewal
from handlers.desk import note_change
from handlers.turn import Turn
from rules.access import ANSWERING, Membership, Role
from rules.invitation import Invitation
from rules.payloads.experiments import OwnExperiments
from rules.payloads.help import OwnMenu
from rules.payloads.notes import Note
from rules.payloads.privacy import Renewal
from rules.payloads.registration import (
    AlreadyRegistered,
    MoveOffer,
    NotMoved,
    NoToken,
    OpenPractices,
    OpenRoles,
    RefusedInvitation,
    RegistrationDeclined,
    RegistrationState,
)
from rules.registration import has_agreed, open_field, to_renew
from storage import consents, experiments, invitations, memberships, people, practices, wrong_tokens
from texts.callback_data import (
    SKIP,
    ConsentGiven,
    ExperimentsChosen,
    ExperimentToggled,
    MoveAnswered,
    NoticeAsked,
    OrganisationChosen,
    PracticeChosen,
    RoleChosen,
)

#: A deep link's payload is at most 64 characters.
LONGEST_TOKEN = 64


async def start(turn: Turn) -> None:
    """`/start`, with the token of an invitation or without."""
    was_away = turn.viewer.stopped or turn.viewer.unreachable or turn.viewer.is_pausing(turn.now)
    if was_away:
        await people.welcome_back(turn.connection, turn.viewer.person_id)
    _, _, token = (turn.message.text or "").partition(" ")
    if token.strip():
        await _invited(turn, token.strip())
    elif turn.viewer.unfinished:
        await turn.say(RegistrationState(turn.viewer.unfinished.id))
    elif to_renew(turn.viewer.memberships):
        await turn.say(Renewal())
    elif turn.viewer.roles:
        await turn.say(Note("welcome_back"))
    elif turn.policy.registration == "open":
        await turn.say(OpenPractices())
    else:
        await turn.say(NoToken())


async def _invited(turn: Turn, token: str) -> None:
    if await wrong_tokens.is_blocked(turn.connection, turn.viewer.person_id, turn.now):
        await turn.say(RefusedInvitation())  # as always: whether this one is right is not to be learned now
        return
    invitation = await invitations.by_token(turn.connection, token) if len(token) <= LONGEST_TOKEN else None
    person_id = turn.viewer.person_id
    if invitation and await memberships.was_invited_by(turn.connection, person_id, invitation.id):
        await _go_on(turn, invitation)
    elif invitation is None or not await invitations.is_usable(turn.connection, invitation.id, turn.now):
        await _refuse(turn)
    elif _has(turn, invitation.role, invitation.practice_id):
        await turn.say(AlreadyRegistered(invitation.practice_id, role=invitation.role))
    elif _is_elsewhere(turn, invitation.practice_id):
        await people.set_pending_invitation(turn.connection, person_id, invitation.id)
        await turn.say(MoveOffer(invitation.id))
    else:
        await _accept(turn, invitation)


async def _refuse(turn: Turn) -> None:
    """Unknown, used up, expired or revoked: it counts and is answered alike, so that nothing is learned by trying."""
    await wrong_tokens.note(turn.connection, turn.viewer.person_id, turn.now)
    await turn.say(RefusedInvitation())


async def _go_on(turn: Turn, invitation: Invitation) -> None:
    """The same link opened again: goes on where the registration was, or says that it is complete."""
    unfinished = turn.viewer.unfinished
    if unfinished:
        await turn.say(RegistrationState(unfinished.id))
    else:
        await turn.say(AlreadyRegistered(invitation.practice_id, role=invitation.role))


def _has(turn: Turn, role: Role, practice_id: int | None) -> bool:
    return any(m.role is role and m.practice_id == practice_id for m in turn.viewer.memberships)


def _is_elsewhere(turn: Turn, practice_id: int | None) -> bool:
    return practice_id is not None and turn.viewer.practice_id not in (None, practice_id)


async def _accept(turn: Turn, invitation: Invitation) -> None:
    if not await invitations.redeem(turn.connection, invitation.id, turn.viewer.person_id, turn.now):
        await _refuse(turn)
        return
    await _begin(turn, invitation.practice_id, invitation.role, invitation.id)


async def _begin(turn: Turn, practice_id: int | None, role: Role, invitation_id: int | None = None) -> None:
    person_id = turn.viewer.person_id
    await memberships.begin(turn.connection, person_id, practice_id, role, turn.now, invitation_id)
    viewer = await people.viewer_by_id(turn.connection, person_id)
    assert viewer is not None
    turn.viewer = viewer
    begun = next(m for m in viewer.memberships if m.role is role)
    await turn.show(RegistrationState(begun.id))


async def move_answered(turn: Turn, tap: MoveAnswered) -> None:
    """Whether to leave the old practice for the one of the pending invitation."""
    pending = turn.viewer.pending_invitation_id
    await people.set_pending_invitation(turn.connection, turn.viewer.person_id, None)
    invitation = await invitations.get(turn.connection, pending) if pending else None
    if invitation is None:
        turn.toast = "not_yours"
    elif not tap.yes:
        await turn.show(NotMoved(turn.viewer.practice_id))
    elif not await invitations.redeem(turn.connection, invitation.id, turn.viewer.person_id, turn.now):
        await turn.show(RefusedInvitation())
    else:
        await note_change(turn, "moved", turn.viewer.practice_id)
        await memberships.leave_practice(turn.connection, turn.viewer.person_id, turn.now)
        await turn.say(OwnMenu())
        await _begin(turn, invitation.practice_id, invitation.role, invitation.id)


async def practice_chosen(turn: Turn, tap: PracticeChosen) -> None:
    """Open registration: a practice was chosen, now the role."""
    if await _may_register(turn, tap.practice_id):
        await turn.show(OpenRoles(tap.practice_id))


async def role_chosen(turn: Turn, tap: RoleChosen) -> None:
    """Open registration: practice and role are known. Only roles that answer can be taken freely."""
    if tap.role not in {role.value for role in ANSWERING}:
        turn.toast = "not_yours"
    elif await _may_register(turn, tap.practice_id):
        await _begin(turn, tap.practice_id, Role(tap.role))


async def _may_register(turn: Turn, practice_id: int) -> bool:
    known = await practices.get(turn.connection, practice_id)
    is_open = turn.policy.registration == "open" and known is not None and known.closed_at is None
    if is_open and not turn.viewer.memberships:
        return True
    turn.toast = "not_yours"
    return False


async def _mine(turn: Turn, membership_id: int) -> Membership | None:
    """The viewer's own membership, still being registered; anybody else's is nobody's."""
    mine = next((m for m in turn.viewer.memberships if m.id == membership_id and not m.registered_at), None)
    if mine is None:
        turn.toast = "not_yours"
    return mine


async def consent_given(turn: Turn, tap: ConsentGiven) -> None:
    """Takes part (still), or rather not. A yes to other words than today's is asked once more."""
    mine = await _to_agree(turn, tap.membership_id)
    if mine is None or has_agreed(mine):
        return
    words = await renewal.fingerprint_for(turn, mine)
    if not tap.yes:
        await (renewal.refused(turn, words) if mine.registered_at else _decline(turn, mine))
    elif not words.startswith(tap.shown):
        await _show_notice(turn, mine)
    else:
        await consents.agree(turn.connection, turn.viewer.person_id, mine.id, words, turn.now)
        await (renewal.agreed(turn) if mine.registered_at else _advance(turn, mine.id))


async def _to_agree(turn: Turn, membership_id: int) -> Membership | None:
    """The viewer's own membership: being registered, or with consent to an older notice."""
    renewed = next((m for m in turn.viewer.memberships if m.id == membership_id and m.registered_at), None)
    return renewed if renewed and not has_agreed(renewed) else await _mine(turn, membership_id)


async def _show_notice(turn: Turn, mine: Membership, *, more: bool = False) -> None:
    if mine.registered_at:
        await turn.show(Renewal(more))
    else:
        await turn.show(RegistrationState(mine.id, more=more))


async def _decline(turn: Turn, mine: Membership) -> None:
    registration = await memberships.registration(turn.connection, mine.id)
    await memberships.leave(turn.connection, mine.id, turn.now)
    if registration and registration.invitation_id:
        await invitations.give_back(turn.connection, registration.invitation_id)
    await turn.show(RegistrationDeclined())


async def notice_asked(turn: Turn, tap: NoticeAsked) -> None:
    """The whole privacy notice, or the short one again."""
    mine = await _to_agree(turn, tap.membership_id)
    if mine:
        await _show_notice(turn, mine, more=tap.more)


async def organisation_chosen(turn: Turn, tap: OrganisationChosen) -> None:
    """A row of Tabel 1, or skipped."""
    mine = await _mine(turn, tap.membership_id)
    known = {kind.key for kind in turn.programme.organisation_types}
    if mine is None:
        return
    if tap.organisation not in known | {SKIP} or mine.consent_version is None:
        turn.toast = "not_yours"
        return
    organisation = None if tap.organisation == SKIP else tap.organisation
    await memberships.say_organisation(turn.connection, mine.id, organisation, turn.now)
    await _advance(turn, mine.id)


async def experiment_toggled(turn: Turn, tap: ExperimentToggled) -> None:
    """Works on this experiment, or after all not: while registering, or whenever it changes."""
    mine = await _working(turn, tap.membership_id)
    if mine is None or mine.practice_id is None or mine.consent_version is None:
        return
    if tap.experiment_id in {one.id for one in await experiments.running(turn.connection, mine.practice_id)}:
        await experiments.toggle(turn.connection, mine.id, tap.experiment_id)
        await turn.show(OwnExperiments(mine.id) if mine.registered_at else RegistrationState(mine.id))
    else:
        turn.toast = "not_yours"


async def _working(turn: Turn, membership_id: int) -> Membership | None:
    """The viewer's own membership as a participant, registered or not; or whichever is being registered."""
    works = (m for m in turn.viewer.memberships if m.role is Role.PARTICIPANT and m.registered_at)
    return next((m for m in works if m.id == membership_id), None) or await _mine(turn, membership_id)


async def experiments_chosen(turn: Turn, tap: ExperimentsChosen) -> None:
    """The choice of experiments is complete."""
    mine = await _working(turn, tap.membership_id)
    if mine and mine.registered_at:
        await turn.show(Note("work_kept"))
    elif mine and mine.consent_version is not None:
        await memberships.say_experiments(turn.connection, mine.id, turn.now)
        await _advance(turn, mine.id)


async def _advance(turn: Turn, membership_id: int) -> None:
    """Shows the next empty field, or completes the registration when there is none."""
    viewer = await people.viewer_by_id(turn.connection, turn.viewer.person_id)
    assert viewer is not None
    mine = next(m for m in viewer.memberships if m.id == membership_id)
    exist = mine.practice_id is not None and bool(await experiments.running(turn.connection, mine.practice_id))
    if open_field(mine, experiments_exist=exist) is None:
        await memberships.complete(turn.connection, membership_id, turn.now)
        await note_change(turn, "joined", mine.practice_id, role=mine.role.value)
        if (viewer.roles | {mine.role}) - {Role.CAREGIVER}:  # theirs is the menu of everybody
            await turn.say(OwnMenu())
    await turn.show(RegistrationState(membership_id))
