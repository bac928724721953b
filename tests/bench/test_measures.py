"""Whatever is measured comes to an end, or it is told that it does not."""

import asyncio
from dataclasses import replace

import pytest

from tests.bench import __main__ as bench
from tests.bench.__main__ import What
from tests.bench.figures import Goals
from tests.bench.lab import Lab
from tests.bench.size import QUICK, Size


async def without_end(_lab: Lab, _size: Size, _goals: Goals) -> None:
    await asyncio.Event().wait()


async def of_a_moment(_lab: Lab, _size: Size, goals: Goals) -> None:
    goals.at_most("a moment", 1, 2)


async def test_one_that_does_not_end_is_told_and_the_next_one_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "MEASURES", {What.SEALED: [without_end], What.KILLS: [of_a_moment]})
    monkeypatch.setattr(bench, "CONTENDERS", {What.SEALED: (), What.KILLS: ()})
    goals = await bench.run(replace(QUICK, minutes=0.001), [What.SEALED, What.KILLS])
    assert goals.told == [
        "| sealed, without_end, minutes | ≤ 0.001 | no end | **not met** |",
        "| a moment | ≤ 2 | 1.00 | met |",
    ]


@pytest.mark.nightly
@pytest.mark.parametrize("what", What)
async def test_each_measure_ends_on_a_small_scale(what: What) -> None:
    goals = await bench.run(QUICK, [what])
    assert not [told for told in goals.told if "no end" in told]
