"""Inviting people."""

from rules.payloads.payload import Payload, payload


@payload("practices_to_invite_to")
class PracticesToInviteTo(Payload):
    """To which practice?"""

    page: int = 0


@payload("roles_to_invite", subject="practice_id")
class RolesToInvite(Payload):
    """As what?"""

    practice_id: int


@payload("invitations", subject="practice_id")
class RunningInvitations(Payload):
    """Those that still let people in."""

    practice_id: int
    page: int = 0


@payload("invitation", subject="invitation_id")
class InvitationLink(Payload):
    """The message to pass on. readers: their language, when it is another than its maker's."""

    invitation_id: int
    readers: str | None = None


@payload("invitation_card", subject="invitation_id")
class InvitationCard(Payload):
    """One of them, and what it brought. ask: what to choose (of texts.messages.invitation_card.CHOICES)."""

    invitation_id: int
    ask: str | None = None
    page: int = 0
    problem: str | None = None


@payload("revocation", subject="invitation_id")
class RevocationQuestion(Payload):
    """Is one sure to take it back?"""

    invitation_id: int
