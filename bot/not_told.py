"""What all ways to the owner have in common: how long each may take, and how it says that an alarm did not arrive."""

#: Whoever does not answer keeps nobody waiting for the next minute's look.
SECONDS = 5.0


class NotTold(Exception):
    """Why an alarm did not arrive, in words of our own."""
