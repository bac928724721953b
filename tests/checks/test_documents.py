"""What the documents lean on is there: the tests they name, the files they lead to, and both languages alike."""

import re
from pathlib import Path

import pytest

from tests.checks.named_tests import ROOT, exists

PRIVACY = ROOT / "docs" / "privacy"
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
#: But not those that quote the notice, screen after screen.
WRITTEN = [document for document in DOCUMENTS if PRIVACY not in document.parents]
#: The newest migration that 0.1.0 has.
LAST_RELEASED = "0009"
PAPERS = sorted(path.name for path in (PRIVACY / "nl").glob("*.md"))


def _tests_named(path: Path) -> set[str]:
    return set(re.findall(r"tests/[\w/]+\.py::\w+", path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_test_that_a_document_names_exists(document: Path) -> None:
    assert sorted(name for name in _tests_named(document) if not exists(name)) == []


@pytest.mark.parametrize("document", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_sentence_stands_in_a_document_twice(document: Path) -> None:
    """Two branches that both moved it leave it behind in both places."""
    prose = re.sub(r"^```.*?^```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    lines = [line for line in prose.splitlines() if len(line) > 60]
    assert [line for line in lines if lines.count(line) > 1] == []


def test_the_glossary_explains_each_word_once() -> None:
    rows = re.findall(
        r"^\| ([^|]+) \| (?!-)", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    words = [word for word in rows if word != "word"]
    assert [word for word in words if words.count(word) > 1] == []


def test_every_migration_since_the_release_stands_in_the_changes() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    unreleased = changes.partition("\n## 0.1.0")[0]
    files = (ROOT / "storage" / "migrations" / "versions").glob("*.py")
    since = {path.name[:4] for path in files if path.name[:4] > LAST_RELEASED}
    said = re.findall(r"\(migrations?\s([^)]*)\)", unreleased)
    assert {number for words in said for number in re.findall(r"(?<!/)\b\d{4}\b", words)} == since


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_in_a_document_leads_to_a_file(document: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", document.read_text(encoding="utf-8"))
    within = [target.split("#")[0] for target in targets if not target.startswith(("#", "http", "mailto:"))]
    assert [target for target in within if not (document.parent / target).exists()] == []


def test_both_languages_have_the_same_papers() -> None:
    assert sorted(path.name for path in (PRIVACY / "en").glob("*.md")) == PAPERS
    assert len(PAPERS) == 7


@pytest.mark.parametrize("paper", PAPERS)
def test_both_languages_name_the_same_tests(paper: str) -> None:
    dutch, english = (_tests_named(PRIVACY / language / paper) for language in ("nl", "en"))
    assert dutch == english
    assert dutch


def test_every_target_of_make_does_something_and_is_in_its_help() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert sorted(phony.split()) == sorted(re.findall(r"^([a-z-]+):.*## ", text, re.MULTILINE))
    told = "".join(document.read_text(encoding="utf-8") for document in WRITTEN)
    assert set(re.findall(r"`make ([a-z-]+)`", told)) <= {*phony.split(), "sabotage", "audit"}  # what they were called
