"""From a membership begun to one registered. Where somebody is follows from the fields still empty."""

from typing import Protocol
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from handlers import help_card, joining, news, readiness, renewal, start
from handlers.desk import note_change
from handlers.refusals import IsClosed, NotYours, TakenBack
from handlers.registry import tapped
from handlers.turn import Turn
from rules.access import ANSWERING, Membership, Role
from rules.consent import Words
from rules.payloads.experiments import OwnExperiments
from rules.payloads.help import OwnMenu
from rules.payloads.notes import Note
from rules.payloads.privacy import NoticeAgain, Renewal
from rules.payloads.registration import OpenRoles, RegistrationDeclined, RegistrationState, WrongRole
from rules.registration import has_agreed, open_field
from storage import arrivals, consents, endings, experiments, invitations, memberships, people, practices
from texts import notice
from texts.callback_data import SKIP
from texts.paging import PER_PAGE
from texts.taps.registration import (
    ConsentGiven,
    ExperimentsChosen,
    ExperimentToggled,
    NoticeAsked,
    OrganisationChosen,
    RegistrationPaged,
    RoleDenied,
)


class OfMembership(Protocol):
    @property
    def membership_id(self) -> int: ...


async def _registering(turn: Turn, tap: OfMembership) -> Membership:
    """The viewer's own membership, still being registered; anybody else's is nobody's."""
    mine = _own(turn, tap)
    if mine.registered_at:
        raise NotYours
    await _check_open(turn, mine)
    return mine


async def _check_open(turn: Turn, mine: Membership) -> None:
    """Who had begun when the practice closed, or the invitation was taken back, does not come in any more."""
    practice = await practices.get(turn.connection, mine.practice_id) if mine.practice_id else None
    if practice and practice.closed_at:
        await _undo(turn, mine)
        raise IsClosed
    if await invitations.is_revoked(turn.connection, mine.id):
        await _undo(turn, mine)
        raise TakenBack


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
    if not mine.registered_at:
        await _check_open(turn, mine)
    return mine


@tapped(ConsentGiven, loads=_to_agree)
async def consent_given(turn: Turn, tap: ConsentGiven, mine: Membership) -> None:
    """Takes part (still), or rather not. A yes to other words than today's is asked once more."""
    if has_agreed(mine):
        return
    words = await renewal.words_for(turn, mine)
    if not tap.yes:
        await (renewal.refused(turn, words) if mine.registered_at else _decline(turn, mine))
    elif not words.fingerprint.startswith(tap.shown):
        await _show_notice(turn, mine)
    else:
        await _agree(turn, mine, words)


async def _agree(turn: Turn, mine: Membership, words: Words) -> None:
    """What they said yes to stays where it stands, and what comes next comes below it."""
    await readiness.check(turn, mine.role, mine.practice_id)
    await consents.agree(turn.connection, turn.viewer.person_id, mine.id, words, turn.now)
    await turn.say(NoticeAgain(stays=True), edits=turn.tapped)
    turn.happened = replace(turn.happened, tapped=None)
    await (renewal.agreed(turn) if mine.registered_at else _advance(turn, mine.id))


async def _show_notice(turn: Turn, mine: Membership, *, more: int = 0) -> None:
    if mine.registered_at:
        await turn.show(Renewal(more))
    else:
        await turn.show(RegistrationState(mine.id, more=more))


async def _decline(turn: Turn, mine: Membership) -> None:
    await _undo(turn, mine)
    await turn.show(RegistrationDeclined())


async def _undo(turn: Turn, mine: Membership) -> bool:
    """Nothing is kept, and the use is given back; whether it began with an invitation."""
    registration = await memberships.registration(turn.connection, mine.id)
    await memberships.leave(turn.connection, mine.id, turn.now)
    if registration is None or registration.invitation_id is None:
        return False
    await invitations.give_back(turn.connection, registration.invitation_id)
    return True


@tapped(RoleDenied, loads=_registering)
async def role_denied(turn: Turn, _tap: RoleDenied, mine: Membership) -> None:
    """Before the yes. Who chose the role freely chooses again; an invitation's role is given by who invites."""
    if has_agreed(mine):
        return
    was_invited = await _undo(turn, mine)
    if was_invited or mine.practice_id is None:
        await turn.show(WrongRole(mine.role.value))
    else:
        await turn.show(OpenRoles(mine.practice_id))


@tapped(NoticeAsked, loads=_to_agree)
async def notice_asked(turn: Turn, tap: NoticeAsked, mine: Membership) -> None:
    """A screen of the whole privacy notice, or the short one again."""
    if tap.more > notice.MOST_SCREENS:
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
    if not mine.registered_at:
        await _check_open(turn, mine)
    return mine


@tapped(RegistrationPaged, loads=_working)
async def another_page(turn: Turn, tap: RegistrationPaged, mine: Membership) -> None:
    """Of organisations, or of experiments."""
    if mine.registered_at:
        await turn.show(OwnExperiments(mine.id, page=tap.page))
    else:
        await turn.show(RegistrationState(mine.id, page=tap.page))


@tapped(ExperimentToggled, loads=_working)
async def experiment_toggled(turn: Turn, tap: ExperimentToggled, mine: Membership) -> None:
    """Works on this experiment, or after all not: while registering, or whenever it changes."""
    if mine.practice_id is None or mine.consent_version is None:
        return
    running = [one.id for one in await experiments.running(turn.connection, mine.practice_id)]
    if tap.experiment_id not in running:
        raise NotYours
    await experiments.toggle(turn.connection, mine.id, tap.experiment_id)
    page = running.index(tap.experiment_id) // PER_PAGE
    shown = OwnExperiments(mine.id, page=page) if mine.registered_at else RegistrationState(mine.id, page=page)
    await turn.show(shown)


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
    mine = await _as_it_is_now(turn, membership_id)
    exist = mine.practice_id is not None and bool(await experiments.running(turn.connection, mine.practice_id))
    if open_field(mine, experiments_exist=exist) is None:
        await _complete(turn, mine)
    await turn.show(RegistrationState(membership_id))
    if mine.role in turn.viewer.roles & set(ANSWERING):
        await joining.ask(turn)


async def _as_it_is_now(turn: Turn, membership_id: int) -> Membership:
    viewer = await people.viewer_by_id(turn.connection, turn.viewer.person_id)
    assert viewer is not None
    turn.viewer = viewer
    return next(m for m in viewer.memberships if m.id == membership_id)


async def _complete(turn: Turn, mine: Membership) -> None:
    """From now on the role counts; whoever had stopped is back."""
    await start.ends_absence(turn)
    await memberships.complete(turn.connection, mine.id, turn.now)
    await _as_it_is_now(turn, mine.id)
    registration = await memberships.registration(turn.connection, mine.id)
    if registration and registration.invitation_id:
        await invitations.note_joined(turn.connection, registration.invitation_id)
    if mine.role is Role.CAREGIVER and mine.practice_id is not None:
        today = turn.now.astimezone(ZoneInfo(turn.programme.schedule.timezone)).date()
        await arrivals.note(turn.connection, mine.practice_id, turn.viewer.person_id, today)
    await note_change(turn, "joined", mine.practice_id, role=mine.role.value)
    if mine.role is Role.COORDINATOR and registration and registration.invitation_id:
        await endings.hand_over(turn.connection, registration.invitation_id, turn.now, to=registration.person_id)
    if turn.viewer.roles - {Role.CAREGIVER}:  # theirs is the menu of everybody
        await turn.say(OwnMenu())
    if mine.role is Role.COORDINATOR and mine.practice_id is not None:
        await news.coordinator_came(turn, mine.practice_id)
    if mine.role is Role.MANAGER:
        await help_card.ask_to_check(turn)
