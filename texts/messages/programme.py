"""The whole programme at a glance, for its managers: indicator 23, Tabel 1, who answered, the central questions."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from programme.form import Option
from programme.model import CentralQuestion, OrganisationType
from rules.change import Verdict
from rules.indicator import Indicator
from rules.programme_view import Together
from rules.summary import Response
from rules.telling import Told
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, length, plain
from texts.layout import Rows, bold, column, italic, lines, paragraphs
from texts.message import LIMIT, File, Message, button
from texts.messages.programme_trend import QuarterView, by_quarter
from texts.messages.told import rows, untold
from texts.taps.endings import LeadersShown
from texts.taps.practices import PracticesListed
from texts.taps.programme import AttentionShown, PeriodsShown, ProgrammeShown

#: What the buttons under the overview lead to, besides the reports and the practices.
PARTS = ("table", "map", "turnout", "arrivals", "central", "spread")
OVERVIEW = "overview"
#: So many lines of what was taken over fit a message.
SPREAD = 15


class CentralView(Struct, frozen=True):
    """A central question over all practices, what there was to choose from, and how often it changed.

    quarters: the same by quarter of a year, oldest first.
    """

    question: CentralQuestion
    options: Sequence[Option]
    together: Together
    changes: Mapping[Verdict, int] = field(default_factory=dict)
    quarters: Sequence[QuarterView] = ()


def overview(t: Translator, counted: Indicator, statuses: Mapping[str, Option]) -> Message:
    """Indicator 23. statuses: the status question's options by key."""
    counts = lines(*(_line(t, name, n) for name, n in indicator_rows(t, counted)))
    by_status = [_line(t, name, n) for name, n in status_rows(t, counted, statuses) if n]
    states = lines(t("programme.by_status"), *by_status, *_running(t, counted)) if by_status else NOTHING
    return Message(paragraphs(lines(t("programme.head"), counts), states), _ways(t), protected=True)


def _running(t: Translator, counted: Indicator) -> Iterator[Markup]:
    if counted.running != counted.experiments:
        yield t("programme.running", n=counted.running, of=counted.experiments)


def _line(t: Translator, name: Markup, n: int) -> Markup:
    return t("programme.line", name=name, n=n)


def _ways(t: Translator) -> Rows:
    parts = (button(t(f"button.programme_{part}"), ProgrammeShown(part)) for part in PARTS)
    report = button(t("button.programme_report"), PeriodsShown(0))
    attention = button(t("button.programme_attention"), AttentionShown(0))
    managers = button(t("button.managers"), LeadersShown(0, 0))
    known = button(t("button.programme_practices"), PracticesListed(0))
    return column(attention, *parts, report, known, managers)


def spread(t: Translator, found: Sequence[tuple[str, str, str]]) -> Message:
    """found: (practice, title, the practice that took it over); only so many as fit are named."""
    each = [t("spread.line", practice=practice, title=title, taken_by=taken_by) for practice, title, taken_by in found]
    more = len(each) - SPREAD
    left = t("spread.more", n=more) if more > 0 else NOTHING
    text = paragraphs(t("spread.head"), lines(*each[:SPREAD], left)) if each else t("spread.none")
    return Message(text, _back(t), protected=True)


def indicator_rows(t: Translator, counted: Indicator) -> list[tuple[Markup, int]]:
    """The four counts of indicator 23 with their words."""
    return [
        (t("programme.practices"), counted.practices),
        (t("programme.participants"), counted.participants),
        (t("programme.design_questions"), counted.design_questions),
        (t("programme.experiments"), counted.experiments),
    ]


def status_rows(t: Translator, counted: Indicator, statuses: Mapping[str, Option]) -> list[tuple[Markup, int]]:
    """Experiments by status, in the order of the question; last other ones, and what nobody reported on."""
    found = counted.experiments_by_status
    known = [(t.pick(option.label), found.get(key, 0)) for key, option in statuses.items()]
    other = sum(number for key, number in found.items() if key is not None and key not in statuses)
    others = [(t("status.other"), other)] if other else []
    return [*known, *others, (t("picture.no_report"), found.get(None, 0))]


def with_map(t: Translator, picture: File) -> Message:
    """Figuur 1."""
    return Message(t("figuur1.caption"), file=picture, silent=True, protected=True)


def legend(t: Translator) -> str:
    """What the circles on it count."""
    return plain(t("programme.legend"))


def map_in_words(t: Translator, practices: Sequence[str]) -> Message:
    """Figuur 1 for who has messages read aloud. practices: as they are on the map, in the alphabet's order."""
    return Message(map_description(t, practices), _back(t), protected=True)


def map_description(t: Translator, practices: Sequence[str]) -> Markup:
    return t("figuur1.description", practices=", ".join(practices))


def tabel1(t: Translator, counted: Indicator, types: Sequence[OrganisationType]) -> Message:
    """A phone has room for one half beside the other's number only: the left half of the table, then the right."""
    rows = (_line(t, name, n) for name, n in tabel1_rows(t, counted, types))
    total = _line(t, t("tabel1.total"), counted.organisation_known)
    text = paragraphs(bold(tabel1_caption(t)), lines(*rows, total), tabel1_footnote(t, counted))
    return Message(text, _back(t), protected=True)


def tabel1_caption(t: Translator) -> Markup:
    return t("tabel1.caption", abbreviation="NVO")


def tabel1_rows(t: Translator, counted: Indicator, types: Sequence[OrganisationType]) -> list[tuple[Markup, int]]:
    """All organisation types, in the source's order."""
    return [(t.pick(kind.name), counted.organisations.get(kind.key, 0)) for kind in types]


def tabel1_footnote(t: Translator, counted: Indicator) -> Markup:
    return t("tabel1.footnote", known=counted.organisation_known, of=counted.participants)


def turnout(t: Translator, rows: Sequence[tuple[str, Sequence[tuple[date, Response]]]]) -> Message:
    """How many answered: for each practice, in the order given, its last rounds, the oldest first.

    Of many practices only so many rounds are told of as fit one message.
    """
    most = max((len(held) for _, held in rows), default=0)
    texts = [_turnout(t, rows, rounds) for rounds in range(most, 0, -1)] or [t("turnout.none")]
    text = next((text for text in texts if length(text) <= LIMIT), t("turnout.too_many"))
    return Message(text, _back(t), protected=True)


def _turnout(t: Translator, rows: Sequence[tuple[str, Sequence[tuple[date, Response]]]], rounds: int) -> Markup:
    told = (_turnout_of(t, practice, held[-rounds:]) for practice, held in rows)
    return paragraphs(t("turnout.head"), lines(*told))


def _turnout_of(t: Translator, practice: str, held: Sequence[tuple[date, Response]]) -> Markup:
    rounds = (t("turnout.round", day=t.short_day(day), answered=r.answered, asked=r.eligible) for day, r in held)
    return t("turnout.line", practice=practice, rounds=Markup("; ".join(rounds)))


def arrivals(t: Translator, rows: Sequence[tuple[str, Mapping[date, int], bool]]) -> Message:
    """How many caregivers joined on which days: of each practice its name, the numbers, whether a day is unusual."""
    if not rows:
        return Message(t("arrivals.none"), _back(t), protected=True)
    for most in range(max(len(by_day) for _, by_day, _ in rows), 0, -1):
        told = paragraphs(t("arrivals.head"), lines(*(_arrivals_of(t, *row, most) for row in rows)))
        if length(told) <= LIMIT:
            return Message(told, _back(t), protected=True)
    return Message(t("turnout.too_many"), _back(t), protected=True)


def _arrivals_of(t: Translator, practice: str, by_day: Mapping[date, int], unusual: bool, most: int) -> Markup:
    newest = list(by_day.items())[-most:]
    days = Markup("; ".join(t("arrivals.day", day=t.short_day(day), n=n) for day, n in newest))
    return t("arrivals.unusual" if unusual else "arrivals.usual", practice=practice, days=days)


def central(t: Translator, views: Sequence[CentralView]) -> Message:
    """The central questions over what was told last of every practice."""
    if not any(view.together.of for view in views):
        return Message(lines(t("all_practices.head"), t("all_practices.none_yet")), _back(t), protected=True)
    each = (_question(t, view) for view in views)
    head = lines(t("all_practices.head"), t("all_practices.newest"))
    return Message(paragraphs(head, *each, t("all_practices.left_out")), _back(t), protected=True)


def with_pictures(t: Translator, views: Sequence[CentralView], pictures: Sequence[tuple[Markup, File]]) -> Message:
    """The words, and behind them each picture (its description, what draws it)."""
    said = central(t, views)
    if not pictures:
        return said
    *before, last = [Message(words, file=file, silent=True, protected=True) for words, file in pictures]
    return replace(last, ahead=(said, *before))


def _question(t: Translator, view: CentralView) -> Markup:
    question = view.question.text
    told = list(_answers(t, view)) or [untold(t)]
    run = by_quarter(t, view.quarters)
    return lines(bold(t.pick(question)), italic(t.original(question)), *told, changed(t, view.changes), *run)


def _answers(t: Translator, view: CentralView) -> Iterator[Markup]:
    if view.together.found is None:
        return
    yield in_one_line(t, view.together, view.together.found)
    for label, count in rows(t, view.together.found, view.options):
        yield t("summary.option", label=label, count=count)


def changed(t: Translator, changes: Mapping[Verdict, int]) -> Markup:
    """How often it changed since the time before, each practice held against itself; nothing where none was."""
    if not any(changes.values()):
        return NOTHING
    return t(
        "all_practices.changes",
        higher=changes.get("higher", 0),
        lower=changes.get("lower", 0),
        same=changes.get("no_clear_difference", 0),
        few=changes.get("too_few", 0),
    )


def in_one_line(t: Translator, together: Together, found: Told) -> Markup:
    """The mean where there is one, how many people, and of how many practices."""
    over = t("all_practices.over", answers=found.n, shown=together.shown, of=together.of)
    if found.mean is None:
        return over
    return Markup(f"{t('summary.average', mean=t.number(found.mean), most=len(found.counts))} {over}")


def _back(t: Translator) -> Rows:
    return column(button(t("button.back"), ProgrammeShown(OVERVIEW)))
