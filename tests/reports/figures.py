"""The programme as its source printed it in 2020, and a round in Zwolle: material for reports and pictures."""

from collections.abc import Mapping, Sequence

from reports.map import Spot
from reports.programme_report import (
    CentralFigures,
    Counts,
    Learning,
    Lesson,
    PracticeResponse,
    PracticesMap,
    ProgrammeReport,
    ResponseTable,
)
from reports.summary_picture import QuestionFigures, SummaryWords
from reports.tabel1 import Tabel1
from rules.summary import DesignQuestionState, ExperimentState, Figures, Response
from tests.once import PROGRAMME

SCALES = {q.central: q for form in PROGRAMME.forms for q in form.questions if q.kind == "scale"}
STATUSES = next(q for form in PROGRAMME.forms for q in form.questions if q.key == "status").options
UNTOLD = "Dit laten wij niet zien. Zo valt niemand op."

#: Tabel 1 of the source, down its left half and then its right.
PRINTED = (46, 24, 20, 17, 10, 10, 7, 4, 3, 3, 2, 2, 2, 1)
PARTICIPANTS: Mapping[str, int] = dict(
    zip([p.slug for p in PROGRAMME.practices], (14, 21, 12, 18, 9, 15, 22, 11, 7, 13, 29), strict=True)
)
SPOTS = [
    Spot(f"{p.name} ({PARTICIPANTS[p.slug]})", p.place.latitude, p.place.longitude, PARTICIPANTS[p.slug])
    for p in PROGRAMME.practices
]
LEGEND = "Aantal deelnemers"
TABEL_1 = Tabel1(
    "Tabel 1: Deelnemers aan de lerende praktijken van In voor Mantelzorg Thuis, gegroepeerd op basis van de "
    "organisatie waar de deelnemer actief is (NVO = Niet verbonden aan organisatie).",
    "Organisatie",
    "Aantal",
    tuple(zip([kind.name["nl"] for kind in PROGRAMME.organisation_types], PRINTED, strict=True)),
    "Totaal*",
    "*Van de 171 deelnemers, is van 151 deelnemers informatie bekend",
)
CLASSES = ("Moeilijk", "Gaat wel", "Goed")


def _bars(central: str, count: int) -> Sequence[str]:
    """The words of so many bars: of every option, of the classes, or none."""
    options = [option.label["nl"] for option in SCALES[central].options]
    return {len(options): options, len(CLASSES): CLASSES, 0: ()}[count]


REPORT = ProgrammeReport(
    PROGRAMME.name,
    "1 juli – 30 september 2020",
    "Gemaakt op 9 oktober 2020.",
    Counts(
        "Indicator 23. Het aantal lokale pilots dat is opgestart naar aanleiding van het programma In voor Mantelzorg",
        (("praktijken", 11), ("deelnemers", 171), ("ontwerpvragen", 35), ("experimenten", 52)),
    ),
    Counts(
        "Experimenten naar stand",
        tuple(zip([option.label["nl"] for option in STATUSES], (8, 21, 6, 3, 10, 4), strict=True)),
    ),
    TABEL_1,
    PracticesMap(
        "Figuur 1: Spreiding van de lokale lerende praktijken", SPOTS, LEGEND, "Kaart van Nederland, elf praktijken."
    ),
    ResponseTable(
        "Respons in de laatste rondes",
        "Praktijk",
        "Ronde",
        "Ingevuld",
        "Gevraagd",
        ("20", "21", "22"),
        [
            PracticeResponse(practice.name, [Response(3 + number, 14 + number), "te weinig", Response(7, 15)])
            for number, practice in enumerate(PROGRAMME.practices)
        ],
    ),
    "De drie centrale vragen, alle praktijken samen",
    [
        CentralFigures(
            central.text["nl"],
            tuple(zip(words, counts, strict=True)) if (words := _bars(central.key, len(counts))) else (),
            "Gemiddeld 3,5 van 5; 286 antwoorden." if counts else UNTOLD,
        )
        for central, counts in zip(PROGRAMME.central_questions, ((12, 33, 80, 121, 40), (22, 63, 130), ()), strict=True)
    ],
    Learning(
        "Wat praktijken verwachtten en leerden",
        "Er is niets opgeschreven.",
        [Counts("Volhouden", (("Met een verwachting", 2), ("Iets geleerd", 1)))],
        (
            "Praktijk",
            "Centrale vraag",
            "Experiment",
            "Verwacht",
            "Vertrouwen",
            "Kwam het uit?",
            "Geleerd",
            "Daarna",
            "Klaar",
            "Van",
        ),
        [
            Lesson(
                *("Zwolle", "Volhouden", "Logeerhuis", "Rust", "Groot", "Minder", "Vrijdag werkt", "aanpassen"),
                *(7, "Ede: Logeren"),
            ),
            Lesson("Ede", "Volhouden", "Logeren", "=1+1", "", "", "", "", None, ""),
        ],
    ),
    "Hoe deze cijfers zijn berekend",
    ("Een praktijk telt mee als zij op de laatste dag van de periode bestond.", "=1+1 staat hier als tekst."),
    "nl",
)

ROUND = Figures(
    {"caregiver": Response(19, 31), "participant": Response(6, 11)},
    (
        DesignQuestionState(
            "Hoe houden mantelzorgers adempauze?",
            "volhouden",
            tuple(
                ExperimentState("Logeerhuis", key, None) for key in ("busy", "busy", "done", "stuck", None, "adapted")
            ),
        ),
    ),
)
#: By central question the counts of its bars, the mean, and those of the last windows.
ToldBars = Sequence[tuple[tuple[int, ...], str, tuple[float | None, ...]]]
TOLD: ToldBars = (
    ((1, 2, 5, 8, 3), "3,6", (3.2, 3.3, None, 3.4, 3.5, 3.6)),
    ((3, 4, 2), "", ()),
    ((), "", ()),
)


def _named(central: str, language: str, counts: tuple[int, ...]) -> tuple[tuple[str, int], ...]:
    options = tuple(option.label[language] for option in SCALES[central].options)
    words = options if len(counts) == len(options) else CLASSES[: len(counts)]
    return tuple(zip(words, counts, strict=True))


def summary_words(language: str, right_to_left: bool = False, told: ToldBars = TOLD) -> SummaryWords:
    return SummaryWords(
        title="Zwolle, ronde 12",
        period="8 – 14 december 2026",
        window="Mantelzorgers: dinsdag 3 november tot maandag 14 december",
        central=[
            QuestionFigures(central.text[language], _named(central.key, language, counts), mean, means)
            for central, (counts, mean, means) in zip(PROGRAMME.central_questions, told, strict=True)
        ],
        hidden=UNTOLD,
        mean="Gemiddeld",
        trend="8 rondes",
        response="Respons",
        roles={"caregiver": "Mantelzorgers: 19 van 31", "participant": "Deelnemers: 6 van 11"},
        experiments="Experimenten",
        statuses={option.key: option.label[language] for option in STATUSES},
        no_report="Nog niets gemeld",
        right_to_left=right_to_left,
    )
