"""`make translations`: which translations are stale, because they were made from another Dutch text than today's.

Each language keeps, beside its catalogue, the fingerprint of the Dutch that each of its texts was made from, also of
those in the programme file. Not as comments in the catalogue: reading it at every start took 15 % longer with them.
"""

import re
import sys
import tomllib
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from programme.loading import load
from programme.part import localised_texts
from tests.checks.written_notice import WRITTEN, page, up_to_date
from tests.texts.catalogues import LANGUAGES, LOCALE, catalogue
from texts.catalogue import OWN_LANGUAGE

PAGE = Path(__file__).parents[2] / "docs" / "languages.md"
TRANSLATED = [language for language in LANGUAGES if language != OWN_LANGUAGE]
#: By key of the bot's texts, and by place of the programme file's.
Fingerprints = dict[str, str]
#: The keys that are stale, by language.
Stale = Mapping[str, Sequence[str]]

_TABLE = re.compile(r"^\| code \| stale .*\n(?:\|.*\n)*", re.MULTILINE)


def fingerprint(forms: Sequence[str]) -> str:
    """Of all forms of a text: eight hexadecimal digits."""
    return sha256("\0".join(forms).encode()).hexdigest()[:8]


def of_the_dutch() -> Fingerprints:
    """Of the Dutch texts as they are today."""
    asked = {place: (texts[OWN_LANGUAGE],) for place, texts in localised_texts(load())}
    return {key: fingerprint(forms) for key, forms in (catalogue(OWN_LANGUAGE) | asked).items()}


def made_from(language: str, locale: Path = LOCALE) -> Fingerprints:
    """Of the Dutch texts that a language's texts were made from."""
    path = _path(language, locale)
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def stale(dutch: Fingerprints, locale: Path = LOCALE) -> Stale:
    """The texts whose Dutch changed, or is new, since somebody looked at the translation."""
    kept = {language: made_from(language, locale) for language in TRANSLATED}
    return {language: sorted(key for key in dutch if kept[language].get(key) != dutch[key]) for language in kept}


def confirm(words: Collection[str], dutch: Fingerprints, locale: Path = LOCALE) -> None:
    """Somebody saw that these say what the Dutch says: keys (none: all) in languages (none: all).

    What is kept of texts that are gone goes. SystemExit for a word that is neither a key nor a language.
    """
    languages, keys = set(words) & set(TRANSLATED), set(words) - set(TRANSLATED)
    if unknown := keys - dutch.keys():
        raise SystemExit(f"There is no language and no text {', '.join(sorted(unknown))}.")
    for language in languages or TRANSLATED:
        confirmed = made_from(language, locale) | {key: dutch[key] for key in keys or dutch}
        lines = (f'"{key}" = "{confirmed[key]}"\n' for key in sorted(confirmed.keys() & dutch.keys()))
        _path(language, locale).write_text("".join(lines), encoding="utf-8")


def _path(language: str, locale: Path) -> Path:
    return locale / language / "made_from.toml"


def with_table(page: str, found: Stale) -> str:
    """The page with the table of what is stale."""
    rows = (
        f"| `{language}` | {len(keys)} | {', '.join(f'`{key}`' for key in keys)} |\n"
        for language, keys in found.items()
    )
    table = "| code | stale | which |\n|---|---|---|\n" + "".join(rows)
    return _TABLE.sub(lambda _: table, page)


def main(words: Sequence[str]) -> None:
    """Lists what is stale. `confirm` also writes the page and the notice, and confirms what stands behind it."""
    dutch = of_the_dutch()
    if words[1:]:
        confirm(words[1:], dutch)
    found = stale(dutch)
    if words:
        PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8"), found), encoding="utf-8")
        for language in WRITTEN:
            page(language).write_text(up_to_date(language), encoding="utf-8")
    for language, keys in found.items():
        sys.stdout.writelines(f"Stale translation ({language}): {key}\n" for key in keys)


if __name__ == "__main__":
    main(sys.argv[1:])
