"""Serves the actions to Rasa on loopback: `python -m actions.server`. One database, connections kept open."""

from __future__ import annotations

import gc
import logging
from collections.abc import AsyncIterator
from hmac import compare_digest

import uvloop
from aiohttp import web
from aiohttp.typedefs import Handler
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from actions.counter import Counter, close_counter, counter_of, open_counter
from care.config import Settings, load_settings

# Rasa sends the whole dialogue with each call; the desk caps a line long before this.
MOST_BYTES = 8 * 1024 * 1024
KEEP_ALIVE_S = 75.0

EXECUTOR = web.AppKey("executor", ActionExecutor)
TOKEN = web.AppKey("token", str)


def make_app(counter: Counter, *, token: str = "") -> web.Application:
    """The application. With a token, only callers who send it as a bearer are served."""
    app = web.Application(client_max_size=MOST_BYTES, middlewares=[_only_the_bot])
    app[EXECUTOR] = ActionExecutor()
    app[EXECUTOR].register_package("actions")
    app[TOKEN] = token
    open_counter(counter)
    app.cleanup_ctx.append(_closing)
    app.add_routes([web.post("/webhook", _run_action), web.get("/health", _health)])
    return app


async def _closing(_app: web.Application) -> AsyncIterator[None]:
    yield
    await close_counter()


@web.middleware
async def _only_the_bot(request: web.Request, handler: Handler) -> web.StreamResponse:
    token = request.app[TOKEN]
    given = request.headers.get("Authorization", "").removeprefix("Bearer ") or request.query.get("token", "")
    if token and request.path != "/health" and not compare_digest(given.encode(), token.encode()):
        return web.json_response({"error": "the token is missing or wrong"}, status=401)
    return await handler(request)


async def _run_action(request: web.Request) -> web.Response:
    """`{"next_action", "tracker", "domain"?}` -> `{"events", "responses"}`, as Rasa words it."""
    call = await request.json()
    call.setdefault("domain", {})  # our actions never look at it, so Rasa need not send it
    try:
        result = await request.app[EXECUTOR].run(call)
    except ActionExecutionRejection as error:
        return web.json_response({"error": error.message, "action_name": error.action_name}, status=400)
    except ActionNotFoundException as error:
        return web.json_response({"error": error.message, "action_name": error.action_name}, status=404)
    return web.json_response(result.model_dump() if result else None)


async def _health(_request: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


def serve(settings: Settings) -> None:
    app = make_app(counter_of(settings), token=settings.bot_token.get_secret_value())
    gc.collect()
    gc.freeze()  # what the modules made stays; walking through it now and then would hold up a turn
    web.run_app(
        app,
        host="127.0.0.1",
        port=settings.actions_port,
        keepalive_timeout=KEEP_ALIVE_S,
        access_log=None,
        print=None,
        loop=uvloop.new_event_loop(),
    )


if __name__ == "__main__":
    settings = load_settings()
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("rasa_sdk").setLevel(logging.WARNING)  # it tells each action it finds
    serve(settings)
