"""Everything that hangs on a person goes: in one transaction, and out of the files right after it."""

from datetime import datetime

from sqlalchemy import Table, delete, or_, update

from rules.access import LEADING
from rules.payloads.on_behalf import OnBehalf
from rules.payloads.pause import PauseShared
from storage import call_backs, endings, inbox, invitations, people, said_of_proxy, scrubbing
from storage.connection import Connection
from storage.outbox import is_one_of
from storage.proxies import Proxy
from storage.tables import metadata, outbox, proxies


def _of_people() -> set[Table]:
    """What came in from people, who they are, and every table that points at them, near or far."""
    found = {metadata.tables["inbox"], metadata.tables["people"]}
    for table in metadata.sorted_tables:  # each after those that it points at
        if any(key.column.table in found for key in table.foreign_keys):
            found.add(table)
    return found


OF_PEOPLE = _of_people()
#: What leaders are told with the person's own number in it, rather than the number of a row that goes with the person.
ABOUT_A_PERSON = (PauseShared,)


async def erase(connection: Connection, person_id: int, now: datetime) -> None:
    """Nothing of the person stays: no identity, text, answer, proxy, consent or message, neither done nor waiting.

    Closed rounds' snapshots and an experiment's last status stay: they hold no person. Nothing, for nobody.
    """
    await call_backs.withdraw_all(connection, person_id, now)
    about = is_one_of(ABOUT_A_PERSON) & (outbox.c.subject_id == person_id)
    await connection.execute(delete(outbox).where(about))
    await inbox.forget_chat_of(connection, person_id, now)
    await invitations.forget_names(connection, person_id)
    await endings.end(
        connection, await endings.all_of(connection, person_id, LEADING), "self", now, by=None, tells=False
    )
    await people.erase(connection, person_id)  # and by their foreign keys, everything that hangs on them
    await scrubbing.ask(connection, *OF_PEOPLE)


async def erase_proxy(connection: Connection, proxy: Proxy) -> None:
    """The nickname goes, also from buttons it stood on, with every answer filled in under it and its page's code.

    And with what was said of it, or waits to be: on SQLite its numbers are given again, to somebody else's check-in.
    """
    mine, lists = outbox.c.person_id == proxy.person_id, is_one_of((OnBehalf,))
    about = (await said_of_proxy.subjects(connection, proxy)).items()
    of_it = or_(*((outbox.c.kind == kind) & outbox.c.subject_id.in_(ids) for kind, ids in about))
    await connection.execute(delete(outbox).where(mine, ~lists, of_it))
    await connection.execute(update(outbox).where(mine, lists).values(buttons=None))
    await connection.execute(delete(proxies).where(proxies.c.id == proxy.id))
    await scrubbing.ask(connection, *OF_PEOPLE)
