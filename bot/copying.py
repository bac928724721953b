"""From one machine to several: the whole database into another one, while the bot stands still."""

from datetime import datetime

from bot import looking_twice
from storage import schema
from storage.address import check, exists, place_of
from storage.copying_database import CopyError, about, copy
from storage.database import Database


async def copy_database(source: str, target: str, now: datetime) -> dict[str, int]:
    """How many rows of each table were copied. CopyError, in one line, when that cannot be or is not the same."""
    for name, address in (("FROM", source), ("TO", target)):
        try:
            check(address)
        except ValueError as error:
            raise CopyError(f"{name} is wrong: {error}") from None
    if not exists(source):
        raise CopyError(f"FROM is not there: {place_of(source)}")
    with about("TO"):
        after = Database(target)
    before = Database(source)
    try:
        with about("FROM"):
            if await schema.standing(before) == "current" and await looking_twice.is_in_use(before, now):
                raise CopyError("the bot is running on FROM, or was until a moment ago; stop it first")
        return await copy(before, after, now)
    finally:
        await before.close()
        await after.close()
