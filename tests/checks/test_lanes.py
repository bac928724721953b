"""Each test is in one of the three lanes, whatever marks it bears."""

import re
from itertools import product

import pytest

from tests.checks.named_tests import ROOT

LANES = re.findall(r'\$\(TESTS\) -m "(.*)"', (ROOT / "Makefile").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("slow", "nightly"), list(product([False, True], repeat=2)))
def test_every_test_is_in_one_lane(slow: bool, nightly: bool) -> None:
    assert len(LANES) == 3
    assert [eval(lane, {"slow": slow, "nightly": nightly}) for lane in LANES].count(True) == 1
