"""The shop at large: orders in trouble, what is found by a search, and how well the desk does."""

from __future__ import annotations

from aiohttp import web

from care.db.engine import Session
from care.desk_views import cases as case_views
from care.desk_views import problems as problem_views
from care.desk_views.quality import quality
from care.errors import NotFound
from care.handoff.service import TakenAlready
from care.reaching_out import service as reaching_out
from care.reaching_out.service import Written
from care.search import service as search
from desk.keys import DATABASE, HUB, JOURNAL, NOW, SHOP
from desk.staff import bodies
from desk.staff.api_cases import taken_by
from desk.staff.frames import case_json, line_json
from desk.staff.keys import DISPATCH, FLOOR
from desk.staff.routes import MEMBER, Route

LONGEST_SEARCH = 200


async def problems(request: web.Request) -> web.Response:
    """-> {problems}, the worst first."""
    async with request.app[DATABASE].reading() as session:
        found = await problem_views.problems(session, request.app[SHOP], request.app[NOW]())
    return web.json_response({"problems": found})


async def write_first(request: web.Request) -> web.Response:
    """{text, key} -> {case, line}: the chat is mine, and the shopper has a letter too."""
    body = await bodies.read(request)
    words, key = bodies.text(body, "text"), bodies.text(body, "key", at_most=64)
    app, member, number = request.app, request[MEMBER], request.match_info["number"]

    async def write(session: Session) -> Written:
        order = await problem_views.find(session, number)
        if order is None:
            raise NotFound("There is no such order.")
        return await reaching_out.write_first(
            session, order, member=member, cmid=key, text=words, topic="order_status", shop=app[SHOP],
            now=app[NOW](),
        )  # fmt: skip

    def tell(written: Written) -> None:
        app[DISPATCH].tell([written.change])
        app[HUB].publish(written.change.conversation_id, [written.line])

    try:
        written = await app[JOURNAL].write(write, tell)
    except TakenAlready as taken:
        return taken_by(taken)
    await app[FLOOR].look_again()
    async with app[DATABASE].reading() as session:
        [case] = await case_views.of_ids(session, [written.change.request_id], app[FLOOR].read_up_to)
    return web.json_response({"case": case_json(case, whole=True), "line": line_json(written.line)})


async def find(request: web.Request) -> web.Response:
    """`?q=` -> {results: [{kind, ...}], hits in conversations, customers, orders and cases}."""
    words = request.query.get("q", "").strip()[:LONGEST_SEARCH]
    async with request.app[DATABASE].reading() as session:
        found = await search.find(session, words)
    return web.json_response({"results": found})


async def figures(request: web.Request) -> web.Response:
    """`?days=28` -> as `care.desk_views.quality`; an agent sees the desk's figures and their own."""
    member = request[MEMBER]
    days = bodies.whole_in_query(request, "days", least=1, most=366, usual=28)
    only = member.id if member.role == "agent" else None
    async with request.app[DATABASE].reading() as session:
        told = await quality(session, now=request.app[NOW](), days=days, staff_id=only)
    return web.json_response(told)


ROUTES = [
    Route("GET", "/staff/api/problems", problems, looks_at="problems"),
    Route("POST", "/staff/api/problems/{number}/write", write_first),
    Route("GET", "/staff/api/search", find, looks_at="search"),
    Route("GET", "/staff/api/quality", figures),
]
