"""Help near by."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.desk import own_practice
from delivery.rendering.renderers import renders
from rules.access import may_check_help_card
from rules.payloads.help_card import HelpCardToCheck, PracticeHelpCard
from storage import help_cards, memberships
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import help_card as texts


@renders(PracticeHelpCard)
async def of_practice(context: RenderingContext, payload: PracticeHelpCard) -> Message:
    """What is shown and what waits."""
    practice = await own_practice(context, payload.practice_id)
    if practice is None:
        return help_texts.refused(context.t)
    shown = await help_cards.shown(context.connection, practice.id)
    waiting = await help_cards.waiting(context.connection, practice.id)
    return texts.of_practice(context.t, practice.id, shown, waiting, again=payload.again)


@renders(HelpCardToCheck)
async def to_check(context: RenderingContext, payload: HelpCardToCheck) -> Message | None:
    """While it waits; afterwards only that it is settled, where it was asked before."""
    waiting = await help_cards.to_check(context.connection, payload.card_id)
    if waiting is None:
        return texts.checked(context.t) if context.row.edits else None
    viewer = await context.viewer()
    is_alone = not await memberships.is_managed_by_others(context.connection, waiting.practice_id)
    if viewer is None or not may_check_help_card(viewer, waiting.practice_id, is_alone=is_alone):
        return None
    return texts.to_check(context.t, payload.card_id, waiting.practice, waiting.card, is_alone=is_alone)
