"""What of the audit the coordinators of a practice see: who changed what others depend on, by role and not by name."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal

from msgspec import Struct

from rules.access import Role

#: Of what each action is a change. Who looked at figures, joined or left is nobody's business here.
KINDS: Mapping[str, str] = {
    **dict.fromkeys(("theme_changed", "theme_restored"), "theme"),
    **dict.fromkeys(("round_opened", "round_closed"), "rounds"),
    **dict.fromkeys(("invitation_made", "invitation_changed", "invitation_revoked"), "invitations"),
    **dict.fromkeys(("import", "import_taken_back"), "import"),
    **dict.fromkeys(("practice_renamed", "practice_closed", "practice_reopened", "practice_added"), "practice"),
    **{f"design_question_{how}": "questions" for how in ("added", "reworded", "tied", "moved", "ended", "reopened")},
    **{
        f"experiment_{how}": "experiments"
        for how in ("added", "renamed", "placed", "moved", "status", "ended", "reopened", "recommended", "taken_over")
    },
    **dict.fromkeys(("recommendation_ended", "logbook_version_removed"), "experiments"),
    **dict.fromkeys(("help_card_written", "help_card_checked", "help_card_withdrawn"), "help_card"),
    **dict.fromkeys(("rhythm_set", "rest_set"), "rhythm"),
    "median_begun_anew": "median",
    "circular": "announcement",
    **dict.fromkeys(("feedback", "reply"), "feedback"),
    "nudge": "reminder",
    "role_ended": "leaders",
}
Who = Literal["you", "coordinator", "manager", "owner", "gone"]


class Change(Struct, frozen=True):
    """A change of one of KINDS at an aware UTC time, and by what sort of person. gone: who is here no longer."""

    at: datetime
    kind: str
    who: Who


def is_shown(action: str, details: Mapping[str, int | str | bool]) -> bool:
    """Whether fellow coordinators see it: of roles that ended only those of coordinators."""
    return action in KINDS and (action != "role_ended" or details.get("role") == Role.COORDINATOR)


def by_whom(is_reader: bool, roles: Iterable[str], details: Mapping[str, int | str | bool]) -> Who:
    """What sort of person did it, by the roles they had in this practice or the programme at that moment."""
    if is_reader:
        return "you"
    if details.get("by") == "owner":
        return "owner"
    held = set(roles)
    if Role.COORDINATOR in held:
        return "coordinator"
    return "manager" if Role.MANAGER in held else "gone"
