"""(h) What it costs a tap that whatever names somebody is sealed with an IDENTITY_KEY."""

from dataclasses import replace

from storage.identity_cipher import new_key
from tests.bench.contender import THIS_POSTGRESQL, THIS_SQLITE, Contender
from tests.bench.figures import Column, Goals, Table
from tests.bench.lab import Lab
from tests.bench.size import Size

PLAIN = (THIS_SQLITE, THIS_POSTGRESQL)
COST = "CPU ms per tap"


def sealed(plain: Contender) -> Contender:
    """The same with a key."""
    return replace(plain, name=f"{plain.name}, sealed", identity_key=new_key())


CONTENDERS = (*PLAIN, *map(sealed, PLAIN))


async def measure(lab: Lab, size: Size, goals: Goals) -> None:
    """In turn, each once more than the others have their turns: a twentieth is less than one turn's noise."""
    table = Table("(h) A tap with and without an IDENTITY_KEY", (Column(COST, 3),))
    for _ in range(2 * size.turns - 1):
        for contender in CONTENDERS:
            _, seconds = await lab.burst(contender, size.taps)
            table.add(contender.name, **{COST: seconds / size.taps * 1e3})
    table.tell()
    for contender in PLAIN:
        times = table.ratio(COST, f"{contender.name}, sealed", contender.name)
        goals.at_most(f"(h) a sealed tap, times a plain one, {contender.name}", times, 1.05)
