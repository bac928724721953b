"""Telegram asks for silence: every bot keeps it, also one that was started meanwhile."""

import asyncio
from time import monotonic

from tests.chaos import asking
from tests.chaos.asking import Asking
from tests.chaos.findings import Finding
from tests.chaos.patience import until
from tests.chaos.site import Site

SILENCE = 4
#: What was under way when Telegram said so may still arrive.
UNDER_WAY = 1.0
PATIENCE = 60.0
SPEAKING = ("sendMessage", "editMessageText")
#: A strict Telegram: so many messages in a second, one more and it is silent for all.
STRICT, PENALTY = 15, 3


async def is_kept(site: Site, seconds: float) -> list[Finding]:
    """Silence after silence, with a bot killed and another started in each; and then a storm of them."""
    people = await asking.some(site, 20)
    asked = Finding("9 'retry after' is honoured by all, also after a restart", unit="silences")
    storm = Finding("9 a storm of 429: silence is kept, nothing is lost or doubled", unit="silences")
    site.start(3)
    deadline = monotonic() + seconds
    while asked.tried == 0 or monotonic() < deadline - 4 * SILENCE:
        await _one_silence(site, people, asked)
    await _storm(site, people, storm)
    answered = Finding("3 what is to be said is never lost", unit="messages")
    await people.compare(answered)
    return [asked, storm, answered]


async def _one_silence(site: Site, people: Asking, finding: Finding) -> None:
    begin = await _newest(site)
    await site.telegram.fault("sendMessage", "status", error_code=429, retry_after=SILENCE)
    await people.ask()
    await until(lambda: _was_asked_for(site), PATIENCE)
    await asyncio.sleep(UNDER_WAY)
    await site.kill(site.bots[0])
    site.start()
    await people.ask()
    if not await people.all_answered(PATIENCE):
        finding.wrong.append("still silent after a minute")
    await _judge(site, finding, begin, SILENCE)


async def _was_asked_for(site: Site) -> bool:
    return bool((await site.telegram.faults())[-1]["used"])


async def _storm(site: Site, people: Asking, finding: Finding) -> None:
    begin = await _newest(site)
    await site.telegram.limits(STRICT, PENALTY)
    for _ in range(3):
        await people.ask()
    if not await people.all_answered(PATIENCE):
        finding.wrong.append("still silent after a minute")
    await site.telegram.limits(None)
    await _judge(site, finding, begin, PENALTY)


async def _newest(site: Site) -> int:
    requests = await site.telegram.requests()
    return int(requests[-1]["seq"]) if requests else 0


async def _judge(site: Site, finding: Finding, after: int, silence: float) -> None:
    """A silence begins with the first refusal, and with the first one after it ended."""
    ends = 0.0
    for entry in await site.telegram.requests(after=after):
        at = entry["at_monotonic"]
        if entry["method"] not in SPEAKING:
            continue
        if ends - silence + UNDER_WAY < at < ends:
            finding.wrong.append("spoke although Telegram had asked for silence")
        if entry["outcome"] == 429 and at >= ends:
            ends = at + silence
            finding.tried += 1
