"""An experiment's card: filled from the reports as far as nobody wrote it."""

from functools import partial

from reports.experience_card import ExperienceCard, as_file
from rules.access import may_run_practice
from rules.experience_card import FIELDS, REPORTED, filled
from rules.practice import slug_of
from scheduler.speech.speech import Speech
from storage import experience_cards, practices, remarks
from storage.experience_cards import Subject
from texts.escaping import plain
from texts.message import File, Message
from texts.messages import experience_card as texts
from texts.messages import help as help_texts
from texts.messages.experience_card import CardView


async def cards(speech: Speech) -> Message:
    """The experiments to choose from."""
    practice, viewer = await practices.get(speech.connection, speech.subject_id), await speech.viewer()
    if practice is None or viewer is None or not may_run_practice(viewer, practice.id):
        return help_texts.refused(speech.t)
    found = await experience_cards.subjects(speech.connection, practice.id)
    named = [(one.experiment_id, one.title) for one in found]
    return texts.cards(speech.t, practice.id, practice.name, named, speech.row.params.get("page", 0))


async def card(speech: Speech) -> Message:
    """The card as it stands."""
    subject = await _mine(speech)
    return texts.card(speech.t, await _view(speech, subject)) if subject else help_texts.refused(speech.t)


async def fields(speech: Speech) -> Message:
    """Which field to change."""
    subject = await _mine(speech)
    return texts.fields(speech.t, await _view(speech, subject)) if subject else help_texts.refused(speech.t)


async def field(speech: Speech) -> Message:
    """One field, to be typed anew."""
    subject = await _mine(speech)
    if subject is None:
        return help_texts.refused(speech.t)
    return texts.field(speech.t, await _view(speech, subject), speech.row.params["field"])


async def file(speech: Speech) -> Message:
    """The card to take along."""
    subject = await _mine(speech)
    if subject is None:
        return help_texts.refused(speech.t)
    view, kind, headings = await _view(speech, subject), speech.row.params["kind"], texts.headings(speech.t)
    card = ExperienceCard(
        title=subject.title,
        practice=subject.practice,
        fields=[(headings[key], view.fields[key]) for key in FIELDS],
        language=speech.t.language,
        right_to_left=speech.t.from_right_to_left,
    )
    return texts.with_file(speech.t, File(f"{slug_of(subject.title)}.{kind}", partial(as_file, card, kind)))


async def _mine(speech: Speech) -> Subject | None:
    subject, viewer = await experience_cards.subject(speech.connection, speech.subject_id), await speech.viewer()
    return subject if subject and viewer and may_run_practice(viewer, subject.practice_id) else None


async def _view(speech: Speech, subject: Subject) -> CardView:
    edited = await experience_cards.edited(speech.connection, subject.experiment_id)
    found = {
        "theme": subject.theme or "",
        "ambition": subject.ambition,
        "organisations": await _organisations(speech, subject),
        **await _reported(speech, subject),
    }
    return CardView(subject.experiment_id, subject.practice_id, subject.title, filled(edited, found), frozenset(edited))


async def _organisations(speech: Speech, subject: Subject) -> str:
    keys = await experience_cards.organisations(speech.connection, subject.experiment_id)
    return "\n".join(
        plain(speech.t.pick(kind.name)) for kind in speech.programme.organisation_types if kind.key in keys
    )


async def _reported(speech: Speech, subject: Subject) -> dict[str, str]:
    """What participants wrote and let go into a file, the oldest first: a card is made to be passed on."""
    told = await remarks.about_experiments(
        speech.connection, subject.practice_id, speech.programme, trials=True, in_a_file=True
    )
    mine = [one for one in told if one.experiment_id == subject.experiment_id]
    return {key: "\n".join(one.text for one in mine if one.question == key) for key in REPORTED}
