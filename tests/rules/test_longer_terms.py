"""While a shorter term waits for the owner's word, of each term the longer one counts."""

from datetime import date

from rules.keeping import Keeping

BEFORE = Keeping(texts_days=90, accounts_months=12, programme_ends_on=date(2027, 12, 31))


def test_of_each_term_the_longer_one_counts_whichever_was_first() -> None:
    mixed = Keeping(texts_days=20, accounts_months=24, programme_ends_on=date(2026, 1, 1))
    longest = Keeping(texts_days=90, accounts_months=24, programme_ends_on=date(2027, 12, 31))
    assert mixed.or_longer(BEFORE) == BEFORE.or_longer(mixed) == longest


def test_a_programme_without_an_end_ends_last() -> None:
    assert BEFORE.or_longer(Keeping()).programme_ends_on is None
