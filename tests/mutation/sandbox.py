"""A copy of the tracked files, in which a mutation can be made, and tests run."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tests.mutation.mutations import Mutation

ROOT = Path(__file__).parents[2]
#: So long for each test: a story that waits for what never comes gives up by itself long before.
LONGEST_SECONDS = 420
#: The same examples every time; and of tests that run on both databases, those on one.
PYTEST = ("-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=1", "-k")
ONLY = {"sqlite": "not postgresql", "postgresql": "postgresql"}


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run of pytest ended. code: its exit code; None: it had to be stopped. Tests as `file.py::name`."""

    code: int | None
    passed: frozenset[str]
    failed: frozenset[str]
    told: str


class Sandbox:
    """The copy, in this folder."""

    def __init__(self, folder: Path) -> None:
        self._tree = folder / "tree"
        self._report = folder / "report.xml"
        self._aside = folder / "aside"
        tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
        for name in filter(None, tracked.stdout.split("\0")):
            (self._tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, self._tree / name)

    @contextmanager
    def mutant(self, mutation: Mutation) -> Iterator[None]:
        """The program is this mutant, until this is left."""
        changed = {self._tree / file: text for file, text in mutation.made_in(self._tree).items()}
        before = [(path, path.read_bytes(), path.stat().st_mtime_ns) for path in changed]
        try:
            for path, text in changed.items():
                path.write_text(text, encoding="utf-8")
            yield
        finally:
            for path, content, time in before:
                path.write_bytes(content)
                os.utime(path, ns=(time, time))  # so that what was compiled meanwhile is known to be stale

    def run(self, tests: Sequence[str], on: str) -> Ran:
        """Runs exactly these tests, on one of the databases, until one fails."""
        self._report.unlink(missing_ok=True)
        told_in = (f"--junitxml={self._report}", f"--basetemp={self._aside}")
        command = [sys.executable, *PYTEST, ONLY[on], *told_in, *tests]
        code, told = _ended(command, self._tree, LONGEST_SECONDS * len(tests))
        passed, failed = self._told_by_test()
        return Ran(code, passed, failed, told)

    def _told_by_test(self) -> tuple[frozenset[str], frozenset[str]]:
        if not self._report.exists():
            return frozenset(), frozenset()
        cases = list(ElementTree.parse(self._report).iter("testcase"))
        failed = frozenset(_name(case) for case in cases if case.find("failure") is not None)
        bad = failed | {_name(case) for case in cases if len(case.findall("error") + case.findall("skipped"))}
        return frozenset(map(_name, cases)) - bad, failed


def _name(case: ElementTree.Element) -> str:
    """As the list names it, whatever it was run with."""
    return f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name', '').partition('[')[0]}"


def _ended(command: Sequence[str], folder: Path, longest: float) -> tuple[int | None, str]:
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    try:
        told, _ = process.communicate(timeout=longest)
        return process.returncode, told
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return None, process.communicate()[0]
