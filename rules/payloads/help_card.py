"""Help near by, as a practice tells of it."""

from rules.payloads.payload import Payload, payload


@payload("help_card", subject="practice_id")
class PracticeHelpCard(Payload):
    """To who writes it: what is shown, what waits, and how to write it. again: what was typed is none."""

    practice_id: int
    again: bool = False


@payload("help_card_check", subject="card_id")
class HelpCardToCheck(Payload):
    """To a manager: whether it is right."""

    card_id: int
