"""A coordinator answers what caregivers wrote, all of them at once, and sees it before anybody else does."""

from handlers.desk import note_change, own_practice, wording
from handlers.guards import runs_practice
from handlers.refusals import NotYours
from handlers.registry import tapped, typed
from handlers.turn import Turn
from rules.payloads.notes import Note
from rules.payloads.replies import ReplyDraft
from rules.reply import LONGEST
from rules.seen import fingerprint
from storage import replies
from texts.taps.replies import ReplyAsked, ReplyDecided


@tapped(ReplyAsked, may=runs_practice)
async def reply_asked(turn: Turn, tap: ReplyAsked) -> None:
    """What is written already, or the question to write it."""
    await turn.wait_for(f"reply:{tap.practice_id}")
    await turn.say(ReplyDraft(tap.practice_id))


@typed("reply")
async def reply_typed(turn: Turn) -> None:
    """A draft, or a new version of it: shown as every caregiver will see it."""
    practice_id = own_practice(turn)
    text = await wording(turn, LONGEST, "reply_asked")
    if text is not None:
        before = await replies.waiting(turn.connection, practice_id)
        await replies.write(turn.connection, practice_id, turn.viewer.person_id, text, turn.now)
        if before and before.approved:
            await turn.say(Note("not_sent_now"))
        await turn.say(ReplyDraft(practice_id))


@tapped(ReplyDecided, may=runs_practice)
async def reply_decided(turn: Turn, tap: ReplyDecided) -> None:
    """Out with the next opening, or not at all: the words that the viewer saw, which nobody changed since."""
    written = await replies.waiting(turn.connection, tap.practice_id)
    if written is None:
        raise NotYours
    if fingerprint(written.text) != tap.seen:
        turn.toast = "changed_meanwhile"
        await turn.show(ReplyDraft(tap.practice_id))
    elif not tap.yes:
        await replies.withdraw(turn.connection, tap.practice_id)
        await turn.show(Note("reply_not"))
    elif await replies.approve(turn.connection, tap.practice_id, written.text, turn.now):
        await note_change(turn, "reply", tap.practice_id)
        await turn.show(ReplyDraft(tap.practice_id))
