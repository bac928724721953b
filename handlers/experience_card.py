"""`/ervaring`: a coordinator looks through an experiment's card, changes its fields, and takes it along."""

from handlers.turn import Turn
from rules.access import may_run_practice
from rules.experience_card import FIELDS, LONGEST
from rules.payloads.experience_card import Card, CardField, CardFields, CardFile, CardList
from rules.payloads.help import RefusedRequest
from rules.payloads.notes import Note
from rules.typed_text import cleaned
from storage import audit, experience_cards
from storage.experience_cards import Subject
from texts.callback_data import (
    CardFieldChosen,
    CardFieldReset,
    CardFieldsShown,
    CardFileAsked,
    CardShown,
    CardsShown,
)
from texts.messages.experience_card import KINDS


async def ervaring(turn: Turn) -> None:
    """Of which experiment?"""
    await turn.say(CardList(turn.viewer.own_practice_id))


async def cards_shown(turn: Turn, tap: CardsShown) -> None:
    """Another page, or back to the list."""
    if may_run_practice(turn.viewer, tap.practice_id):
        await turn.show(CardList(tap.practice_id, page=tap.page))
    else:
        turn.toast = "not_yours"


async def card_shown(turn: Turn, tap: CardShown) -> None:
    """An experiment was chosen."""
    if await _mine(turn, tap.experiment_id):
        await turn.show(Card(tap.experiment_id))


async def card_fields_shown(turn: Turn, tap: CardFieldsShown) -> None:
    """*Aanpassen*."""
    if await _mine(turn, tap.experiment_id):
        await turn.show(CardFields(tap.experiment_id))


async def card_field_chosen(turn: Turn, tap: CardFieldChosen) -> None:
    """The next typed text is this field."""
    if tap.field not in FIELDS:
        turn.toast = "not_yours"
    elif await _mine(turn, tap.experiment_id):
        await turn.wait_for(f"card:{tap.experiment_id}:{tap.field}")
        await turn.show(CardField(tap.experiment_id, field=tap.field))


async def card_field_typed(turn: Turn) -> None:
    """The new text of the field that was chosen."""
    _, experiment_id, field = (turn.viewer.awaiting or "").split(":")
    text = "\n".join(line.strip() for line in cleaned(turn.message.text or "").splitlines() if line.strip())
    if len(text) > LONGEST:
        await turn.say(Note("card_field_too_long", limit=LONGEST, length=len(text)))
        return
    await turn.wait_for(None)
    if not await _mine(turn, int(experiment_id)):
        await turn.say(RefusedRequest())
        return
    if text:
        await experience_cards.edit(turn.connection, int(experiment_id), field, text, turn.now)
    await turn.say(Card(int(experiment_id)))


async def card_field_reset(turn: Turn, tap: CardFieldReset) -> None:
    """*Leeg laten*, or *Weer uit de verslagen*."""
    if tap.field not in FIELDS:
        turn.toast = "not_yours"
    elif await _mine(turn, tap.experiment_id):
        text = "" if tap.empty else None
        await experience_cards.edit(turn.connection, tap.experiment_id, tap.field, text, turn.now)
        await turn.show(Card(tap.experiment_id))


async def card_file_asked(turn: Turn, tap: CardFileAsked) -> None:
    """*Word*, *HTML* or *Markdown*."""
    subject = await _mine(turn, tap.experiment_id)
    if subject and tap.kind in KINDS:
        await audit.note(
            turn.connection, "experience_card", turn.viewer.person_id, turn.now, subject.practice_id, kind=tap.kind
        )
        await turn.say(CardFile(tap.experiment_id, kind=tap.kind))


async def _mine(turn: Turn, experiment_id: int) -> Subject | None:
    """An experiment of a practice that the viewer coordinates."""
    subject = await experience_cards.subject(turn.connection, experiment_id)
    if subject and may_run_practice(turn.viewer, subject.practice_id):
        return subject
    turn.toast = "not_yours"
    return None
