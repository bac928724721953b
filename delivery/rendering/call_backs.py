"""A request to be called back, as it stands when it is said."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.access import may_ask_for_contact, may_see_practice
from rules.payloads.call_backs import CallBackRequest, ContactOffer
from storage import call_backs, memberships
from texts.message import Message
from texts.messages import call_backs as texts
from texts.messages import help as help_texts
from texts.messages import leaving as leaving_texts
from texts.messages import notes


@renders(CallBackRequest)
async def call_back(context: RenderingContext, payload: CallBackRequest) -> Message | None:
    """Who asks, while nobody has seen to it; afterwards only that it is settled, where it was told before.

    Of whose role ended since, the message loses the name.
    """
    found = await call_backs.get(context.connection, payload.call_back_id)
    is_edit = context.row.edits is not None
    if found is None:
        return texts.withdrawn(context.t) if is_edit else None
    if found.handled_at or not found.first_name:
        return texts.handled(context.t) if is_edit else None
    viewer = await context.viewer()
    if viewer is None or not may_see_practice(viewer, found.practice_id):
        return Message(leaving_texts.emptied(context.t)) if is_edit else None
    return texts.call_back(
        context.t,
        found.id,
        found.first_name,
        found.address,
        found.practice,
        again=payload.again,
    )


@renders(ContactOffer)
async def offer(context: RenderingContext, _payload: ContactOffer) -> Message:
    """Who sees it now stands in it; when nobody would, where else there is help."""
    viewer = await context.viewer()
    if viewer is None or viewer.answering_practice_id is None or not may_ask_for_contact(viewer):
        return help_texts.refused(context.t)
    role, whom = await memberships.leading(context.connection, viewer.answering_practice_id, but_not=viewer.person_id)
    return texts.offer(context.t, role) if whom else notes.note(context.t, "call_back_nobody")
