"""`python -m tests.sabotage [word …]`: takes each protection out of a copy, and looks whether a test notices."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.sabotage import trying
from tests.sabotage.copied import Copied
from tests.sabotage.protections import every


def main() -> int:
    """The exit code: 1 when one was not noticed, or a test fails with everything in place."""
    asked = _arguments().parse_args()
    wanted = [one for one in every() if one.is_about(asked.words)]
    if not wanted:
        _tell("no protection is about that")
        return 2
    with TemporaryDirectory(prefix="sabotage-") as folder:
        copied = Copied(Path(folder))
        wrong = trying.wrong_beforehand(copied, wanted, _tell)
        if wrong:
            _tell("these do not pass while every protection is in place:\n" + "\n".join(wrong))
            return 1
        tried = []
        for one in trying.each(copied, wanted, _tell if asked.why else lambda _: None):
            tried.append(one)
            _tell(f"{'noticed    ' if one.was_noticed else 'NOT NOTICED'} {one.protection.name}")
    noticed = sum(one.was_noticed for one in tried)
    _tell(f"\n{trying.table(tried)}\n\n{noticed} of {len(tried)} noticed, in {sum(t.seconds for t in tried):.0f} s")
    return int(noticed < len(tried))


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.sabotage", description=__doc__)
    parser.add_argument("words", nargs="*", metavar="word", help="only protections in whose name, list or file it is")
    parser.add_argument("--why", action="store_true", help="print what pytest said each time")
    return parser


def _tell(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
