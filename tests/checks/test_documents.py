"""What the documents lean on is there: the tests they name, the files they lead to, and both languages alike."""

import re
from pathlib import Path

import pytest

from tests.checks.named_tests import ROOT, exists

PRIVACY = ROOT / "docs" / "privacy"
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
PAPERS = sorted(path.name for path in (PRIVACY / "nl").glob("*.md"))


def _tests_named(path: Path) -> set[str]:
    return set(re.findall(r"tests/[\w/]+\.py::\w+", path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_test_that_a_document_names_exists(document: Path) -> None:
    assert sorted(name for name in _tests_named(document) if not exists(name)) == []


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
