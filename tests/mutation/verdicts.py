"""Makes each mutant, and looks which test kills it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import monotonic

from tests.mutation.mutations import Mutation
from tests.mutation.sandbox import Ran, Sandbox

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant. survived: why, by test that did not kill it; nothing in it: all is well."""

    mutation: Mutation
    survived: dict[str, str]
    seconds: float

    @property
    def is_killed(self) -> bool:
        return not self.survived


def wrong_beforehand(sandbox: Sandbox, mutations: Sequence[Mutation], tell: Tell) -> list[str]:
    """The named tests that do not pass without any mutation; red would mean nothing then."""
    wrong: list[str] = []
    for on in sorted({one.on for one in mutations}):
        named = sorted({test for one in mutations if one.on == on for test in one.noticed_by})
        ran = sandbox.run(named, on)
        if ran.code != 0 or not ran.passed.issuperset(named):
            wrong += sorted(ran.failed or set(named) - ran.passed) or [f"pytest ended with {ran.code}"]
            tell(ran.told)
    return wrong


def each(sandbox: Sandbox, mutations: Sequence[Mutation], tell: Tell) -> Iterator[Verdict]:
    """One after the other. tell: what pytest said, for who wants to see whether it is red for the right reason."""
    for mutation in mutations:
        began = monotonic()
        with sandbox.mutant(mutation):
            survived = {test: why for test in mutation.noticed_by if (why := _why_not(sandbox, mutation, test, tell))}
        yield Verdict(mutation, survived, monotonic() - began)


def _why_not(sandbox: Sandbox, mutation: Mutation, test: str, tell: Tell) -> str | None:
    """Why the mutant survived this test; None when it did not."""
    ran = sandbox.run([test], mutation.on)
    tell(ran.told)
    return why_survived(ran, test)


def why_survived(ran: Ran, test: str) -> str | None:
    """Why this does not count as killing: only a test that began and failed does. None when it counts."""
    if ran.code is None:
        return "it came to no end"
    if ran.code == 0:
        return "it passes"
    if ran.code != 1:
        return f"pytest ended with {ran.code}"
    return None if test in ran.failed else "it broke before it began"


def table(verdicts: Sequence[Verdict]) -> str:
    """Mutation | where | killed by | seconds."""
    rows = [("mutation", "where", "killed by", "seconds"), *map(_row, verdicts)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join(" | ".join([*map(str.ljust, row[:3], widths), row[3].rjust(7)]) for row in rows)


def _row(verdict: Verdict) -> tuple[str, str, str, str]:
    one = verdict.mutation
    killed_by = ", ".join(_short(test) for test in one.noticed_by if test not in verdict.survived)
    survived = "; ".join(f"SURVIVED {_short(test)}: {why}" for test, why in verdict.survived.items())
    on = "" if one.on == "sqlite" else f" ({one.on})"
    return one.name, ", ".join(one.where), "; ".join(filter(None, (killed_by, survived))) + on, f"{verdict.seconds:.0f}"


def _short(test: str) -> str:
    return test.removeprefix("tests/")
