"""What a tap cost is written down so that it can be read again, and a dearer one is seen."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.bench import history, hot_path
from tests.bench.history import Ratio, Row

TRANSPORT = Ratio(0.22, 0.2, 0.24)
TODAY = Row("2026-11-28", "fa88e05", "0a1b2c3d", "AMD EPYC", Ratio(1.5, 1.4, 1.6), Ratio(3.0, 2.9, 3.3), TRANSPORT)
ELSEWHERE = replace(TODAY, processor="Intel Xeon", commit="dac89ba")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    page = tmp_path / "performance.md"
    page.write_text(f"# How fast it is\n\n{history.HEADER}\nAnd so on.\n")
    return page


def test_a_row_that_was_added_is_read_again(page: Path) -> None:
    assert history.last(page) is None
    history.add(TODAY, page)
    history.add(ELSEWHERE, page)
    assert history.rows(page) == [TODAY, ELSEWHERE]
    assert page.read_text().endswith(f"{TODAY}{ELSEWHERE}\nAnd so on.\n")


def test_a_row_is_compared_with_the_last_one_of_the_same_make(page: Path) -> None:
    history.add(TODAY, page)
    history.add(ELSEWHERE, page)
    assert history.last(page, "AMD EPYC") == TODAY
    assert history.last(page, "another one") is None


def test_dearer_is_what_the_noise_does_not_explain() -> None:
    noisy, dearer = Ratio(1.7, 1.55, 1.9), Ratio(1.7, 1.65, 1.9)
    assert replace(TODAY, sqlite=noisy).worse_than(TODAY) == []
    assert replace(TODAY, sqlite=dearer).worse_than(TODAY) == ["SQLite"]
    assert replace(TODAY, postgresql=Ratio(3.5, 3.4, 3.6)).worse_than(TODAY) == ["PostgreSQL"]
    assert replace(TODAY, transport=Ratio(0.5, 0.48, 0.51)).worse_than(TODAY) == ["our transport"]


def test_the_page_in_the_repository_can_be_added_to() -> None:
    assert history.HEADER + "".join(map(str, history.rows())) in history.PAGE.read_text(encoding="utf-8")
    assert [name for name in hot_path.FILES if not (hot_path.ROOT / name).is_file()] == []


def test_the_hot_path_is_known_by_what_is_in_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(hot_path, "ROOT", tmp_path)
    monkeypatch.setattr(hot_path, "FILES", ("sender.py",))
    monkeypatch.setattr(hot_path, "CONNECTING", ())
    (tmp_path / "sender.py").write_text("send()")
    before = hot_path.fingerprint()
    (tmp_path / "sender.py").write_text("send(), send()")
    assert hot_path.fingerprint() != before


def test_a_hot_path_that_changed_since_is_told(
    page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(hot_path, "fingerprint", lambda: "0a1b2c3d")
    monkeypatch.setattr(history, "last", lambda: TODAY)
    hot_path.main()
    assert capsys.readouterr().out == ""
    monkeypatch.setattr(hot_path, "fingerprint", lambda: "ffffffff")
    hot_path.main()
    assert "changed since 2026-11-28 (commit fa88e05)" in capsys.readouterr().out
