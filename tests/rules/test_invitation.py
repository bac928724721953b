"""Which of what people type, paste and forward is the token of an invitation."""

import secrets

import pytest

from rules.invitation import token_in

TOKEN = "aB3_-xYz09Qw7eRtYuIoPaSdFgHjKlZx"


@pytest.mark.parametrize(
    "dressed",
    [
        "{}",
        " {}\n",
        "{}.",
        "({})",
        "“{}”",
        "\u2068{}\u2069",
        "\u200b{}\u200b",
        "start {}",
        "Mijn code: {}, klopt dat?",
        "https://t.me/a_bot?start={}",
        "t.me/a_bot?start={}.",
        "<https://telegram.me/a_bot?start={}>",
        "tg://resolve?domain=a_bot&start={}",
        "https://t.me/a_bot?start={}&x=1",
        "Zorgt u voor iemand?\nTik hier:\nhttps://t.me/a_bot?start={}\nGroetjes, Corrie",
    ],
)
def test_a_token_is_found_however_it_is_dressed(dressed: str) -> None:
    assert token_in(dressed.format(TOKEN)) == TOKEN


@pytest.mark.parametrize(
    "other",
    [
        "",
        "zwolle",
        "Het gaat goed met mij.",
        "aansprakelijkheidsverzekeringetje"[:32],
        "Aansprakelijkheidsverzekeringetje"[:32],
        "AANSPRAKELIJKHEIDSVERZEKERINGETJE"[:32],
        "d41d8cd98f00b204e9800998ecf8427e",
        TOKEN[:-1],
        TOKEN + "A",
        f"https://vergadering.example/j/1?pwd={TOKEN}",
        f"https://example.org/{TOKEN}",
        f"https://example.org/#{TOKEN}",
        f"{TOKEN}@example.org",
    ],
)
def test_other_words_and_other_addresses_hold_none(other: str) -> None:
    assert token_in(other) is None


def test_every_token_that_is_made_is_recognised() -> None:
    made = [secrets.token_urlsafe(24) for _ in range(1000)]
    assert [token_in(f"{token}.") for token in made] == made
