"""A yes in a language that nobody has read is no yes: it stays off until the owner turns it on."""

import pytest

from programme.loading import load
from programme.model import Programme

SHIPPED = load()


def test_a_language_nobody_has_read_is_off_until_the_owner_turns_it_on() -> None:
    assert SHIPPED.as_spoken().languages == ("nl", "en")
    turned_on = SHIPPED.model_copy(update={"languages_on": ("tr", "nl")})
    assert turned_on.as_spoken().languages == ("nl", "tr")
    read_since = SHIPPED.model_copy(update={"languages_read": ("nl", "en", "uk")})
    assert read_since.as_spoken().languages == ("nl", "en", "uk")


def test_the_first_language_is_always_on() -> None:
    assert SHIPPED.model_copy(update={"languages_on": ("en",)}).as_spoken().languages == ("nl", "en")


def test_only_what_is_on_has_to_be_filled_in() -> None:
    assert SHIPPED.as_spoken().unfilled(None) == SHIPPED.unfilled(None)
    only_dutch = SHIPPED.controller.model_copy(update={"purposes": {"nl": "leren", "en": "to learn"}})
    whole = SHIPPED.model_copy(update={"controller": only_dutch})
    assert "controller.purposes" in whole.unfilled(None)
    assert "controller.purposes" not in whole.as_spoken().unfilled(None)


def test_a_language_without_texts_cannot_be_turned_on() -> None:
    with pytest.raises(ValueError, match="languages_on: 'fr' is not one of languages"):
        Programme.model_validate(SHIPPED.model_dump() | {"languages_on": ("nl", "fr")})
