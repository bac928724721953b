"""What nobody reads: it only shows whether somebody can be reached."""

from delivery.rendering.context import RenderingContext, Sign
from delivery.rendering.renderers import renders
from rules.payloads.reachability import StillThere


@renders(StillThere)
async def still_there(_context: RenderingContext, _payload: StillThere) -> Sign:
    """Leaves nothing on the phone."""
    return Sign()
