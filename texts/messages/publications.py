"""May this text go on an experience card: with the words shown, and taken back as easily."""

from rules.payloads.publications import PublicationNone, PublicationOver
from texts import notice
from texts.catalogue import Translator
from texts.escaping import Markup, literal, shortened
from texts.fixed_messages import says
from texts.layout import column, paragraphs
from texts.message import Button, Message, button
from texts.taps.publications import PublicationChosen, PublicationsAsked, PublicationShown

#: Of a text that was typed in several messages; what one message holds is shown whole.
SHOWN = 3000


def way(t: Translator) -> Button:
    """From `/privacy`."""
    return button(t("button.publications"), PublicationsAsked())


def fingerprint(t: Translator, text: str) -> str:
    """Of what is asked, with the words it is about."""
    return notice.fingerprint(t("publication.question"), t("publication.about"), Markup(literal(text)))


def question(
    t: Translator, answer_id: int, experiment: str, text: str, given: bool | None, older: int | None
) -> Message:
    """given: what was chosen before. older: the next text to look at; None: there is none."""
    shown = fingerprint(t, text)[: notice.ON_A_BUTTON]
    now = t("publication.undecided") if given is None else t("publication.yes" if given else "publication.no")
    words = paragraphs(
        t("publication.question"),
        t("publication.words", experiment=experiment, text=shortened(text, SHOWN)),
        t("publication.about"),
        now,
    )
    choices = (
        button(t("button.publication_yes"), PublicationChosen(answer_id, True, shown)),
        button(t("button.publication_no"), PublicationChosen(answer_id, False, shown)),
    )
    return Message(words, column(*choices, *_next(t, older)), silent=True)


def chosen(t: Translator, answer_id: int, given: bool, older: int | None) -> Message:
    """What counts now; the words are shown again only when asked for."""
    again = button(t("button.publication_again"), PublicationShown(answer_id))
    return Message(t("publication.yes" if given else "publication.no"), column(again, *_next(t, older)))


def _next(t: Translator, older: int | None) -> list[Button]:
    return [] if older is None else [button(t("button.publication_next"), PublicationShown(older))]


@says(PublicationOver)
def over(t: Translator) -> Message:
    return Message(t("publication.over"), column(way(t)))


@says(PublicationNone)
def none(t: Translator) -> Message:
    return Message(t("publication.none"))
