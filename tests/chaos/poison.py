"""Updates that cannot be handled: they become dead letters after five tries, and nobody else waits for them."""

from time import monotonic
from typing import Any

from sqlalchemy import func, select

from simulator.phone import Phone
from storage.tables import inbox
from tests.chaos import asking
from tests.chaos.findings import Finding
from tests.chaos.site import Site

#: Five tries, with pauses of a half, one, two and four seconds between them.
ALL_TRIES = 7.5
SOON = 5.0
PATIENCE = 60.0


async def stops_nobody(site: Site, updates: int) -> list[Finding]:
    """Some chats get an update that breaks whatever touches it; all people ask for help."""
    finding = Finding("18 one bad update stops nobody else", updates, "bad updates")
    struck, others = await asking.some(site, updates), await asking.some(site, updates)
    site.start()
    await others.ask()
    await others.all_answered(PATIENCE)  # it has started
    await site.telegram.updates([_broken(phone) for phone in struck.phones])
    await struck.ask()
    began = monotonic()
    await others.ask()
    if not await others.all_answered(SOON):
        finding.wrong.append("others had to wait")
    finding.note = f"others waited {monotonic() - began:.1f} s"
    if not await struck.all_answered(ALL_TRIES + PATIENCE):
        finding.wrong.append("the chat of a bad update stayed silent")
    for people in (struck, others):
        await people.compare(finding)
    finding.tried = updates
    async with site.database.read() as connection:
        aside = await connection.scalar(select(func.count()).where(inbox.c.state == "set_aside"))
    finding.wrong += ["a bad update was not set aside"] * (updates - aside)
    return [finding]


def _broken(phone: Phone) -> dict[str, Any]:
    person = {"id": phone.id, "is_bot": False, "first_name": phone.name}
    chat = {"id": phone.id, "type": "private", "first_name": phone.name}
    return {"message": {"message_id": 1, "date": "never", "from": person, "chat": chat, "text": "?"}}
