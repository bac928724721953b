"""Invitations: a random token, of which only the hash is kept, gives one role in one practice."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, literal, select, update

from rules.access import GUARDED, Role
from rules.invitation import Invitation, is_single_use
from storage.connection import Connection
from storage.tables import invitations, memberships, people, practices

#: 192 random bits; as text they fit Telegram's deep links (at most 64 of A-Z a-z 0-9 _ -).
TOKEN_BYTES = 24
DEFAULT_USES = 50
DEFAULT_DAYS = 30

#: It lets nobody in; when the practice is opened again, it does.
_OF_A_CLOSED_PRACTICE = invitations.c.practice_id.in_(select(practices.c.id).where(practices.c.closed_at.is_not(None)))

_INVITATION = (
    invitations.c.id,
    invitations.c.role,
    invitations.c.practice_id,
    invitations.c.uses,
    invitations.c.uses_left,
    invitations.c.expires_at,
    invitations.c.is_test,
    invitations.c.name,
    invitations.c.joined,
)


def _hash(token: str) -> str:
    # The token is random, so a plain hash cannot be reversed by guessing; salt or stretching would add nothing.
    return hashlib.sha256(token.encode()).hexdigest()


async def create(
    connection: Connection,
    role: Role,
    practice_id: int | None,
    now: datetime,
    *,
    uses: int = DEFAULT_USES,
    days: int = DEFAULT_DAYS,
    created_by: int | None = None,
    is_test: bool = False,
) -> int:
    """A new invitation without a token yet; its id. Coordinators' and managers' ones work once, whatever `uses`.

    is_test: who follows it only tries the bot out, as whoever follows an invitation of somebody who does.
    """
    is_test = is_test or bool(await connection.scalar(select(people.c.is_test).where(people.c.id == created_by)))
    uses = 1 if is_single_use(role) else uses
    row = {
        "role": role.value,
        "practice_id": practice_id,
        "uses": uses,
        "uses_left": uses,
        "created_at": now,
        "expires_at": now + timedelta(days=days),
        "created_by": created_by,
        "is_test": is_test,
    }
    statement = invitations.insert().values(row).returning(invitations.c.id)
    return int((await connection.execute(statement)).scalar_one())


async def issue_token(connection: Connection, invitation_id: int) -> str:
    """A fresh token for an invitation; one issued before no longer works. Only its hash is kept."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    await connection.execute(
        update(invitations).where(invitations.c.id == invitation_id).values(token_hash=_hash(token))
    )
    return token


async def get(connection: Connection, invitation_id: int) -> Invitation | None:
    """The invitation with this id, whatever is left of it."""
    return _read((await connection.execute(select(*_INVITATION).where(invitations.c.id == invitation_id))).first())


async def by_token(connection: Connection, token: str) -> Invitation | None:
    """The invitation of a token, used up or expired as well; None for an unknown one."""
    found = select(*_INVITATION).where(invitations.c.token_hash == _hash(token))
    return _read((await connection.execute(found)).first())


def _read(row: Any) -> Invitation | None:
    return Invitation(row[0], Role(row[1]), *row[2:]) if row else None


async def again(connection: Connection, invitation_id: int, now: datetime) -> int:
    """The same invitation once more, for one whose link may have arrived; its id.

    The first keeps working, for it may have been passed on; but what lets in one person only is taken back.
    """
    known = invitations.c
    kept = [known[name] for name in ("role", "practice_id", "uses", "expires_at", "created_by", "is_test", "name")]
    copied = select(*kept, known.uses, literal(now, known.created_at.type)).where(known.id == invitation_id)
    names = [*(column.name for column in kept), "uses_left", "created_at"]
    made = await connection.execute(invitations.insert().from_select(names, copied).returning(known.id))
    one_use = (known.id == invitation_id) & (known.uses == 1)
    await connection.execute(update(invitations).where(one_use).values(revoked_at=now))
    anew = int(made.scalar_one())
    succeeds = update(memberships).where(memberships.c.successor_invitation_id == invitation_id)
    await connection.execute(succeeds.values(successor_invitation_id=anew))
    return anew


async def running(connection: Connection, practice_id: int, now: datetime) -> list[Invitation]:
    """The invitations of a practice that still let people in, newest first."""
    found = select(*_INVITATION).where(invitations.c.practice_id == practice_id, *_usable(now))
    rows = await connection.execute(found.order_by(invitations.c.id.desc()))
    return [invitation for row in rows if (invitation := _read(row))]


async def rename(connection: Connection, invitation_id: int, name: str, by: int) -> None:
    """What its coordinator calls it: from now on it is theirs, and the name goes with them."""
    await _change(connection, invitation_id, name=name, created_by=by)


async def forget_names(connection: Connection, by: int) -> None:
    """What this person called their invitations; those themselves keep working."""
    await connection.execute(update(invitations).where(invitations.c.created_by == by).values(name=None))


async def expire(connection: Connection, invitation_id: int, at: datetime) -> None:
    """It works until then."""
    await _change(connection, invitation_id, expires_at=at)


async def set_uses(connection: Connection, invitation_id: int, uses: int) -> None:
    """It is for so many people, those who used it among them; nothing changes when they are more."""
    used = invitations.c.uses - invitations.c.uses_left
    await _change(connection, invitation_id, used <= uses, uses=uses, uses_left=uses - used)


async def note_joined(connection: Connection, invitation_id: int) -> None:
    """Somebody registered by it. A number, so that nobody's leaving or erasure shows in it."""
    await _change(connection, invitation_id, joined=invitations.c.joined + 1)


async def _change(connection: Connection, invitation_id: int, *only: ColumnElement[bool], **values: Any) -> None:
    await connection.execute(update(invitations).where(invitations.c.id == invitation_id, *only).values(values))


async def revoke(connection: Connection, invitation_id: int, now: datetime) -> None:
    """From now on it lets nobody in. Who came in by it stays."""
    statement = update(invitations).where(invitations.c.id == invitation_id, invitations.c.revoked_at.is_(None))
    await connection.execute(statement.values(revoked_at=now))


async def revoke_managers(connection: Connection, created_by: int, now: datetime) -> None:
    """What somebody made as a manager to let others lead lets nobody in any more; their own successors it does."""
    leading = invitations.c.role.in_([role.value for role in GUARDED]) & (invitations.c.created_by == created_by)
    succeeding = select(memberships.c.successor_invitation_id).where(
        memberships.c.person_id == created_by,
        memberships.c.left_at.is_(None),
        memberships.c.successor_invitation_id.is_not(None),
    )
    statement = update(invitations).where(leading, invitations.c.id.not_in(succeeding))
    await connection.execute(statement.where(invitations.c.revoked_at.is_(None)).values(revoked_at=now))


async def revoke_all(connection: Connection, practice_id: int, now: datetime) -> None:
    """Those of a practice, for good: opened again, it invites anew."""
    here = (invitations.c.practice_id == practice_id) & invitations.c.revoked_at.is_(None)
    await connection.execute(update(invitations).where(here).values(revoked_at=now))


async def is_usable(connection: Connection, invitation_id: int, now: datetime) -> bool:
    """Whether one use is left, before it expires or is revoked."""
    usable = select(invitations.c.id).where(invitations.c.id == invitation_id, *_usable(now))
    return (await connection.scalar(usable)) is not None


async def is_revoked(connection: Connection, membership_id: int) -> bool:
    """Whether the invitation that this membership began with was taken back since."""
    by = select(invitations.c.id).join(memberships, memberships.c.invitation_id == invitations.c.id)
    found = by.where(memberships.c.id == membership_id, invitations.c.revoked_at.is_not(None))
    return await connection.scalar(found) is not None


async def redeem(connection: Connection, invitation_id: int, person_id: int, now: datetime) -> bool:
    """Takes one use; False when none was left. Of two people at once exactly one gets the last."""
    taken = update(invitations).where(invitations.c.id == invitation_id, *_usable(now))
    taken = taken.values(uses_left=invitations.c.uses_left - 1).returning(invitations.c.is_test)
    row = (await connection.execute(taken)).first()
    if row and row.is_test:
        await connection.execute(update(people).where(people.c.id == person_id).values(is_test=True))
    return row is not None


async def give_back(connection: Connection, invitation_id: int) -> None:
    """Returns a use: whoever took it changed their mind before registering."""
    statement = update(invitations).where(invitations.c.id == invitation_id)
    await connection.execute(statement.values(uses_left=invitations.c.uses_left + 1))


def _usable(now: datetime) -> tuple[ColumnElement[bool], ...]:
    usable = (invitations.c.uses_left > 0, invitations.c.expires_at > now, invitations.c.revoked_at.is_(None))
    return (*usable, invitations.c.practice_id.is_(None) | ~_OF_A_CLOSED_PRACTICE)
