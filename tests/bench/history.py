"""What a tap cost at which commit: the rows of the last table in docs/performance.md."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
HEADER = "| date | commit | hot path | processor | SQLite | PostgreSQL | transport |\n|---|---|---|---|---|---|---|\n"


@dataclass(frozen=True, slots=True)
class Ratio:
    """Processor time of a tap, times that of a peer: of several turns."""

    middle: float
    lowest: float
    highest: float

    @classmethod
    def of(cls, turns: Sequence[float]) -> "Ratio":
        return cls(median(turns), min(turns), max(turns))

    @classmethod
    def read(cls, told: str) -> "Ratio":
        middle, lowest, highest = map(float, re.findall(r"\d+\.\d+", told))
        return cls(middle, lowest, highest)

    def __str__(self) -> str:
        return f"{self.middle:.2f} ({self.lowest:.2f}–{self.highest:.2f})"

    def is_worse_than(self, before: "Ratio") -> bool:
        """By more than the noise: even the best turn is above the worst one of then."""
        return self.lowest > before.highest


@dataclass(frozen=True, slots=True)
class Row:
    """One quick run. hot_path: the fingerprint of what was measured.

    sqlite, postgresql: times python-telegram-bot on our transport. transport: that one, times python-telegram-bot as it
    comes, for what our transport costs is in both sides of the others.
    """

    on: str
    commit: str
    hot_path: str
    processor: str
    sqlite: Ratio
    postgresql: Ratio
    transport: Ratio

    def __str__(self) -> str:
        known = (self.on, self.commit, self.hot_path, self.processor)
        cells = (*known, self.sqlite, self.postgresql, self.transport)
        return f"| {' | '.join(map(str, cells))} |\n"

    def worse_than(self, before: "Row") -> list[str]:
        """Where a tap became dearer; both rows are of the same make of processor."""
        pairs = {
            "SQLite": (self.sqlite, before.sqlite),
            "PostgreSQL": (self.postgresql, before.postgresql),
            "our transport": (self.transport, before.transport),
        }
        return [name for name, (now, then) in pairs.items() if now.is_worse_than(then)]


def rows(page: Path = PAGE) -> list[Row]:
    """Everything that was measured, the oldest first."""
    _, _, told = page.read_text(encoding="utf-8").partition(HEADER)
    found = []
    for line in told.splitlines():
        if not line.startswith("|"):
            break
        on, commit, hot_path, processor, *ratios = (cell.strip() for cell in line.strip("|").split("|"))
        found.append(Row(on, commit, hot_path, processor, *map(Ratio.read, ratios)))
    return found


def last(page: Path = PAGE, processor: str | None = None) -> Row | None:
    """The newest row; on this make of processor, when one is named."""
    return next((row for row in reversed(rows(page)) if processor in (None, row.processor)), None)


def add(row: Row, page: Path = PAGE) -> None:
    """Writes a row under the others."""
    text = page.read_text(encoding="utf-8")
    known = HEADER + "".join(map(str, rows(page)))
    assert known in text, "the table of docs/performance.md is not as it was written"
    page.write_text(text.replace(known, f"{known}{row}"), encoding="utf-8")
