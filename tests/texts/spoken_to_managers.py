"""What the bot can say to the programme's managers, once."""

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from rules.cadence import upcoming
from rules.holidays import public_holiday
from rules.indicator import Indicator
from rules.period import Period, periods
from rules.programme_view import Together
from rules.schedule_change import FIELDS, Standing, choices
from rules.summary import Response
from rules.telling import Told
from tests.once import PROGRAMME
from tests.texts.spoken_trend import quarter_pictures
from tests.texts.text_views import CENTRAL, NOW, summary_view
from texts.catalogue import Translator
from texts.message import File, Message
from texts.messages import practices, programme, programme_report, schedule
from texts.messages.practices import PracticeView
from texts.messages.programme import CentralView
from texts.messages.schedule import ScheduleView

COUNTED = Indicator(11, 171, 35, {"busy": 20, None: 3}, 21, {"gemeente": 24}, {1: 14})
NOTHING = File("empty.png", bytes)


def to_managers(t: Translator, practice: str) -> Iterator[tuple[str, Message]]:
    """Each message, by a name that begins with "programme"."""
    for what, say in (("", _figures), ("report ", _reports), ("practice ", _practices), ("schedule ", _schedule)):
        for name, message in say(t, practice):
            yield f"programme {what}{name}", message


def _figures(t: Translator, practice: str) -> Iterator[tuple[str, Message]]:
    view = summary_view(None)
    yield "overview", programme.overview(t, COUNTED, view.statuses)
    yield "not begun", programme.overview(t, Indicator(), view.statuses)
    yield "map", programme.with_map(t, NOTHING)
    yield "map in words", programme.map_in_words(t, [f"{practice} (14)"])
    yield "table", programme.tabel1(t, COUNTED, PROGRAMME.organisation_types)
    held = [(date(2020, 11, number), Response(3, 9)) for number in range(1, 7)]
    yield "turnout", programme.turnout(t, [(practice, held)] * 11)
    yield "turnout of many", programme.turnout(t, [("Praktijk", held)] * 60)
    yield "turnout of too many", programme.turnout(t, [("Praktijk", held)] * 600)
    for number in (0, 2, 40):
        yield f"spread {number}", programme.spread(t, [(practice, "Logeerhuis", "Ede")] * number)
    yield "turnout of nobody", programme.turnout(t, [])
    joined = {day: 12 for day, _ in held}
    yield "arrivals", programme.arrivals(t, [(practice, joined, False), ("Ede", joined, True)])
    yield "arrivals of many", programme.arrivals(t, [("Praktijk", joined, True)] * 60)
    yield "arrivals of too many", programme.arrivals(t, [("Praktijk", joined, True)] * 600)
    yield "arrivals of nobody", programme.arrivals(t, [])
    for together in (
        Together(Told((1, 2, 3, 4, 5), False), 3, 4),
        Together(Told((3, 4, 5), True), 2, 4),
        Together(None, 0, 4),
        Together(None, 0, 0),
    ):
        views = [CentralView(question, view.scale_options[key], together) for key, question in CENTRAL.items()]
        yield f"central {together.shown} {together.of}", programme.central(t, views)
    compared = [replace(one, changes={"higher": 1, "too_few": 3}) for one in views]
    yield "central compared", programme.central(t, compared)
    yield from quarter_pictures(t)


def _reports(t: Translator, _practice: str) -> Iterator[tuple[str, Message]]:
    found = periods([date(year, 3 * quarter, 1) for year in (2019, 2020) for quarter in range(1, 5)])
    yield "periods", programme_report.which_period(t, found, 1)
    yield "no periods", programme_report.which_period(t, [], 0)
    for one in (Period(), Period(2020), Period(2020, 4)):
        yield f"form {one.key}", programme_report.which_form(t, one, 12)
        yield f"file {one.key}", programme_report.with_report(t, one, NOTHING)
        programme_report.on_report(t, one, NOW.date(), NOW.date(), 6, 5)  # words that are drawn


def _practices(t: Translator, practice: str) -> Iterator[tuple[str, Message]]:
    is_open = PracticeView(4, practice, "noord", 52.51, 6.09, None)
    closed = PracticeView(5, practice, "zuid", 52.51, 6.09, NOW.date())
    yield "list", practices.practices(t, [is_open, closed] * 6, 1)
    for one in (is_open, closed):
        yield f"itself {one.closed_on}", practices.practice(t, one)
    yield "closing", practices.change(t, is_open, "close")
    yield "opening", practices.change(t, closed, "reopen")
    yield "region", practices.which_region(t)
    for problem in (None, "place"):
        yield f"place {problem}", practices.which_place(t, problem)
    for problem in (None, "taken", "too_long", "no_name"):
        yield f"name {problem}", practices.which_name(t, problem, 80)
        yield f"new name {problem}", practices.rename(t, is_open, problem, 80)


def _schedule(t: Translator, _practice: str) -> Iterator[tuple[str, Message]]:
    standing = Standing(PROGRAMME.schedule, NOW)
    for reminders in (0, 2):
        draft = PROGRAMME.schedule.model_copy(update={"reminders": reminders})
        slots = upcoming(draft, NOW, public_holiday, 5)
        for is_new in (False, True):
            view = ScheduleView(draft, slots, draft, is_new, was_too_late=not is_new)
            yield f"{reminders} {is_new}", schedule.schedule(t, view)
    for field in FIELDS:
        yield field, schedule.choose(t, field, draft, choices(draft, field, standing))
