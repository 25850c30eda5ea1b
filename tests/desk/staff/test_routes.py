"""Every address of staff, for every role, with their own case, a colleague's and nobody's: all on purpose.

The cases are made from the router, so an address that somebody adds is tried without a word here. Behind the
door each handler is replaced by one that says it was reached: what is tried is who gets that far.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import pytest
from aiohttp import web
from sqlalchemy import select

from care.conversations import service as conversations
from care.db.models import Audit, PersonRequest, Staff
from care.staff.rules import ROLES
from desk import staff as staff_desk
from desk.keys import DATABASE
from desk.staff.routes import CASE, GRANTS, Route, WrongRoute, mount
from tests.desk.conftest import OpenDesk
from tests.desk.staff.conftest import Browser, hire

SIGNED_IN = {"agent": "bob", "supervisor": "erin", "owner": "olivia"}
WHO = ("nobody", "half", *SIGNED_IN)
WHOSE = ("bob", "dana", "in the queue", "no case")
SAMPLES = ("1", "x", "a.js", "a.css", "a/b.js", "a.svg", "a.png")
PARAMETER = re.compile(r"\{(\w+)(?::((?:[^{}]|\{\d+(?:,\d*)?\})+))?\}")
REACHED = 299


@dataclass
class Counter:
    """A desk with somebody of every role at a browser, and a case of each kind."""

    desk: OpenDesk
    browsers: dict[str, Browser]
    cases: dict[str, tuple[int, str]]  # whose -> (case, conversation)

    @property
    def routes(self) -> list[Route]:
        return list(self.desk.app[GRANTS].values())

    def path(self, route: Route, whose: str = "bob") -> str:
        case, conversation = self.cases[whose]
        about = {"case": str(case), "conversation": conversation}.get(route.about or "")

        def fill(parameter: re.Match[str]) -> str:
            return about if about and parameter[1] == "id" else sample(parameter[2])

        return PARAMETER.sub(fill, route.path)

    async def call(self, who: str, route: Route, whose: str = "bob", **headers: str) -> int:
        browser = self.browsers[who]
        return (await browser.call(route.method, self.path(route, whose), **headers)).status


def sample(pattern: str | None) -> str:
    """Something that fits a parameter of a path; add to `SAMPLES` what a new pattern needs."""
    return next(each for each in SAMPLES if re.fullmatch(pattern or "[^/]+", each))


async def reached(_request: web.Request) -> web.Response:
    return web.Response(status=REACHED)


@pytest.fixture
async def counter(open_desk: Callable[..., Awaitable[OpenDesk]], monkeypatch: pytest.MonkeyPatch) -> Counter:
    signing_in = {"/staff/api/sign-in"}  # the real one brings everybody in
    real = [route for route in staff_desk.ROUTES if route.path in signing_in]
    stubbed = [replace(route, handler=reached) for route in staff_desk.ROUTES if route.path not in signing_in]
    monkeypatch.setattr(staff_desk, "ROUTES", [*real, *stubbed])
    desk = await open_desk()
    browsers = {"nobody": Browser(desk)} | {who: Browser(desk) for who in ("half", *SIGNED_IN)}
    for name in ("dana", "half", *SIGNED_IN.values()):
        await hire(desk, name)
    await _give_second_factor(desk, "half")
    for who, name in {"half": "half", **SIGNED_IN}.items():
        assert (await browsers[who].sign_in(f"{name}@shop.example")).status == 200
    cases = {whose: await _case(desk, whose) for whose in WHOSE if whose != "no case"}
    return Counter(desk, browsers, cases | {"no case": (999_999, "no-such-conversation")})


def expected(route: Route, who: str, whose: str) -> set[int]:
    """What the table's words mean, said once more: REACHED, or the statuses of a refusal."""
    if route.role == "anyone":
        return {REACHED}
    if who == "nobody" or (who == "half" and route.role != "half"):
        return {401}
    if route.role == "half":
        return {REACHED}
    if ROLES.index(who) < ROLES.index(route.role):
        return {403}
    if route.scope == "own" and whose == "no case":
        return {404}
    if route.scope == "own" and who == "agent" and whose != "bob":
        return {403}
    return {REACHED}


async def test_every_address_for_everybody_with_every_case(counter: Counter):
    tried, wrong = 0, {}
    for route in counter.routes:
        if route.path == "/staff/api/sign-in":
            continue
        for who in WHO:
            for whose in WHOSE:
                status = await counter.call(who, route, whose)
                tried += 1
                if status not in expected(route, who, whose):
                    wrong[route.method, route.path, who, whose] = status
    assert wrong == {}
    assert tried == (len(counter.routes) - 1) * len(WHO) * len(WHOSE)


async def test_every_write_asks_for_the_pages_token_and_an_origin(counter: Counter):
    lax = []
    for route in counter.routes:
        if not route.writes or route.path == "/staff/api/sign-in":
            continue
        told = {
            "token": await counter.call("owner", route, **{"X-CSRF": "x"}) if route.csrf else 403,
            "shop": await counter.call("owner", route, Origin="https://shop.example"),
            "null": await counter.call("owner", route, Origin="null"),
            "none": await counter.call("owner", route, Origin=""),
        }
        lax += [(route.method, route.path, what) for what, status in told.items() if status != 403]
    assert lax == []


def test_only_signing_in_goes_without_the_pages_token():
    """Where there is no session yet, and where the code itself is the secret."""
    without = {route.path for route in staff_desk.ROUTES if route.writes and not route.csrf}
    assert without == {"/staff/api/sign-in", "/staff/api/prove"}


def test_who_may_come_without_a_session_is_a_short_list():
    """The page, its parts, and the sign-in; nothing of them tells anything private."""
    open_to_all = {route.path for route in staff_desk.ROUTES if route.role == "anyone"}
    assert all(
        path == "/staff" or path == "/staff/api/sign-in" or path.startswith("/staff/static/")
        for path in open_to_all
    )


async def test_every_address_below_staff_is_in_the_table(counter: Counter):
    grants = counter.desk.app[GRANTS]
    stray = [
        route
        for resource in counter.desk.app.router.resources()
        if resource.canonical == "/staff" or resource.canonical.startswith("/staff/")
        for route in resource
        if route not in grants
    ]
    assert stray == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/staff/api/nothing"), ("POST", "/staff/api/nothing"), ("PUT", "/staff/api/me"),
        ("HEAD", "/staff/api/me"), ("OPTIONS", "/staff/api/me"), ("GET", "/staff/"),
        ("GET", "/staff/api/cases/1/claim"), ("POST", "/staff/api/cases/1/2/3"), ("TRACE", "/staff/api/me"),
    ],
)  # fmt: skip
async def test_an_unknown_address_or_method_is_refused_to_everybody(counter: Counter, method: str, path: str):
    for who in WHO:
        assert (await counter.browsers[who].call(method, path)).status in {404, 405}


@pytest.mark.parametrize(
    "path", ["//staff/api/me", "/staff/../staff/api/me", "/%73taff/api/me", "/STAFF/api/me"]
)
async def test_no_spelling_goes_round_the_door(counter: Counter, path: str):
    assert (await counter.browsers["nobody"].get(path)).status in {401, 404}


async def test_an_address_outside_of_the_table_is_refused_though_it_is_there(
    open_desk: Callable[..., Awaitable[OpenDesk]], monkeypatch: pytest.MonkeyPatch
):
    def open_door_and_forget(app: web.Application) -> None:
        real(app)
        app.router.add_get("/staff/api/forgotten", reached)

    real = staff_desk.open_door
    monkeypatch.setattr(staff_desk, "open_door", open_door_and_forget)
    desk = await open_desk()
    await hire(desk, "olivia")
    olivia = Browser(desk)
    await olivia.sign_in("olivia@shop.example")
    assert (await olivia.get("/staff/api/forgotten")).status == 404


async def test_each_look_at_private_things_is_in_the_audit(counter: Counter):
    looks = [route for route in counter.routes if route.looks_at]
    for route in looks:
        assert await counter.call("supervisor", route, "dana") == REACHED
        await counter.call("nobody", route, "dana")
    async with counter.desk.app[DATABASE].reading() as session:
        query = select(Audit).where(Audit.action.startswith("look.")).order_by(Audit.id)
        rows = list(await session.scalars(query))
    assert [row.action for row in rows] == [f"look.{route.looks_at}" for route in looks]
    assert {row.actor for row in rows} <= {"staff:erin"}


@pytest.mark.parametrize(
    "route",
    [
        lambda: Route("GET", "/staff/api/x", reached, "nobody"),  # type: ignore[arg-type]
        lambda: Route("GET", "/staff/api/x/{id}", reached, scope="own"),
        lambda: Route("GET", f"{CASE}/x", reached, "half", scope="own"),
        lambda: mount(web.Application(), [Route("GET", "/elsewhere", reached)]),
    ],
)
def test_a_line_of_the_table_that_cannot_be_kept_stops_the_desk(route: Callable[[], object]):
    with pytest.raises(WrongRoute):
        route()


async def _give_second_factor(desk: OpenDesk, staff_id: str) -> None:
    async with desk.app[DATABASE].writing() as session:
        account = await session.get_one(Staff, staff_id)
        account.totp_secret, account.totp_since = "kept", desk.clock.now


async def _case(desk: OpenDesk, whose: str) -> tuple[int, str]:
    now = desk.clock.now
    async with desk.app[DATABASE].writing() as session:
        conversation, _ = await conversations.open_conversation(session, language="en", now=now, address=None)
        case = PersonRequest(
            conversation_id=conversation.id, topic="return_item", reason="asked", asked_at=now,
            waiting_since=now, reply_by=now,
            state="waiting" if whose == "in the queue" else "taken",
            staff_id="bob" if whose == "in the queue" else whose,  # he had it last
        )  # fmt: skip
        session.add(case)
        await session.flush()
        return case.id, conversation.id
