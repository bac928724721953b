"""Who leads and which roles ended, in words."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from delivery.rendering.context import Named, RenderingContext
from delivery.rendering.desk import own_practice
from delivery.rendering.renderers import renders
from rules.access import Role, may_see_programme
from rules.address import Address
from rules.payloads.endings import (
    EndByCode,
    EndingQuestion,
    Leaders,
    LetterCame,
    LetterDenied,
    PracticeUnled,
    RoleEnded,
    SignedOff,
    Succession,
)
from storage import endings, letters, people, practices, unled
from storage.endings import Held
from texts.message import Message
from texts.messages import endings as texts
from texts.messages import help as help_texts
from texts.messages.endings import Leader


def _mark(one: Held) -> str:
    return f"⟦{one.id}⟧"


async def _addresses(context: RenderingContext, *held: Held) -> dict[str, Address]:
    found = {_mark(one): await people.address(context.connection, one.person_id) for one in held}
    return {mark: address for mark, address in found.items() if address is not None}


async def _leads(context: RenderingContext) -> bool:
    viewer = await context.viewer()
    return viewer is not None and may_see_programme(viewer)


async def _name(context: RenderingContext, practice_id: int | None) -> str | None:
    practice = await practices.get(context.connection, practice_id) if practice_id else None
    return practice.name if practice else None


def _local(context: RenderingContext, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(context.programme.schedule.timezone)).date()


@renders(Leaders)
async def leaders(context: RenderingContext, payload: Leaders) -> Named | Message:
    """With the names that Telegram shows of them now."""
    if not await _leads(context):
        return help_texts.refused(context.t)
    held = await endings.leaders(context.connection, payload.practice_id)
    reader = context.row.person_id
    found = [Leader(one.id, _mark(one), _local(context, one.since), one.person_id == reader) for one in held]
    practice = await practices.get(context.connection, payload.practice_id) if payload.practice_id else None
    name, invites = (practice.name, practice.closed_at is None) if practice else (None, False)
    message = texts.leaders(context.t, payload.practice_id, name, found, payload.page, invites)
    return Named(message, await _addresses(context, *(one for one in held if _mark(one) in message.text)))


@renders(EndingQuestion)
async def sure(context: RenderingContext, payload: EndingQuestion) -> Named | Message | None:
    """Whose role it is stands in it."""
    held = await endings.get(context.connection, payload.membership_id)
    if not await _leads(context):
        return help_texts.refused(context.t)
    if held is None:
        return None
    name = await _name(context, held.practice_id)
    message = texts.sure(context.t, held.id, _mark(held), held.practice_id, name)
    return Named(message, await _addresses(context, held))


@renders(RoleEnded)
async def ended(context: RenderingContext, payload: RoleEnded) -> Message:
    """What ended, how, and what that means."""
    roles = [Role(role) for role in payload.roles]
    return texts.ended(context.t, roles, await _name(context, payload.practice_id), payload.how)


@renders(PracticeUnled)
async def without(context: RenderingContext, payload: PracticeUnled) -> Message | None:
    """Unless somebody coordinates it by now."""
    practice = await practices.get(context.connection, payload.practice_id)
    if practice is None or not await _leads(context) or not await unled.is_so(context.connection, practice.id):
        return None
    return texts.unled(context.t, practice.id, practice.name)


@renders(Succession)
async def succession(context: RenderingContext, payload: Succession) -> Message:
    """What handing over means, and whether a link is out."""
    practice, person_id = await own_practice(context, payload.practice_id), context.row.person_id
    if practice is None or person_id is None:
        return help_texts.refused(context.t)
    out = await endings.successor_invitation(context.connection, person_id, practice.id, context.now)
    return texts.succession(context.t, practice.id, practice.name, out)


@renders(EndByCode)
async def end_by_code(context: RenderingContext, payload: EndByCode) -> Message:
    """How the code came; then the code."""
    practice = await own_practice(context, payload.practice_id)
    if practice is None:
        return help_texts.refused(context.t)
    if payload.way:
        return texts.type_the_code(context.t, practice.id, payload.way)
    return texts.how_did_it_come(context.t, practice.id, practice.name)


@renders(SignedOff)
async def signed_off(context: RenderingContext, payload: SignedOff) -> Message:
    """What came of a code."""
    if await own_practice(context, payload.practice_id) is None:
        return help_texts.refused(context.t)
    on = _local(context, datetime.fromisoformat(payload.on)) if payload.on else None
    return texts.signed_off(context.t, payload.works, on)


@renders(LetterCame)
async def letter_came(context: RenderingContext, payload: LetterCame) -> Message | None:
    """As long as it can be refused."""
    found = await letters.get(context.connection, payload.ending_id)
    name = await _name(context, found.practice_id) if found else None
    if found is None or name is None or found.person_id != context.row.person_id:
        return None
    return texts.letter_came(context.t, found.id, name, found.due_at, context.programme.schedule.timezone)


@renders(LetterDenied)
async def letter_denied(context: RenderingContext, payload: LetterDenied) -> Message | None:
    """To the coordinator who has it."""
    practice = await own_practice(context, payload.practice_id)
    return texts.letter_denied(context.t, practice.name) if practice else None
