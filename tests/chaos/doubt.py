"""Sends that may or may not have arrived: never repeated blindly, not repeated at all once a tap proves them."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from simulator.phone import Phone
from tests.chaos.crowd import settle
from tests.chaos.findings import Finding
from tests.chaos.person import InVain, Person
from tests.chaos.site import Site
from tests.chaos.storm import next_slot

#: How a send can end without an answer, and how many messages that leaves on the phone.
ARRIVES = {"drop_before": 0, "drop_after": 1, "stall_after": 1}
PATIENCE = 40.0


async def is_not_blind(site: Site, people: int) -> list[Finding]:
    """Everybody's prompt gets lost, on the way there or back. Every second whom it reached answers it at once."""
    once = Finding("4 a send in doubt: again after the doubt, and only once", unit="sends")
    proven = Finding("– a tap proves that it arrived: not said again (fault 2)", unit="sends")
    crowd = await settle(site, people, PATIENCE)
    site.start()
    fates = {person.phone.id: list(ARRIVES)[number % 3] for number, person in enumerate(crowd.people)}
    for address, fate in fates.items():
        await site.telegram.fault("sendMessage", fate, chat_id=address)
    site.move_to(next_slot(site).opens_at)
    tapping = [person for person in crowd.people[::2] if ARRIVES[fates[person.phone.id]]]
    await asyncio.gather(*(_answers_at_once(person, proven) for person in tapping))
    if not await site.quiet(PATIENCE):
        once.wrong.append("the queue never ran empty")
    sends = await _sends(site)
    for person in crowd.people:
        finding = proven if person in tapping else once
        finding.tried += 1
        await _judge(person.phone, sends[person.phone.id], site.orders.waits.doubt, person in tapping, finding)
    return [once, proven]


async def _answers_at_once(person: Person, finding: Finding) -> None:
    try:
        await person.answers_the_first_question()
    except InVain:
        finding.wrong.append("the prompt never came")


async def _sends(site: Site) -> Mapping[int, Sequence[dict[str, Any]]]:
    by_chat: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for entry in await site.telegram.requests("sendMessage"):
        by_chat[entry["chat_id"]].append(entry)
    return by_chat


async def _judge(
    phone: Phone, sends: Sequence[dict[str, Any]], doubt: float, was_proven: bool, finding: Finding
) -> None:
    expected = 1 if was_proven else 2
    if len(sends) > expected:
        finding.wrong.append("sent again without need")
    if len(sends) < expected:
        finding.wrong.append("never sent again")
    if any(later["at_monotonic"] - first["at_monotonic"] < doubt - 1 for first, later in pairwise(sends)):
        finding.wrong.append("repeated blindly, within the doubt")
    if not [message for message in await phone.messages() if message.by_bot]:
        finding.wrong.append("never arrived")
