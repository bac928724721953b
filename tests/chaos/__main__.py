"""`python -m tests.chaos`: everything that can go wrong, for some minutes; then a table of promise, tried, wrong."""

import argparse
import asyncio
import sys

from tests import owned_programme
from tests.chaos.campaign import Campaign
from tests.chaos.databases import Kind
from tests.chaos.findings import table, went_wrong
from tests.chaos.scenarios import BOTH, SCENARIOS

LONGEST_MINUTES = 9.0
KINDS: dict[str, tuple[Kind, ...]] = {"sqlite": ("sqlite",), "postgresql": ("postgresql",), "both": BOTH}


def main() -> int:
    """The exit code: 1 when a promise was broken."""
    asked = _arguments().parse_args()
    owned_programme.put_in_force()
    wanted = [each for each in SCENARIOS if not asked.trouble or each.name in asked.trouble]
    seconds = min(asked.minutes, LONGEST_MINUTES) * 60
    found = asyncio.run(Campaign(wanted, asked.seed, seconds, _tell).on(KINDS[asked.database]))
    _tell(f"\nseed {asked.seed}\n{table(found)}")
    return int(any(went_wrong(findings) for findings in found.values()))


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.chaos", description=__doc__)
    parser.add_argument("--minutes", type=float, default=8.0, help=f"how long, about; at most {LONGEST_MINUTES:.0f}")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same choices")
    parser.add_argument("--database", choices=KINDS, default="both", help="SQLite: one process; PostgreSQL: three")
    names = [each.name for each in SCENARIOS]
    parser.add_argument("--trouble", action="append", choices=names, help="only this; may be repeated")
    return parser


def _tell(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
