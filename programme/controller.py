"""Who is responsible for what people tell the bot, as articles 13 and 14 of the GDPR (AVG) ask it to be said."""

import re
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

Localised = dict[str, str]


class Controller(BaseModel):
    """The `[controller]` of a programme file; a practice's own one says only what is different there.

    purposes, legal_basis, recipients: sentences, in every language of the programme. host: who runs the machine, and
    where. complaint: the authority. contact: for people without a phone. terms: longer keeping that a law asks for.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    name: str = ""
    address: str = ""
    email: str = ""
    privacy_officer: str = ""
    host: str = ""
    complaint: str = "Autoriteit Persoonsgegevens (autoriteitpersoonsgegevens.nl)"
    contact: str = ""
    purposes: Localised = Field(default_factory=dict)
    legal_basis: Localised = Field(default_factory=dict)
    recipients: Localised = Field(default_factory=dict)
    terms: Localised = Field(default_factory=dict)

    def missing(self, languages: tuple[str, ...]) -> list[str]:
        """The required fields that say nothing, or lack one of these languages: `controller.email`.

        A dash says nothing, and an e-mail without an address neither.
        """
        unsaid = [name for name in REQUIRED if not _is_said(getattr(self, name), languages)]
        if "email" not in unsaid and not _ADDRESS.search(self.email):
            unsaid.append("email")
        return [f"controller.{name}" for name in unsaid]

    def over(self, general: Self) -> Self:
        """This one, and where it says nothing the general one."""
        own = {name: value for name in self.model_fields_set if (value := getattr(self, name))}
        return general.model_copy(update=own)


_ADDRESS = re.compile(r"[^\s@]@[^\s@]+\.[^\s@]")
#: terms is said only where a law asks for more than the settings do.
REQUIRED = tuple(name for name in Controller.model_fields if name != "terms")


def _is_said(value: str | Localised, languages: tuple[str, ...]) -> bool:
    said = [value] if isinstance(value, str) else [value.get(language, "") for language in languages]
    return all(any(map(str.isalnum, words)) for words in said)
