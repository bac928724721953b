"""The registration's messages: the field that is empty now, or that it is complete."""

from delivery.rendering.calendar import next_asked
from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.access import ANSWERING, Membership, Role, Viewer
from rules.menu import menu
from rules.payloads.experiments import OwnExperiments
from rules.payloads.registration import (
    AlreadyRegistered,
    MoveOffer,
    NotMoved,
    OpenPractices,
    OpenRoles,
    RegistrationState,
    WrongRole,
)
from rules.registration import open_field
from storage import check_ins, experiments, invitations, practices, prompts
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import notes
from texts.messages import registration as texts


@renders(RegistrationState)
async def registration(context: RenderingContext, payload: RegistrationState) -> Message | None:
    """Where this membership's registration stands."""
    viewer = await context.viewer()
    mine = next((m for m in viewer.memberships if m.id == payload.membership_id), None) if viewer else None
    if viewer is None or mine is None:
        return None
    if mine.registered_at:
        return await _registered(context, viewer, mine)
    running = await experiments.running(context.connection, mine.practice_id) if mine.practice_id else []
    field = open_field(mine, experiments_exist=bool(running))
    if field == "organisation":
        return texts.organisation(context.t, mine.id, context.programme.organisation_types, payload.page)
    if field == "experiments":
        chosen = await experiments.of_member(context.connection, mine.id)
        options = [(one.id, one.title) for one in running]
        return texts.experiments(context.t, mine.id, options, chosen, payload.page)
    practice = await practices.get(context.connection, mine.practice_id) if mine.practice_id else None
    name, terms = practice.name if practice else None, context.terms(practice.slug if practice else None)
    return texts.consent(context.t, mine.id, name, mine.role, payload.more, terms)


@renders(OwnExperiments)
async def own_experiments(context: RenderingContext, payload: OwnExperiments) -> Message | None:
    """On which experiments somebody works, long after the registration."""
    viewer = await context.viewer()
    mine = next((m for m in viewer.memberships if m.id == payload.membership_id), None) if viewer else None
    if mine is None or mine.practice_id is None or mine.role is not Role.PARTICIPANT or not mine.registered_at:
        return help_texts.refused(context.t)
    running = await experiments.running(context.connection, mine.practice_id)
    if not running:
        return notes.note(context.t, "no_experiments_yet")
    chosen = await experiments.of_member(context.connection, mine.id)
    options = [(one.id, one.title) for one in running]
    return texts.experiments(context.t, mine.id, options, chosen, payload.page)


async def _registered(context: RenderingContext, viewer: Viewer, mine: Membership) -> Message:
    name = await _name(context, mine.practice_id)
    if mine.role not in ANSWERING:
        return texts.leads(context.t, name, mine.role, menu(viewer))
    check_in = await check_ins.open_of(context.connection, viewer.person_id, context.programme)
    waits_until = await prompts.waits_until(context.connection, viewer.person_id) if check_in else None
    if check_in and not (check_in.finished or check_in.declined or waits_until):
        return texts.asked_now(context.t, name, mine.role)
    first = waits_until or await next_asked(context)
    return texts.registered(context.t, name, mine.role, first, context.programme.schedule.timezone)


async def _name(context: RenderingContext, practice_id: int | None) -> str | None:
    practice = await practices.get(context.connection, practice_id) if practice_id else None
    return practice.name if practice else None


@renders(AlreadyRegistered)
async def already(context: RenderingContext, payload: AlreadyRegistered) -> Message:
    """The person has this role already."""
    return texts.already(context.t, await _name(context, payload.practice_id), Role(payload.role))


@renders(WrongRole)
async def wrong_role(context: RenderingContext, payload: WrongRole) -> Message:
    """Whom to ask for another invitation."""
    return texts.wrong_role(context.t, Role(payload.role))


@renders(MoveOffer)
async def move_offer(context: RenderingContext, payload: MoveOffer) -> Message | None:
    """An invitation for another practice than the own one."""
    invitation = await invitations.get(context.connection, payload.invitation_id)
    viewer = await context.viewer()
    old = await _name(context, viewer.answering_practice_id if viewer else None)
    new = await _name(context, invitation.practice_id if invitation else None)
    if invitation is None or old is None or new is None:
        return None
    return texts.move_offer(context.t, old, new, invitation.role)


@renders(NotMoved)
async def moved_not(context: RenderingContext, payload: NotMoved) -> Message | None:
    name = await _name(context, payload.practice_id)
    return texts.moved_not(context.t, name) if name else None


@renders(OpenPractices)
async def open_practices(context: RenderingContext, payload: OpenPractices) -> Message:
    """Open registration: which practice?"""
    known = await practices.every(context.connection)
    return texts.practices(context.t, [(practice.id, practice.name) for practice in known], payload.page)


@renders(OpenRoles)
async def open_roles(context: RenderingContext, payload: OpenRoles) -> Message | None:
    """Open registration: as what?"""
    practice = await practices.get(context.connection, payload.practice_id)
    return texts.roles(context.t, practice.id, practice.name) if practice else None
