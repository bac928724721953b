"""What is kept no longer than its term: found by conditions, so that looking and removing cannot differ."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct
from sqlalchemy import ColumnElement, Table, delete, func, null, or_, select, true, update

from rules.keeping import Keeping, after_months
from storage import erasures, released_texts, scrubbing
from storage.connection import Connection
from storage.dialect import in_state, insert
from storage.erasing import erase
from storage.inactive_people import is_inactive
from storage.tables import (
    answers,
    audit,
    call_backs,
    check_ins,
    consents,
    expectations,
    inbox,
    lessons,
    memberships,
    people,
    rounds,
    telegram,
    wrong_tokens,
)

#: So many rows in one transaction, so that nobody who taps waits long; a person is many rows.
PORTION = 500
PEOPLE_AT_ONCE = 20
#: So long after everything should have gone an answer may still come in before the day's work is done.
UNDISPUTED = timedelta(days=2)


class Duty(Struct, frozen=True):
    """Rows of a table whose term is over. wipes: what goes of them; nothing named: the whole row.

    Of a row of `people` everything that hangs on it goes along, as when somebody erases themselves.
    """

    name: str
    table: Table
    is_over: ColumnElement[bool]
    wipes: tuple[str, ...] = ()


def duties(keeping: Keeping, now: datetime) -> Sequence[Duty]:
    """Everything whose term can be over."""
    found = [
        Duty("texts", answers, _is_old_text(keeping, now), ("text", "parts")),
        Duty("first_names", call_backs, _is_old_request(keeping, now), ("first_name",)),
        Duty("set_aside", inbox, in_state(inbox, "set_aside") & (inbox.c.done_at <= keeping.dead_letters_until(now))),
        Duty("audit", audit, audit.c.at <= keeping.audit_until(now)),
        Duty("wrong_tokens", wrong_tokens, wrong_tokens.c.at <= keeping.wrong_tokens_until(now)),
    ]
    if keeping.answers_are_over(now):
        logbooks = Duty("expectations", expectations, true()), Duty("lessons", lessons, true())
        return [*found, Duty("answers", answers, true()), *logbooks, Duty("people", people, true())]
    return [*found, Duty("people", people, is_inactive(keeping, now))]


async def end_in_doubt(connection: Connection, keeping: Keeping, now: datetime) -> int:
    """How many people a wrong last day of the programme would erase; 0 when nothing contradicts it.

    A yes or an answer given after everything should have gone contradicts it: while the bot keeps to it there is none.
    """
    if keeping.programme_ends_on is None or not keeping.answers_are_over(now):
        return 0
    over = after_months(keeping.programme_ends_on, keeping.answers_months) + UNDISPUTED
    given = (select(func.max(answers.c.answered_at)), select(func.max(memberships.c.consented_at)))
    newest = [at for one in given if (at := await connection.scalar(one))]
    if not newest or max(newest).date() <= over:
        return 0
    return int(await connection.scalar(select(func.count()).select_from(people)) or 0)


def _is_old_text(keeping: Keeping, now: datetime) -> ColumnElement[bool]:
    old = select(rounds.c.id).where(in_state(rounds, "closed"), rounds.c.closed_at <= keeping.texts_until(now))
    has_words = or_(answers.c.text.is_not(None), answers.c.parts.is_not(None))
    return answers.c.round_id.in_(old) & has_words & ~_is_kept_longer()


def _is_old_request(keeping: Keeping, now: datetime) -> ColumnElement[bool]:
    """To be called back, and nobody saw to it."""
    return call_backs.c.first_name.is_not(None) & (call_backs.c.asked_at <= keeping.texts_until(now))


def _is_kept_longer() -> ColumnElement[bool]:
    """Of `answers`: who gave it agreed, and their newest word counts. For somebody else nobody can agree.

    What was said after the owner had other words for it is kept only with a yes to those.
    """
    newest = select(func.max(consents.c.id)).where(consents.c.purpose == "keep").group_by(consents.c.person_id)
    counts = or_(consents.c.outdated_at.is_(None), consents.c.outdated_at > answers.c.answered_at)
    mine = (check_ins.c.id == answers.c.check_in_id) & check_ins.c.proxy_id.is_(None)
    agreed = select(consents.c.id).join(check_ins, check_ins.c.person_id == consents.c.person_id)
    return agreed.where(mine, consents.c.id.in_(newest), consents.c.given, counts).exists()


async def count(connection: Connection, duty: Duty) -> int:
    """How many rows are over their term."""
    found: int = await connection.scalar(select(func.count()).select_from(duty.table).where(duty.is_over))
    return found


async def do_some(connection: Connection, duty: Duty, now: datetime) -> int:
    """Removes some of them; how many it were. 0: nothing is left."""
    return await (_erase_some(connection, duty, now) if duty.table is people else _remove_some(connection, duty))


async def _remove_some(connection: Connection, duty: Duty) -> int:
    if duty.table is answers and duty.wipes:
        await released_texts.put_away(connection, duty.is_over)
    (key,) = duty.table.primary_key
    some = key.in_(select(key).where(duty.is_over).limit(PORTION))
    wiped = update(duty.table).values(dict.fromkeys(duty.wipes, null()))
    statement = wiped.where(some) if duty.wipes else delete(duty.table).where(some)
    done = (await connection.execute(statement)).rowcount
    if done:
        await scrubbing.ask(connection, duty.table, inbox)  # through which everything that people said came in
    return done


async def _erase_some(connection: Connection, duty: Duty, now: datetime) -> int:
    some = list(await connection.scalars(select(people.c.id).where(duty.is_over).limit(PEOPLE_AT_ONCE)))
    for person_id in some:
        await erase(connection, person_id, now)
    await erasures.note(connection, map(erasures.mark_of, some), now)
    return len(some)


async def claim(connection: Connection, today: date) -> bool:
    """Whether today's work is ours: whoever asks first, of all processes on this database."""
    statement = insert(connection, telegram).values(id=1, tidied_on=today)
    is_new = telegram.c.tidied_on.is_(None) | (telegram.c.tidied_on != today)
    claimed = statement.on_conflict_do_update(index_elements=["id"], set_={"tidied_on": today}, where=is_new)
    return (await connection.execute(claimed)).rowcount == 1
