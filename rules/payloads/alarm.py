"""To the managers: the bot itself is in trouble. The figures are as they were when the alarm was raised."""

from rules.payloads.payload import Payload, payload


@payload("alarm_failing")
class AlarmFailing(Payload):
    """So many messages did not arrive, and so many updates were not handled, in the last `hours`."""

    unsent: int
    set_aside: int
    hours: int


@payload("alarm_silence")
class AlarmSilence(Payload):
    """Nothing came in for so many hours, though questions are open."""

    hours: int


@payload("alarm_refusals")
class AlarmRefusals(Payload):
    """So many people refuse what is sent that it may be a fault of ours."""


@payload("alarm_guessing")
class AlarmGuessing(Payload):
    """So many tokens that let nobody in were tried."""

    wrong: int
