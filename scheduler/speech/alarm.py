"""What a manager is told when the bot is in trouble: the figures as they were when the alarm was raised."""

from scheduler.speech.speech import Speech
from texts.message import Message
from texts.messages import alarm as texts


async def failing(speech: Speech) -> Message:
    """Messages that did not arrive, and updates that could not be handled."""
    return texts.failing(speech.t, **speech.row.params)


async def silence(speech: Speech) -> Message:
    """Nothing comes in although questions are open."""
    return texts.silence(speech.t, **speech.row.params)


async def guessing(speech: Speech) -> Message:
    """Many tokens that let nobody in."""
    return texts.guessing(speech.t, **speech.row.params)
