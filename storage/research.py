"""The rows of the research file: per window of a practice who agreed to exactly that, and whether they may leave.

Whether rows of a window leave is decided once, when a file is made for the first time after it closed, and kept. Who
takes the yes back, leaves or is erased later makes that window go from new files as a whole: with one row less, the
file of before would tell whose it was.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import asdict, replace
from sqlalchemy import func, select

from programme.form import Question
from programme.model import Programme
from rules.research import PEOPLE, may_leave
from rules.window import Looked, may_look
from rules.window_figures import Window
from storage import practices, question_versions, window_people, windows
from storage.connection import Connection
from storage.dialect import insert
from storage.tables import consents, research_windows

#: By person the option of each question (keys).
Rows = Mapping[int, Mapping[str, str]]


class Decision(Struct, frozen=True):
    """people: how many rows there were when a window was looked at; 0: it was not, there were too few, or it waited.

    who: whose they were, as a mark from which nobody can be told. leaves: whether they may be in a file.
    """

    people: int
    who: str
    leaves: bool


class Release(Struct, frozen=True):
    """A window of a practice, and its rows; None: they do not leave."""

    practice: str
    window: Window
    rows: Rows | None


async def release(
    connection: Connection, programme: Programme, minimum_group: int, agreed_to: Collection[str]
) -> list[Release]:
    """Every window that closed, by practice, the oldest first; decides of those nobody asked for before.

    agreed_to: fingerprints of today's words of that yes, in each language: a yes to other words is none.
    """
    asked = await question_versions.asked(connection, programme)
    stored = await connection.execute(select(research_windows))
    decided = {row.window_id: Decision(row.people, row.who, row.leaves) for row in stored}
    found = []
    for practice in await practices.ever(connection):
        before: Looked | None = None
        for number, window in enumerate(await windows.of_practice(connection, practice.id), 1):
            scales = list(asked.scales(window).values())
            rows = await _rows(connection, window, scales, agreed_to)
            this = Looked(number, rows.keys(), window.ended_on or window.begun_on)
            decision = decided.get(window.id)
            if decision is None:
                is_looked_at = len(rows) >= PEOPLE and may_look(this, before, minimum_group)
                leaves = is_looked_at and may_leave(rows, window, scales, minimum_group)
                decision = Decision(len(rows) if is_looked_at else 0, _mark(rows), leaves)
                await _keep(connection, window, decision)
            if decision.people:
                before = replace(this, counted=set(rows) | set(_gone(decision.people - len(rows))))
            is_whole = decision.leaves and decision.who == _mark(rows)
            found.append(Release(practice.name, window, rows if is_whole else None))
    return found


async def _keep(connection: Connection, window: Window, decision: Decision) -> None:
    await connection.execute(insert(connection, research_windows).values(window_id=window.id, **asdict(decision)))


def _mark(rows: Rows) -> str:
    """Of the same people the same mark. A person is a random number, so a mark cannot be tried out."""
    return sha256(" ".join(map(str, sorted(rows))).encode()).hexdigest()


def _gone(number: int) -> Iterator[int]:
    """Who was in it and is no longer, as numbers that are nobody's."""
    return (-each for each in range(1, number + 1))


async def _rows(
    connection: Connection, window: Window, scales: Sequence[Question], agreed_to: Collection[str]
) -> dict[int, dict[str, str]]:
    """Of who answered every question for themselves, had agreed when the window closed, and never took it back."""
    chosen = await window_people.newest_answers(connection, window, scales)
    by_person: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for key, options in chosen.items():
        for person_id, option in options.items():
            by_person[person_id][key] = option
    agreed = await _agreed(connection, window, agreed_to)
    return {key: row for key, row in by_person.items() if key in agreed and len(row) == len(scales)}


async def _agreed(connection: Connection, window: Window, agreed_to: Collection[str]) -> set[int]:
    mine = consents.c.purpose == "rows"
    last = select(func.max(consents.c.id)).where(mine, consents.c.at <= window.closed_at).group_by(consents.c.person_id)
    took_back = select(consents.c.person_id).where(mine, consents.c.given.is_(False), consents.c.at > window.closed_at)
    found = select(consents.c.person_id).where(
        consents.c.id.in_(last),
        consents.c.given.is_(True),
        consents.c.notice_hash.in_(agreed_to),
        consents.c.person_id.not_in(took_back),
    )
    return set((await connection.scalars(found)).all())
