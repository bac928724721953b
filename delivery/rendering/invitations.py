"""An invitation's link: its token is made here, when it is sent, and only its hash is kept."""

from functools import partial

from msgspec.structs import replace

from delivery.rendering.context import RenderingContext
from delivery.rendering.desk import own_practice
from delivery.rendering.next_figures import upcoming_figures
from delivery.rendering.renderers import renders
from reports import qr
from reports.poster import PosterWords, poster
from rules.access import ANSWERING, Role, may_invite
from rules.invitation import Invitation
from rules.payloads.invitations import (
    InvitationCard,
    InvitationLink,
    PracticesToInviteTo,
    RevocationQuestion,
    RolesToInvite,
    RunningInvitations,
)
from storage import endings, figures, headcounts, invitations, practices, unled
from storage.practices import Practice
from texts.catalogue import Translator
from texts.file_names import file_name
from texts.message import File, Message
from texts.messages import help as help_texts
from texts.messages import invitation_card as cards
from texts.messages import invitations as texts
from texts.messages import notes
from texts.messages.invitations import Brought


def deep_link(bot_username: str, token: str) -> str:
    """The address that opens the bot with this token."""
    return f"https://t.me/{bot_username}?start={token}"


@renders(PracticesToInviteTo)
async def practices_to_invite_to(context: RenderingContext, payload: PracticesToInviteTo) -> Message:
    """A manager chooses a practice."""
    known = await practices.every(context.connection)
    return texts.practices_to_invite_to(context.t, [(practice.id, practice.name) for practice in known], payload.page)


@renders(RolesToInvite)
async def roles_to_invite(context: RenderingContext, payload: RolesToInvite) -> Message:
    """As what to invite somebody to this practice, and the way to what was made before."""
    practice, roles = await _may_invite(context, payload.practice_id)
    if practice is None:
        return help_texts.refused(context.t)
    if practice.closed_at:
        return notes.note(context.t, "practice_closed")
    running = await _running(context, practice, roles)
    waiting = await upcoming_figures(context, practice.id)
    return texts.roles_to_invite(context.t, practice.id, practice.name, roles, len(running), waiting)


@renders(RunningInvitations)
async def running(context: RenderingContext, payload: RunningInvitations) -> Message:
    """The invitations to a practice that still let people in."""
    practice, roles = await _may_invite(context, payload.practice_id)
    if practice is None:
        return help_texts.refused(context.t)
    found = await _running(context, practice, roles)
    brought = await _brought(context, practice, roles)
    timezone = context.programme.schedule.timezone
    return texts.running(context.t, practice.id, practice.name, found, brought, payload.page, timezone)


async def _brought(context: RenderingContext, practice: Practice, roles: tuple[Role, ...]) -> list[Brought]:
    """By role who is there now, and the response of the last round that closed: both are told elsewhere as well."""
    there = await headcounts.still_there(context.connection, practice.id, context.now)
    closed = await figures.last(context.connection, practice.id, 1)
    responses = closed[0].figures.response if closed else {}
    return [Brought(role, there.get(role, 0), responses.get(role.value)) for role in roles if role in ANSWERING]


@renders(InvitationLink)
async def invitation(context: RenderingContext, payload: InvitationLink) -> Message | None:
    """The message to pass on, and what the one who made it should know."""
    found, practice = await _subject(context, payload.invitation_id)
    if found is None or practice is None:
        return None
    if context.row.attempt > 1:  # its link may have arrived, and only its hash is known
        found = replace(found, id=await invitations.again(context.connection, found.id, context.now))
    token = await invitations.issue_token(context.connection, found.id)
    link, readers = deep_link(context.bot_username, token), context.voice(payload.readers)
    said = texts.invitation(context.t, found, practice.name, link, context.programme.schedule.timezone, readers)
    return replace(said, ahead=(*said.ahead, *_on_paper(context, found, practice, link, readers)))


def _on_paper(
    context: RenderingContext, found: Invitation, practice: Practice, link: str, readers: Translator
) -> tuple[Message, ...]:
    """A QR picture and a poster; not of what works once, and not for who leads."""
    if found.role not in ANSWERING or not found.is_for_many:
        return ()
    about, scan, until, small_print = texts.on_poster(readers, found, context.programme.schedule.timezone)
    words = PosterWords(
        programme=context.programme.name,
        practice=practice.name,
        about=about,
        scan=scan,
        until=until,
        small_print=small_print,
        language=readers.language,
        right_to_left=readers.from_right_to_left,
    )
    code = File(f"qr-{practice.slug}.png", partial(qr.picture, link), is_picture=True)
    page = File(f"{file_name(context.t, 'poster')}-{practice.slug}.pdf", partial(poster, words, link))
    return texts.with_qr(context.t, code), texts.with_poster(context.t, page)


@renders(InvitationCard)
async def card(context: RenderingContext, payload: InvitationCard) -> Message | None:
    """One invitation, or what there is to choose for it; to who could have made it."""
    found, practice = await _subject(context, payload.invitation_id)
    if found is None or practice is None:
        return None
    match payload.ask:
        case "name":
            return cards.ask_name(context.t, found, payload.problem)
        case "days":
            return cards.ask_days(context.t, found)
        case "uses":
            return cards.ask_uses(context.t, found)
        case "language":
            return cards.ask_language(context.t, found, context.programme.languages, payload.page)
    return cards.card(context.t, found, practice.name, context.programme.schedule.timezone)


@renders(RevocationQuestion)
async def revocation(context: RenderingContext, payload: RevocationQuestion) -> Message | None:
    """Whether one is sure to take this invitation back."""
    found, practice = await _subject(context, payload.invitation_id)
    if found is None or practice is None:
        return None
    return texts.revocation(context.t, found, practice.name)


async def _may_invite(context: RenderingContext, practice_id: int) -> tuple[Practice | None, tuple[Role, ...]]:
    """The practice, if the viewer may invite people to it, and as what."""
    practice, viewer = await practices.get(context.connection, practice_id), await context.viewer()
    is_led = not await unled.is_so(context.connection, practice_id)
    roles = may_invite(viewer, practice.id, is_led=is_led) if practice and viewer else ()
    return (practice if roles else None), roles


async def _running(context: RenderingContext, practice: Practice, roles: tuple[Role, ...]) -> list[Invitation]:
    found = await invitations.running(context.connection, practice.id, context.now)
    return [one for one in found if one.role in roles]


async def _subject(context: RenderingContext, invitation_id: int) -> tuple[Invitation | None, Practice | None]:
    """The invitation, if the viewer may make such a one at this moment, or hands over their own role by it."""
    found = await invitations.get(context.connection, invitation_id)
    if found is None or found.practice_id is None:
        return None, None
    practice, roles = await _may_invite(context, found.practice_id)
    if found.role not in roles:
        is_own = await endings.predecessor(context.connection, found.id) == context.row.person_id
        practice = await own_practice(context, found.practice_id) if is_own else None
    return found, practice
