"""Only the shop's own pages open a chat."""

from __future__ import annotations

import aiohttp
import pytest

from desk.origins import Origins, own_origins
from tests.desk.conftest import ORIGIN, OpenDesk


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "",
        "https://shop.example.evil.com",
        "https://evil-shop.example",
        "https://shop.exampl",
        "https://shop.examplee",
        "http://shop.example",
        "https://shop.example:8443",
        "https://sub.shop.example",
        "https://shop.example@evil.com",
        "https://evil.com/https://shop.example",
        "https://evil.com#https://shop.example",
        "https://evil.com?https://shop.example",
        "https://shop.example/",
        "https://shop.example, https://evil.com",
        "https://evil.com, https://shop.example",
        "https:shop.example",
        "//shop.example",
        "shop.example",
        "https://",
        "https://[",
        "https://shop.example:x",
        "file://",
        "chrome-extension://abc",
        "https://ѕhop.example",
    ],
)
async def test_a_page_that_is_not_on_the_list_is_refused(desk: OpenDesk, origin: str | None):
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await desk.knock(origin and origin.encode("utf-8").decode("latin-1"))
    assert refused.value.status == 403


@pytest.mark.parametrize("origin", [ORIGIN, "https://SHOP.example", "https://shop.example:443"])
async def test_the_shops_pages_are_let_in(desk: OpenDesk, origin: str):
    alice = await desk.knock(origin)
    await alice.hello()


async def test_two_origins_are_none(desk: OpenDesk):
    async with desk.http.get(
        f"{desk.url}/chat", headers=[("Origin", ORIGIN), ("Origin", "https://evil.com")]
    ) as answer:
        assert answer.status == 403
        assert (await answer.json())["error"] == "origin"


async def test_the_name_a_visitor_calls_us_by_is_no_permission(desk: OpenDesk):
    """A name of somebody else's may point at this machine: its pages would send it as Host and Origin."""
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await desk.knock("http://rebound.example", Host="rebound.example")


def test_the_desks_own_pages_are_let_in():
    own = own_origins(host="127.0.0.1", port=8080, public_url="https://chat.shop.example/desk")
    assert set(own) == {"http://127.0.0.1:8080", "http://localhost:8080", "https://chat.shop.example"}
    assert own_origins(host="192.0.2.7", port=80, public_url="") == ["http://192.0.2.7:80"]
    assert Origins(own_origins(host="::1", port=8080, public_url=""))
