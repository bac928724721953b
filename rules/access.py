"""Who may do what: the one table of commands, roles and scopes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal


class Role(StrEnum):
    """What somebody is in a practice; a manager is so for the whole programme."""

    PARTICIPANT = "participant"
    CAREGIVER = "caregiver"
    COORDINATOR = "coordinator"
    MANAGER = "manager"


#: Roles that answer check-ins, in the order their forms are asked.
ANSWERING = (Role.CAREGIVER, Role.PARTICIPANT)
#: Roles given by single-use invitations only.
GUARDED = frozenset({Role.COORDINATOR, Role.MANAGER})
ALL = frozenset(Role)
LEADING = frozenset({Role.COORDINATOR, Role.MANAGER})


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's role in a practice (`practice_id` is None for a manager). Times are aware UTC."""

    id: int
    practice_id: int | None
    role: Role
    consent_version: int | None
    organisation_answered_at: datetime | None
    experiments_answered_at: datetime | None
    registered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person and what they may do, resolved once per update."""

    person_id: int
    language: str
    memberships: tuple[Membership, ...] = ()
    stopped: bool = False
    unreachable: bool = False
    pending_invitation_id: int | None = None

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that count: registered ones."""
        return frozenset(m.role for m in self.memberships if m.registered_at)

    @property
    def practice_id(self) -> int | None:
        """The practice the person belongs to: one at a time, whatever the roles."""
        return next((m.practice_id for m in self.memberships if m.practice_id is not None), None)

    @property
    def unfinished(self) -> Membership | None:
        """The membership whose registration was begun and not completed."""
        return next((m for m in self.memberships if not m.registered_at), None)


@dataclass(frozen=True, slots=True)
class Command:
    """A row of the command table. `roles` empty: for everybody, registered or not.

    name: the Dutch word, and the key of its description; english: the word in English menus.
    """

    name: str
    english: str
    roles: frozenset[Role] = frozenset()
    scope: Literal["self", "practice"] = "self"
    listed: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,) if self.name == self.english else (self.name, self.english)


COMMANDS = (
    Command("start", "start", listed=False),
    Command("checkin", "checkin", frozenset(ANSWERING)),
    Command("samenvatting", "summary", LEADING, "practice"),
    Command("ronde", "round", frozenset({Role.COORDINATOR}), "practice"),
    Command("uitnodigen", "invite", frozenset({Role.COORDINATOR}), "practice"),
    Command("taal", "language"),
    Command("hulp", "help"),
    Command("stop", "stop"),
    Command("wissen", "erase"),
)


def command(name: str) -> Command:
    """The row of a command by its Dutch name. KeyError when there is none."""
    return _BY_NAME[name]


_BY_NAME = {row.name: row for row in COMMANDS}


def may_use(viewer: Viewer, row: Command) -> bool:
    """Whether this viewer may give this command at all."""
    return not row.roles or bool(row.roles & viewer.roles)


def may_see_practice(viewer: Viewer, practice_id: int) -> bool:
    """Whether this viewer may see a practice's figures: managers any, coordinators their own."""
    if Role.MANAGER in viewer.roles:
        return True
    return Role.COORDINATOR in viewer.roles and viewer.practice_id == practice_id


def may_run_practice(viewer: Viewer, practice_id: int) -> bool:
    """Whether this viewer may open and close rounds of a practice and invite people to it."""
    return any(
        m.role is Role.COORDINATOR and m.registered_at and m.practice_id == practice_id for m in viewer.memberships
    )


def menu_of_everybody() -> list[Command]:
    """The commands of a menu that need no role, or one of those that answer check-ins, in the table's order."""
    return [row for row in COMMANDS if row.listed and (not row.roles or row.roles & set(ANSWERING))]


def menu(viewer: Viewer) -> list[Command]:
    """The commands to list in this person's menu, in the table's order."""
    return [row for row in COMMANDS if row.listed and may_use(viewer, row)]
