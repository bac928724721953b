"""What is said of a run of windows, and of the report that a practice shares."""

from collections.abc import Iterator
from datetime import timedelta

from msgspec.structs import replace

from rules.asked import Asked
from rules.learning import NEXT
from rules.period import Period
from rules.programme_view import Together
from rules.summary import RoundFigures
from rules.telling import Told
from rules.window_figures import Window, WindowFigures
from tests.once import PROGRAMME
from tests.texts.text_views import CENTRAL, CLOSES, NOW, OPENED, STATUSES, UNTOLD, figures, summary_view, window
from texts.catalogue import Translator
from texts.escaping import Markup
from texts.message import File, Message
from texts.messages import practice_report, programme_trend, trend, trend_picture
from texts.messages.next_figures import NextFigures
from texts.messages.practice_report import Carried, LearntOf
from texts.messages.programme_trend import QuarterView
from texts.messages.trend_view import Lasted, TrendView

DAY = OPENED.date()
HIGH, LOW = Told((1, 2, 2, 4, 5), False), Told((5, 4, 2, 2, 1), False)
CLASSES = Told((3, 3, 3), True)
CAME_TRUE = PROGRAMME.came_true()
PICTURE = File("empty.png", bytes, is_picture=True)


def _window(number: int, told: Told | None, *, version: int, changed: bool) -> Window:
    begin = DAY + number * timedelta(weeks=2)
    asked = WindowFigures(
        dict.fromkeys(CENTRAL, told),
        None,
        dict.fromkeys(CENTRAL, version),
        dict.fromkeys(CENTRAL, "higher"),
        tuple(CENTRAL) if changed else (),
    )
    return Window(number, 3, number, 1, begin, begin + timedelta(days=6), None, asked)


def runs(practice: str, title: str) -> Iterator[TrendView]:
    """None yet, three rounds together, and a year of rounds in which all happened that can happen."""
    asked, soon = Asked(PROGRAMME, {}), NextFigures(6, 1, 6)
    past = [RoundFigures(n, n, OPENED.date(), figures(title), CLOSES) for n in range(1, 30)]
    for rounds, windows in (([], []), (past, []), (past[:9], [window(UNTOLD), window(first=4)])):
        yield TrendView(3, practice, rounds, windows, soon, CENTRAL, asked)
    told = [LOW, HIGH] * 5 + [HIGH] * 7 + [None, HIGH, CLASSES, *[LOW] * 8]
    year = [_window(n, one, version=1 + (n > 24), changed=n > 20) for n, one in enumerate(told, 1)]
    ended = Lasted(title, "samen", DAY, DAY + timedelta(weeks=9))
    experiments = [ended, replace(ended, ended_on=None)] * 7
    for decided in ((), (20,)):
        yield TrendView(3, practice, past, year[:23], soon, CENTRAL, asked, experiments, decided, True)
    yield TrendView(3, practice, past, year, soon, CENTRAL, asked, experiments, (), True)


def trend_messages(t: Translator, practice: str, title: str) -> Iterator[tuple[str, Message]]:
    for number, view in enumerate(runs(practice, title)):
        yield f"trend of {len(view.windows)} {number}", trend.trend(t, view)
        if any(one.is_told for one in view.windows):
            shown = trend.shown(t, view)
            for key in view.central:
                said = trend_picture.on_trend(t, view, key, shown)
                yield f"trend in a picture {number} {key}", Message(said.description, file=PICTURE)
    trend_picture.more(t, 3)  # words that are drawn
    yield "new median", trend.median_question(t, 3, practice)


def report_messages(t: Translator, practice: str, title: str, typed: str) -> Iterator[tuple[str, Message]]:
    yield "practice's report, form", practice_report.which_form(t, 3, practice)
    yield "practice's report", practice_report.with_report(t, practice, DAY, PICTURE)
    held = [RoundFigures(n, n, DAY, figures(title), CLOSES) for n in range(1, 4)]
    for theme, rounds in ((None, []), (title, held)):
        practice_report.on_report(t, theme, rounds, NOW.date(), 8)  # words that are drawn
    for ended_on, status in ((None, None), (DAY, "done")):
        practice_report.experiment(t, Carried(title, status, DAY, ended_on, typed), STATUSES)
    practice_report.learnt(
        t, LearntOf(typed, CAME_TRUE.options if CAME_TRUE else (), [typed, title], NEXT, 7, title, [practice], 100)
    )
    practice_report.no_questions(t)
    practice_report.more_experiments(t, 2)
    for key, central in CENTRAL.items():
        practice_report.question(t, title, central, 100)
        for one in (None, window()):
            practice_report.figures(t, one, key, summary_view(None).scale_options[key])


def quarter_pictures(t: Translator) -> Iterator[tuple[str, Message]]:
    options = summary_view(None).scale_options
    for key, central in CENTRAL.items():
        quarters = [
            QuarterView(Period(2026, 3), Together(Told((12, 33, 80), True), 8, 11, (key, 1)), options[key]),
            QuarterView(Period(2026, 4), Together(None, 0, 0), options[key]),
            QuarterView(Period(2027, 1), Together(Told((12, 33, 80), True), 8, 11, (key, 2)), options[key]),
        ]
        said = programme_trend.on_trend(t, central, quarters)
        yield f"picture of all practices {key}", Message(said.description, file=PICTURE)
        lines = list(programme_trend.by_quarter(t, quarters))
        yield f"quarters {key}", Message(Markup("\n".join(lines)))
