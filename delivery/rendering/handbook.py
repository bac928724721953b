"""The coordinators' handbook, as it lies ready."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from reports.handbook import handbook
from rules.commands import command, may_use
from rules.payloads.handbook import Handbook
from texts.file_names import file_name
from texts.message import File, Message
from texts.messages import help as help_texts
from texts.messages.handbook import with_handbook


@renders(Handbook)
async def with_file(context: RenderingContext, _payload: Handbook) -> Message:
    """For whoever may give the command now."""
    viewer = await context.viewer()
    if viewer is None or not may_use(viewer, command("handleiding")):
        return help_texts.refused(context.t)
    return with_handbook(context.t, File(f"{file_name(context.t, 'handbook')}.pdf", handbook))
