"""`/stop` and `/wissen` in words, and what goes from the chat of somebody who was erased."""

from delivery.rendering.context import Emptied, RenderingContext, TakenAway
from delivery.rendering.renderers import renders
from rules.access import LEADING
from rules.payloads.leaving import (
    MessageEmptied,
    MessagesTakenAway,
    StopChoice,
    Stopped,
    StopQuestion,
    StopRoleQuestion,
)
from storage import consents, practices
from texts.message import Message
from texts.messages import leaving as texts


@renders(Stopped)
async def stopped(context: RenderingContext, payload: Stopped) -> Message:
    """That it stops, and what becomes of what was said."""
    if payload.withdrew:
        return texts.withdrawn(context.t, context.keeping.withdrawn_days)
    viewer = await context.viewer()
    chosen = await consents.newest(context.connection, viewer.person_id) if viewer else {}
    return texts.stopped(context.t, takes_part="take_part" in chosen and chosen["take_part"].given)


@renders(MessageEmptied)
async def emptied(context: RenderingContext, _payload: MessageEmptied) -> Emptied:
    """The same few words in each."""
    return Emptied(texts.emptied(context.t))


@renders(MessagesTakenAway)
async def taken_away(_context: RenderingContext, payload: MessagesTakenAway) -> TakenAway:
    """No words: the bot's own messages go."""
    return TakenAway(payload.messages)


@renders(StopQuestion)
async def stop_question(context: RenderingContext, _payload: StopQuestion) -> Message:
    """With everything."""
    viewer = await context.viewer()
    return texts.stop_question(context.t, leads=viewer is not None and bool(viewer.roles & LEADING))


@renders(StopChoice)
async def stop_choice(context: RenderingContext, payload: StopChoice) -> Message | None:
    """In which role?"""
    viewer = await context.viewer()
    if viewer is None:
        return None
    mine = [(m.id, m.role, await _practice(context, m.practice_id)) for m in viewer.registered]
    return texts.stop_choice(context.t, mine, payload.page)


@renders(StopRoleQuestion)
async def stop_role(context: RenderingContext, payload: StopRoleQuestion) -> Message | None:
    """Unless that role has ended by now."""
    viewer = await context.viewer()
    mine = next((m for m in viewer.registered if m.id == payload.membership_id), None) if viewer else None
    if mine is None:
        return None
    return texts.stop_role(context.t, mine.id, mine.role, await _practice(context, mine.practice_id))


async def _practice(context: RenderingContext, practice_id: int | None) -> str | None:
    practice = await practices.get(context.connection, practice_id) if practice_id else None
    return practice.name if practice else None
