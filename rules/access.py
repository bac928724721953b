"""Who may do what: the one table of commands, roles and scopes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from rules.own_time import WHENEVER, TimePreference


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
LEADING = frozenset({Role.COORDINATOR, Role.MANAGER})


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's role in a practice (`practice_id` is None for a manager). Times are aware UTC.

    is_outdated: what they agreed to was changed by the owner since.
    """

    id: int
    practice_id: int | None
    role: Role
    consent_version: int | None
    organisation_answered_at: datetime | None
    experiments_answered_at: datetime | None
    registered_at: datetime | None
    is_outdated: bool = False


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person and what they may do, resolved once per update.

    awaiting: what the next typed text is to be ("nickname", …). plain: one idea per message, no formatting.
    is_test: only tries the bot out.
    wish: when the person wants to be asked. paused_until: a pause, perhaps over by now (aware UTC).
    """

    person_id: int
    language: str
    memberships: tuple[Membership, ...] = ()
    stopped: bool = False
    unreachable: bool = False
    pending_invitation_id: int | None = None
    awaiting: str | None = None
    plain: bool = False
    time_preference: TimePreference = WHENEVER
    paused_until: datetime | None = None
    is_test: bool = False

    def is_pausing(self, now: datetime) -> bool:
        """Whether the person has asked not to be asked now."""
        return self.paused_until is not None and self.paused_until > now

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that count: registered ones."""
        return frozenset(m.role for m in self.memberships if m.registered_at)

    @property
    def practice_id(self) -> int | None:
        """The practice that is meant where none is named. Nobody belongs to two at a time, whatever the roles.

        Resolved here alone: if somebody leads several, what they chose belongs here.
        """
        return next((m.practice_id for m in self.memberships if m.practice_id is not None), None)

    def belongs_to(self, practice_id: int | None) -> bool:
        """Whether the person is in this practice, in any role, registered or not."""
        return practice_id is not None and any(m.practice_id == practice_id for m in self.memberships)

    @property
    def own_practice_id(self) -> int:
        """The same, for what only somebody with a role in a practice may do. LookupError for anybody else."""
        if self.practice_id is None:
            raise LookupError("belongs to no practice")
        return self.practice_id

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
    scope: Literal["self", "practice", "programme"] = "self"
    listed: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,) if self.name == self.english else (self.name, self.english)


COMMANDS = (
    Command("start", "start", listed=False),
    Command("checkin", "checkin", frozenset(ANSWERING)),
    Command("tijd", "time", frozenset(ANSWERING)),
    Command("pauze", "pause", frozenset(ANSWERING)),
    Command("samenvatting", "summary", LEADING, "practice"),
    Command("ronde", "round", frozenset({Role.COORDINATOR}), "practice"),
    Command("herinner", "remind", frozenset({Role.COORDINATOR}), "practice"),
    Command("terugkoppeling", "feedback", frozenset({Role.COORDINATOR}), "practice"),
    Command("ervaring", "experience", frozenset({Role.COORDINATOR}), "practice"),
    Command("bericht", "message", frozenset({Role.COORDINATOR}), "practice"),
    Command("deelnemers", "people", frozenset({Role.COORDINATOR}), "practice"),
    Command("export", "export", LEADING, "practice"),
    Command("uitnodigen", "invite", LEADING, "practice"),
    Command("hulpkaart", "helpcard", frozenset({Role.COORDINATOR}), "practice"),
    Command("kernthema", "theme", frozenset({Role.COORDINATOR}), "practice"),
    Command("ontwerpvragen", "questions", frozenset({Role.COORDINATOR}), "practice"),
    Command("experimenten", "experiments", frozenset({Role.COORDINATOR, Role.PARTICIPANT}), "practice"),
    Command("programma", "programme", frozenset({Role.MANAGER}), "programme"),
    Command("import", "import", LEADING, "practice"),
    Command("handleiding", "handbook", LEADING),
    Command("namens", "onbehalf", frozenset({Role.COORDINATOR, Role.PARTICIPANT}), "practice"),
    Command("taal", "language"),
    Command("groot", "large"),
    Command("privacy", "privacy"),
    Command("mijngegevens", "mydata"),
    Command("mijnlijn", "myline", frozenset({Role.CAREGIVER})),
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
    return Role.MANAGER in viewer.roles or may_run_practice(viewer, practice_id)


def may_run_practice(viewer: Viewer, practice_id: int) -> bool:
    """Whether this viewer may open and close rounds of a practice and invite people to it."""
    return any(
        m.role is Role.COORDINATOR and m.registered_at and m.practice_id == practice_id for m in viewer.memberships
    )


def may_see_programme(viewer: Viewer) -> bool:
    """Whether this viewer may see figures of all practices together, and lead the programme: managers."""
    return Role.MANAGER in viewer.roles


def may_check_help_card(viewer: Viewer, practice_id: int | None) -> bool:
    """Whether this viewer may decide that a practice's help card is right: managers who did not write it themselves."""
    return may_see_programme(viewer) and (practice_id is None or not may_run_practice(viewer, practice_id))


def may_ask_for_contact(viewer: Viewer) -> bool:
    """Whoever takes part, at any time: that they ask says nothing of what they answered."""
    return viewer.practice_id is not None and not viewer.stopped and bool(viewer.roles & set(ANSWERING))


def may_invite(viewer: Viewer, practice_id: int) -> tuple[Role, ...]:
    """As what this viewer may invite people to a practice: coordinators who answers, managers a coordinator."""
    coordinators = (Role.COORDINATOR,) if Role.MANAGER in viewer.roles else ()
    return (ANSWERING if may_run_practice(viewer, practice_id) else ()) + coordinators


def may_fill_in_for_others(viewer: Viewer) -> bool:
    """Whether this viewer may fill in a check-in for somebody without Telegram, in the own practice."""
    return bool(viewer.roles & {Role.COORDINATOR, Role.PARTICIPANT})


def menu_of_everybody() -> list[Command]:
    """The commands of a menu that everybody may give, or everybody who answers check-ins, in the table's order."""
    return [row for row in COMMANDS if row.listed and (not row.roles or set(ANSWERING) <= row.roles)]


def menu(viewer: Viewer) -> list[Command]:
    """The commands to list in this person's menu, in the table's order."""
    return [row for row in COMMANDS if row.listed and may_use(viewer, row)]
