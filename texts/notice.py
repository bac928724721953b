"""Which words somebody was shown when they said yes, as a fingerprint: it proves them and needs no copy."""

import unicodedata
from hashlib import sha256

from rules.access import Role
from texts.catalogue import Translator
from texts.escaping import Markup, plain

#: So much of a fingerprint goes on a button: enough to recognise other words, and it fits the 64 bytes.
ON_A_BUTTON = 12


def fingerprint(*words: Markup) -> str:
    """SHA-256 of these words, whatever their layout: 64 hexadecimal digits."""
    as_read = " ".join(" ".join(plain(part) for part in words).split())
    return sha256(unicodedata.normalize("NFC", as_read).encode()).hexdigest()


def of_notice(t: Translator, role: Role, practice: str | None) -> str:
    """The fingerprint of the privacy notice for this role in this language: the short text and the whole one."""
    return fingerprint(short(t, role, practice), t("consent.more"))


def of_purpose(t: Translator, purpose: str) -> str:
    """The fingerprint of what `/privacy` says about this purpose in this language."""
    return fingerprint(t(f"privacy.about_{purpose}"))


def short(t: Translator, role: Role, practice: str | None) -> Markup:
    """The privacy notice in short. A manager has no practice."""
    return t(f"consent.{role}", practice=practice or "")
