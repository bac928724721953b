"""How much is measured: the quick run says whether something broke, the full run is the one to quote."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """turns: how often each contender has its turn. taps: of a fast contender; slow ones get fewer, see throughput.

    minutes: how long a measure may take; the longest takes a third of that.
    """

    minutes: float
    turns: int
    taps: int
    past: int
    seconds_of_taps: float
    prompts: int
    broadcasts: int
    kills: int
    burst_with_kills: int
    check_ins: int
    day_minutes: int
    crowds: tuple[int, ...]
    past_rounds: int


QUICK = Size(
    minutes=10,
    turns=1,
    taps=500,
    past=10_000,
    seconds_of_taps=3,
    prompts=100,
    broadcasts=1,
    kills=2,
    burst_with_kills=600,
    check_ins=200,
    day_minutes=0,
    crowds=(1_000, 10_000),
    past_rounds=3,
)
FULL = Size(
    minutes=30,
    turns=3,
    taps=3_000,
    past=100_000,
    seconds_of_taps=8,
    prompts=1_000,
    broadcasts=2,
    kills=20,
    burst_with_kills=5_000,
    check_ins=10_000,
    day_minutes=1_440,
    crowds=(1_000, 10_000, 100_000, 1_000_000),
    past_rounds=30,
)
