"""The HTTP around the sockets: strict headers, plain errors, honest health, and nothing that wears it out."""

from __future__ import annotations

import asyncio
import gzip
import json

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from sqlalchemy import text

from desk import app as desk_app
from desk import health, pages
from desk.addresses import client_address, is_loopback
from desk.app import make_runner
from desk.keys import DATABASE
from tests.desk.conftest import OpenDesk
from tests.desk.fake_bot import FakeBot


async def test_every_answer_keeps_browsers_strict(desk: OpenDesk):
    for path in ("/health", "/nowhere", "/chat"):
        async with desk.http.get(desk.url + path) as answer:
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert "Server" not in answer.headers


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [("GET", "/nowhere", 404, "not_found"), ("POST", "/health", 405, "method_not_allowed")],
)
async def test_errors_are_json(desk: OpenDesk, method: str, path: str, status: int, code: str):
    async with desk.http.request(method, desk.url + path) as answer:
        assert answer.status == status
        assert (await answer.json())["error"] == code


async def test_a_bug_tells_the_client_nothing():
    async def broken(_request: web.Request) -> web.Response:
        raise RuntimeError("the secret is 42")

    request = make_mocked_request("GET", "/")
    answer = await pages.render_errors(request, broken)
    assert isinstance(answer, web.Response)
    assert answer.status == 500
    assert "42" not in (answer.text or "")


async def test_health_says_when_the_bot_is_away(
    desk: OpenDesk, bot: FakeBot, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(health, "FRESH_S", 0)
    async with desk.http.get(f"{desk.url}/health") as answer:
        assert (answer.status, await answer.json()) == (200, {"status": "ok", "database": "ok", "bot": "ok"})
    await bot.stop()
    async with desk.http.get(f"{desk.url}/health") as answer:
        assert answer.status == 503
        assert (await answer.json())["bot"] == "failing"


async def test_health_really_asks_the_database(desk: OpenDesk, record: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(health, "FRESH_S", 0)
    async with desk.app[DATABASE].writing() as session:
        await session.execute(text("ALTER TABLE conversations RENAME TO gone"))
    async with desk.http.get(f"{desk.url}/health") as answer:
        assert answer.status == 503
        assert (await answer.json())["database"] == "failing"


async def test_slow_headers_do_not_hold_a_connection(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch):
    assert desk_app.HEADERS_WITHIN_S < 10
    monkeypatch.setattr(desk_app, "HEADERS_WITHIN_S", 0.3)
    await desk.close()
    await desk.open()
    reader, writer = await asyncio.open_connection("127.0.0.1", desk.port)
    writer.write(b"GET /health HTTP/1.1\r\nHost: x\r\n")
    assert await asyncio.wait_for(reader.read(), 3) == b""
    writer.close()


async def _takes_json(request: web.Request) -> web.Response:
    return web.json_response(await pages.read_json(request))


@pytest.fixture
async def taker():
    """A server of the desk's make with one address that takes JSON."""
    app = web.Application(middlewares=[pages.render_errors], client_max_size=desk_app.MAX_BODY_BYTES)
    app.router.add_post("/take", _takes_json)
    runner = make_runner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/take"
    await runner.cleanup()


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b'{"a": 1}', {}, 200),
        (b'{"a": 1', {}, 400),
        (b"[1]", {}, 400),
        (b"[" * 50_000, {}, 400),
        (b"\xff", {}, 400),
        (b'{"a": 1}', {"Content-Type": "text/plain"}, 400),
        (json.dumps({"a": "x" * 70_000}).encode(), {}, 413),
        (gzip.compress(b" " * 50_000_000), {"Content-Encoding": "gzip"}, 400),
    ],
    ids=["good", "cut off", "a list", "nested", "no text", "not said to be JSON", "too large", "a bomb"],
)
async def test_bodies_are_small_plain_json_objects(
    desk: OpenDesk, taker: str, body: bytes, headers: dict[str, str], status: int
):
    headers = {"Content-Type": "application/json", **headers}
    async with desk.http.post(taker, data=body, headers=headers) as answer:
        assert answer.status == status
        assert answer.content_type == "application/json"


async def test_a_body_that_trickles_in_is_not_waited_for(taker: str, monkeypatch: pytest.MonkeyPatch):
    assert pages.BODY_WITHIN_S <= 10
    monkeypatch.setattr(pages, "BODY_WITHIN_S", 0.1)
    host, port = taker.split("/")[2].split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(
        b"POST /take HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
    )
    assert b"400" in await asyncio.wait_for(reader.readline(), 3)
    writer.close()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "client"),
    [
        (0, "203.0.113.7", "127.0.0.1"),  # nobody of ours wrote that
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "1.2.3.4, 203.0.113.7", "203.0.113.7"),
        (2, "1.2.3.4, 203.0.113.7, 10.0.0.1", "203.0.113.7"),
        (2, "203.0.113.7", "127.0.0.1"),  # it did not come through both
        (1, "::ffff:203.0.113.7", "203.0.113.7"),
        (1, "2001:DB8::1", "2001:db8::1"),
        (1, "unknown", None),
        (1, "", None),
    ],
)
def test_the_clients_address_is_what_our_own_proxies_say(proxies: int, forwarded: str, client: str | None):
    request = make_mocked_request("GET", "/", headers={"X-Forwarded-For": forwarded})
    request = request.clone(remote="127.0.0.1")
    assert client_address(request, trusted_proxies=proxies) == client


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("shop.example", False)],
)
def test_the_demo_is_for_this_machine(host: str, loopback: bool):
    assert is_loopback(host) is loopback
