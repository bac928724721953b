"""Runs of windows to draw, and a practice's report: material for pictures and files."""

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from reports.practice_report import PracticeReport, ReportedExperiment, ReportedFigures, ReportedQuestion
from reports.run_chart import Figure, RunFigures
from reports.trend_picture import Classes, TrendPicture, Tried
from rules.summary import Response
from tests.once import PROGRAMME
from tests.reports.figures import SCALES, UNTOLD

MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
NOTES = (
    "De laatste keer: 3,9 van 5. Geen duidelijk verschil met de vorige keer.",
    "Om over te praten: van 1 sep tot 8 dec steeds boven de middellijn. Is dat toeval?",
    "De groep is veranderd: meer dan een derde is anders.",
    "De middellijn is 3,4. Dat is het midden van de eerste 10 keer, van 6 jan tot 12 mei.",
)


def _days(windows: int, weeks: int) -> list[tuple[date, date]]:
    begins = [date(2026, 1, 6) + number * timedelta(weeks=weeks) for number in range(windows)]
    return [(begin, begin + timedelta(weeks=weeks - 1, days=-1)) for begin in begins]


def _means(windows: int) -> list[float | None]:
    """Around 3.4, from the sixteenth on above it; two are gaps."""
    return [None if n in (4, 9) else round(3.4 + (n * 7 % 5 - 2) / 8 + 0.5 * (n > 15), 2) for n in range(windows)]


def run(windows: int = 24, language: str = "nl") -> TrendPicture:
    """Windows of one round, with as much as there can be: a new median, a long run, experiments, all notes."""
    days, central = _days(windows, 2), PROGRAMME.central_questions[2]
    figures = [
        Figure(mean, int(n >= 22), stands_out=15 < n < 22 and mean is not None)
        for n, mean in enumerate(_means(windows))
    ]
    options = SCALES[central.key].options
    return TrendPicture(
        title="Verloop in Zwolle",
        period="6 januari 2026 tot 8 december 2026",
        question=central.text[language],
        days=days,
        labels=[f"{last.day} {MONTHS[last.month - 1]}" for _, last in days],
        chart=RunFigures(figures, [3.4, None], len(options)),
        response=[Response(12 + n * 5 % 9, 22) for n in range(windows)],
        breaks=[22] if windows > 22 else [],
        highest=options[-1].label[language],
        lowest=options[0].label[language],
        asked="Hoeveel mantelzorgers vulden in?",
        experiments=[
            Tried(
                "Logeerhuis in de wijk, ook voor het weekend en de vakantie",
                days[windows // 4][0],
                days[windows // 2][1],
            ),
            Tried("Zorgmap", days[-1][0], None),
            Tried("Ontmoetingsplek", date(2025, 1, 1), None),
        ],
        more="• en nog 2",
        notes=NOTES,
        right_to_left=language == "ar",
    )


def classes(columns: Sequence[tuple[int, int, int] | None], language: str = "nl") -> TrendPicture:
    """Windows of three rounds."""
    days = _days(len(columns), 6)
    return replace(
        run(len(columns), language),
        days=days,
        labels=[f"{last.day} {MONTHS[last.month - 1]}" for _, last in days],
        chart=Classes(columns, ("Moeilijk", "Gaat wel", "Goed")),
        breaks=[3],
        notes=["Hier staan drie rondes samen. Antwoorden elke ronde 12 of meer mantelzorgers zelf?", UNTOLD],
    )


FEW = ((3, 3, 8), (1, 3, 9), None, (2, 3, 6), (3, 4, 5), (2, 2, 5), (4, 4, 4), (2, 3, 7))
MANY = ((3, 3, 8), (5, 8, 9), None, (12, 13, 36))


LEARNT = (
    "Verwacht: “Minder bellen”. Kwam het uit? Minder. Geleerd: “Vrijdag halen werkt beter dan zaterdag”. "
    "Daarna: aanpassen. Klaar voor anderen: 7 van de 10. Overgenomen door Leiden."
)


def _learnt(length: int) -> str:
    if length >= 100:
        return LEARNT
    return "Geleerd: “Vrijdag halen werkt beter dan zaterdag”. Daarna: aanpassen." if length else ""


def report(questions: int = 4, result: str = "Zij sliepen goed door, en willen nog een weekend. ") -> PracticeReport:
    """A practice that did a lot."""

    def version(length: int, named: int) -> list[ReportedQuestion]:
        experiments = [
            ReportedExperiment("Logeerhuis: Bezig, sinds 3 maart 2026", (result * 12)[:length], _learnt(length)),
            ReportedExperiment("Zorgmap: Klaar, 1 februari 2026 tot 4 juni 2026"),
        ] * 3
        shown = questions if length else min(questions, 8)
        asked = "Hoe houden mantelzorgers van ouderen thuis genoeg adempauze, ook in het weekend?"
        return [ReportedQuestion(f"{n}. {asked} (Volhouden)", experiments[:named], "• en nog 2") for n in range(shown)]

    told = "3 november tot 14 december: Moeilijk: 3, Gaat wel: 4, Goed: 9. Gemiddeld 3,6 van 5."
    drawn = (run(), classes(FEW), None)
    return PracticeReport(
        title="Rapport van onze praktijk",
        practice="Zwolle",
        made="Gemaakt op 29 november 2026.",
        page="Bladzijde",
        theme_caption="Ons kernthema",
        theme="Adempauze",
        questions_caption="Waar wij aan werken",
        versions=[version(600, 6), version(100, 4), version(60, 4), version(0, 2), version(0, 0)],
        response_caption="Hoeveel mensen vulden in?",
        response=[
            ["Ronde van", "Mantelzorgers", "Deelnemers"],
            *([f"{n} maart 2026", "9 van 14", "–"] for n in range(6)),
        ],
        figures_caption="Wat mantelzorgers antwoordden",
        figures=[
            ReportedFigures(central.text["nl"], told if one else UNTOLD, one, f"Verloop in beeld: {central.key}")
            for central, one in zip(PROGRAMME.central_questions, drawn, strict=True)
        ],
        method_caption="Hoe deze cijfers zijn berekend",
        method=["Antwoorden van mantelzorgers staan er per ronde, of van drie rondes samen."] * 5,
        language="nl",
    )
