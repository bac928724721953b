"""Who may tap a button, by what it is about, as rules.access decides. What loads something stands with its feature."""

from typing import Protocol

from rules.access import (
    ANSWERING,
    Role,
    Viewer,
    may_ask_for_contact,
    may_run_practice,
    may_see_practice,
    may_see_programme,
)


class OfPractice(Protocol):
    """A tap about a practice."""

    @property
    def practice_id(self) -> int: ...


def anybody(_viewer: Viewer, _tap: object) -> bool:
    """What is about nothing but the viewer's own things: never by an id."""
    return True


def answers(viewer: Viewer, _tap: object) -> bool:
    """Whoever is asked check-ins, about when they are asked."""
    return bool(viewer.roles & set(ANSWERING))


def coordinates(viewer: Viewer, _tap: object) -> bool:
    """Who coordinates any practice."""
    return Role.COORDINATOR in viewer.roles


def runs_practice(viewer: Viewer, tap: OfPractice) -> bool:
    """Its coordinators."""
    return may_run_practice(viewer, tap.practice_id)


def sees_practice(viewer: Viewer, tap: OfPractice) -> bool:
    """Its coordinators, and managers."""
    return may_see_practice(viewer, tap.practice_id)


def leads_programme(viewer: Viewer, _tap: object) -> bool:
    """Managers, whatever the tap is about."""
    return may_see_programme(viewer)


def may_have_contact(viewer: Viewer, _tap: object) -> bool:
    """Contact: whoever takes part."""
    return may_ask_for_contact(viewer)
