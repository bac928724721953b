"""A text and what its writer chose, as both are when it is said; to nobody else."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.payloads.publications import Publication
from storage import publications
from storage.outbox import Lane
from texts.message import Message
from texts.messages import publications as texts


@renders(Publication)
async def publication(context: RenderingContext, payload: Publication) -> Message | None:
    """Nothing when it is no longer theirs to choose: taken back, erased, or over its term.

    Unasked also nothing when they chose meanwhile, or pause.
    """
    person_id = context.row.person_id
    mine = await publications.of(context.connection, person_id, context.programme) if person_id is not None else []
    ids = [one.answer_id for one in mine]
    if payload.answer_id not in ids:
        return None
    at = ids.index(payload.answer_id)
    report, older = mine[at], ids[at + 1] if at + 1 < len(ids) else None
    if context.row.lane == Lane.BROADCAST and (report.given is not None or await _pauses(context)):
        return None
    if payload.chosen and report.given is not None:
        return texts.chosen(context.t, report.answer_id, report.given, older)
    return texts.question(context.t, report.answer_id, report.experiment, report.text, report.given, older)


async def _pauses(context: RenderingContext) -> bool:
    viewer = await context.viewer()
    return viewer is None or viewer.is_pausing(context.now)
