"""`/terugkoppeling`: a coordinator tells what was done with the answers, and sees it before anybody else does."""

from handlers.desk import may_write
from handlers.turn import Turn
from rules.access import may_run_practice
from rules.payloads.feedback import PracticeFeedback
from rules.payloads.notes import Note
from rules.typed_text import one_line
from storage import feedback
from texts.callback_data import FeedbackDecided
from texts.messages.feedback import LONGEST


async def terugkoppeling(turn: Turn) -> None:
    """What is written already, or the question to write it."""
    await turn.wait_for("feedback")
    await turn.say(PracticeFeedback(turn.viewer.own_practice_id))


async def feedback_typed(turn: Turn) -> None:
    """A draft, or a new version of it: shown as everybody will see it."""
    practice_id = turn.viewer.practice_id
    if not await may_write(turn, practice_id) or practice_id is None:
        return
    text = one_line(turn.message.text or "")
    if not text:
        await turn.say(PracticeFeedback(practice_id))
    elif len(text) > LONGEST:
        await turn.say(Note("feedback_too_long", limit=LONGEST, length=len(text)))
    else:
        await feedback.write(turn.connection, practice_id, turn.viewer.person_id, text, turn.now)
        await turn.say(PracticeFeedback(practice_id))


async def feedback_decided(turn: Turn, tap: FeedbackDecided) -> None:
    """Out with the next opening, or not at all."""
    if not may_run_practice(turn.viewer, tap.practice_id):
        turn.toast = "not_yours"
    elif not tap.yes:
        await feedback.withdraw(turn.connection, tap.practice_id)
        await turn.show(Note("feedback_not"))
    elif await feedback.approve(turn.connection, tap.practice_id, turn.now):
        await turn.show(PracticeFeedback(tap.practice_id))
    else:
        turn.toast = "not_yours"
