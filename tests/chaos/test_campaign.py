"""What was found wrong is not overlooked: it is in the table, and in the exit code."""

from collections.abc import Callable

import pytest

from tests.chaos import __main__ as program
from tests.chaos.findings import Finding
from tests.chaos.scenarios import Scenario
from tests.chaos.site import Site

Run = Callable[..., int]


async def well(site: Site, _: float) -> list[Finding]:
    return [Finding("1 nothing is lost", 2, "updates")]


async def badly(site: Site, _: float) -> list[Finding]:
    return [Finding("1 nothing is lost", 3, "updates", ["an update was lost"] * 2)]


async def not_at_all(site: Site, _: float) -> list[Finding]:
    raise OSError


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """`python -m tests.chaos` on SQLite, with these scenarios; its exit code."""

    def run(*scenarios: Scenario) -> int:
        monkeypatch.setattr(program, "SCENARIOS", scenarios)
        monkeypatch.setattr("sys.argv", ["chaos", "--database", "sqlite", "--minutes", "1"])
        return program.main()

    return run


def test_all_is_well(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Scenario("calm", well, needs=1)) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert " ".join(last.split()) == "sqlite calm 1 nothing is lost 2 updates 0"


def test_one_wrong_is_enough(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Scenario("bad", badly, needs=1), Scenario("calm", well, needs=1)) == 1
    assert "✗ an update was lost" in capsys.readouterr().out


def test_a_scenario_that_breaks_down_proves_nothing(run: Run) -> None:
    assert run(Scenario("broken", not_at_all, needs=1)) == 1
