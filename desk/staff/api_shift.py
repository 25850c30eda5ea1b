"""What was promised to shoppers, and how a shift hands it over to the next."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from care.conversations import service as conversations
from care.db.engine import Session
from care.db.models import Handover, Promise
from care.db.types import JsonObject
from care.desk_views import cases as case_views
from care.desk_views import promises as promise_views
from care.desk_views.cases import iso
from care.desk_views.colleagues import colleagues
from care.errors import CareError, NotFound
from care.handoff.service import Change
from care.promises import service as promises
from care.shifts import service as shifts
from desk.keys import DATABASE, HUB, JOURNAL, NOW
from desk.pages import UnreadableBody
from desk.staff import bodies
from desk.staff.keys import DISPATCH, FLOOR
from desk.staff.routes import MEMBER, Route

KINDS = ("call_back", "trace", "other")


class NotYourPromise(CareError):
    """A colleague keeps it, or a supervisor."""

    code = "not_yours"
    status = 403


async def listed(request: web.Request) -> web.Response:
    """-> {promises}: all that is owed, the most pressing first."""
    async with request.app[DATABASE].reading() as session:
        return web.json_response({"promises": await promise_views.all_owed(session)})


async def make(request: web.Request) -> web.Response:
    """{conversation, text, due_at, kind?} -> {promise}; who makes it keeps it."""
    body = await bodies.read(request)
    conversation_id = bodies.text(body, "conversation", at_most=64)
    words = bodies.text(body, "text", at_most=500)
    kind, member, now = body.get("kind", "other"), request[MEMBER], request.app[NOW]()
    if kind not in KINDS:
        raise UnreadableBody(f"kind should be one of {', '.join(KINDS)}")
    due_at = _moment(body, "due_at")
    if due_at <= now:
        raise UnreadableBody("due_at should be later than now")

    async def write(session: Session) -> Promise:
        if await conversations.get(session, conversation_id) is None:
            raise NotFound("There is no such conversation.")
        return await promises.make(
            session, conversation_id, kind=kind, text=words.strip(), made_by=f"staff:{member.id}",
            due_at=due_at, now=now, owner_id=member.id,
        )  # fmt: skip

    promise = await request.app[JOURNAL].write(write)
    return await _promise(request, promise.id)


async def keep(request: web.Request) -> web.Response:
    """-> {promise}: it was done."""
    promise_id, member, now = bodies.number_in_path(request), request[MEMBER], request.app[NOW]()

    async def write(session: Session) -> None:
        promise = await promises.get(session, promise_id)
        if promise.owner_id not in {None, member.id} and member.role == "agent":
            raise NotYourPromise("A colleague keeps this promise.")
        await promises.keep(session, promise_id, now=now)

    await request.app[JOURNAL].write(write)
    return await _promise(request, promise_id)


async def handovers(request: web.Request) -> web.Response:
    """-> {handovers}: for me, for whoever is next, and mine; the newest first."""
    async with request.app[DATABASE].reading() as session:
        found = await shifts.newest(session, request[MEMBER].id)
        return web.json_response({"handovers": [await _handover(session, request, each) for each in found]})


async def hand_over(request: web.Request) -> web.Response:
    """{note, to?} -> {handover}: all that I have open, for a colleague or for whoever is next."""
    body = await bodies.read(request)
    note, to = bodies.text(body, "note"), bodies.optional_text(body, "to", at_most=64)
    member, now = request[MEMBER], request.app[NOW]()
    handover = await request.app[JOURNAL].write(
        lambda session: shifts.write(session, by=member.id, note=note, to=to or None, now=now)
    )
    request.app[HUB].alert("handover", f"{member.name}: {handover.note}", staff_id=handover.to_staff)
    async with request.app[DATABASE].reading() as session:
        return web.json_response({"handover": await _handover(session, request, handover)})


async def read_back(request: web.Request) -> web.Response:
    """-> {handover}: its chats and promises are mine now."""
    handover_id, member, now = bodies.number_in_path(request), request[MEMBER], request.app[NOW]()
    dispatch = request.app[DISPATCH]

    def told(result: tuple[Handover, list[Change]]) -> None:
        dispatch.tell(result[1])

    handover, _ = await request.app[JOURNAL].write(
        lambda session: shifts.read_back(session, handover_id, member_id=member.id, now=now), told
    )
    await request.app[FLOOR].look_again()
    async with request.app[DATABASE].reading() as session:
        return web.json_response({"handover": await _handover(session, request, handover)})


async def _promise(request: web.Request, promise_id: int) -> web.Response:
    await request.app[FLOOR].look_again()
    async with request.app[DATABASE].reading() as session:
        [promise] = await promise_views.of_ids(session, [promise_id])
    return web.json_response({"promise": promise})


async def _handover(session: Session, request: web.Request, handover: Handover) -> JsonObject:
    """With what was open then, as it stands now."""
    names = {each["id"]: each["name"] for each in await colleagues(session, request.app[NOW]())}
    cases = await case_views.of_ids(session, handover.cases, request.app[FLOOR].read_up_to)
    return {
        "id": handover.id,
        "from": _person(names, handover.from_staff),
        "to": _person(names, handover.to_staff),
        "at": iso(handover.at),
        "note": handover.note,
        "cases": [
            {"id": each.request.id, "conversation": each.conversation_id, "topic": each.request.topic,
             "state": each.request.state, "customer": each.customer}
            for each in cases
        ],
        "promises": await promise_views.of_ids(session, handover.promises),
        "read_back_at": iso(handover.read_back_at),
        "read_back_by": _person(names, handover.read_back_by),
    }  # fmt: skip


def _person(names: dict[str, str], member_id: str | None) -> JsonObject | None:
    return {"id": member_id, "name": names.get(member_id, "")} if member_id else None


def _moment(body: dict[str, Any], name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(bodies.text(body, name, at_most=40))
    except ValueError as error:
        raise UnreadableBody(f"{name} should be a moment such as 2026-11-02T15:00:00Z") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


ROUTES = [
    Route("GET", "/staff/api/promises", listed),
    Route("POST", "/staff/api/promises", make),
    Route("POST", "/staff/api/promises/{id}/keep", keep),
    Route("GET", "/staff/api/handovers", handovers),
    Route("POST", "/staff/api/handovers", hand_over),
    Route("POST", "/staff/api/handovers/{id}/read-back", read_back),
]
