"""`python -m tests.fuzz`: bytes that change with what the code does with them, some time for each harness; a table."""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import traceback
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.harness import NAMES, ROOT, Harness, harness
from tests.fuzz.outcome import Outcome, how_to_replay, outcome, table

#: What was found worth keeping is kept between runs, until `make clean`.
FOLDER = ROOT / "build" / "fuzz"
SECONDS = 60
#: One input may take so long, and so much memory: seconds, and megabytes.
LONGEST, MOST_MEMORY = 30, 2048
SHORTEST_LIMIT = 4096
NO_ATHERIS = "atheris is not installed; `make fuzz` does that where there is one: Python 3.11 to 3.14 on Linux x86-64."


def main() -> int:
    """The exit code: 1 when something crashed."""
    asked = _arguments().parse_args()
    names = asked.name or NAMES
    if asked.replay:
        return _replay(names[0], asked.replay)
    if find_spec("atheris") is None:
        _tell(NO_ATHERIS)
        return 1
    outcomes = [_fuzzed(name, asked.seconds) for name in names]
    _tell(f"\n{table(outcomes)}\n\n{how_to_replay(outcomes)}".rstrip())
    return int(not all(one.ended_well for one in outcomes))


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.fuzz", description=__doc__)
    parser.add_argument("name", nargs="*", choices=[*NAMES, []], metavar="NAME", help="only these; without a name all")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="so long for each")
    parser.add_argument("--replay", type=Path, help="give this file to the harness, without a fuzzer")
    return parser


def _replay(name: str, file: Path) -> int:
    try:
        harness(name).one(file.read_bytes())
    except Exception:
        _tell(traceback.format_exc().replace(f"{ROOT}/", ""))
        return 1
    _tell("It ends well.")
    return 0


def _fuzzed(name: str, seconds: int) -> Outcome:
    _tell(f"{name}: {seconds} seconds")
    folder = FOLDER / name
    (folder / "kept").mkdir(parents=True, exist_ok=True)
    for part in ("seeds", "found"):
        shutil.rmtree(folder / part, ignore_errors=True)
        (folder / part).mkdir()
    command = _command(name, folder, seconds, _lay_out(harness(name), folder))
    with (folder / "said").open("wb") as said, TemporaryDirectory() as scratch:  # libFuzzer tidies nothing up
        done = subprocess.run(command, stdout=said, stderr=said, cwd=ROOT, env={**os.environ, "TMPDIR": scratch})
    found = sorted((folder / "found").iterdir())
    return outcome(name, (folder / "said").read_text(encoding="utf-8", errors="replace"), found, done.returncode)


def _lay_out(found: Harness, folder: Path) -> int:
    """The seeds and the words as files; how long the longest seed is."""
    seeds = list(found.seeds())
    for seed in seeds:
        (folder / "seeds" / hashlib.sha256(seed).hexdigest()).write_bytes(seed)
    words = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in found.WORDS)
    (folder / "words").write_text("".join(f'"{word}"\n' for word in words), encoding="ascii")
    return max(map(len, seeds))


def _command(name: str, folder: Path, seconds: int, longest_seed: int) -> Sequence[str]:
    options = {
        "max_total_time": seconds,
        "max_len": max(SHORTEST_LIMIT, 2 * longest_seed),
        "len_control": 20,  # long inputs sooner than libFuzzer would try them
        "timeout": LONGEST,
        "rss_limit_mb": MOST_MEMORY,
        "dict": folder / "words",
        "artifact_prefix": f"{folder / 'found'}/",
        "print_final_stats": 1,
    }
    written = [f"-{option}={value}" for option, value in options.items()]
    kept, seeds = str(folder / "kept"), str(folder / "seeds")
    return [sys.executable, "-m", "tests.fuzz.guided", name, *written, kept, seeds]


def _tell(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
