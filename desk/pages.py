"""What every HTTP answer of the desk has in common: headers that keep browsers strict, and errors as JSON."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from care.errors import CareError

BODY_WITHIN_S = 10.0
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",  # the chat fetches a shopper's photos with their key
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}

log = logging.getLogger(__name__)


class UnreadableBody(CareError):
    """The body is not the JSON object that the address expects."""

    code = "bad_request"


async def keep_browsers_strict(_request: web.Request, response: web.StreamResponse) -> None:
    """An `on_response_prepare` hook. What a handler has set itself stays."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.pop("Server", None)


@web.middleware
async def render_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Errors as `{"error": code, "text": ...}`; a bug is logged here and tells the client nothing."""
    try:
        return await handler(request)
    except CareError as problem:
        return error(problem.status, problem.code, str(problem))
    except web.HTTPException as problem:
        if problem.status < 400:
            raise
        headers = {"Allow": problem.headers["Allow"]} if "Allow" in problem.headers else None
        reason = problem.reason or "error"
        return error(problem.status, reason.lower().replace(" ", "_"), reason, headers)
    except (asyncio.CancelledError, ConnectionError):
        raise
    except Exception:
        log.exception("%s %s failed", request.method, request.path)
        return error(500, "failed", "Something went wrong on our side.")


async def read_json(request: web.Request) -> dict[str, Any]:
    """The JSON object in a small request body. Raises `UnreadableBody`."""
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise UnreadableBody("The body should not be compressed.")
    if request.content_type != "application/json":
        raise UnreadableBody("The body should be application/json.")
    try:
        async with asyncio.timeout(BODY_WITHIN_S):
            body = json.loads(await request.read())
    except TimeoutError as error:
        raise UnreadableBody("The body came too slowly.") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableBody("The body should be JSON.") from error
    if not isinstance(body, dict):
        raise UnreadableBody("The body should be a JSON object.")
    return body


def error(status: int, code: str, text: str, headers: dict[str, str] | None = None) -> web.Response:
    return web.json_response({"error": code, "text": text}, status=status, headers=headers)
