"""`/terugkoppeling`: a coordinator tells what was done with the answers, and sees it before anybody else does."""

from handlers.desk import note_change, own_practice
from handlers.guards import runs_practice
from handlers.refusals import NotYours
from handlers.registry import command, tapped, typed
from handlers.turn import Turn
from rules.payloads.feedback import PracticeFeedback
from rules.payloads.notes import Note
from rules.seen import fingerprint
from rules.typed_text import one_line
from storage import experiment_desk, feedback
from texts.messages.feedback import LONGEST
from texts.messages.feedback_draft import ready_draft
from texts.taps.feedback import DraftTaken, FeedbackDecided


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
        before = await feedback.waiting(turn.connection, practice_id)
        await feedback.write(turn.connection, practice_id, turn.viewer.person_id, text, turn.now)
        if before and before.approved:
            await turn.say(Note("not_sent_now"))
        await turn.say(PracticeFeedback(practice_id))


@tapped(DraftTaken, may=runs_practice)
async def draft_taken(turn: Turn, tap: DraftTaken) -> None:
    """The draft that was ready, unless something is written already: to send, or to write otherwise."""
    if await feedback.waiting(turn.connection, tap.practice_id) is None:
        running = await experiment_desk.running(turn.connection, tap.practice_id)
        text = ready_draft(turn.t, running, turn.programme.statuses())
        await feedback.write(turn.connection, tap.practice_id, turn.viewer.person_id, text, turn.now)
    await turn.wait_for(f"feedback:{tap.practice_id}")
    await turn.say(PracticeFeedback(tap.practice_id))


@tapped(FeedbackDecided, may=runs_practice)
async def feedback_decided(turn: Turn, tap: FeedbackDecided) -> None:
    """Out with the next opening, or not at all: the words that the viewer saw, which nobody changed since."""
    written = await feedback.waiting(turn.connection, tap.practice_id)
    if written is None:
        raise NotYours
    if fingerprint(written.text) != tap.seen:
        turn.toast = "changed_meanwhile"
        await turn.show(PracticeFeedback(tap.practice_id))
    elif not tap.yes:
        await feedback.withdraw(turn.connection, tap.practice_id)
        await turn.show(Note("feedback_not"))
    elif await feedback.approve(turn.connection, tap.practice_id, written.text, turn.now):
        await note_change(turn, "feedback", tap.practice_id)
        await turn.show(PracticeFeedback(tap.practice_id))
