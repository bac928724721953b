"""`/terugkoppeling`: a coordinator tells what was done with the answers, and sees it before anybody else does."""

from handlers.desk import own_practice
from handlers.drafts import Drafting
from handlers.guards import runs_practice
from handlers.registry import command, tapped, typed
from handlers.turn import Turn
from rules.payloads.feedback import PracticeFeedback
from rules.payloads.notes import Note
from rules.typed_text import one_line
from storage import experiment_desk, feedback
from texts.messages.feedback import LONGEST
from texts.messages.feedback_draft import ready_draft
from texts.taps.feedback import DraftTaken, FeedbackDecided

_DRAFTING = Drafting(feedback.DRAFTS, PracticeFeedback, withdrawn="feedback_not", action="feedback")


@command("terugkoppeling")
async def terugkoppeling(turn: Turn) -> None:
    """What is written already, or the question to write it."""
    practice_id = turn.viewer.own_practice_id
    await turn.wait_for(f"feedback:{practice_id}")
    await turn.say(PracticeFeedback(practice_id))


@typed("feedback")
async def feedback_typed(turn: Turn) -> None:
    """A draft, or a new version of it: shown as everybody will see it."""
    practice_id = own_practice(turn)
    text = one_line(turn.happened.text)
    if not text:
        await turn.say(PracticeFeedback(practice_id))
    elif len(text) > LONGEST:
        await turn.say(Note("feedback_too_long", limit=LONGEST, length=len(text)))
    else:
        await _DRAFTING.write(turn, practice_id, text)


@tapped(DraftTaken, may=runs_practice)
async def draft_taken(turn: Turn, tap: DraftTaken) -> None:
    """The draft that was ready, unless something is written already: to send, or to write otherwise."""
    if await feedback.DRAFTS.waiting(turn.connection, tap.practice_id) is None:
        running = await experiment_desk.running(turn.connection, tap.practice_id)
        text = ready_draft(turn.t, running, turn.programme.statuses())
        await feedback.DRAFTS.write(turn.connection, tap.practice_id, turn.viewer.person_id, text, turn.now)
    await turn.wait_for(f"feedback:{tap.practice_id}")
    await turn.say(PracticeFeedback(tap.practice_id))


@tapped(FeedbackDecided, may=runs_practice)
async def feedback_decided(turn: Turn, tap: FeedbackDecided) -> None:
    """Out with the next opening, or not at all: the words that the viewer saw, which nobody changed since."""
    await _DRAFTING.decide(turn, tap.practice_id, tap.seen, yes=tap.yes)
