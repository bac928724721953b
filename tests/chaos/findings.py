"""What was tried of each promise, and what went wrong: the table at the end."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Finding:
    """A promise, how often it was tried, and each time it was broken. `note`: figures worth knowing."""

    promise: str
    tried: int = 0
    unit: str = ""
    wrong: list[str] = field(default_factory=list)
    note: str = ""


def went_wrong(findings: Iterable[Finding]) -> bool:
    return any(finding.wrong for finding in findings)


def table(by_scenario: Mapping[str, Sequence[Finding]]) -> str:
    """Promise, tried, wrong: for each scenario, in columns."""
    rows = [("", "promise", "tried", "wrong")]
    rows += [row for scenario, findings in by_scenario.items() for row in _rows(scenario, findings)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _rows(scenario: str, findings: Sequence[Finding]) -> Iterator[tuple[str, str, str, str]]:
    for number, finding in enumerate(findings):
        tried = f"{finding.tried:,} {finding.unit}" + (f" ({finding.note})" if finding.note else "")
        yield (scenario if number == 0 else "", finding.promise, tried, str(len(finding.wrong)))
        for reason in sorted(set(finding.wrong))[:5]:
            yield ("", f"  ✗ {reason}", f"{finding.wrong.count(reason)} times", "")
