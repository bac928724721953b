"""Before anything is measured, every contender shows that it can start, and serve somebody."""

from collections.abc import Iterable

from tests.bench import phones, population
from tests.bench.api import fake_api
from tests.bench.contender import CannotStart, Contender, at_work, last_line, size
from tests.bench.lab import Lab


async def roll_call(lab: Lab, contenders: Iterable[Contender]) -> None:
    """Starts each of them once. CannotStart names, a line each, those that cannot."""
    refusals = [line for contender in contenders if (line := await refusal(lab, contender))]
    if refusals:
        raise CannotStart("\n".join(refusals))


async def refusal(lab: Lab, contender: Contender) -> str | None:
    """In one line why a contender does not start, or starts and serves nobody; None when it does."""
    with lab.database(contender.storage) as database:
        if database:
            await population.build(database, 1, key=contender.identity_key or None)
        async with fake_api() as api:
            await api.set_scene([])
            said = size(lab.log)
            try:
                async with at_work(contender, api, database, lab.log):
                    if (await api.play(phones.at_once([1]))).served():
                        return None
            except CannotStart as error:
                return str(error)
    return f"{contender.name} starts and serves nobody: {last_line(lab.log, said)}"
