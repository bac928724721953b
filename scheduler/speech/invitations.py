"""An invitation's link: its token is made here, when it is sent, and only its hash is kept."""

from dataclasses import replace
from functools import partial

from reports import qr
from reports.poster import PosterWords, poster
from rules.access import ANSWERING, Role, may_invite
from rules.invitation import Invitation
from scheduler.speech.speech import Speech
from storage import invitations, practices
from storage.practices import Practice
from texts.message import File, Message
from texts.messages import help as help_texts
from texts.messages import invitations as texts


def deep_link(bot_username: str, token: str) -> str:
    """The address that opens the bot with this token."""
    return f"https://t.me/{bot_username}?start={token}"


async def practices_to_invite_to(speech: Speech) -> Message:
    """A manager chooses a practice."""
    known = await practices.every(speech.connection)
    page = speech.row.params.get("page", 0)
    return texts.practices_to_invite_to(speech.t, [(practice.id, practice.name) for practice in known], page)


async def roles_to_invite(speech: Speech) -> Message:
    """As what to invite somebody to this practice, and the way to what was made before."""
    practice, roles = await _may_invite(speech)
    if practice is None:
        return help_texts.refused(speech.t)
    running = await _running(speech, practice, roles)
    return texts.roles_to_invite(speech.t, practice.id, practice.name, roles, len(running))


async def running(speech: Speech) -> Message:
    """The invitations to a practice that still let people in."""
    practice, roles = await _may_invite(speech)
    if practice is None:
        return help_texts.refused(speech.t)
    found = await _running(speech, practice, roles)
    return texts.running(speech.t, practice.id, practice.name, found, speech.row.params.get("page", 0))


async def invitation(speech: Speech) -> Message | None:
    """The message to pass on, and what the one who made it should know."""
    found, practice = await _subject(speech)
    if found is None or practice is None:
        return None
    if speech.row.attempt > 1:  # its link may have arrived, and only its hash is known
        found = replace(found, id=await invitations.again(speech.connection, found.id, speech.now))
    token = await invitations.issue_token(speech.connection, found.id)
    link = deep_link(speech.bot_username, token)
    said = texts.invitation(speech.t, found, practice.name, link, speech.programme.schedule.timezone)
    return replace(said, ahead=(*said.ahead, *_on_paper(speech, found, practice, link)))


def _on_paper(speech: Speech, found: Invitation, practice: Practice, link: str) -> tuple[Message, ...]:
    """A QR picture and a poster; not for who leads, whose invitation works once."""
    if found.role not in ANSWERING:
        return ()
    about, scan, small_print = texts.on_poster(speech.t, found)
    words = PosterWords(
        programme=speech.programme.name,
        practice=practice.name,
        about=about,
        scan=scan,
        small_print=small_print,
        language=speech.t.language,
        right_to_left=speech.t.from_right_to_left,
    )
    code = File(f"qr-{practice.slug}.png", partial(qr.picture, link), is_picture=True)
    page = File(f"poster-{practice.slug}.pdf", partial(poster, words, link))
    return texts.with_qr(speech.t, code), texts.with_poster(speech.t, page)


async def revocation(speech: Speech) -> Message | None:
    """Whether one is sure to take this invitation back."""
    found, practice = await _subject(speech)
    if found is None or practice is None:
        return None
    return texts.revocation(speech.t, found, practice.name)


async def _may_invite(speech: Speech) -> tuple[Practice | None, tuple[Role, ...]]:
    """The practice, if the viewer may invite people to it, and as what."""
    practice, viewer = await practices.get(speech.connection, speech.subject_id), await speech.viewer()
    roles = may_invite(viewer, practice.id) if practice and viewer else ()
    return (practice if roles else None), roles


async def _running(speech: Speech, practice: Practice, roles: tuple[Role, ...]) -> list[Invitation]:
    found = await invitations.running(speech.connection, practice.id, speech.now)
    return [one for one in found if one.role in roles]


async def _subject(speech: Speech) -> tuple[Invitation | None, Practice | None]:
    found = await invitations.get(speech.connection, speech.subject_id)
    practice = await practices.get(speech.connection, found.practice_id) if found and found.practice_id else None
    return found, practice
