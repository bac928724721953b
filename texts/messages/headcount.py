"""How many people a practice has, and Tabel 1 for it alone."""

from collections.abc import Iterator, Sequence

from programme.model import OrganisationType
from rules.access import Role
from rules.headcount import Headcount
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup
from texts.layout import lines, paragraphs
from texts.message import Message

ROLES = (Role.CAREGIVER, Role.PARTICIPANT, Role.COORDINATOR)


def headcount(t: Translator, practice: str, counted: Headcount, types: Sequence[OrganisationType]) -> Message:
    """The organisations in the order of Tabel 1, those that nobody is from left out."""
    roles = (t(f"headcount.{role}", n=counted.by_role.get(role, 0)) for role in ROLES)
    outside = t("headcount.outside", n=counted.outside_the_bot) if counted.outside_the_bot else NOTHING
    head = lines(t("headcount.head", practice=practice), *roles, outside)
    return Message(paragraphs(head, lines(*_away(t, counted)), _organisations(t, counted, types)), protected=True)


def _away(t: Translator, counted: Headcount) -> Iterator[Markup]:
    for key in ("away", "left"):
        if number := getattr(counted, key):
            yield t(f"headcount.{key}", n=number)


def _organisations(t: Translator, counted: Headcount, types: Sequence[OrganisationType]) -> Markup:
    if not counted.participants:
        return NOTHING
    known = [(t.pick(kind.name), counted.from_organisation(kind.key)) for kind in types]
    rows = (t("headcount.organisation", organisation=name, n=number) for name, number in known if number)
    foot = t("headcount.known", known=counted.organisation_known, of=counted.participants)
    return lines(t("headcount.organisations"), *rows, foot)
