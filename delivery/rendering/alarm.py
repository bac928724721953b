"""What a manager is told when the bot is in trouble: the figures as they were when the alarm was raised."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.payloads.alarm import AlarmFailing, AlarmGuessing, AlarmRefusals, AlarmSilence
from texts.message import Message
from texts.messages import alarm as texts


@renders(AlarmFailing)
async def failing(context: RenderingContext, payload: AlarmFailing) -> Message:
    """Messages that did not arrive, and updates that could not be handled."""
    return texts.failing(context.t, payload.unsent, payload.set_aside, payload.hours)


@renders(AlarmSilence)
async def silence(context: RenderingContext, payload: AlarmSilence) -> Message:
    """Nothing comes in although questions are open."""
    return texts.silence(context.t, payload.hours)


@renders(AlarmRefusals)
async def refusals(context: RenderingContext, _payload: AlarmRefusals) -> Message:
    """Nobody can be reached, perhaps by a fault of ours."""
    return texts.refusals(context.t)


@renders(AlarmGuessing)
async def guessing(context: RenderingContext, payload: AlarmGuessing) -> Message:
    """Many tokens that let nobody in."""
    return texts.guessing(context.t, payload.wrong)
