"""A spreadsheet laid over what there is: what it would change, or what keeps it from that.

Nothing ends or goes because it is not in the file, and what ended is recognised and left as it is. A design question
is known by its text in its practice, an experiment by its title under its design question; capitals and blanks make no
difference.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar, cast, get_args

from msgspec.structs import replace

from programme.model import Region
from rules.import_plan import Plan
from rules.import_rows import Contents, ExperimentRow, ParticipantRow, PracticeRow, Problem, QuestionRow
from rules.import_words import SheetKey, fold
from rules.inventory import DesignQuestion, Experiment, Inventory, Practice

#: The largest file that is read, in bytes.
LARGEST_FILE = 1024 * 1024
#: As long as the name of a practice may be.
LONGEST_NAME = 80
#: Their order in a file.
SHEETS: tuple[SheetKey, ...] = get_args(SheetKey)

Item = TypeVar("Item", DesignQuestion, Experiment)
ItemRow = TypeVar("ItemRow", QuestionRow, ExperimentRow)
OfPractice = TypeVar("OfPractice", QuestionRow, ExperimentRow, ParticipantRow)


def needed_sheets(*, is_manager: bool) -> tuple[SheetKey, ...]:
    """The sheets a file must have: that of the practices themselves is for managers alone."""
    return SHEETS if is_manager else SHEETS[1:]


def plan(before: Inventory, contents: Contents, *, is_manager: bool, misread: Iterable[Problem] = ()) -> Plan:
    """What these contents would make of what there is.

    before: of a coordinator the own practice alone, so that a row about another says nothing about what exists.
    misread: what was wrong with the file already; a sheet that this person need not have is none of it.
    """
    needed = needed_sheets(is_manager=is_manager)
    missed = [one for one in misread if one.what != "sheet_missing" or one.sheet in needed]
    merging = _Merging(before, is_manager)
    merging.add_practices(contents.practices)
    merging.add_questions(contents.questions)
    merging.add_experiments(contents.experiments)
    merging.count_participants(contents.participants)
    after = tuple(merging.practices.values())
    return Plan(before, after, _one_a_row([*missed, *merging.problems]), merging.ended)


def _one_a_row(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The first of each row: what follows from it would only confuse."""
    first: dict[tuple[SheetKey, int, str], Problem] = {}
    for one in problems:
        first.setdefault((one.sheet, one.row, "" if one.what != "column_missing" else one.column), one)
    return tuple(sorted(first.values(), key=lambda one: (SHEETS.index(one.sheet), one.row)))


class _Merging:
    """The practices by their folded names while a file is laid over them, sheet by sheet."""

    def __init__(self, before: Inventory, is_manager: bool) -> None:
        self.practices = {fold(practice.name): practice for practice in before}
        self.problems: list[Problem] = []
        self.ended = 0
        self._is_manager = is_manager
        self._own = "" if is_manager else next(iter(self.practices), "")

    def _problem(self, sheet: SheetKey, row: int, what: str) -> None:
        self.problems.append(Problem(sheet, row, what))

    def add_practices(self, rows: Sequence[PracticeRow]) -> None:
        seen: set[str] = set()
        for row in rows:
            name = fold(row.name)
            if what := self._what_is_wrong_with(row, name, seen):
                self._problem("practices", row.row, what)
            else:
                self.practices[name] = _practice(self.practices.get(name), row)
            seen.add(name)

    def _what_is_wrong_with(self, row: PracticeRow, name: str, seen: set[str]) -> str | None:
        if not self._is_manager:
            return "managers_only"
        if not name:
            return "no_name"
        if name in seen:
            return "twice"
        if len(row.name) > LONGEST_NAME:
            return "name_too_long"
        is_complete = row.region and row.latitude is not None and row.longitude is not None
        return None if is_complete or name in self.practices else "incomplete"

    def add_questions(self, rows: Sequence[QuestionRow]) -> None:
        for name, mine in self._by_practice("questions", rows):
            practice = self.practices[name]
            questions = self._merged("questions", mine, practice.questions, practice.ended, _question)
            self.practices[name] = replace(practice, questions=questions)

    def add_experiments(self, rows: Sequence[ExperimentRow]) -> None:
        for name, mine in self._by_practice("experiments", rows):
            by_question = self._by_question(mine, self.practices[name])
            questions = tuple(
                replace(one, experiments=self._merged("experiments", rows, one.experiments, one.ended, _experiment))
                for one, rows in by_question
            )
            self.practices[name] = replace(self.practices[name], questions=questions)

    def _by_question(
        self, rows: Sequence[ExperimentRow], practice: Practice
    ) -> list[tuple[DesignQuestion, list[ExperimentRow]]]:
        found: list[tuple[DesignQuestion, list[ExperimentRow]]] = [(one, []) for one in practice.questions]
        named = {fold(one.text): mine for one, mine in reversed(found)}
        ended = set(map(fold, practice.ended))
        for row in rows:
            if fold(row.question) in named:
                named[fold(row.question)].append(row)
            elif row.question and fold(row.question) in ended:
                self.ended += 1
            else:
                self._problem("experiments", row.row, "unknown_question" if row.question else "no_question")
        return found

    def _merged(
        self,
        sheet: SheetKey,
        rows: Sequence[ItemRow],
        standing: Sequence[Item],
        ended: Iterable[str],
        make: Callable[[Item | None, ItemRow], Item | str],
    ) -> tuple[Item, ...]:
        """What the rows make of what stands there. make: says what is wrong with a row that makes nothing."""
        known = {fold(item.words): item for item in reversed(standing)}
        over = set(map(fold, ended)) - known.keys()
        placed: dict[str, tuple[Item, int | None]] = {}
        for row in rows:
            text = fold(row.words)
            if text in over:
                self.ended += 1
                continue
            item = "twice" if text in placed else make(known.get(text), row)
            if isinstance(item, str):
                self._problem(sheet, row.row, item)
            else:
                placed[text] = (item, row.number)
        return _in_order(standing, list(placed.values()))

    def count_participants(self, rows: Sequence[ParticipantRow]) -> None:
        for name, mine in self._by_practice("participants", rows):
            counted = Counter(row.organisation for row in mine if not row.nobody)
            self.practices[name] = replace(self.practices[name], outside=dict(counted))

    def _by_practice(self, sheet: SheetKey, rows: Sequence[OfPractice]) -> Iterator[tuple[str, list[OfPractice]]]:
        found: dict[str, list[OfPractice]] = {}
        for row in rows:
            name = fold(row.practice) or self._own  # a coordinator need not name it
            if name in self.practices:
                found.setdefault(name, []).append(row)
            elif not self._is_manager:
                self._problem(sheet, row.row, "other_practice")
            else:
                self._problem(sheet, row.row, "unknown_practice" if name else "no_practice")
        yield from found.items()


def _practice(standing: Practice | None, row: PracticeRow) -> Practice:
    region = cast(Region | None, row.region)
    if standing is None:
        assert region
        assert row.latitude is not None
        assert row.longitude is not None
        return Practice(None, row.name, region, row.latitude, row.longitude, row.core_theme)
    return replace(
        standing,
        region=region or standing.region,
        latitude=standing.latitude if row.latitude is None else row.latitude,
        longitude=standing.longitude if row.longitude is None else row.longitude,
        core_theme=row.core_theme or standing.core_theme,
    )


def _question(standing: DesignQuestion | None, row: QuestionRow) -> DesignQuestion | str:
    if not row.question:
        return "no_question"
    central = row.central or (standing.central if standing else None)
    if central is None:
        return "no_central"
    return replace(standing or DesignQuestion(None, central, ""), central=central, text=row.question)


def _experiment(standing: Experiment | None, row: ExperimentRow) -> Experiment | str:
    if not row.experiment:
        return "no_title"
    status = row.status or (standing.status if standing else None)
    reported_at = standing.reported_at if standing and status == standing.status else None
    one = replace(standing or Experiment(None, "", None), title=row.experiment, status=status, reported_at=reported_at)
    return replace(one, expectation=row.expectation or one.expectation)


def _in_order(standing: Sequence[Item], placed: Sequence[tuple[Item, int | None]]) -> tuple[Item, ...]:
    """What stood there with what the file makes of it, and the new ones below; what has a number goes to its place.

    What has none keeps its order, so that laying the same file over it once more changes nothing.
    """
    changed: Mapping[int, tuple[Item, int | None]] = {pair[0].id: pair for pair in placed if pair[0].id is not None}
    unplaced: list[tuple[Item, int | None]] = [changed.get(item.id or 0, (item, None)) for item in standing]
    unplaced += [pair for pair in placed if pair[0].id is None]
    ordered = [item for item, number in unplaced if number is None]
    numbered = [(number, item) for item, number in unplaced if number is not None]
    at = -1
    for number, item in sorted(numbered, key=lambda pair: pair[0]):
        at = max(number - 1, at + 1)
        ordered.insert(at, item)
    return tuple(ordered)
