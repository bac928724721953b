"""The refusals of the Bot API, in Telegram's own words."""

from http import HTTPStatus

from simulator.wire import JSON


class Refusal(Exception):
    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def answer(self) -> JSON:
        answer: JSON = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            answer["parameters"] = {"retry_after": self.retry_after}
        return answer


def bad_request(reason: str) -> Refusal:
    return Refusal(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refusal:
    return Refusal(403, f"Forbidden: {reason}")


def conflict(reason: str) -> Refusal:
    return Refusal(409, f"Conflict: {reason}")


def too_many_requests(retry_after: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", retry_after)


def unauthorized() -> Refusal:
    return Refusal(401, "Unauthorized")


def not_found() -> Refusal:
    return Refusal(404, "Not Found")


def other_poller() -> Refusal:
    return conflict("terminated by other getUpdates request; make sure that only one bot instance is running")


def webhook_is_active() -> Refusal:
    return conflict(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )


def webhook_was_set() -> Refusal:
    return conflict("terminated by setWebhook request")


def of_status(code: int, retry_after: int | None = None) -> Refusal:
    """What Telegram answers with this status when nothing more is said."""
    if code == 429:
        return too_many_requests(retry_after or 1)
    if code == 409:
        return other_poller()
    return Refusal(code, HTTPStatus(code).phrase, retry_after)
