"""A code: its digits are made here, when they are sent, and only their hash is kept."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.access import ANSWERING
from rules.code import offered, spoken
from rules.payloads.codes import CodeChoice, CodeMade
from rules.subject import Subject
from storage import codes
from texts.message import Message
from texts.messages import codes as texts


@renders(CodeChoice)
async def choice(context: RenderingContext, _payload: CodeChoice) -> Message:
    """What this person can make one for."""
    viewer = await context.viewer()
    return texts.choice(context.t, offered(answers=viewer is not None and bool(viewer.roles & set(ANSWERING))))


@renders(CodeMade)
async def code(context: RenderingContext, payload: CodeMade) -> Message | None:
    """Said again, it is another code: the one before may be on somebody's screen, and works no longer."""
    reader = context.row.person_id
    found = await codes.get(context.connection, payload.code_id, Subject(reader)) if reader is not None else None
    if found is None:
        return None
    purpose, until = found
    digits = await codes.issue(context.connection, payload.code_id)
    return texts.code(context.t, purpose, spoken(digits), until, context.programme.schedule.timezone)
