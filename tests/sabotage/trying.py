"""Takes each protection out, and looks which test turns red."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import monotonic

from tests.sabotage.copied import Copied, Ran
from tests.sabotage.protections import Protection

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Tried:
    """A protection that was taken out. unnoticed: why it was not noticed, by test; nothing in it: all is well."""

    protection: Protection
    unnoticed: dict[str, str]
    seconds: float

    @property
    def was_noticed(self) -> bool:
        return not self.unnoticed


def wrong_beforehand(copied: Copied, protections: Sequence[Protection], tell: Tell) -> list[str]:
    """The named tests that do not pass while every protection is in place; red would mean nothing then."""
    wrong: list[str] = []
    for on in sorted({one.on for one in protections}):
        named = sorted({test for one in protections if one.on == on for test in one.noticed_by})
        ran = copied.run(named, on)
        if ran.code != 0 or not ran.passed.issuperset(named):
            wrong += sorted(ran.failed or set(named) - ran.passed) or [f"pytest ended with {ran.code}"]
            tell(ran.told)
    return wrong


def each(copied: Copied, protections: Sequence[Protection], tell: Tell) -> Iterator[Tried]:
    """One after the other. tell: what pytest said, for who wants to see whether it is red for the right reason."""
    for protection in protections:
        began = monotonic()
        with copied.without(protection):
            unnoticed = {
                test: why for test in protection.noticed_by if (why := _why_not(copied, protection, test, tell))
            }
        yield Tried(protection, unnoticed, monotonic() - began)


def _why_not(copied: Copied, protection: Protection, test: str, tell: Tell) -> str | None:
    """Why this test did not notice that the protection is gone; None when it did."""
    ran = copied.run([test], protection.on)
    tell(ran.told)
    return why_unnoticed(ran, test)


def why_unnoticed(ran: Ran, test: str) -> str | None:
    """Why this does not count as noticing: only a test that began and failed does. None when it counts."""
    if ran.code is None:
        return "it came to no end"
    if ran.code == 0:
        return "it passes"
    if ran.code != 1:
        return f"pytest ended with {ran.code}"
    return None if test in ran.failed else "it broke before it began"


def table(tried: Sequence[Tried]) -> str:
    """Protection | where | noticed by | seconds."""
    rows = [("protection", "where", "noticed by", "seconds"), *map(_row, tried)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join(" | ".join([*map(str.ljust, row[:3], widths), row[3].rjust(7)]) for row in rows)


def _row(tried: Tried) -> tuple[str, str, str, str]:
    one = tried.protection
    noticed = ", ".join(_short(test) for test in one.noticed_by if test not in tried.unnoticed)
    missed = "; ".join(f"NOT by {_short(test)}: {why}" for test, why in tried.unnoticed.items())
    on = "" if one.on == "sqlite" else f" ({one.on})"
    return one.name, ", ".join(one.where), "; ".join(filter(None, (noticed, missed))) + on, f"{tried.seconds:.0f}"


def _short(test: str) -> str:
    return test.removeprefix("tests/")
