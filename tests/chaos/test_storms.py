"""Everything goes wrong at once, for a moment: nothing is lost, doubled or misfiled. `make chaos` takes its time."""

import pytest

from tests.chaos.findings import Finding
from tests.chaos.site import Site
from tests.chaos.storm import Storm, rages
from tests.chaos.troubles import everything
from tests.running_bot import on_sqlite

SECONDS = 3.0
on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def wrong(findings: list[Finding]) -> list[str]:
    assert all(finding.tried for finding in findings), [each.promise for each in findings if not each.tried]
    return [f"{finding.promise}: {reason}" for finding in findings for reason in finding.wrong]


@pytest.mark.slow
@on_sqlite
async def test_one_process_withstands_everything(polling: Site) -> None:
    assert wrong(await rages(Storm(everything, people=12), polling, SECONDS)) == []


@pytest.mark.slow
@on_postgresql
async def test_three_processes_withstand_everything(posted: Site) -> None:
    assert wrong(await rages(Storm(everything, replicas=3, people=12), posted, SECONDS)) == []
