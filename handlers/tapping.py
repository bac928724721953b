"""A button that was tapped, or whose words were typed: what it carries says whose it is."""

from msgspec.structs import replace

from handlers import registry
from handlers.refusals import NotYours, answered
from handlers.turn import Turn
from rules.payloads.notes import Notice
from texts import callback_data


async def tapped(turn: Turn) -> None:
    """Nothing that was asked for is waited for any more; who may not tap it is refused."""
    await answered(_given_to_its_handler, turn)


async def typed(turn: Turn, message_id: int, data: str) -> None:
    """The same for words typed under message `message_id`. What would pop up at a tap is said in a message."""
    turn.happened = replace(turn.happened, button=data, tapped=message_id)
    await _given_to_its_handler(turn)
    if turn.toast:
        await turn.say(Notice(turn.toast))


async def _given_to_its_handler(turn: Turn) -> None:
    await turn.wait_for(None)
    tap = callback_data.parse(turn.happened.button or "")
    if tap is None:
        raise NotYours
    await registry.TAPS[type(tap)](turn, tap)
