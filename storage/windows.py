"""Windows: which rounds of a practice are told together, and what was told of them, frozen when the last one closed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace
from sqlalchemy import Select, func, select, update

from programme.model import Programme
from rules.access import Role
from rules.trend import basis, is_another_group, is_by_round
from rules.window import length_of_next
from rules.window_figures import Window, WindowFigures, compared
from storage import medians, window_people
from storage.connection import Connection
from storage.dialect import insert
from storage.tables import rounds, windows

_LAST = windows.c.first_number + windows.c.length - 1
_RUNNING = windows.c.closed_at.is_(None)
_WINDOW = (
    windows.c.id,
    windows.c.practice_id,
    windows.c.first_number,
    windows.c.length,
    windows.c.begun_on,
    windows.c.ended_on,
    windows.c.closed_at,
    windows.c.figures,
    windows.c.minimum_group,
)


async def begin(connection: Connection, round_ids: Sequence[int]) -> None:
    """A window begins with each of these new rounds, unless it falls in one that runs. Its length is fixed now."""
    runs = select(windows.c.id).where(windows.c.practice_id == rounds.c.practice_id, _RUNNING).exists()
    first = select(rounds.c.id, rounds.c.practice_id, rounds.c.number, rounds.c.opened_on)
    found = (await connection.execute(first.where(rounds.c.id.in_(round_ids), ~runs))).all()
    answered = await window_people.answered_before(connection, {one.practice_id: one.number for one in found})
    rows = [
        {
            "practice_id": one.practice_id,
            "first_number": one.number,
            "length": length_of_next(answered[one.practice_id]),
            "begun_on": one.opened_on,
        }
        for one in found
    ]
    if rows:
        await connection.execute(insert(connection, windows).on_conflict_do_nothing(), rows)


async def close(
    connection: Connection, round_ids: Sequence[int], programme: Programme, minimum_group: int, now: datetime
) -> None:
    """Freezes what may be told of the windows that end with these rounds, which have just closed."""
    last = (rounds.c.practice_id == windows.c.practice_id) & (rounds.c.number == _LAST)
    ending = select(*_WINDOW).join_from(windows, rounds, last).where(rounds.c.id.in_(round_ids), _RUNNING)
    held = select(rounds.c.practice_id, rounds.c.closes_at).where(rounds.c.id.in_(round_ids))
    over = {row[0]: min(row[1], now) for row in await connection.execute(held)}  # closed late, it keeps its own days
    for window in await _read(connection, ending):
        ended_on = over[window.practice_id].astimezone(ZoneInfo(programme.schedule.timezone)).date()
        of = max(minimum_group, window.held_to)
        seen = await window_people.look(connection, window, ended_on, programme, of)
        before = await of_practice(connection, window.practice_id, window.first - 1)
        found = compared(seen.figures, window.length, next(filter(_is_told, reversed(before)), None))
        now_told = [*before, replace(window, figures=found)]
        found = replace(found, group_changed=await _of_others(connection, now_told, seen, programme))
        frozen = update(windows).where(windows.c.id == window.id)
        counted = {str(role): len(ids) for role, ids in seen.counted.items()}
        values = {"closed_at": now, "ended_on": ended_on, "figures": found.as_json(), "counted": counted}
        await connection.execute(frozen.values(values))


async def _of_others(
    connection: Connection, closed: Sequence[Window], seen: window_people.Look, programme: Programme
) -> tuple[str, ...]:
    """The central questions told of the last of these windows that are of another group than their median is of."""
    caregivers, decided = (
        seen.counted.get(Role.CAREGIVER, ()),
        await medians.begun_anew(connection, closed[-1].practice_id),
    )
    changed = []
    for central in (key for key, found in seen.figures.central.items() if found and is_by_round(closed)):
        if then := basis(closed, central, decided):
            counts = [found.n for one in then if (found := one.told(central))]
            stayed = await window_people.stayed(connection, then, programme, caregivers)
            changed += [central] if is_another_group(counts, stayed, len(caregivers)) else []
    return tuple(changed)


async def cut_short(connection: Connection, practice_id: int, now: datetime) -> None:
    """The window that runs in this practice is over, and is never told."""
    running = update(windows).where(windows.c.practice_id == practice_id, _RUNNING)
    await connection.execute(running.values(closed_at=now))


async def hold_to(connection: Connection, minimum_group: int) -> None:
    """Whoever answers in a window that runs said yes to groups of so many: fewer are not told of it."""
    less = windows.c.minimum_group.is_(None) | (windows.c.minimum_group < minimum_group)
    await connection.execute(update(windows).where(_RUNNING, less).values(minimum_group=minimum_group))


async def told(connection: Connection, practice_id: int, up_to: int | None = None) -> list[Window]:
    """The told windows of a practice, oldest first. up_to: those that were over with the round of this number."""
    return list(filter(_is_told, await of_practice(connection, practice_id, up_to)))


async def of_practice(connection: Connection, practice_id: int, up_to: int | None = None) -> list[Window]:
    """The closed windows of a practice that were not cut short, oldest first, told or not."""
    here = _closed().where(windows.c.practice_id == practice_id)
    return await _read(connection, here.where(up_to >= _LAST) if up_to is not None else here)


async def ended_between(connection: Connection, first: date, last: date) -> list[Window]:
    """The windows of all practices that ended on one of these days (local), both included, oldest first."""
    return await _read(connection, _closed().where(windows.c.ended_on.between(first, last)))


async def newest(connection: Connection) -> dict[int, Window]:
    """By practice the window that was told last; where none was, the last one that closed."""
    closed = await _read(connection, _closed())
    return {one.practice_id: one for one in (*closed, *filter(_is_told, closed))}


async def next_figures(connection: Connection, practice_id: int) -> tuple[int, int]:
    """(number, length): after which round there may be figures next, and of how many rounds together."""
    running = select(_LAST, windows.c.length).where(windows.c.practice_id == practice_id, _RUNNING)
    if row := (await connection.execute(running)).first():
        return row[0], row[1]
    last = await connection.scalar(select(func.max(rounds.c.number)).where(rounds.c.practice_id == practice_id)) or 0
    answered = await window_people.answered_before(connection, {practice_id: last + 1})
    length = length_of_next(answered[practice_id])
    return last + length, length


def _is_told(window: Window) -> bool:
    return window.is_told


def _closed() -> Select[Any]:
    return select(*_WINDOW).where(windows.c.figures.is_not(None))


async def _read(connection: Connection, found: Select[Any]) -> list[Window]:
    rows = await connection.execute(found.order_by(windows.c.practice_id, windows.c.first_number))
    return [_window(row) for row in rows]


def _window(row: Any) -> Window:
    return Window(
        row.id,
        row.practice_id,
        row.first_number,
        row.length,
        row.begun_on,
        row.ended_on,
        row.closed_at,
        WindowFigures.from_json(row.figures) if row.figures else None,
        row.minimum_group or 0,
    )
