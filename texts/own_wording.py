"""The programme's own wording of the bot's texts, checked at the start rather than in somebody's chat."""

from collections.abc import Mapping

from babel.messages.catalog import Catalog, Message

from programme.placeholders import placeholders as placeholders_of
from texts.escaping import is_balanced

Wording = str | tuple[str, ...]
#: Values that every text may use.
STANDING = frozenset({"programme", "website"})


def put_over(catalogue: Catalog, own: Mapping[str, Wording], known: Catalog) -> None:
    """Replace texts of a catalogue by a programme's own ones.

    known: the catalogue that has every text. ValueError names the first text that does not fit in its place.
    """
    for key, wording in own.items():
        if problem := _problem(wording, known.get(key), catalogue.num_plurals):
            raise ValueError(f"texts.{catalogue.locale}.{key}: {problem}")
        catalogue.delete(key)
        catalogue.add(key if isinstance(wording, str) else (key, key), wording)


def placeholders(*forms: str) -> set[str]:
    """The names between braces. ValueError when the braces do not match."""
    return set[str]().union(*map(placeholders_of, forms))


def forms_of(wording: object) -> tuple[str, ...]:
    """The forms of a text: one, or as many as the language has plurals."""
    return (wording,) if isinstance(wording, str) else tuple(wording) if isinstance(wording, list | tuple) else ()


def _problem(wording: Wording, original: Message | None, plurals: int) -> str | None:
    if original is None:
        return "the bot has no such text"
    if original.pluralizable and (isinstance(wording, str) or len(wording) != plurals):
        return f"a list of {plurals} plural forms is needed"
    if not original.pluralizable and not isinstance(wording, str):
        return "one text is needed, not a list"
    return _problem_inside(forms_of(wording), forms_of(original.string))


def _problem_inside(forms: tuple[str, ...], original: tuple[str, ...]) -> str | None:
    if not all(map(is_balanced, forms)):
        return "the HTML is not right: close every tag, and write &amp; for &, &lt; for <"
    try:
        strange = placeholders(*forms) - placeholders(*original) - STANDING
    except ValueError as error:
        return f"the braces are not right: {error}"
    return f"no value for {', '.join(sorted(strange))}" if strange else None
