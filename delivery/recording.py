"""A row on its way to somebody, and how its end is recorded."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from delivery import taking_away
from delivery.outcome import Impossible, MaybeSent, NotEditable, NotSent, Outcome, Refused, Sent, SlowDown
from delivery.rendering.context import CheckInShown, Named, Said
from rules.payloads.announcement import AnnouncementMessage
from rules.payloads.check_in import CheckInPast
from storage import announcements, missed, pending_goodbyes, refusals, sending, shown_messages
from storage.chats import Keyboard
from storage.connection import Connection
from storage.outbox import TAKES_WORDS_AWAY
from storage.sending import Row
from storage.shown_messages import ShownMessage
from texts.message import Message

log = logging.getLogger(__name__)

#: What nobody needs to hear in a new message: of the one it was to edit, the buttons are of no use any more.
_NEVER_BELOW = (CheckInPast.KIND, *TAKES_WORDS_AWAY)
LONGEST_BACK_OFF = timedelta(minutes=5)


class Delivery(Struct, frozen=True):
    """A claimed row and its words."""

    row: Row
    rendered: Said
    lapses_at: float  # by the event loop's steady seconds: from then on others may take the row for left behind

    @property
    def message(self) -> Message | None:
        """What can be read of it; None for what is no message."""
        message = self.rendered.message if isinstance(self.rendered, CheckInShown | Named) else self.rendered
        return message if isinstance(message, Message) else None

    @property
    def messages(self) -> int:
        """How many messages it takes."""
        return 1 + len(self.message.ahead) if self.message else 1

    @property
    def keyboard(self) -> Keyboard:
        """The buttons under it that can be typed instead of tapped."""
        rows = self.message.rows if self.message else ()
        return [(button.name or button.label, button.data) for row in rows for button in row if button.data]

    def screen(self, message_id: int | None) -> ShownMessage | None:
        """The check-in that it showed in this message, if it did; None: in one whose number nobody knows."""
        shown = self.rendered
        if not isinstance(shown, CheckInShown):
            return None
        is_new = self.row.edits is None and message_id is not None
        return ShownMessage(shown.check_in_id, message_id, shown.step, shown.version, is_new)


#: A delivery that ended, and how.
Ended = tuple[Delivery, Outcome]


async def record_all(connection: Connection, ended: Sequence[Ended], owner: str, now: datetime) -> None:
    """Records how deliveries ended; those that arrived, nearly all, in two statements."""
    arrived = [  # an edit that changed nothing tells no message id, but it is known what that message shows
        (delivery, outcome.message_id or delivery.row.edits, outcome.ahead)
        for delivery, outcome in ended
        if isinstance(outcome, Sent)
    ]
    said = [(delivery.row, message_id, ahead, delivery.keyboard) for delivery, message_id, ahead in arrived]
    await sending.sent(connection, said, now)
    for row in (delivery.row for delivery, *_ in arrived if delivery.row.refused):
        await missed.catch_up(connection, row, now)
    seen = [delivery.screen(message_id) for delivery, message_id, _ in arrived if message_id]
    for delivery, outcome in ended:
        if isinstance(outcome, MaybeSent):
            seen += await _record_doubt(connection, delivery, outcome, owner, now)
        else:
            await _record_failure(connection, delivery.row, outcome, owner, now)
            await taking_away.empty_instead(connection, delivery.row, outcome, now)
    await shown_messages.seen(connection, [screen for screen in seen if screen], now)
    await announcements.progressed(connection, _announcements(ended), now)
    leavers = [delivery.row.id for delivery, _ in ended if delivery.row.person_id is None]
    if leavers:
        await pending_goodbyes.forget(connection, leavers)


def _announcements(ended: Sequence[Ended]) -> set[int]:
    rows = (delivery.row for delivery, _ in ended)
    return {row.subject_id for row in rows if row.kind == AnnouncementMessage.KIND and row.subject_id is not None}


async def _record_doubt(
    connection: Connection, delivery: Delivery, outcome: MaybeSent, owner: str, now: datetime
) -> list[ShownMessage | None]:
    """What it showed: most likely it arrived. Nothing when a tap has told more meanwhile."""
    row = delivery.row
    if outcome.may_be_repeated:
        is_still_ours = await sending.retry(connection, row, owner, now + back_off(row.attempt), outcome.error)
    else:
        is_still_ours = await sending.doubt(connection, row, owner, now, outcome.error)
    return [delivery.screen(row.edits)] if is_still_ours else []


async def _record_failure(connection: Connection, row: Row, outcome: Outcome, owner: str, now: datetime) -> None:
    match outcome:
        case NotSent(error):
            await sending.retry(connection, row, owner, now + back_off(row.attempt), error)
        case SlowDown(pause):
            await sending.slow_down(connection, pause, now)
            await sending.retry(connection, row, owner, now + pause, "RetryAfter")
            log.warning("Telegram asks for %s s of silence", pause.total_seconds())
        case Impossible(error):
            await sending.settle(connection, row, owner, "failed", now, error=error)
        case Refused(reason):
            if await refusals.refused(connection, row, owner, reason, now):
                log.error("so many people refuse that it may be our own fault: nobody is marked, what can wait waits")
        case NotEditable() if row.kind in _NEVER_BELOW:
            await sending.settle(connection, row, owner, "cancelled", now)
        case NotEditable():
            await sending.say_anew(connection, row, owner, now)


def back_off(attempt: int) -> timedelta:
    """How long to wait after a failed attempt (1, 2, …): twice as long each time, up to five minutes."""
    return min(timedelta(seconds=2 ** min(attempt, 10) / 2), LONGEST_BACK_OFF)
