"""Practices in the order of the alphabet, never of their figures."""

import re
from unicodedata import normalize

_ARTICLE = re.compile("^['’‘](s-|t )")


def alphabetical(name: str) -> str:
    """A sorting key as in a Dutch index: 's-Hertogenbosch stands under H, and an accent changes no place."""
    return normalize("NFKD", _ARTICLE.sub("", name.casefold()))
