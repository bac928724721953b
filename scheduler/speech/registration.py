"""The registration's messages: the field that is empty now, or that it is complete."""

from rules.access import ANSWERING, Membership, Role, Viewer, menu
from rules.registration import open_field
from scheduler.speech.calendar import next_asked
from scheduler.speech.speech import Speech
from storage import experiments, invitations, practices
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import notes
from texts.messages import registration as texts


async def registration(speech: Speech) -> Message | None:
    """Where this membership's registration stands."""
    viewer = await speech.viewer()
    mine = next((m for m in viewer.memberships if m.id == speech.row.subject_id), None) if viewer else None
    if viewer is None or mine is None:
        return None
    if mine.registered_at:
        return await _registered(speech, viewer, mine)
    running = await experiments.running(speech.connection, mine.practice_id) if mine.practice_id else []
    field = open_field(mine, experiments_exist=bool(running))
    if field == "organisation":
        return texts.organisation(speech.t, mine.id, speech.programme.organisation_types)
    if field == "experiments":
        chosen = await experiments.of_member(speech.connection, mine.id)
        return texts.experiments(speech.t, mine.id, [(one.id, one.title) for one in running], chosen)
    more = bool(speech.row.params.get("more"))
    return texts.consent(speech.t, mine.id, await _name(speech, mine.practice_id), mine.role, more)


async def own_experiments(speech: Speech) -> Message | None:
    """On which experiments somebody works, long after the registration."""
    viewer = await speech.viewer()
    mine = next((m for m in viewer.memberships if m.id == speech.row.subject_id), None) if viewer else None
    if mine is None or mine.practice_id is None or mine.role is not Role.PARTICIPANT or not mine.registered_at:
        return help_texts.refused(speech.t)
    running = await experiments.running(speech.connection, mine.practice_id)
    if not running:
        return notes.note(speech.t, "no_experiments_yet")
    chosen = await experiments.of_member(speech.connection, mine.id)
    return texts.experiments(speech.t, mine.id, [(one.id, one.title) for one in running], chosen)


async def _registered(speech: Speech, viewer: Viewer, mine: Membership) -> Message:
    first = await next_asked(speech) if mine.role in ANSWERING else None
    return texts.registered(
        speech.t,
        await _name(speech, mine.practice_id),
        mine.role,
        first,
        speech.programme.schedule.timezone,
        menu(viewer),
    )


async def _name(speech: Speech, practice_id: int | None) -> str | None:
    practice = await practices.get(speech.connection, practice_id) if practice_id else None
    return practice.name if practice else None


async def already(speech: Speech) -> Message:
    """The person has this role already."""
    return texts.already(speech.t, await _name(speech, speech.row.subject_id), Role(speech.row.params["role"]))


async def move_offer(speech: Speech) -> Message | None:
    """An invitation for another practice than the own one."""
    invitation = await invitations.get(speech.connection, speech.subject_id)
    viewer = await speech.viewer()
    old = await _name(speech, viewer.practice_id if viewer else None)
    new = await _name(speech, invitation.practice_id if invitation else None)
    if invitation is None or old is None or new is None:
        return None
    return texts.move_offer(speech.t, old, new, invitation.role)


async def moved_not(speech: Speech) -> Message | None:
    name = await _name(speech, speech.row.subject_id)
    return texts.moved_not(speech.t, name) if name else None


async def open_practices(speech: Speech) -> Message:
    """Open registration: which practice?"""
    known = await practices.every(speech.connection)
    return texts.practices(speech.t, [(practice.id, practice.name) for practice in known])


async def open_roles(speech: Speech) -> Message | None:
    """Open registration: as what?"""
    practice = await practices.get(speech.connection, speech.subject_id)
    return texts.roles(speech.t, practice.id, practice.name) if practice else None
