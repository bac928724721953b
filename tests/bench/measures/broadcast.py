"""(c) A round opens for many while others tap: Telegram's limit kept strictly, 50 ms on every response."""

from tests.bench import phones
from tests.bench.api import Api, Report
from tests.bench.contender import AIOGRAM, PACED, PTB, Contender
from tests.bench.figures import Column, Goals, Table, at_percent
from tests.bench.lab import Lab
from tests.bench.measures.throughput import DELAY
from tests.bench.size import Size

TAPS_PER_SECOND = 5
#: What Telegram allows, messages and edits together.
LIMIT_PER_SECOND = 30
#: Nobody waits longer for a contender than this many times what the limit allows.
PATIENCE = 8
#: Their idle figure is there for comparison only.
IDLE_TAPS_OF_RIVALS = 25
COLUMNS = (
    Column("seconds", 1),
    Column("times the limit", 3),
    Column("429"),
    Column("prompts lost"),
    Column("edit p99 ms"),
    Column("idle p99 ms"),
)


def contenders(prompts: int) -> list[Contender]:
    """The rivals speak to the many as their users do; nobody's retries are capped, so that nothing is lost."""
    many = ("--prompts", str(prompts))
    return [
        PACED,
        Contender(f"{PTB.name}, AIORateLimiter", PTB.module, (*many, "--rate-limiter")),
        Contender(f"{AIOGRAM.name}, its usual loop", AIOGRAM.module, many),
    ]


CONTENDERS = tuple(contenders(1))


async def measure(lab: Lab, size: Size, goals: Goals) -> None:
    table = Table(f"(c) {size.prompts:,} prompts while {TAPS_PER_SECOND} people tap a second", COLUMNS)
    for turn in range(size.broadcasts):
        for contender in contenders(size.prompts)[: 1 if turn else None]:  # the rivals take minutes: once will do
            await _turn(lab, size, table, contender)
    table.tell()
    goals.at_most("(c) the broadcast, times the limit", table.median(PACED.name, "times the limit"), 1.06)
    goals.at_most("(c) 429", max(table.rows[PACED.name]["429"]), 0)
    times = table.median(PACED.name, "edit p99 ms") / table.median(PACED.name, "idle p99 ms")
    goals.at_most("(c) edit p99 meanwhile, times idle", times, 1.5)


async def _turn(lab: Lab, size: Size, table: Table, contender: Contender) -> None:
    taps = int((size.prompts / (LIMIT_PER_SECOND - TAPS_PER_SECOND) + 5) * TAPS_PER_SECOND)
    idle_taps = taps if contender == PACED else min(taps, IDLE_TAPS_OF_RIVALS)
    async with lab.population(contender, taps + idle_taps, prompts=size.prompts, delay=DELAY) as (api, _):
        idle = await _idle(api, range(taps + 1, taps + idle_taps + 1))
        busy = await _busy(api, taps, size.prompts)
    last = max((at for _, at in busy.sent), default=float("inf"))
    until_then = [edited - tapped for tapped, _, edited in busy.taps if edited is not None and tapped <= last]
    said = len(busy.sent) + sum(1 for _, _, edited in busy.taps if edited is not None and edited <= last)
    figures = {
        "seconds": last,
        "times the limit": last / (said / LIMIT_PER_SECOND),
        "429": busy.refused,
        "prompts lost": size.prompts - len(busy.sent),
        "edit p99 ms": at_percent(until_then, 99) * 1e3,
        "idle p99 ms": at_percent(idle.delays(), 99) * 1e3,
    }
    table.add(contender.name, **figures)


async def _idle(api: Api, people: range) -> Report:
    await api.set_scene(phones.at_rate(people, TAPS_PER_SECOND), DELAY, strict=True)
    await api.start()
    await api.wait(len(people), edited=len(people))
    return await api.report()


async def _busy(api: Api, taps: int, prompts: int) -> Report:
    opened = (0.0, phones.COORDINATOR, phones.OPEN_ROUND)
    await api.set_scene([opened, *phones.at_rate(range(1, taps + 1), TAPS_PER_SECOND)], DELAY, strict=True)
    await api.start()
    await api.wait(PATIENCE * prompts / LIMIT_PER_SECOND, edited=taps + 1, sent=prompts)
    return await api.report()
