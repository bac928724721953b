"""What a coordinator writes for the next opening in their practice: a draft until they approve it as it is shown."""

from datetime import datetime

from msgspec import Struct
from sqlalchemy import ColumnElement, Table, delete, select, update

from storage.connection import Connection
from storage.dialect import insert


class Draft(Struct, frozen=True):
    """What is written for a practice's next opening, and by whom."""

    text: str
    approved: bool
    person_id: int


class Drafts(Struct, frozen=True):
    """The rows of this table that no round has taken along yet: at most one in each practice."""

    table: Table

    @property
    def waits(self) -> ColumnElement[bool]:
        """Of a row: no round has taken it along."""
        return self.table.c.round_id.is_(None)

    async def waiting(self, connection: Connection, practice_id: int) -> Draft | None:
        """What is written for this practice's next opening."""
        columns = self.table.c
        found = select(columns.text, columns.approved_at, columns.person_id).where(self._of(practice_id))
        row = (await connection.execute(found)).first()
        return Draft(row.text, row.approved_at is not None, row.person_id) if row else None

    async def write(self, connection: Connection, practice_id: int, person_id: int, text: str, now: datetime) -> None:
        """A draft, in the place of what was written before: nobody gets it until it is approved."""
        words = {"person_id": person_id, "text": text, "written_at": now, "approved_at": None}
        statement = insert(connection, self.table).values(practice_id=practice_id, **words)
        await connection.execute(
            statement.on_conflict_do_update(index_elements=["practice_id"], index_where=self.waits, set_=words)
        )

    async def approve(self, connection: Connection, practice_id: int, text: str, now: datetime) -> bool:
        """The draft with these words goes out with the next opening; False when others are written, or nothing."""
        drafted = update(self.table).where(self._of(practice_id), self.table.c.text == text)
        return (await connection.execute(drafted.values(approved_at=now))).rowcount == 1

    async def hold(self, connection: Connection, practice_id: int, person_id: int) -> None:
        """What this person wrote for the next opening is a draft again: somebody else has to let it go out."""
        theirs = update(self.table).where(self._of(practice_id), self.table.c.person_id == person_id)
        await connection.execute(theirs.values(approved_at=None))

    async def withdraw(self, connection: Connection, practice_id: int) -> None:
        """What was written does not go out."""
        await connection.execute(delete(self.table).where(self._of(practice_id)))

    def _of(self, practice_id: int) -> ColumnElement[bool]:
        return (self.table.c.practice_id == practice_id) & self.waits
