"""A coordinator's answer to remarks: as a draft, and as every caregiver gets it."""

from delivery.rendering.context import Rendered, RenderingContext
from delivery.rendering.desk import own_practice
from delivery.rendering.on_time import waits_in_round
from delivery.rendering.renderers import renders
from rules.access import Role, Viewer
from rules.payloads.replies import Reply, ReplyDraft
from storage import remarks, replies, rounds
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import replies as texts


@renders(Reply)
async def reply(context: RenderingContext, payload: Reply) -> Rendered:
    """Just before a check-in, to who is still a caregiver there."""
    sent, viewer = await replies.get(context.connection, payload.reply_id), await context.viewer()
    opened = await rounds.open_in(context.connection, sent.practice_id) if sent else None
    if sent is None or opened is None or viewer is None or not _is_caregiver(viewer, sent.practice_id):
        return None
    is_later, when = await waits_in_round(context, opened)
    return when if is_later else texts.reply(context.t, sent.text)


def _is_caregiver(viewer: Viewer, practice_id: int) -> bool:
    return any(m.role is Role.CAREGIVER and m.practice_id == practice_id for m in viewer.memberships)


@renders(ReplyDraft)
async def draft(context: RenderingContext, payload: ReplyDraft) -> Message:
    """To a coordinator: the question to write it, or what is written, as everybody will see it."""
    practice = await own_practice(context, payload.practice_id)
    if practice is None:
        return help_texts.refused(context.t)
    written = await replies.DRAFTS.waiting(context.connection, practice.id)
    if written is None:
        return texts.question(context.t)
    shared = await remarks.shared(context.connection, practice.id, "coordinator")
    return texts.draft(context.t, written.text, practice.id, shared[Role.CAREGIVER], approved=written.approved)
