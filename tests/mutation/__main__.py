"""`python -m tests.mutation [word …]`: takes each protection out of a copy, and looks whether a test notices."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutation import verdicts
from tests.mutation.mutations import every
from tests.mutation.sandbox import Sandbox


def main() -> int:
    """The exit code: 1 when a mutant survived, or a test fails without any."""
    asked = _arguments().parse_args()
    wanted = [one for one in every() if one.is_about(asked.words)]
    if not wanted:
        _tell("no mutation is about that")
        return 2
    with TemporaryDirectory(prefix="mutation-") as folder:
        sandbox = Sandbox(Path(folder))
        wrong = verdicts.wrong_beforehand(sandbox, wanted, _tell)
        if wrong:
            _tell("these do not pass while every protection is in place:\n" + "\n".join(wrong))
            return 1
        found = []
        for one in verdicts.each(sandbox, wanted, _tell if asked.why else lambda _: None):
            found.append(one)
            _tell(f"{'KILLED  ' if one.is_killed else 'SURVIVED'} {one.mutation.name}")
    killed = sum(one.is_killed for one in found)
    _tell(f"\n{verdicts.table(found)}\n\n{killed} of {len(found)} killed, in {sum(v.seconds for v in found):.0f} s")
    return int(killed < len(found))


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.mutation", description=__doc__)
    parser.add_argument("words", nargs="*", metavar="word", help="only mutations in whose name, list or file it is")
    parser.add_argument("--why", action="store_true", help="print what pytest said each time")
    return parser


def _tell(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
