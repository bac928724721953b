"""A coordinator's answer to what caregivers wrote."""

from rules.payloads.payload import Payload, payload


@payload("reply", subject="reply_id")
class Reply(Payload):
    """To every caregiver of the practice, just before a check-in."""

    reply_id: int


@payload("reply_draft", subject="practice_id")
class ReplyDraft(Payload):
    """To a coordinator: what is written, or the question to write it."""

    practice_id: int
