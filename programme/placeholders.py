"""What a text of a programme file leaves open."""

from string import Formatter


def placeholders(text: str) -> set[str]:
    """What is between braces: a name, with anything written behind it, as in {n:9}. ValueError for a loose brace."""
    return {
        name + (f"!{how}" if how else "") + (f":{shape}" if shape else "")
        for _, name, shape, how in Formatter().parse(text)
        if name is not None
    }
