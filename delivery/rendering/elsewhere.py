"""What other practices recommend, for who looks after an experiment of their own; and introductions."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.desk import own_practice
from delivery.rendering.experience_card import view_of
from delivery.rendering.renderers import renders
from rules.experiment import Experiment
from rules.payloads.elsewhere import Elsewhere, ElsewhereCard, Introduced, IntroductionQuestion, NotIntroduced
from storage import elsewhere, experience_cards, experiment_desk, introductions
from storage.introductions import Introduction
from texts.message import Message
from texts.messages import elsewhere as texts
from texts.messages import help as help_texts


@renders(Elsewhere)
async def of_others(context: RenderingContext, payload: Elsewhere) -> Message:
    """The list."""
    one = await _own(context, payload.experiment_id)
    if one is None:
        return help_texts.refused(context.t)
    found = await elsewhere.recommended(context.connection, one.central, one.practice_id)
    named = [(each.experiment_id, each.practice, each.title, each.readiness) for each in found]
    return texts.elsewhere(context.t, one.id, named, payload.page)


@renders(ElsewhereCard)
async def card(context: RenderingContext, payload: ElsewhereCard) -> Message:
    """One of them, as long as it is recommended."""
    one, found = await _own(context, payload.experiment_id), await elsewhere.get(context.connection, payload.from_id)
    subject = await experience_cards.subject(context.connection, payload.from_id)
    if one is None or found is None or subject is None or found.central != one.central:
        return help_texts.refused(context.t)
    return texts.card(context.t, one.id, found.practice, await view_of(context, subject))


async def _own(context: RenderingContext, experiment_id: int) -> Experiment | None:
    one = await experiment_desk.get(context.connection, experiment_id)
    return one if one and await own_practice(context, one.practice_id) else None


@renders(IntroductionQuestion)
async def question(context: RenderingContext, payload: IntroductionQuestion) -> Message | None:
    """While nobody answered it; afterwards only that somebody did, where it was asked."""
    one = await introductions.get(context.connection, payload.introduction_id)
    if one is None or await own_practice(context, one.practice_id) is None:
        return None
    if one.answered_at:
        return texts.answered(context.t) if context.row.edits else None
    return texts.question(context.t, one.id, one.asking, one.title)


@renders(Introduced)
async def introduced(context: RenderingContext, payload: Introduced) -> Message | None:
    """To each of the two who said yes how to reach the other, while both still coordinate."""
    one = await introductions.get(context.connection, payload.introduction_id)
    if one is None or one.agreed_address is None or not one.are_there:
        return None
    if context.row.person_id == one.asker:
        return texts.introduced(context.t, one.practice, one.title, one.agreed_address)
    if context.row.person_id == one.agreed_by:
        return texts.introduced(context.t, one.asking, one.title, one.address)
    return None


@renders(NotIntroduced)
async def not_introduced(context: RenderingContext, payload: NotIntroduced) -> Message | None:
    """To who asked; or to who said yes to somebody who went meanwhile."""
    one: Introduction | None = await introductions.get(context.connection, payload.introduction_id)
    if one and context.row.person_id == one.asker and await own_practice(context, one.asking_id):
        return texts.not_introduced(context.t, one.practice)
    is_asked = one is not None and context.row.person_id != one.asker and await own_practice(context, one.practice_id)
    return texts.not_introduced(context.t, one.asking) if one and is_asked else None
