"""Who reports something can say of which version."""

from pathlib import Path

import pytest

from bot import version


def test_an_installed_bot_knows_its_version_without_the_project_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "mantelzorg_bot-9.8.7.dist-info"
    installed.mkdir()
    about = "Metadata-Version: 2.4\nName: mantelzorg-bot\nVersion: 9.8.7\n"
    (installed / "METADATA").write_text(about, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(version, "PROJECT", tmp_path / "pyproject.toml")
    assert version.version() == "9.8.7"
