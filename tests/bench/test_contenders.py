"""What is measured can start, and what cannot says why before anybody has waited for it."""

from pathlib import Path

import pytest

from tests.bench.__main__ import What, contenders
from tests.bench.contender import CannotStart, Contender
from tests.bench.lab import Lab
from tests.bench.quick import TAPS
from tests.bench.roll_call import refusal, roll_call

EVERYBODY = list(dict.fromkeys([*contenders(What), *TAPS]))
BROKEN = Contender("a contender that nobody wrote", "nobody_wrote_it")


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    return Lab(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("contender", EVERYBODY, ids=lambda one: f"{one.name} {' '.join(one.options)}".strip())
async def test_every_contender_starts_and_serves_somebody(lab: Lab, contender: Contender) -> None:
    assert await refusal(lab, contender) is None


async def test_one_that_cannot_start_is_named_in_one_line_with_the_reason(lab: Lab) -> None:
    with pytest.raises(CannotStart) as refused:
        await roll_call(lab, [BROKEN])
    (line,) = str(refused.value).splitlines()
    assert line.startswith("a contender that nobody wrote cannot start: ")
    assert line.endswith("No module named tests.bench.contenders.nobody_wrote_it")
