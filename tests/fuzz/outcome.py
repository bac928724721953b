"""What came of fuzzing: read from what libFuzzer says, and told as a table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.harness import ROOT

_COVERED = re.compile(r"^#\d+\s+(INITED|NEW|REDUCE|pulse|DONE)\s+cov: (\d+)", re.MULTILINE)
_EXECUTIONS = re.compile(r"^stat::number_of_executed_units: (\d+)", re.MULTILINE)
_RAISED = re.compile(r"Uncaught Python exception: ===\n(\w+)")
HEAD = ("harness", "executions", "edges of the seeds", "edges in the end", "crashes")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one harness. edges: of the code that was seen, by the seeds alone and in the end. found: what crashes it."""

    name: str
    executions: int
    edges: tuple[int, int]
    found: Sequence[Path]
    raised: str
    ended_well: bool


def outcome(name: str, said: str, found: Sequence[Path], code: int) -> Outcome:
    """What libFuzzer said, and the exit code it ended with."""
    covered = [int(edges) for _, edges in _COVERED.findall(said)]
    after_seeds = next((int(edges) for event, edges in _COVERED.findall(said) if event == "INITED"), 0)
    executions, raised = _EXECUTIONS.search(said), _RAISED.search(said)
    return Outcome(
        name=name,
        executions=int(executions[1]) if executions else 0,
        edges=(after_seeds, max(covered, default=0)),
        found=found,
        raised=raised[1] if raised else "",
        ended_well=code == 0 and executions is not None,
    )


def table(outcomes: Sequence[Outcome]) -> str:
    """In columns."""
    rows = [HEAD]
    rows += [(o.name, f"{o.executions:,}", f"{o.edges[0]:,}", f"{o.edges[1]:,}", str(len(o.found))) for o in outcomes]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(str.rjust, row, widths)) for row in rows)


def how_to_replay(outcomes: Sequence[Outcome]) -> str:
    """A line for each input that crashed a harness; where a fuzzer itself broke, where to read what it said."""
    lines = []
    for one in outcomes:
        lines += [
            f"{one.name}: {one.raised or path.name.partition('-')[0]}. "
            f"To see it again: python -m tests.fuzz {one.name} --replay {path.relative_to(ROOT)}"
            for path in one.found
        ]
        if not one.ended_well and not one.found:
            lines.append(f"{one.name}: the fuzzer broke off; what it said is in build/fuzz/{one.name}/said")
    return "\n".join(lines)
