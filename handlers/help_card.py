"""`/hulpkaart`: help near by, written by a coordinator and checked by a manager before anybody else sees it."""

from handlers import desk
from handlers.guards import runs_practice
from handlers.refusals import NotYours
from handlers.registry import command, tapped, typed
from handlers.turn import Turn
from rules import help_card
from rules.access import may_check_help_card
from rules.payloads.help_card import HelpCardToCheck, PracticeHelpCard
from rules.payloads.notes import Note
from storage import help_cards, memberships, outbox
from storage.help_cards import Waiting
from storage.outbox import Lane
from texts.taps.help_card import HelpCardChecked, HelpCardWithdrawn


@command("hulpkaart")
async def hulpkaart(turn: Turn) -> None:
    """What it is; a text typed now is another one."""
    practice_id = turn.viewer.own_practice_id
    await turn.wait_for(f"help_card:{practice_id}")
    await turn.say(PracticeHelpCard(practice_id))
    if practice_id is not None and await _may_check(turn, practice_id):
        await ask_to_check(turn, practice_id)


async def ask_to_check(turn: Turn, practice_id: int | None = None) -> None:
    """Asks the viewer about what waits, in one practice or in all; of what is not theirs to check nothing is shown."""
    for card_id in await help_cards.all_waiting(turn.connection, practice_id):
        await turn.say(HelpCardToCheck(card_id))


async def _may_check(turn: Turn, practice_id: int | None) -> bool:
    """Nobody checks a card of the practice they look after, unless there is nobody else to do so."""
    is_alone = practice_id is not None and not await memberships.is_managed_by_others(turn.connection, practice_id)
    return may_check_help_card(turn.viewer, practice_id, is_alone=is_alone)


@typed("help_card")
async def help_card_typed(turn: Turn) -> None:
    """A new one: it waits for a manager, and what was shown is shown until then."""
    practice_id = desk.own_practice(turn)
    card = help_card.read(turn.happened.text)
    if card is None:
        await turn.say(PracticeHelpCard(practice_id, again=True))
        return
    await turn.wait_for(None)
    card_id = await help_cards.write(turn.connection, practice_id, card, turn.now)
    await desk.note_change(turn, "help_card_written", practice_id)
    for person_id in await memberships.managers(turn.connection):
        await outbox.add(
            turn.connection, HelpCardToCheck(card_id), now=turn.now, person_id=person_id, lane=Lane.REMINDER
        )
    await turn.say(PracticeHelpCard(practice_id))


@tapped(HelpCardWithdrawn, may=runs_practice)
async def help_card_withdrawn(turn: Turn, tap: HelpCardWithdrawn) -> None:
    """Nobody sees one any more, at once."""
    await help_cards.withdraw(turn.connection, tap.practice_id)
    await desk.note_change(turn, "help_card_withdrawn", tap.practice_id)
    await turn.show(PracticeHelpCard(tap.practice_id))


async def _to_check(turn: Turn, tap: HelpCardChecked) -> Waiting | None:
    """One that waits; None when it does no more."""
    waiting = await help_cards.to_check(turn.connection, tap.card_id)
    if not await _may_check(turn, waiting.practice_id if waiting else None):
        raise NotYours
    return waiting


@tapped(HelpCardChecked, loads=_to_check)
async def help_card_checked(turn: Turn, tap: HelpCardChecked, waiting: Waiting | None) -> None:
    """Shown from now on, or not at all; its coordinators hear which."""
    if waiting is None:
        turn.toast = "changed_meanwhile"
    else:
        await _settle(turn, tap, waiting.practice_id)
    await turn.show(HelpCardToCheck(tap.card_id))


async def _settle(turn: Turn, tap: HelpCardChecked, practice_id: int) -> None:
    if tap.yes:
        await help_cards.approve(turn.connection, tap.card_id, practice_id, turn.now)
    else:
        await help_cards.refuse(turn.connection, tap.card_id)
    await desk.note_change(turn, "help_card_checked", practice_id, shown=tap.yes)
    outcome = Note("help_card_shown" if tap.yes else "help_card_refused")
    _, leading = await memberships.leading(turn.connection, practice_id, but_not=turn.viewer.person_id)
    for person_id in leading:
        await outbox.add(turn.connection, outcome, now=turn.now, person_id=person_id, lane=Lane.REMINDER)
