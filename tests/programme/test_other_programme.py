"""Nothing of this programme is in the code: a file makes the bot another programme's bot."""

from datetime import date, time
from pathlib import Path

from programme.loading import load

OTHER_FILE = Path(__file__).with_name("other.toml")


def test_another_file_is_another_programme() -> None:
    programme = load(OTHER_FILE)
    assert programme.name == "Gemeinsam pflegen"
    assert programme.languages == ("de", "tr")
    assert [practice.slug for practice in programme.practices] == ["am-deich", "im-tal"]
    assert [central.key for central in programme.central_questions] == ["kraft"]
    assert (programme.schedule.first_on, programme.schedule.at) == (date(2026, 1, 5), time(18, 30))
    assert programme.texts["tr"]["thanks"] == "Teşekkürler."


def test_a_programme_may_ask_participants_nothing() -> None:
    assert load(OTHER_FILE).form("participant") is None


def test_a_file_saved_by_a_windows_editor_loads_as_well(tmp_path: Path) -> None:
    saved = tmp_path / "windows.toml"
    saved.write_bytes(b"\xef\xbb\xbf" + OTHER_FILE.read_bytes().replace(b"\n", b"\r\n"))
    assert load(saved) == load(OTHER_FILE)
