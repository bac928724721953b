"""What is asked after the first check-in, as far as somebody has not chosen it yet."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.further import FURTHER, asked_again, open_further
from rules.payloads.further import FurtherQuestion
from storage import consents, earlier_check_ins, outbox
from storage.check_ins import CheckIn
from texts.message import Message
from texts.messages import further as texts


@renders(FurtherQuestion)
async def further(context: RenderingContext, payload: FurtherQuestion) -> Message | None:
    """The next thing to ask. Where there never was one, nothing is said."""
    viewer = await context.viewer()
    if viewer is None or viewer.stopped:
        return None
    chosen = await consents.newest(context.connection, viewer.person_id)
    decided = [purpose for purpose, consent in chosen.items() if not consent.is_outdated]
    asked = open_further(viewer, decided, payload.since)
    if asked is None:
        was_asked = context.row.edits is not None or payload.since != FURTHER[0]
        return texts.end(context.t) if was_asked else None
    return texts.part_of_day(context.t) if asked == "part_of_day" else texts.purpose(context.t, asked)


async def ask_after(context: RenderingContext, check_in: CheckIn) -> None:
    """Behind the thanks for somebody's first check-in; and once more what they said yes to in other words."""
    if check_in.nickname is not None or not check_in.finished:
        return
    person_id, key = check_in.person_id, f"{FurtherQuestion.KIND}:{check_in.person_id}"
    if await earlier_check_ins.is_first(context.connection, check_in):
        await outbox.add(context.connection, FurtherQuestion(), now=context.now, person_id=person_id, dedupe_key=key)
        return
    chosen = await consents.newest(context.connection, person_id)
    if again := asked_again([purpose for purpose, consent in chosen.items() if consent.is_outdated]):
        says, since = FurtherQuestion(again), chosen[again].at
        key = f"{key}:{again}:{since:%Y%m%d%H%M%S}"
        await outbox.add(context.connection, says, now=context.now, person_id=person_id, dedupe_key=key)
