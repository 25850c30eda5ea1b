"""What staff do with a case: take it, talk, pass it on, end it. The door has checked who may."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from care.db.engine import Session
from care.desk_views import cases as case_views
from care.handoff import service as handoff
from care.handoff.service import Change
from care.notes import service as notes
from desk.keys import DATABASE, HUB, JOURNAL, NOW
from desk.pages import UnreadableBody
from desk.staff import bodies
from desk.staff.frames import case_json, encode, line_json, may_see, note_json
from desk.staff.keys import DISPATCH, FLOOR
from desk.staff.routes import CASE, MEMBER, Route

STATES = ("waiting", "taken", "message", "done")
MOST = 100
OUTCOMES = ("solved", "no_answer", "duplicate", "refused", "elsewhere", "spam", "other")


async def listed(request: web.Request) -> web.Response:
    """`?state=&q=` -> {cases}, the newest first."""
    state = request.query.get("state")
    words = request.query.get("q", "").strip()[:100]
    limit = bodies.whole_in_query(request, "limit", least=1, most=MOST, usual=MOST)
    async with request.app[DATABASE].reading() as session:
        found = await case_views.in_state(
            session, state if state in STATES else None, words, request.app[FLOOR].read_up_to, limit
        )
    member = request[MEMBER]
    told = [case_json(each, whole=may_see(each, member.id, member.role)) for each in found]
    return web.json_response({"cases": told})


async def claim(request: web.Request) -> web.Response:
    """-> {case}. Of two at once one has it, and the other is told who (409 "taken", {by})."""
    member_id, now, case_id = request[MEMBER].id, request.app[NOW](), bodies.number_in_path(request)
    try:
        return await _do(request, lambda session: handoff.claim(session, case_id, member_id, now=now))
    except handoff.TakenAlready as taken:
        return taken_by(taken)


def taken_by(taken: handoff.TakenAlready) -> web.Response:
    """Who was faster."""
    body = {"error": taken.code, "text": str(taken), "by": taken.by_name}
    return web.json_response(body, status=taken.status)


async def say(request: web.Request) -> web.Response:
    """{cmid, text} -> {line}; the same cmid again gives the line that was stored."""
    body = await bodies.read(request)
    cmid, text = bodies.text(body, "cmid", at_most=64), bodies.text(body, "text", at_most=LONGEST_LINE)
    member, now, hub = request[MEMBER], request.app[NOW](), request.app[HUB]
    conversation_id = await _conversation_of(request)
    line = await request.app[JOURNAL].write(
        lambda session: handoff.say(session, conversation_id, member=member, cmid=cmid, text=text, now=now),
        lambda said: hub.publish(conversation_id, [said]),
    )
    return web.json_response({"line": line_json(line)})


async def write_note(request: web.Request) -> web.Response:
    """{text} -> {note}; whoever is called in it by name hears of it."""
    words = bodies.text(await bodies.read(request), "text")
    member, now, hub = request[MEMBER], request.app[NOW](), request.app[HUB]
    conversation_id = await _conversation_of(request)
    note = await request.app[JOURNAL].write(
        lambda session: notes.add(session, conversation_id, by=member.id, text=words, now=now)
    )
    told = note_json(note, member.name)
    if booth := hub.booth(conversation_id):
        booth.tell_views(encode("note", conversation=conversation_id, note=told))
    words = f"{member.name}: {note.text}"
    for called in set(note.mentions) - {member.id}:
        hub.alert("mention", words, conversation_id=conversation_id, staff_id=called)
    return web.json_response({"note": told})


async def transfer(request: web.Request) -> web.Response:
    """{to | skill, note} -> {case}."""
    body = await bodies.read(request)
    to, skill = (bodies.optional_text(body, name, at_most=64) or None for name in ("to", "skill"))
    note, by, now = _note(body), request[MEMBER].id, request.app[NOW]()
    case_id = bodies.number_in_path(request)
    return await _do(
        request,
        lambda session: handoff.transfer(session, case_id, by=by, to=to, skill=skill, note=note, now=now),
    )


async def read_back(request: web.Request) -> web.Response:
    member_id, now, case_id = request[MEMBER].id, request.app[NOW](), bodies.number_in_path(request)
    return await _do(
        request, lambda session: handoff.read_back(session, case_id, member_id=member_id, now=now)
    )


async def to_bot(request: web.Request) -> web.Response:
    """{note} -> {case}."""
    note, by, now = _note(await bodies.read(request)), request[MEMBER].id, request.app[NOW]()
    case_id = bodies.number_in_path(request)
    return await _do(request, lambda session: handoff.to_bot(session, case_id, by=by, note=note, now=now))


async def resolve(request: web.Request) -> web.Response:
    """{outcome, note?} -> {case}; the note stays beside the conversation."""
    body = await bodies.read(request)
    outcome = bodies.text(body, "outcome", at_most=64)
    if outcome not in OUTCOMES:
        raise UnreadableBody(f"outcome should be one of {', '.join(OUTCOMES)}")
    note, by, now = bodies.optional_text(body, "note"), request[MEMBER].id, request.app[NOW]()
    case_id = bodies.number_in_path(request)

    async def end(session: Session) -> Change:
        change = await handoff.resolve(session, case_id, by=by, outcome=outcome, now=now)
        if note and note.strip():
            await notes.add(session, change.conversation_id, by=by, text=note, now=now)
        return change

    return await _do(request, end)


async def reopen(request: web.Request) -> web.Response:
    """-> {case}: a new one that names the one that ended."""
    by, now, case_id = request[MEMBER].id, request.app[NOW](), bodies.number_in_path(request)
    return await _do(request, lambda session: handoff.reopen(session, case_id, by=by, now=now))


async def assign(request: web.Request) -> web.Response:
    """{staff} -> {case}."""
    to = bodies.text(await bodies.read(request), "staff", at_most=64)
    by, now, case_id = request[MEMBER].id, request.app[NOW](), bodies.number_in_path(request)
    return await _do(request, lambda session: handoff.assign(session, case_id, to=to, by=by, now=now))


async def join(request: web.Request) -> web.Response:
    by, now, case_id = request[MEMBER].id, request.app[NOW](), bodies.number_in_path(request)
    return await _do(request, lambda session: handoff.join(session, case_id, by=by, now=now))


async def _do(request: web.Request, step: Callable[[Session], Awaitable[Change]]) -> web.Response:
    """One step of a case, told to everybody right after its commit; the answer is the case as it is then."""
    app = request.app
    change = await app[JOURNAL].write(step, lambda changed: app[DISPATCH].tell([changed]))
    app[DISPATCH].wake()
    await app[FLOOR].look_again()
    async with app[DATABASE].reading() as session:
        [case] = await case_views.of_ids(session, [change.request_id], app[FLOOR].read_up_to)
    return web.json_response({"case": case_json(case, whole=True)})


async def _conversation_of(request: web.Request) -> str:
    """Raises `NotFound`."""
    async with request.app[DATABASE].reading() as session:
        return (await handoff.case(session, bodies.number_in_path(request))).conversation_id


def _note(body: dict[str, object]) -> str:
    return bodies.text(body, "note").strip()


LONGEST_LINE = 4_000
ROUTES = [
    Route("GET", "/staff/api/cases", listed, looks_at="cases"),
    Route("POST", f"{CASE}/claim", claim),
    Route("POST", f"{CASE}/say", say, scope="own"),
    Route("POST", f"{CASE}/notes", write_note),
    Route("POST", f"{CASE}/transfer", transfer, scope="own"),
    Route("POST", f"{CASE}/read-back", read_back, scope="own"),
    Route("POST", f"{CASE}/to-bot", to_bot, scope="own"),
    Route("POST", f"{CASE}/resolve", resolve, scope="own"),
    Route("POST", f"{CASE}/reopen", reopen),
    Route("POST", f"{CASE}/assign", assign, role="supervisor"),
    Route("POST", f"{CASE}/join", join, role="supervisor"),
]
