"""What the bot answers over HTTP: how it does, and Telegram's posts when there is a webhook."""

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.counted_metrics import CountedMetrics
from bot.health import what_is_wrong
from bot.metrics import exposition
from bot.webhook import Webhook
from bot.wiring import Wiring


def web_app(wiring: Wiring) -> Starlette:
    """The routes. Nothing in an answer tells of people, or of how the bot is set up."""
    counted = wiring.process_metrics
    assert isinstance(counted, CountedMetrics), "who listens counts"

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("alive")  # that it answers at all shows that the event loop turns

    async def readyz(_: Request) -> Response:
        wrong = await what_is_wrong(wiring.process_metrics, wiring.database)
        return PlainTextResponse(wrong or "ready", 503 if wrong else 200)

    async def metrics(_: Request) -> Response:
        told = await exposition(counted, wiring.database, wiring.programme, wiring.clock())
        return Response(told, media_type=CONTENT_TYPE_LATEST)

    routes = [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]
    if isinstance(wiring.receiver, Webhook):
        routes.append(Route(wiring.settings.webhook_path, wiring.receiver.receive, methods=["POST"]))
    return Starlette(routes=routes)
