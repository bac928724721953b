"""The schedule of all practices."""

from rules.payloads.payload import Payload, payload


@payload("schedule")
class ScheduleState(Payload):
    """In force; or a draft of another, as rules.schedule_change writes it; or a field of it to choose."""

    field: str = ""
    draft: str = ""
