"""How many people answered, and how far they are, per role."""

from collections.abc import Mapping

from rules.access import ANSWERING, Role
from rules.progress import Progress
from rules.summary import Response
from texts.catalogue import Translator
from texts.escaping import Markup
from texts.layout import lines


def response_lines(t: Translator, answered: Mapping[str, Response] | Mapping[Role, Response]) -> Markup:
    """A line for each role that was asked something."""
    asked = [(role, answered[role]) for role in ANSWERING if role in answered and answered[role].eligible]
    if not asked:
        return t("response.nobody")
    return lines(*(t(f"response.{role}", answered=r.answered, eligible=r.eligible) for role, r in asked))


def progress_lines(t: Translator, progress: Progress) -> Markup:
    """A line for each role that is asked something in the open round."""
    if not progress.by_role:
        return t("response.nobody")
    return lines(
        *(
            t(f"progress.{role}", finished=standing.finished, begun=standing.begun, waiting=standing.waiting)
            for role, standing in progress.by_role.items()
        )
    )
