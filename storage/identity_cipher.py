"""What names somebody is kept sealed when the owner has a key: whoever has the database alone knows nobody.

AES-SIV (RFC 5297): the same number always becomes the same text, so that somebody can be looked up by it and stands
there once. That two texts are equal is all they tell without the key, and a changed one is noticed.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from secrets import token_hex
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV

#: Of AES-256-SIV, which uses two keys of 256 bits.
KEY_BITS = 512


class IdentityKeyError(Exception):
    """The key at hand does not fit what is in the database; the message says what to do, in one line."""


def new_key() -> str:
    """A random key, as hexadecimal text."""
    return token_hex(KEY_BITS // 8)


class IdentityCipher:
    """Closes and opens text with one key, as `new_key` makes it; without a key text stays as it is."""

    def __init__(self, key: str | None = None) -> None:
        self._cipher = _aes_siv(key) if key else None

    @property
    def fingerprint(self) -> str | None:
        """Tells whether two keys are the same, and nothing else of them; None without a key."""
        return self._cipher.encrypt(b"", [b"mark"]).hex() if self._cipher else None

    def close(self, text: str) -> str:
        """The text as it may be stored."""
        return urlsafe_b64encode(self._cipher.encrypt(text.encode(), None)).decode() if self._cipher else text

    def open(self, sealed: str) -> str:
        """The text that was closed with this key. IdentityKeyError when it was not."""
        if self._cipher is None:
            return sealed
        try:
            return self._cipher.decrypt(urlsafe_b64decode(sealed), None).decode()
        except Exception as error:
            if not _is_of_another_key(error):
                raise
            raise IdentityKeyError("something was sealed with another key than IDENTITY_KEY") from None


def _aes_siv(key: str) -> "AESSIV":
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV  # 7 MB, only for who has a key

    return AESSIV(bytes.fromhex(key))


def _is_of_another_key(error: Exception) -> bool:
    from cryptography.exceptions import InvalidTag

    return isinstance(error, InvalidTag | ValueError)


_PLAIN = IdentityCipher()
_SEALS: WeakKeyDictionary[Dialect, IdentityCipher] = WeakKeyDictionary()


def use(dialect: Dialect, identity_cipher: IdentityCipher) -> None:
    """From now on this database's own dialect closes what goes in, and opens what comes out."""
    _SEALS[dialect] = identity_cipher


class Sealed(TypeDecorator[Any]):
    """The type of a column that names somebody. holds: what its values are when opened."""

    impl = Text
    cache_ok = True

    def __init__(self, holds: type[int] | type[str]) -> None:
        super().__init__()
        self.holds = holds

    @property
    def python_type(self) -> type[int] | type[str]:
        return self.holds

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str | None]:
        close = _SEALS.get(dialect, _PLAIN).close  # looked up for a statement, and not for each of its values
        return lambda value: None if value is None else close(str(value))

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], Any]:
        holds, open_ = self.holds, _SEALS.get(dialect, _PLAIN).open
        return lambda value: None if value is None else holds(open_(value))
