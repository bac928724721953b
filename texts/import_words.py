"""The words of the spreadsheet for `/import`: those of one language to write it, those of all to read it."""

from collections.abc import Iterable, Sequence
from typing import get_args

from programme.form import Option
from programme.model import Programme, Region
from programme.part import Localised
from rules.import_words import COLUMNS, SheetKey, TemplateWords, Words, fold
from texts.catalogue import Translator
from texts.escaping import plain


def template_words(t: Translator, programme: Programme, sheets: Sequence[SheetKey]) -> TemplateWords:
    """What stands in a template with these sheets."""
    nobody = plain(t("import.nobody"))
    return TemplateWords(
        sheets={key: _sheet(t, key) for key in sheets},
        columns={key: {column: _column(t, column) for column in COLUMNS[key]} for key in sheets},
        choices=_choices(t, programme, sheets) | {"organisation": _organisations(t, programme) | {"-": nobody}},
        explained=plain(t("import.explained")),
        explanation=tuple(plain(t("import.explanation", nobody=nobody)).splitlines()),
        right_to_left=t.from_right_to_left,
    )


def _choices(t: Translator, programme: Programme, sheets: Sequence[SheetKey]) -> dict[str, dict[str, str]]:
    regions = {"region": {key: plain(t(f"import.region_{key}")) for key in get_args(Region)}}
    return (regions if "practices" in sheets else {}) | {
        "central": {central.key: plain(t.pick(central.short)) for central in programme.central_questions},
        "status": {option.key: plain(t.pick(option.label)) for option in _statuses(programme)},
    }


def _organisations(t: Translator, programme: Programme) -> dict[str, str]:
    return {kind.key: plain(t.pick(kind.name)) for kind in programme.organisation_types}


def understood_words(voices: Sequence[Translator], programme: Programme) -> Words:
    """What any of these languages calls something, folded, with what it is."""
    centrals = programme.central_questions
    numbers = {str(number): central.key for number, central in enumerate(centrals, start=1)}
    return Words(
        sheets={fold(_sheet(t, key)): key for t in voices for key in COLUMNS},
        columns={key: {fold(_column(t, one)): one for t in voices for one in COLUMNS[key]} for key in COLUMNS},
        centrals=numbers | _known((central.key, [central.text, central.short]) for central in centrals),
        organisations=_known((kind.key, [kind.name]) for kind in programme.organisation_types),
        statuses=_known((option.key, [option.label]) for option in _statuses(programme)),
        regions={fold(plain(t(f"import.region_{key}"))): key for t in voices for key in get_args(Region)},
        nobody=frozenset(fold(plain(t("import.nobody"))) for t in voices),
    )


def _known(named: Iterable[tuple[str, Sequence[Localised]]]) -> dict[str, str]:
    return {fold(text): key for key, texts in named for localised in texts for text in (key, *localised.values())}


def _sheet(t: Translator, key: SheetKey) -> str:
    return plain(t(f"import.sheet_{key}"))


def _column(t: Translator, column: str) -> str:
    return plain(t(f"import.column_{column}"))


def _statuses(programme: Programme) -> Sequence[Option]:
    """The choice that is asked of each experiment."""
    questions = (question for form in programme.forms for question in form.questions)
    asked = (
        question.options
        for question in questions
        if question.per_experiment and question.kind == "choice" and not question.expected
    )
    return next(asked, ())
