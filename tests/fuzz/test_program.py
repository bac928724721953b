"""`python -m tests.fuzz`: a crash is in the table, in the exit code and in one line, and nothing of the machine is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fuzz import __main__ as program
from tests.fuzz import callback_data
from tests.fuzz.harness import ROOT
from tests.fuzz.outcome import Outcome, how_to_replay, outcome, table

Run = Callable[..., int]
CRASH = ROOT / "build" / "fuzz" / "webhook" / "found" / "crash-1"
#: What libFuzzer says of a harness that crashed.
SAID = """
#2	INITED cov: 12 ft: 13 corp: 1/1b exec/s: 0 rss: 61Mb
#99	NEW    cov: 34 ft: 35 corp: 2/9b lim: 4 exec/s: 0 rss: 61Mb L: 4/4 MS: 1 ChangeByte-
 === Uncaught Python exception: ===
KeyError: 'what somebody typed'
stat::number_of_executed_units: 1234
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """`python -m tests.fuzz` with these arguments; its exit code."""

    def run(*arguments: str) -> int:
        monkeypatch.setattr("sys.argv", ["fuzz", *arguments])
        return program.main()

    return run


@pytest.fixture
def fuzzed(monkeypatch: pytest.MonkeyPatch) -> dict[str, Outcome]:
    """What comes of each harness, instead of running it."""
    outcomes: dict[str, Outcome] = {}
    monkeypatch.setattr(program, "find_spec", lambda _: True)
    monkeypatch.setattr(program, "_fuzzed", lambda name, _: outcomes[name])
    return outcomes


def test_a_crash_is_in_the_exit_code(run: Run, fuzzed: dict[str, Outcome], capsys: pytest.CaptureFixture[str]) -> None:
    fuzzed["updates"], fuzzed["webhook"] = outcome("updates", SAID, [], 0), outcome("webhook", SAID, [CRASH], 77)
    assert run("updates") == 0
    assert run("updates", "webhook") == 1
    told = capsys.readouterr().out
    assert "--replay build/fuzz/webhook/found/crash-1" in told
    assert str(ROOT) not in told


def test_without_a_fuzzer_it_says_so_in_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(program, "find_spec", lambda _: None)
    assert run() == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert "Python 3.11 to 3.14 on Linux" in line


def test_what_crashed_is_seen_again_without_a_fuzzer(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "crash"
    file.write_bytes(b"\0w|3")
    assert run("callback_data", "--replay", str(file)) == 0
    monkeypatch.setattr(callback_data, "encode", lambda _: "w|4")
    assert run("callback_data", "--replay", str(file)) == 1
    told = capsys.readouterr().out
    assert "AssertionError" in told
    assert str(ROOT) not in told


def test_what_came_of_it_is_told_without_what_was_in_it() -> None:
    well, ill = outcome("updates", SAID, [], 0), outcome("webhook", SAID, [CRASH], 77)
    assert (well.executions, well.edges, well.ended_well, ill.ended_well) == (1234, (12, 34), True, False)
    assert table([well]).splitlines()[1].split() == ["updates", "1,234", "12", "34", "0"]
    assert how_to_replay([well]) == ""
    assert how_to_replay([ill]) == (
        "webhook: KeyError. To see it again: python -m tests.fuzz webhook --replay build/fuzz/webhook/found/crash-1"
    )


def test_a_fuzzer_that_breaks_off_is_no_good_news() -> None:
    broken = outcome("updates", "Killed", [], 0)
    assert not broken.ended_well
    assert "the fuzzer broke off" in how_to_replay([broken])
