"""*Rapport van onze praktijk*: what it holds, apart from how it looks (practice_pdf, practice_docx)."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from reports.trend_picture import TrendPicture


class ReportedExperiment(Struct, frozen=True):
    """line: its name, how it stands and since when. Below it, in the practice's words, each may be empty:

    result: what came of it. learnt: what was expected and learnt, what was decided, where it spread.
    """

    line: str
    result: str = ""
    learnt: str = ""


class ReportedQuestion(Struct, frozen=True):
    """A design question, in a line with its central question. more: of experiments that are left out, in words."""

    text: str
    experiments: Sequence[ReportedExperiment]
    more: str = ""


class ReportedFigures(Struct, frozen=True):
    """A central question. line: what was told of it last, or that nothing is told. picture: None without anything.

    description: the picture in words.
    """

    question: str
    line: str
    picture: TrendPicture | None = None
    description: str = ""


class PracticeReport(Struct, frozen=True):
    """All of it in its language. Captions stand above what follows them; method: a paragraph each.

    page: what stands before a page's number. response: rows of a table, its header first.
    versions: the same design questions with ever less about each, so that all of it fits.
    """

    title: str
    practice: str
    made: str
    page: str
    theme_caption: str
    theme: str
    questions_caption: str
    versions: Sequence[Sequence[ReportedQuestion]]
    response_caption: str
    response: Sequence[Sequence[str]]
    figures_caption: str
    figures: Sequence[ReportedFigures]
    method_caption: str
    method: Sequence[str]
    language: str
    right_to_left: bool = False

    @property
    def questions(self) -> Sequence[ReportedQuestion]:
        """As much as is told of them."""
        return self.versions[0]

    def from_long_to_short(self) -> Iterator["PracticeReport"]:
        """The same with ever less."""
        return (replace(self, versions=(version,)) for version in self.versions)
