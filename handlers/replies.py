"""A coordinator answers what caregivers wrote, all of them at once, and sees it before anybody else does."""

from handlers.desk import own_practice, wording
from handlers.drafts import Drafting
from handlers.guards import runs_practice
from handlers.registry import tapped, typed
from handlers.turn import Turn
from rules.payloads.replies import ReplyDraft
from rules.reply import LONGEST
from storage import replies
from texts.taps.replies import ReplyAsked, ReplyDecided

_DRAFTING = Drafting(replies.DRAFTS, ReplyDraft, withdrawn="reply_not", action="reply")


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
        await _DRAFTING.write(turn, practice_id, text)


@tapped(ReplyDecided, may=runs_practice)
async def reply_decided(turn: Turn, tap: ReplyDecided) -> None:
    """Out with the next opening, or not at all: the words that the viewer saw, which nobody changed since."""
    await _DRAFTING.decide(turn, tap.practice_id, tap.seen, yes=tap.yes)
