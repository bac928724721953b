"""`/stop` and `/wissen`: no more messages, and nothing left of somebody."""

from handlers.turn import Turn
from storage import audit, call_backs, outbox, people
from texts.callback_data import ErasureAnswered


async def stop(turn: Turn) -> None:
    """No more messages; `/start` is the way back."""
    await people.stop(turn.connection, turn.viewer.person_id, turn.now)
    await turn.say("stopped")


async def wissen(turn: Turn) -> None:
    """Asks once: erasing cannot be undone."""
    await turn.say("erase_question")


async def erasure_answered(turn: Turn, tap: ErasureAnswered) -> None:
    """Everything that hangs on the person goes; the last word goes to a chat without a person."""
    if not tap.yes:
        await turn.show("erase_not")
        return
    chat = turn.update.effective_chat
    assert chat is not None
    await call_backs.withdraw_all(turn.connection, turn.viewer.person_id, turn.now)
    await audit.note(turn.connection, "erased", None, turn.now)
    await people.erase(turn.connection, turn.viewer.person_id)
    await outbox.add(
        turn.connection, "erased", now=turn.now, chat_id=chat.id, edits=turn.tapped, language=turn.viewer.language
    )
    await outbox.add(turn.connection, "menu", now=turn.now, chat_id=chat.id, language=turn.viewer.language)
