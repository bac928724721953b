"""What somebody said yes to: the words they saw, and no others that came in their place meanwhile."""

import zlib


def fingerprint(text: str) -> int:
    """Of these words: 32 bits, the same whenever they are the same, so that a button can carry it."""
    return zlib.crc32(text.encode("utf-8", "replace"))
