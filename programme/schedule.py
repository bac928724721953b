"""When rounds open, and within what a practice may choose for itself."""

from datetime import date, time
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from programme.part import Part


class Schedule(Part):
    """When rounds open: every N weeks on a weekday at a local time, open for so many days.

    first_on: the local date of slot zero; the cadence counts from it and fixes the weekday.
    reminders, remind_after_days: so many automatic reminders to who has not finished, each so many days after
    the person was asked, or reminded, before.
    """

    first_on: date
    every_weeks: Annotated[int, Field(ge=1, le=52)] = 2
    at: time = time(12, 15)
    timezone: str = "Europe/Amsterdam"
    open_days: Annotated[int, Field(ge=1, le=60)] = 6
    reminders: Annotated[int, Field(ge=0, le=3)] = 1
    remind_after_days: Annotated[int, Field(ge=1, le=30)] = 2

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        if self.open_days >= 7 * self.every_weeks:
            raise ValueError("open_days: a round must close before the next one opens")
        try:
            ZoneInfo(self.timezone)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"timezone: {self.timezone!r} is not a known time zone") from error
        return self


class OwnRhythm(Part):
    """Within what a practice may set its own rhythm. weekdays: 1 (Monday) to 7. earliest, latest: local times.

    every_weeks: empty where no practice may.
    """

    every_weeks: tuple[Annotated[int, Field(ge=1, le=52)], ...] = (1, 2, 3, 4, 6, 8)
    weekdays: tuple[Annotated[int, Field(ge=1, le=7)], ...] = (1, 2, 3, 4, 5, 6)
    earliest: time = time(9)
    latest: time = time(19)
    fewest_days: Annotated[int, Field(ge=1, le=60)] = 3
    most_days: Annotated[int, Field(ge=1, le=60)] = 13
