"""After the first check-in: the preferred part of the day and further yeses, asked one at a time."""

from typing import get_args

from handlers import own_time, privacy
from handlers.refusals import NotYours
from handlers.registry import tapped
from handlers.turn import Turn
from rules.access import ANSWERING, Role, Viewer
from rules.consent import CHOSEN_FREELY
from rules.further import END, FURTHER, after
from rules.own_time import PartOfDay
from rules.payloads.further import FurtherQuestion
from texts.callback_data import SKIP
from texts.taps.further import FurtherAnswered, FurtherEnded, PartOfDayPreferred


def _answers(viewer: Viewer, _tap: object) -> bool:
    return bool(viewer.roles & set(ANSWERING)) and not viewer.stopped


@tapped(PartOfDayPreferred, may=_answers)
async def part_of_day_preferred(turn: Turn, tap: PartOfDayPreferred) -> None:
    """Morning, afternoon, evening, or whenever."""
    chosen: PartOfDay | None = next((known for known in get_args(PartOfDay) if known == tap.part_of_day), None)
    if chosen is None and tap.part_of_day != SKIP:
        raise NotYours
    if chosen:
        await own_time.prefer_part_of_day(turn, chosen)
    await turn.show(FurtherQuestion(after("part_of_day")))


@tapped(FurtherAnswered, may=_answers)
async def further_answered(turn: Turn, tap: FurtherAnswered) -> None:
    """A yes counts for the words that were shown; to others it is asked once more."""
    purpose = next((known for known in CHOSEN_FREELY if known == tap.purpose), None)
    asked = next((known for known in FURTHER if known == tap.purpose), None)
    if purpose is None or asked is None or (asked == "rows" and Role.CAREGIVER not in turn.viewer.roles):
        raise NotYours
    counts = await privacy.decide(turn, purpose, given=tap.given, shown=tap.shown)
    await turn.show(FurtherQuestion(after(asked) if counts else asked))


@tapped(FurtherEnded, may=_answers)
async def further_ended(turn: Turn, _tap: FurtherEnded) -> None:
    """*Niet nu*."""
    await turn.show(FurtherQuestion(END))
