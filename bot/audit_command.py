"""`mantelzorg-bot audit`: who looked at what and changed what, a line each."""

from datetime import datetime

import orjson

from bot.running import prepare
from bot.wiring import Wiring
from storage import audit
from storage.audit import Line


async def audited(wiring: Wiring, at: datetime | None) -> list[Line]:
    """What was written down since this moment (None: ever), the newest first."""
    try:
        await prepare(wiring.database, wiring.programme, wiring.clock, bot_id=wiring.settings.bot_id)
        async with wiring.database.long_read() as connection:
            return await audit.since(connection, at)
    finally:
        await wiring.database.close()


def in_words(line: Line) -> str:
    """For whoever reads it on a terminal."""
    details = " ".join(f"{key}={value}" for key, value in line.details.items() if key != "by")
    return f"{line.at:%Y-%m-%d %H:%M} UTC  {_who(line)}  {line.action}  {line.practice or '-'}  {details}".rstrip()


def _who(line: Line) -> str:
    if line.person_hash is None:
        return str(line.details.get("by", "nobody"))  # who is erased is nobody any more
    roles = ", ".join(f"{role} of {practice}" if practice else role for role, practice in line.roles)
    return f"{line.person_hash} ({roles or 'no role'})"


def as_json(line: Line) -> str:
    """For a program that reads it."""
    roles = [{"role": role, "practice": practice} for role, practice in line.roles]
    who = {"mark": line.person_hash, "roles": roles}
    told = {"at": line.at, "who": who, "action": line.action, "practice": line.practice, "details": line.details}
    return orjson.dumps(told).decode()
