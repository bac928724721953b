"""An experiment's card: filled from the reports as far as nobody wrote it."""

from functools import partial

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from reports.experience_card import ExperienceCard, as_file
from rules.access import may_run_practice
from rules.experience_card import FIELDS, REPORTED, filled
from rules.payloads.experience_card import Card, CardField, CardFields, CardFile, CardList
from rules.practice import slug_of
from storage import cycles, experience_cards, practices, remarks
from storage.experience_cards import Subject
from texts.escaping import plain
from texts.message import File, Message
from texts.messages import experience_card as texts
from texts.messages import help as help_texts
from texts.messages.experience_card import CardView


@renders(CardList)
async def cards(context: RenderingContext, payload: CardList) -> Message:
    """The experiments to choose from."""
    practice, viewer = await practices.get(context.connection, payload.practice_id), await context.viewer()
    if practice is None or viewer is None or not may_run_practice(viewer, practice.id):
        return help_texts.refused(context.t)
    found = await experience_cards.subjects(context.connection, practice.id)
    named = [(one.experiment_id, one.title) for one in found]
    return texts.cards(context.t, practice.id, practice.name, named, payload.page)


@renders(Card)
async def card(context: RenderingContext, payload: Card) -> Message:
    """The card as it stands."""
    subject = await _mine(context, payload.experiment_id)
    return texts.card(context.t, await view_of(context, subject)) if subject else help_texts.refused(context.t)


@renders(CardFields)
async def fields(context: RenderingContext, payload: CardFields) -> Message:
    """Which field to change."""
    subject = await _mine(context, payload.experiment_id)
    return texts.fields(context.t, await view_of(context, subject)) if subject else help_texts.refused(context.t)


@renders(CardField)
async def field(context: RenderingContext, payload: CardField) -> Message:
    """One field, to be typed anew."""
    subject = await _mine(context, payload.experiment_id)
    if subject is None:
        return help_texts.refused(context.t)
    return texts.field(context.t, await view_of(context, subject), payload.field)


@renders(CardFile)
async def file(context: RenderingContext, payload: CardFile) -> Message:
    """The card to take along."""
    subject = await _mine(context, payload.experiment_id)
    if subject is None:
        return help_texts.refused(context.t)
    view, kind, headings = await view_of(context, subject), payload.kind, texts.headings(context.t)
    card = ExperienceCard(
        title=subject.title,
        practice=subject.practice,
        fields=[(headings[key], view.fields[key]) for key in FIELDS],
        language=context.t.language,
        right_to_left=context.t.from_right_to_left,
    )
    return texts.with_file(context.t, File(f"{slug_of(subject.title)}.{kind}", partial(as_file, card, kind)))


async def _mine(context: RenderingContext, experiment_id: int) -> Subject | None:
    subject, viewer = await experience_cards.subject(context.connection, experiment_id), await context.viewer()
    return subject if subject and viewer and may_run_practice(viewer, subject.practice_id) else None


async def view_of(context: RenderingContext, subject: Subject) -> CardView:
    """The card with each field as it stands now."""
    edited = await experience_cards.edited(context.connection, subject.experiment_id)
    found = {
        "theme": subject.theme or "",
        "ambition": subject.ambition,
        "organisations": await _organisations(context, subject),
        **await _reported(context, subject),
        "lessons": await _learnt(context, subject),
    }
    return CardView(subject.experiment_id, subject.practice_id, subject.title, filled(edited, found), frozenset(edited))


async def _organisations(context: RenderingContext, subject: Subject) -> str:
    keys = await experience_cards.organisations(context.connection, subject.experiment_id)
    return "\n".join(
        plain(context.t.pick(kind.name)) for kind in context.programme.organisation_types if kind.key in keys
    )


async def _learnt(context: RenderingContext, subject: Subject) -> str:
    """What the coordinator wrote in the logbook after each cycle, the oldest first."""
    looked = (await cycles.of_experiments(context.connection, [subject.experiment_id]))[subject.experiment_id]
    return "\n".join(one.lesson.text for one in looked if one.lesson)


async def _reported(context: RenderingContext, subject: Subject) -> dict[str, str]:
    """What participants wrote and let go into a file, the oldest first: a card is made to be passed on."""
    told = await remarks.about_experiments(context.connection, subject.practice_id, "file", trials=True)
    mine = [one for one in told if one.experiment_id == subject.experiment_id]
    return {key: "\n".join(one.text for one in mine if one.question == key) for key in REPORTED}
