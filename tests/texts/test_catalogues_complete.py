"""A guard for ever: every text in every language, with the same placeholders, and none that nobody says."""

import ast
import re
from collections.abc import Iterator, Sequence
from gettext import c2py
from pathlib import Path
from typing import Any

import pytest
from babel.messages.plurals import PLURALS

from programme.loading import load
from rules.commands import COMMANDS
from tests.texts.catalogues import LANGUAGES, catalogue, key_of
from texts.catalogue import OWN_LANGUAGE, read_catalogue
from texts.escaping import is_balanced
from texts.own_wording import forms_of, placeholders

ROOM = Path(__file__).parents[2] / "texts"


DUTCH = {key_of(message.id): message for message in read_catalogue(OWN_LANGUAGE) if message.id}


def spoken_keys() -> Iterator[re.Pattern[str]]:
    """Every string in the sources that looks like a key, with a gap where an f-string is filled in."""
    topic = re.compile("|".join({key.split(".")[0] + r"\." for key in catalogue(OWN_LANGUAGE)}))
    for path in ROOM.rglob("*.py"):
        tree = ast.parse(path.read_text())
        filled = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
        parts = {id(part) for string in filled for part in string.values}
        whole = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in parts]
        patterns = [_pattern(string.values) for string in filled] + [_pattern([node]) for node in whole]
        yield from (re.compile(pattern) for pattern in patterns if topic.match(pattern.replace("\\", "")))


def _pattern(parts: Sequence[ast.expr]) -> str:
    return "".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else "[a-z_]+" for p in parts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text_and_no_other(language: str) -> None:
    assert catalogue(language).keys() == catalogue(OWN_LANGUAGE).keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_uncertain(language: str) -> None:
    assert [key for key, forms in catalogue(language).items() if not all(map(str.strip, forms))] == []
    assert [message.id for message in read_catalogue(language) if message.id and message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same(language: str) -> None:
    dutch = catalogue(OWN_LANGUAGE)
    different = [key for key, forms in catalogue(language).items() if placeholders(*forms) != placeholders(*dutch[key])]
    assert different == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_all_their_forms(language: str) -> None:
    found = read_catalogue(language)
    for message in found:
        if message.id:
            assert message.pluralizable == DUTCH[key_of(message.id)].pluralizable, message.id
            assert len(forms_of(message.string)) == (found.num_plurals if message.pluralizable else 1), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plural_rule_is_that_of_the_language(language: str) -> None:
    found = read_catalogue(language)
    rule: Any = PLURALS[language]
    assert found.num_plurals == rule[0]
    chosen, expected = (c2py(expression) for expression in (found.plural_expr, rule[1]))
    assert [chosen(n) for n in range(200)] == [expected(n) for n in range(200)]


def test_the_programme_speaks_every_language_there_is() -> None:
    assert sorted(load().languages) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_html_of_every_text_is_right(language: str) -> None:
    assert [key for key, forms in catalogue(language).items() if not all(map(is_balanced, forms))] == []


def test_every_key_the_sources_say_exists() -> None:
    keys = catalogue(OWN_LANGUAGE).keys()
    assert [p.pattern for p in spoken_keys() if not any(map(p.fullmatch, keys))] == []


def test_every_text_is_said_somewhere() -> None:
    said = list(spoken_keys())
    assert [key for key in catalogue(OWN_LANGUAGE) if not any(p.fullmatch(key) for p in said)] == []


def test_every_command_has_a_description() -> None:
    assert {f"command.{row.name}" for row in COMMANDS} == {
        key for key in catalogue(OWN_LANGUAGE) if key.startswith("command.")
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_named_in_texts_exist_in_that_language(language: str) -> None:
    known = {row.name if language == OWN_LANGUAGE else row.english for row in COMMANDS}
    named = {
        word
        for forms in catalogue(language).values()
        for form in forms
        for word in re.findall(r"(?<![\w<])/(\w+)", form)
    }
    assert named <= known
