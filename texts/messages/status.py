"""An experiment's status in words; never the key under which it is kept."""

from collections.abc import Mapping

from programme.form import Option
from texts.catalogue import Translator
from texts.escaping import Markup


def status(t: Translator, statuses: Mapping[str, Option], key: str) -> Markup:
    """statuses: what it can be now. What it could be in an earlier programme only is *something else*."""
    return t.pick(statuses[key].label) if key in statuses else t("status.other")
