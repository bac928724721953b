"""Who somebody is, and what they may do."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

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
COORDINATING = frozenset({Role.COORDINATOR})
#: Roles that may fill in for somebody without Telegram.
HELPING = frozenset({Role.COORDINATOR, Role.PARTICIPANT})


class Membership(Struct, frozen=True):
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


class Viewer(Struct, frozen=True):
    """A person and what they may do, resolved once per update.

    awaiting: what the next typed text is to be ("nickname", …). plain: one idea per message, no formatting.
    is_test: only tries the bot out.
    wish: when the person wants to be asked. paused_until: a pause, perhaps over by now (aware UTC).
    current_practice_id: which of several practices they chose, as long as they work in it.
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
    current_practice_id: int | None = None
    is_test: bool = False

    def is_pausing(self, now: datetime) -> bool:
        """Whether the person has asked not to be asked now."""
        return self.paused_until is not None and self.paused_until > now

    @property
    def registered(self) -> tuple[Membership, ...]:
        """The memberships that count."""
        return tuple(m for m in self.memberships if m.registered_at)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that count: registered ones."""
        return frozenset(m.role for m in self.registered)

    @property
    def led(self) -> tuple[int, ...]:
        """The practices this person coordinates, the one they came to first at the head."""
        return self._in(COORDINATING)

    @property
    def worked_in(self) -> tuple[int, ...]:
        """Those that they coordinate or are a participant of."""
        return tuple(dict.fromkeys((*self.led, *self._in(HELPING))))

    def _in(self, roles: frozenset[Role]) -> tuple[int, ...]:
        return tuple(m.practice_id for m in self.registered if m.role in roles and m.practice_id)

    @property
    def practice_id(self) -> int | None:
        """The practice that is meant where none is named: the current one of those worked in, or else the only one."""
        everywhere = (*self.worked_in, *(m.practice_id for m in self.memberships if m.practice_id is not None))
        return self._current(everywhere)

    @property
    def answering_practice_id(self) -> int | None:
        """Where this person answers check-ins; nobody does so in two practices."""
        return next((m.practice_id for m in self.memberships if m.role in ANSWERING), None)

    def has_role(self, role: Role, practice_id: int | None) -> bool:
        """Whether this role counts in this practice (None: in the programme)."""
        return any(m.role is role and m.practice_id == practice_id for m in self.registered)

    @property
    def desk_practice_id(self) -> int | None:
        """The current one of the practices that this person coordinates."""
        return self._current(self.led)

    @property
    def own_practice_id(self) -> int:
        """The same, for what only coordinators may do. LookupError for anybody else."""
        if self.desk_practice_id is None:
            raise LookupError("coordinates no practice")
        return self.desk_practice_id

    def _current(self, practice_ids: tuple[int, ...]) -> int | None:
        is_current = self.current_practice_id is not None and self.current_practice_id in practice_ids
        return self.current_practice_id if is_current else next(iter(practice_ids), None)

    @property
    def unfinished(self) -> Membership | None:
        """The membership whose registration was begun and not completed."""
        return next((m for m in self.memberships if not m.registered_at), None)


def may_see_practice(viewer: Viewer, practice_id: int) -> bool:
    """Whether this viewer may see a practice's figures: managers any, coordinators their own."""
    return Role.MANAGER in viewer.roles or may_run_practice(viewer, practice_id)


def may_run_practice(viewer: Viewer, practice_id: int) -> bool:
    """Whether this viewer may open and close rounds of a practice and invite people to it."""
    return viewer.has_role(Role.COORDINATOR, practice_id)


def may_see_programme(viewer: Viewer) -> bool:
    """Whether this viewer may see figures of all practices together, and lead the programme: managers."""
    return Role.MANAGER in viewer.roles


def may_check_help_card(viewer: Viewer, practice_id: int | None, *, is_alone: bool = False) -> bool:
    """Whether this viewer may decide that a practice's help card is right: managers who did not write it themselves.

    is_alone: there is no such manager; then who manages and coordinates looks at it twice.
    """
    wrote_it = practice_id is not None and may_run_practice(viewer, practice_id)
    return may_see_programme(viewer) and (is_alone or not wrote_it)


def may_ask_for_contact(viewer: Viewer) -> bool:
    """Whoever takes part, at any time: that they ask says nothing of what they answered."""
    return viewer.answering_practice_id is not None and not viewer.stopped and bool(viewer.roles & set(ANSWERING))


def may_invite(viewer: Viewer, practice_id: int, *, is_led: bool) -> tuple[Role, ...]:
    """As what this viewer may invite people to a practice: coordinators who answers, managers a coordinator.

    is_led: whether somebody coordinates it; as long as nobody does, managers invite everybody.
    """
    leading = (Role.COORDINATOR,) if Role.MANAGER in viewer.roles else ()
    if may_run_practice(viewer, practice_id):
        return ANSWERING + leading
    return leading if is_led or not leading else leading + ANSWERING


def may_fill_in_for_others(viewer: Viewer, practice_id: int | None) -> bool:
    """Whether this viewer may fill in a check-in for somebody without Telegram, in this practice."""
    return practice_id in viewer.worked_in
