"""`/namens` in words. Nicknames are shown to the one who chose them, and to nobody else."""

from scheduler.speech.speech import Speech
from storage import proxies, rounds
from texts.message import Message
from texts.messages import on_behalf as texts


async def for_whom(speech: Speech) -> Message | None:
    """The nicknames of this person in a practice, and which of them are done in its open round."""
    person_id = speech.row.person_id
    if person_id is None:
        return None
    known = await proxies.of(speech.connection, person_id, speech.subject_id)
    open_round = await rounds.open_in(speech.connection, speech.subject_id)
    done = await proxies.finished_in(speech.connection, person_id, open_round.id) if open_round else set()
    return texts.for_whom(speech.t, [(proxy.id, proxy.nickname) for proxy in known], done)


async def consent(speech: Speech) -> Message | None:
    """Whether the somebody agrees; afterwards how to go about it."""
    proxy = await proxies.get(speech.connection, speech.subject_id)
    if proxy is None or proxy.person_id != speech.row.person_id:
        return None
    if proxy.consent_at:
        return texts.begun(speech.t, proxy.nickname)
    return texts.consent(speech.t, proxy.id, proxy.nickname)
