"""The privacy notice, and which words somebody was shown when they said yes: a fingerprint proves them."""

import unicodedata
from collections.abc import Mapping
from hashlib import sha256

from msgspec import Struct, field

from programme.controller import Controller
from programme.model import Programme
from rules.access import Role
from rules.consent import Words
from rules.keeping import TRACES_DAYS, Keeping
from rules.outputs import Of
from rules.telling import MINIMUM_GROUP, OPTIONS_FROM
from texts.catalogue import Translator
from texts.escaping import Markup, plain
from texts.layout import lines
from texts.screens import divided

#: So much of a fingerprint goes on a button: enough to recognise other words, and it fits the 64 bytes.
ON_A_BUTTON = 12
#: More screens behind *Lees meer* than anybody's notice has; nearly always there are three.
MOST_SCREENS = 40
#: What the notice says of each way in which something leaves the bot (`rules.outputs`), in order.
SAYS: Mapping[Of, str] = {
    Of.THEMSELF: "sees.themself",
    Of.GROUPS: "sees.groups",
    Of.COUNTS: "sees.counts",
    Of.RELEASED: "sees.released",
    Of.BY_WISH: "sees.by_wish",
    Of.RECORDS: "sees.records",
    Of.LEADERS: "sees.leaders",
    Of.ROWS: "sees.rows",
    Of.EVERYTHING: "sees.everything",
}


#: The keys of the catalogues that the notice is made of begin with one of these.
KEYS = frozenset({"consent", "sees"})


#: By language and key.
Wordings = Mapping[str, Mapping[str, object]]


class Terms(Struct, frozen=True):
    """What the owner decides and the notice says: who is responsible, how long, from how many people, in which words.

    wording: the owner's own for texts of the bot, by language and key.
    """

    controller: Controller = Controller()
    keeping: Keeping = Keeping()
    minimum_group: int = MINIMUM_GROUP
    wording: Wordings = field(default_factory=dict)


#: Nothing was decided.
AS_SHIPPED = Terms()


def terms_of(programme: Programme, practice: str | None, keeping: Keeping, minimum_group: int) -> Terms:
    """In the practice of this slug; None: in the whole programme."""
    return Terms(programme.controller_of(practice), keeping, minimum_group, programme.texts)


def fingerprint(*words: Markup) -> str:
    """SHA-256 of these words, whatever their layout: 64 hexadecimal digits."""
    as_read = " ".join(" ".join(plain(part) for part in words).split())
    return sha256(unicodedata.normalize("NFC", as_read).encode()).hexdigest()


def of_notice(t: Translator, role: Role, practice: str | None, terms: Terms = AS_SHIPPED) -> str:
    """The fingerprint of the privacy notice for this role in this language: the short text and the whole one."""
    return fingerprint(short(t, role, practice), *screens(t, terms))


def words(t: Translator, role: Role, practice: str | None, terms: Terms) -> Words:
    """The notice as somebody in this role reads it now."""
    screened = (short(t, role, practice), *screens(t, terms))
    return Words(t.language, screened, fingerprint(*screened), edition(t, terms))


def words_of_purpose(t: Translator, purpose: str, wording: Wordings) -> Words:
    """What `/privacy` says about this purpose now. wording: the owner's own for texts of the bot."""
    edition = edition_of_purpose(t, purpose, wording)
    return Words(t.language, (t(f"privacy.about_{purpose}"),), of_purpose(t, purpose), edition)


def edition_of_purpose(t: Translator, purpose: str, wording: Wordings) -> str:
    """The fingerprint of the owner's words for this purpose; for rows of all its words: what left stays outside.

    With another one it is asked again.
    """
    if purpose == "rows":
        return of_purpose(t, purpose)
    own = wording.get(t.language, {}).get(f"privacy.about_{purpose}", "")
    return sha256(f"{t.language} {own}".encode()).hexdigest()


def edition(t: Translator, terms: Terms) -> str:
    """The fingerprint of what the owner filled in, decided and worded: with another one the notice is asked again.

    Not of the bot's own words, which are mended now and then: those have rules.registration.NOTICE_VERSION.
    """
    own = terms.wording.get(t.language, {})
    said = {**_values(t, terms), **{key: own[key] for key in own if key.partition(".")[0] in KEYS}}
    return sha256(repr(sorted((key, str(value)) for key, value in said.items())).encode()).hexdigest()


def of_purpose(t: Translator, purpose: str) -> str:
    """The fingerprint of what `/privacy` says about this purpose in this language."""
    return fingerprint(t(f"privacy.about_{purpose}"))


def short(t: Translator, role: Role, practice: str | None) -> Markup:
    """The privacy notice in short. A manager has no practice."""
    return t(f"consent.{role}", practice=practice or "")


def screens(t: Translator, terms: Terms = AS_SHIPPED) -> tuple[Markup, ...]:
    """The whole privacy notice behind *Lees meer*, in order: three screens, or more where the owner filled in much."""
    said = _values(t, terms)
    who_sees = lines(t("consent.sees"), *(t("sees.line", sentence=t(key, **said)) for key in SAYS.values()))
    whole = (t("consent.more", **said), who_sees, t("consent.rights", **said))
    return tuple(screen for text in whole for screen in divided(text))


def _values(t: Translator, terms: Terms) -> dict[str, object]:
    keeping = terms.keeping
    return {
        **{name: _said(t, getattr(terms.controller, name)) for name in Controller.model_fields if name != "terms"},
        "more_terms": _in(t, terms.controller.terms),
        "ends": _ends(t, keeping),
        "answers_months": keeping.answers_months,
        "accounts_months": keeping.accounts_months,
        "texts_days": keeping.texts_days,
        "audit_years": keeping.audit_years,
        "withdrawn_days": keeping.withdrawn_days,
        "strangers_days": keeping.strangers_days,
        "traces_days": TRACES_DAYS,
        "classes_from": terms.minimum_group,
        "options_from": max(terms.minimum_group, OPTIONS_FROM),
    }


def _ends(t: Translator, keeping: Keeping) -> Markup:
    ends_on = keeping.programme_ends_on
    return t("consent.ends_on", day=t.long_day(ends_on)) if ends_on else t("consent.no_end")


def _said(t: Translator, value: str | Mapping[str, str]) -> str:
    """What is filled in, in this language; else that it is not."""
    words = value if isinstance(value, str) else _in(t, value)
    return words or t("consent.not_filled")


def _in(t: Translator, value: Mapping[str, str]) -> str:
    return value.get(t.language) or next(iter(value.values()), "")
