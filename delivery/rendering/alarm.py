"""What a manager is told when the bot is in trouble: the figures as they were when the alarm was raised."""

from delivery.rendering.context import RenderingContext
from texts.message import Message
from texts.messages import alarm as texts


async def failing(context: RenderingContext) -> Message:
    """Messages that did not arrive, and updates that could not be handled."""
    return texts.failing(context.t, **context.row.params)


async def silence(context: RenderingContext) -> Message:
    """Nothing comes in although questions are open."""
    return texts.silence(context.t, **context.row.params)


async def guessing(context: RenderingContext) -> Message:
    """Many tokens that let nobody in."""
    return texts.guessing(context.t, **context.row.params)
