"""Lists of keys of few different lengths."""

from collections.abc import Iterable


def padded(keys: Iterable[int]) -> list[int]:
    """The same keys, the last one repeated until there are 1, 2, 4, 8, … of them; none stay none.

    `IN (…)` is another statement for each length, to be parsed, planned and kept. For PostgreSQL batches of every size
    up to a hundred would be more statements than a connection keeps prepared.
    """
    given = list(keys)
    missing = (1 << (len(given) - 1).bit_length()) - len(given) if given else 0
    return given + given[-1:] * missing
