"""Who is meant by a letter: by a number of Telegram, or by a practice and a nickname."""

from sqlalchemy import select

from rules.subject import Subject
from rules.typed_text import is_same_name
from storage.connection import Connection
from storage.tables import people, practices, proxies


async def by_address(connection: Connection, number: int) -> list[Subject]:
    """The person with this number at Telegram, or nobody."""
    found = await connection.scalars(select(people.c.id).where(people.c.address == number))
    return [Subject(person_id) for person_id in found]


async def by_nickname(connection: Connection, practice: str, nickname: str) -> list[Subject]:
    """Everybody without Telegram known by this nickname, however it is written, in the practice of this slug."""
    there = select(proxies.c.person_id, proxies.c.id, proxies.c.nickname).join_from(proxies, practices)
    rows = await connection.execute(there.where(practices.c.slug == practice).order_by(proxies.c.id))
    return [Subject(row[0], row[1]) for row in rows if is_same_name(row.nickname, nickname)]
