"""A code: its digits are made here, when they are sent, and only their hash is kept."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.code import spoken
from rules.payloads.codes import CodeMade
from storage import codes
from texts.message import Message
from texts.messages import codes as texts


@renders(CodeMade)
async def code(context: RenderingContext, payload: CodeMade) -> Message | None:
    """Said again, it is another code: the one before may be on somebody's screen, and works no longer."""
    found = await codes.get(context.connection, payload.code_id)
    if found is None:
        return None
    purpose, until = found
    digits = await codes.issue(context.connection, payload.code_id)
    return texts.code(context.t, purpose, spoken(digits), until, context.programme.schedule.timezone)
