"""From a membership begun to one registered. Where somebody is follows from the fields still empty."""

from typing import Protocol
from zoneinfo import ZoneInfo

from handlers import renewal
from handlers.desk import note_change
from handlers.refusals import NotYours
from handlers.registry import tapped
from handlers.turn import Turn
from rules.access import Membership, Role
from rules.payloads.experiments import OwnExperiments
from rules.payloads.help import OwnMenu
from rules.payloads.notes import Note
from rules.payloads.privacy import Renewal
from rules.payloads.registration import RegistrationDeclined, RegistrationState
from rules.registration import has_agreed, open_field
from storage import arrivals, consents, endings, experiments, invitations, memberships, people
from texts import notice
from texts.callback_data import SKIP
from texts.taps.registration import ConsentGiven, ExperimentsChosen, ExperimentToggled, NoticeAsked, OrganisationChosen


class OfMembership(Protocol):
    @property
    def membership_id(self) -> int: ...


async def _registering(turn: Turn, tap: OfMembership) -> Membership:
    """The viewer's own membership, still being registered; anybody else's is nobody's."""
    mine = _own(turn, tap)
    if mine.registered_at:
        raise NotYours
    return mine


def _own(turn: Turn, tap: OfMembership) -> Membership:
    mine = next((m for m in turn.viewer.memberships if m.id == tap.membership_id), None)
    if mine is None:
        raise NotYours
    return mine


async def _to_agree(turn: Turn, tap: OfMembership) -> Membership:
    """The viewer's own membership: being registered, or with consent to an older notice."""
    mine = _own(turn, tap)
    if mine.registered_at and has_agreed(mine):
        raise NotYours
    return mine


@tapped(ConsentGiven, loads=_to_agree)
async def consent_given(turn: Turn, tap: ConsentGiven, mine: Membership) -> None:
    """Takes part (still), or rather not. A yes to other words than today's is asked once more."""
    if has_agreed(mine):
        return
    words = await renewal.fingerprint_for(turn, mine)
    if not tap.yes:
        await (renewal.refused(turn, words) if mine.registered_at else _decline(turn, mine))
    elif not words.startswith(tap.shown):
        await _show_notice(turn, mine)
    else:
        await consents.agree(turn.connection, turn.viewer.person_id, mine.id, words, turn.now)
        await (renewal.agreed(turn) if mine.registered_at else _advance(turn, mine.id))


async def _show_notice(turn: Turn, mine: Membership, *, more: int = 0) -> None:
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


@tapped(NoticeAsked, loads=_to_agree)
async def notice_asked(turn: Turn, tap: NoticeAsked, mine: Membership) -> None:
    """A screen of the whole privacy notice, or the short one again."""
    if tap.more > len(notice.SCREENS):
        raise NotYours
    await _show_notice(turn, mine, more=tap.more)


@tapped(OrganisationChosen, loads=_registering)
async def organisation_chosen(turn: Turn, tap: OrganisationChosen, mine: Membership) -> None:
    """A row of Tabel 1, or skipped."""
    known = {kind.key for kind in turn.programme.organisation_types}
    if tap.organisation not in known | {SKIP} or mine.consent_version is None:
        raise NotYours
    organisation = None if tap.organisation == SKIP else tap.organisation
    await memberships.say_organisation(turn.connection, mine.id, organisation, turn.now)
    await _advance(turn, mine.id)


async def _working(turn: Turn, tap: OfMembership) -> Membership:
    """The viewer's own membership as a participant, registered or not; or whichever is being registered."""
    mine = _own(turn, tap)
    if mine.registered_at and mine.role is not Role.PARTICIPANT:
        raise NotYours
    return mine


@tapped(ExperimentToggled, loads=_working)
async def experiment_toggled(turn: Turn, tap: ExperimentToggled, mine: Membership) -> None:
    """Works on this experiment, or after all not: while registering, or whenever it changes."""
    if mine.practice_id is None or mine.consent_version is None:
        return
    if tap.experiment_id not in {one.id for one in await experiments.running(turn.connection, mine.practice_id)}:
        raise NotYours
    await experiments.toggle(turn.connection, mine.id, tap.experiment_id)
    await turn.show(OwnExperiments(mine.id) if mine.registered_at else RegistrationState(mine.id))


@tapped(ExperimentsChosen, loads=_working)
async def experiments_chosen(turn: Turn, _tap: ExperimentsChosen, mine: Membership) -> None:
    """The choice of experiments is complete."""
    if mine.registered_at:
        await turn.show(Note("work_kept"))
    elif mine.consent_version is not None:
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
        if mine.role is Role.CAREGIVER and mine.practice_id is not None:
            today = turn.now.astimezone(ZoneInfo(turn.programme.schedule.timezone)).date()
            await arrivals.note(turn.connection, mine.practice_id, viewer.person_id, today)
        await note_change(turn, "joined", mine.practice_id, role=mine.role.value)
        await _succeed(turn, membership_id)
        if (viewer.roles | {mine.role}) - {Role.CAREGIVER}:  # theirs is the menu of everybody
            await turn.say(OwnMenu())
    await turn.show(RegistrationState(membership_id))


async def _succeed(turn: Turn, membership_id: int) -> None:
    """Who came in by the link of a coordinator that hands over: now that one is done."""
    completed = await memberships.registration(turn.connection, membership_id)
    if completed and completed.role is Role.COORDINATOR and completed.invitation_id:
        await endings.hand_over(turn.connection, completed.invitation_id, turn.now, to=completed.person_id)
