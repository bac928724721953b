"""A button that was tapped, or whose words were typed: to the handler of its tap."""

from dataclasses import replace

from handlers import registry
from handlers.refusals import NotYours
from handlers.turn import Turn
from rules.payloads.notes import Notice
from texts import callback_data


async def tapped(turn: Turn) -> None:
    """What is awaited of the person gives way to it."""
    await turn.wait_for(None)
    tap = callback_data.parse(turn.happened.button or "")
    if tap is None:
        raise NotYours
    await registry.TAPS[type(tap)](turn, tap)


async def typed(turn: Turn, message_id: int, data: str) -> None:
    """The same for words typed under message `message_id`. What would pop up at a tap is said in a message."""
    turn.happened = replace(turn.happened, button=data, tapped=message_id)
    await tapped(turn)
    if turn.toast:
        await turn.say(Notice(turn.toast))
