"""`/terugkoppeling`: a coordinator tells what was done with the answers, and sees it before anybody else does."""

from handlers.desk import own_practice
from handlers.guards import runs_practice
from handlers.refusals import NotYours
from handlers.registry import command, tapped, typed
from handlers.turn import Turn
from rules.typed_text import one_line
from storage import feedback
from texts.messages.feedback import LONGEST
from texts.taps.feedback import FeedbackDecided


@command("terugkoppeling")
async def terugkoppeling(turn: Turn) -> None:
    """What is written already, or the question to write it."""
    await turn.wait_for("feedback")
    await turn.say("feedback", turn.viewer.practice_id)


@typed("feedback")
async def feedback_typed(turn: Turn) -> None:
    """A draft, or a new version of it: shown as everybody will see it."""
    practice_id = own_practice(turn)
    text = one_line(turn.happened.text)
    if not text:
        await turn.say("feedback", practice_id)
    elif len(text) > LONGEST:
        await turn.say("note", key="feedback_too_long", limit=LONGEST, length=len(text))
    else:
        await feedback.write(turn.connection, practice_id, turn.viewer.person_id, text, turn.now)
        await turn.say("feedback", practice_id)


@tapped(FeedbackDecided, may=runs_practice)
async def feedback_decided(turn: Turn, tap: FeedbackDecided) -> None:
    """Out with the next opening, or not at all."""
    if not tap.yes:
        await feedback.withdraw(turn.connection, tap.practice_id)
        await turn.show("note", key="feedback_not")
    elif await feedback.approve(turn.connection, tap.practice_id, turn.now):
        await turn.show("feedback", tap.practice_id)
    else:
        raise NotYours
