"""A tap on one of our buttons: what it carries says whose it is."""

from handlers import registry
from handlers.refusals import NotYours, answered
from handlers.turn import Turn
from texts import callback_data


async def tapped(turn: Turn) -> None:
    """Nothing that was asked for is waited for any more; who may not tap it is refused."""
    await answered(_given_to_its_handler, turn)


async def _given_to_its_handler(turn: Turn) -> None:
    await turn.wait_for(None)
    tap = callback_data.parse(turn.happened.button or "")
    if tap is None:
        raise NotYours
    await registry.TAPS[type(tap)](turn, tap)
