"""`/ervaring`: a coordinator looks through an experiment's card, changes its fields, and takes it along."""

from typing import Protocol

from handlers.guards import runs_practice
from handlers.refusals import NotYours
from handlers.registry import command, tapped, typed
from handlers.turn import Turn
from rules.access import may_run_practice
from rules.experience_card import FIELDS, LONGEST
from rules.payloads.experience_card import Card, CardField, CardFields, CardFile, CardList
from rules.payloads.notes import Note
from rules.typed_text import cleaned
from storage import audit, experience_cards
from storage.experience_cards import Subject
from texts.messages.experience_card import KINDS
from texts.taps.experience_card import (
    CardFieldChosen,
    CardFieldReset,
    CardFieldsShown,
    CardFileAsked,
    CardShown,
    CardsShown,
)


@command("ervaring")
async def ervaring(turn: Turn) -> None:
    """Of which experiment?"""
    await turn.say(CardList(turn.viewer.own_practice_id))


class OfExperiment(Protocol):
    @property
    def experiment_id(self) -> int: ...


async def _own_experiment(turn: Turn, tap: OfExperiment) -> Subject:
    """An experiment of a practice that the viewer coordinates."""
    return await _own(turn, tap.experiment_id)


async def _own(turn: Turn, experiment_id: int) -> Subject:
    subject = await experience_cards.subject(turn.connection, experiment_id)
    if subject is None or not may_run_practice(turn.viewer, subject.practice_id):
        raise NotYours
    return subject


@tapped(CardsShown, may=runs_practice)
async def cards_shown(turn: Turn, tap: CardsShown) -> None:
    """Another page, or back to the list."""
    await turn.show(CardList(tap.practice_id, page=tap.page))


@tapped(CardShown, loads=_own_experiment)
async def card_shown(turn: Turn, tap: CardShown, _subject: Subject) -> None:
    """An experiment was chosen."""
    await turn.show(Card(tap.experiment_id))


@tapped(CardFieldsShown, loads=_own_experiment)
async def card_fields_shown(turn: Turn, tap: CardFieldsShown, _subject: Subject) -> None:
    """*Aanpassen*."""
    await turn.show(CardFields(tap.experiment_id))


@tapped(CardFieldChosen, loads=_own_experiment)
async def card_field_chosen(turn: Turn, tap: CardFieldChosen, _subject: Subject) -> None:
    """The next typed text is this field."""
    if tap.field not in FIELDS:
        raise NotYours
    await turn.wait_for(f"card:{tap.experiment_id}:{tap.field}")
    await turn.show(CardField(tap.experiment_id, field=tap.field))


@typed("card")
async def card_field_typed(turn: Turn) -> None:
    """The new text of the field that was chosen."""
    _, experiment_id, field = (turn.viewer.awaiting or "").split(":")
    await _own(turn, int(experiment_id))
    text = "\n".join(line.strip() for line in cleaned(turn.happened.text).splitlines() if line.strip())
    if len(text) > LONGEST:
        await turn.say(Note("card_field_too_long", limit=LONGEST, length=len(text)))
        return
    await turn.wait_for(None)
    if text:
        await experience_cards.edit(turn.connection, int(experiment_id), field, text, turn.now)
    await turn.say(Card(int(experiment_id)))


@tapped(CardFieldReset, loads=_own_experiment)
async def card_field_reset(turn: Turn, tap: CardFieldReset, _subject: Subject) -> None:
    """*Leeg laten*, or *Weer uit de verslagen*."""
    if tap.field not in FIELDS:
        raise NotYours
    text = "" if tap.empty else None
    await experience_cards.edit(turn.connection, tap.experiment_id, tap.field, text, turn.now)
    await turn.show(Card(tap.experiment_id))


@tapped(CardFileAsked, loads=_own_experiment)
async def card_file_asked(turn: Turn, tap: CardFileAsked, subject: Subject) -> None:
    """*Word*, *HTML* or *Markdown*."""
    if tap.kind in KINDS:
        await audit.note(
            turn.connection, "experience_card", turn.viewer.person_id, turn.now, subject.practice_id, kind=tap.kind
        )
        await turn.say(CardFile(tap.experiment_id, kind=tap.kind))
