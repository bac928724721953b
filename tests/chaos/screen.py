"""What a phone shows of a check-in, read from its buttons: they say what they would send back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from simulator.phone import Message
from texts.callback_data import SKIP, Tap, encode, parse
from texts.taps.check_in import AnswerGiven, AnswerKept, AnswersPaged, ChangeAsked, StepBack, StepRevisited

OF_A_CHECK_IN = (AnswerGiven, AnswerKept, AnswersPaged, ChangeAsked, StepBack, StepRevisited)


@dataclass(frozen=True, slots=True)
class Screen:
    """A message that shows a check-in. A question's `version` counts the changes before it; `step` is what it asks."""

    message: Message
    kind: Literal["question", "overview", "finished"]
    check_in_id: int
    taps: Sequence[Tap]
    version: int = 0
    step: str = ""

    @property
    def options(self) -> list[str]:
        """What can be tapped for an answer, leaving out *Overslaan*."""
        return [tap.option for tap in self.taps if isinstance(tap, AnswerGiven) and tap.option != SKIP]

    def answer(self, option: str) -> str:
        """What the button of this option sends back."""
        return encode(AnswerGiven(self.check_in_id, self.version, self.step, option))


def screens(messages: Sequence[Message]) -> Iterator[Screen]:
    """The screens with buttons on a phone, the newest first."""
    for message in reversed(messages):
        taps = [tap for button in message.buttons if (tap := parse(button.data or ""))]
        if message.by_bot and taps and isinstance(taps[0], OF_A_CHECK_IN):
            yield _screen(message, taps)


def _screen(message: Message, taps: Sequence[Tap]) -> Screen:
    first = taps[0]
    assert isinstance(first, OF_A_CHECK_IN)
    if any(isinstance(tap, ChangeAsked) for tap in taps):
        return Screen(message, "finished", first.check_in_id, taps)
    asks = next((tap for tap in taps if isinstance(tap, AnswerGiven | StepBack)), None)
    if asks is None:
        return Screen(message, "overview", first.check_in_id, taps)
    return Screen(message, "question", first.check_in_id, taps, asks.version, asks.step)
