"""Who may do what: roles count once they are registered, and only in their own practice."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rules.access import ANSWERING, LEADING, Membership, Role, Viewer, may_run_practice, may_see_practice
from rules.commands import COMMANDS, command, may_use
from rules.menu import menu, menu_of_everybody, under

THEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ZWOLLE, EDE = 11, 4
HUBS = ("praktijk", "mensen", "hulp")
#: What nobody else may ever give.
RESERVED = {
    "samenvatting": {Role.COORDINATOR, Role.MANAGER},
    "ronde": {Role.COORDINATOR},
    "herinner": {Role.COORDINATOR},
    "export": {Role.COORDINATOR, Role.MANAGER},
    "ervaring": {Role.COORDINATOR},
    "bericht": {Role.COORDINATOR},
    "mensen": {Role.COORDINATOR},
    "praktijk": {Role.COORDINATOR, Role.MANAGER},
    "deelnemers": {Role.COORDINATOR},
    "uitnodigen": {Role.COORDINATOR, Role.MANAGER},
    "kernthema": {Role.COORDINATOR},
    "ontwerpvragen": {Role.COORDINATOR},
    "experimenten": {Role.COORDINATOR, Role.PARTICIPANT},
    "programma": {Role.MANAGER},
    "import": {Role.COORDINATOR, Role.MANAGER},
}


def membership(role: Role, practice_id: int | None = ZWOLLE, *, registered: bool = True) -> Membership:
    where = None if role is Role.MANAGER else practice_id
    at = THEN if registered else None
    return Membership(int(role == Role.MANAGER), where, role, 1 if registered else None, at, at, at)


def viewer(*memberships: Membership) -> Viewer:
    return Viewer(person_id=1, language="nl", memberships=memberships)


@st.composite
def viewers(draw: st.DrawFn) -> Viewer:
    """Anybody: any roles in one practice, some of them not yet registered, perhaps a manager."""
    practice_id = draw(st.sampled_from([ZWOLLE, EDE]))
    roles = draw(st.sets(st.sampled_from(Role)))
    return viewer(*(membership(role, practice_id, registered=draw(st.booleans())) for role in sorted(roles)))


unhurried = settings(deadline=None)


# --- commands ---


@unhurried
@given(viewers())
def test_a_command_is_for_who_has_a_registered_role_for_it(anybody: Viewer) -> None:
    roles = {mine.role for mine in anybody.memberships if mine.registered_at}
    for row in COMMANDS:
        assert may_use(anybody, row) == (not row.roles or bool(row.roles & roles))


@unhurried
@given(viewers())
def test_the_menu_lists_what_may_be_used_and_nothing_else(anybody: Viewer) -> None:
    """In the menu itself, or as a button under one of its commands; a leader's is short enough to be read."""
    listed = menu(anybody)
    below = [row for name in HUBS for row in under(anybody, name)]
    assert {row.name for row in listed + below} == {
        row.name for row in COMMANDS if row.listed and may_use(anybody, row)
    }
    assert len(listed) + len(below) == len({*listed, *below})
    assert {name for name in HUBS if under(anybody, name)} <= {row.name for row in listed}
    assert len(listed) <= 10 or not anybody.roles & LEADING


def test_what_is_reserved_stays_so() -> None:
    for name, roles in RESERVED.items():
        assert command(name).roles == roles


def test_everybodys_menu_has_what_all_who_answer_check_ins_may_use() -> None:
    menus = [menu(viewer(membership(role))) for role in ANSWERING]
    assert menu_of_everybody() == [row for row in COMMANDS if all(row in one for one in menus)]


@pytest.mark.parametrize("role", Role)
def test_a_role_whose_registration_is_not_finished_opens_nothing(role: Role) -> None:
    newcomer = viewer(membership(role, registered=False))
    assert newcomer.roles == frozenset()
    assert menu(newcomer) == menu(viewer())
    assert not may_see_practice(newcomer, ZWOLLE)
    assert not may_run_practice(newcomer, ZWOLLE)


def test_every_command_has_a_name_in_both_languages_and_no_two_share_one() -> None:
    names = [name for row in COMMANDS for name in row.names]
    assert len(names) == len(set(names))
    assert command("samenvatting").names == ("samenvatting", "summary")
    assert command("checkin").names == ("checkin",)
    with pytest.raises(KeyError):
        command("summary")


def test_the_table_gives_what_concerns_a_practice_to_who_leads_one() -> None:
    of_coordinators = {row.name for row in COMMANDS if Role.COORDINATOR in row.roles and row.scope != "practice"}
    assert of_coordinators == {"handleiding"}  # which is about no practice


# --- practices ---


@unhurried
@given(viewers(), st.sampled_from([ZWOLLE, EDE, 999]))
def test_figures_of_a_practice_are_for_its_coordinators_and_for_managers(anybody: Viewer, practice_id: int) -> None:
    registered = {(mine.role, mine.practice_id) for mine in anybody.memberships if mine.registered_at}
    allowed = {(Role.COORDINATOR, practice_id), (Role.MANAGER, None)}
    assert may_see_practice(anybody, practice_id) == bool(allowed & registered)


@unhurried
@given(viewers(), st.sampled_from([ZWOLLE, EDE, 999]))
def test_a_practice_is_run_by_its_own_coordinators_alone(anybody: Viewer, practice_id: int) -> None:
    registered = {(mine.role, mine.practice_id) for mine in anybody.memberships if mine.registered_at}
    assert may_run_practice(anybody, practice_id) == ((Role.COORDINATOR, practice_id) in registered)


# --- viewers ---


def test_a_viewer_belongs_to_the_practice_of_any_role_but_a_managers() -> None:
    assert viewer().practice_id is None
    assert viewer(membership(Role.MANAGER)).practice_id is None
    assert viewer(membership(Role.MANAGER), membership(Role.CAREGIVER, EDE)).practice_id == EDE


def test_of_several_practices_the_chosen_one_is_meant_as_long_as_somebody_works_in_it() -> None:
    leader = viewer(membership(Role.COORDINATOR, EDE), membership(Role.COORDINATOR, ZWOLLE))
    assert (leader.own_practice_id, leader.led) == (EDE, (EDE, ZWOLLE))
    assert replace(leader, current_practice_id=ZWOLLE).own_practice_id == ZWOLLE
    assert replace(leader, current_practice_id=999).own_practice_id == EDE


def test_where_somebody_answers_is_not_where_they_lead() -> None:
    both = viewer(membership(Role.COORDINATOR, EDE), membership(Role.PARTICIPANT, ZWOLLE))
    assert both.answering_practice_id == ZWOLLE
    assert replace(both, current_practice_id=ZWOLLE).own_practice_id == EDE
    assert replace(both, current_practice_id=ZWOLLE).practice_id == ZWOLLE
    assert both.worked_in == (EDE, ZWOLLE)


def test_what_is_unfinished_is_the_first_registration_not_completed() -> None:
    half = membership(Role.PARTICIPANT, registered=False)
    assert viewer(membership(Role.CAREGIVER), half).unfinished == half
    assert viewer(membership(Role.CAREGIVER)).unfinished is None


def test_there_are_four_roles() -> None:
    assert {str(role) for role in Role} == {"participant", "caregiver", "coordinator", "manager"}
