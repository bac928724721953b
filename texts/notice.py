"""The privacy notice, and which words somebody was shown when they said yes: a fingerprint proves them."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from programme.controller import Controller
from rules.access import Role
from rules.keeping import Keeping
from rules.outputs import Of
from rules.telling import MINIMUM_GROUP, OPTIONS_FROM
from texts.catalogue import Translator
from texts.escaping import Markup, plain
from texts.layout import lines

#: So much of a fingerprint goes on a button: enough to recognise other words, and it fits the 64 bytes.
ON_A_BUTTON = 12
#: The screens behind *Lees meer*, in order.
SCREENS = ("consent.more", "consent.sees", "consent.rights")
#: What the notice says of each way in which something leaves the bot (`rules.outputs`), in order.
SAYS: Mapping[Of, str] = {
    Of.THEMSELF: "sees.themself",
    Of.GROUPS: "sees.groups",
    Of.COUNTS: "sees.counts",
    Of.RELEASED: "sees.released",
    Of.BY_WISH: "sees.by_wish",
    Of.LEADERS: "sees.leaders",
    Of.ROWS: "sees.rows",
    Of.EVERYTHING: "sees.everything",
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What the owner decides and the notice says: who is responsible, how long, and from how many people."""

    controller: Controller = field(default_factory=Controller)
    keeping: Keeping = field(default_factory=Keeping)
    minimum_group: int = MINIMUM_GROUP


#: Nothing was decided.
AS_SHIPPED = Terms()


def fingerprint(*words: Markup) -> str:
    """SHA-256 of these words, whatever their layout: 64 hexadecimal digits."""
    as_read = " ".join(" ".join(plain(part) for part in words).split())
    return sha256(unicodedata.normalize("NFC", as_read).encode()).hexdigest()


def of_notice(t: Translator, role: Role, practice: str | None, terms: Terms = AS_SHIPPED) -> str:
    """The fingerprint of the privacy notice for this role in this language: the short text and the whole one."""
    return fingerprint(short(t, role, practice), *screens(t, terms))


def of_purpose(t: Translator, purpose: str) -> str:
    """The fingerprint of what `/privacy` says about this purpose in this language."""
    return fingerprint(t(f"privacy.about_{purpose}"))


def short(t: Translator, role: Role, practice: str | None) -> Markup:
    """The privacy notice in short. A manager has no practice."""
    return t(f"consent.{role}", practice=practice or "")


def screens(t: Translator, terms: Terms = AS_SHIPPED) -> tuple[Markup, ...]:
    """The whole privacy notice, a text for each of SCREENS."""
    said = _values(t, terms)
    who_sees = lines(t("consent.sees"), *(t("sees.line", sentence=t(key, **said)) for key in SAYS.values()))
    return t("consent.more", **said), who_sees, t("consent.rights", **said)


def _values(t: Translator, terms: Terms) -> dict[str, object]:
    keeping = terms.keeping
    return {
        **{name: _said(t, getattr(terms.controller, name)) for name in Controller.model_fields if name != "terms"},
        "more_terms": _in(t, terms.controller.terms),
        "answers_months": keeping.answers_months,
        "accounts_months": keeping.accounts_months,
        "texts_days": keeping.texts_days,
        "audit_years": keeping.audit_years,
        "classes_from": terms.minimum_group,
        "options_from": max(terms.minimum_group, OPTIONS_FROM),
    }


def _said(t: Translator, value: str | Mapping[str, str]) -> str:
    """What is filled in, in this language; else that it is not."""
    words = value if isinstance(value, str) else _in(t, value)
    return words or t("consent.not_filled")


def _in(t: Translator, value: Mapping[str, str]) -> str:
    return value.get(t.language) or next(iter(value.values()), "")
