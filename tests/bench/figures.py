"""What was measured, turn by turn, and how it is told: medians, spread, ratios, goals."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from statistics import median

import typer


def at_percent(values: Sequence[float], percent: float) -> float:
    """The value that so many percent stay at or below; infinity when there is none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else float("inf")


@dataclass(frozen=True, slots=True)
class Column:
    """One figure of a table; `digits` behind the point."""

    name: str
    digits: int = 0


@dataclass(slots=True)
class Table:
    """Figures by contender (or size), each measured once a turn."""

    title: str
    columns: Sequence[Column]
    rows: dict[str, dict[str, list[float]]] = field(default_factory=dict)

    def add(self, row: str, **figures: float) -> None:
        """One turn's figures of one contender."""
        found = self.rows.setdefault(row, {column.name: [] for column in self.columns})
        for name, value in figures.items():
            found[name].append(value)

    def median(self, row: str, column: str) -> float:
        """The middle one of a contender's figures."""
        return median(self.rows[row][column])

    def ratio(self, column: str, row: str, to: str) -> float:
        """How many times the other's figure, turn by turn: what disturbs one turn disturbs both."""
        pairs = zip(self.rows[row][column], self.rows[to][column], strict=True)
        return median(one / other if other else inf for one, other in pairs)

    def tell(self) -> None:
        """Prints the table in Markdown: the median and, from two turns on, the lowest and highest."""
        typer.echo(f"\n### {self.title}\n")
        typer.echo("| | " + " | ".join(column.name for column in self.columns) + " |")
        typer.echo("|---" * (len(self.columns) + 1) + "|")
        for row, found in self.rows.items():
            told = (_told(found[column.name], column.digits) for column in self.columns)
            typer.echo(f"| {row} | " + " | ".join(told) + " |")

    def plot(self, column: str, width: int = 60) -> None:
        """Prints the medians of one column as bars."""
        values = {row: self.median(row, column) for row in self.rows}
        longest, most = max(map(len, values)), max(values.values())
        typer.echo(f"\n```\n{column}")
        for row, value in values.items():
            typer.echo(f"{row:>{longest}} {'█' * max(1, round(value / most * width))} {value:,.0f}")
        typer.echo("```")


def _told(values: Sequence[float], digits: int) -> str:
    if not values:
        return ""
    middle = f"{median(values):,.{digits}f}"
    return middle if len(values) == 1 else f"**{middle}** ({min(values):,.{digits}f}–{max(values):,.{digits}f})"


@dataclass(slots=True)
class Goals:
    """What was aimed at, and whether it was reached; told once more at the end."""

    told: list[str] = field(default_factory=list)

    def at_least(self, what: str, value: float, wanted: float) -> None:
        self._note(what, value, "≥", wanted, value >= wanted)

    def at_most(self, what: str, value: float, wanted: float) -> None:
        self._note(what, value, "≤", wanted, value <= wanted)

    def unended(self, what: str, minutes: float) -> None:
        self.told.append(f"| {what}, minutes | ≤ {minutes:g} | no end | **not met** |")

    def _note(self, what: str, value: float, sign: str, wanted: float, met: bool) -> None:
        self.told.append(f"| {what} | {sign} {wanted:,g} | {value:,.2f} | {'met' if met else '**not met**'} |")

    def tell(self) -> None:
        """Prints all of them as one table."""
        typer.echo("\n### Goals\n\n| goal | aimed at | measured | |\n|---|---|---|---|")
        for line in self.told:
            typer.echo(line)
