"""What is asked after the first check-in, as far as somebody has not chosen it yet."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.further import FURTHER, open_further
from rules.payloads.further import FurtherQuestion
from storage import check_ins, consents, outbox
from storage.check_ins import CheckIn
from texts.message import Message
from texts.messages import further as texts


@renders(FurtherQuestion)
async def further(context: RenderingContext, payload: FurtherQuestion) -> Message | None:
    """The next thing to ask. Where there never was one, nothing is said."""
    viewer = await context.viewer()
    if viewer is None or viewer.stopped:
        return None
    decided = await consents.newest(context.connection, viewer.person_id)
    asked = open_further(viewer, decided.keys(), payload.since)
    if asked is None:
        was_asked = context.row.edits is not None or payload.since != FURTHER[0]
        return texts.end(context.t) if was_asked else None
    return texts.part_of_day(context.t) if asked == "part_of_day" else texts.purpose(context.t, asked)


async def ask_after(context: RenderingContext, check_in: CheckIn) -> None:
    """Behind the thanks for somebody's first check-in, and never again."""
    if check_in.nickname is None and check_in.finished and await check_ins.is_first(context.connection, check_in):
        key = f"{FurtherQuestion.KIND}:{check_in.person_id}"
        await outbox.add(
            context.connection, FurtherQuestion(), now=context.now, person_id=check_in.person_id, dedupe_key=key
        )
