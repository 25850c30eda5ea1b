"""A conversation as staff read it, its tags, and the shopper's side panel with all that can be done there."""

from __future__ import annotations

import uuid
from typing import Any

from aiohttp import web
from pydantic import ValidationError

from care.aftersales import service as aftersales
from care.aftersales.errors import Changed, Refused
from care.aftersales.records import KINDS, order_number_of, quote_json, wish_from
from care.aftersales.wishes import Wish
from care.conversations import queries as lines
from care.conversations import service as conversations
from care.db.engine import Session
from care.db.models import Conversation
from care.db.types import JsonObject
from care.desk_views import cases as case_views
from care.desk_views.cases import iso
from care.desk_views.panel import panel
from care.errors import CareError, NotFound
from care.identity.service import Shopper
from care.notes import service as notes
from desk.keys import DATABASE, HUB, JOURNAL, NOW, SHOP
from desk.pages import UnreadableBody
from desk.staff import bodies
from desk.staff.frames import case_json, line_json, note_json
from desk.staff.keys import FLOOR
from desk.staff.routes import CONVERSATION, MEMBER, Route
from desk.staff.socket import viewing

NEWEST_LINES = 1_000
LONGEST_KEY = 100


class Unknown(CareError):
    """The shopper has not proved who they are, so nothing of an account can be done here."""

    code = "not_proved"
    status = 409


async def conversation(request: web.Request) -> web.Response:
    """-> {case, lines, notes, tags, viewing, seen}: the newest lines, the bot's part with them."""
    id_ = request.match_info["id"]
    async with request.app[DATABASE].reading() as session:
        found = await _get(session, id_)
        case = await case_views.of_conversation(session, id_, request.app[FLOOR].read_up_to)
        told = {
            "id": id_,
            "language": found.language,
            "owner": found.owner,
            "seen": found.seen_seq,
            "case": case_json(case, whole=True) if case else None,
            "lines": [line_json(each) for each in await lines.newest_lines(session, id_, NEWEST_LINES)],
            "notes": [note_json(note, name) for note, name in await notes.of_conversation(session, id_)],
            "tags": await notes.tags_of(session, id_),
            "viewing": viewing(request.app[HUB].booth(id_)),
        }
    return web.json_response(told)


async def tag(request: web.Request) -> web.Response:
    """{name} -> {tags}."""
    return await _tag(request, notes.tag)


async def untag(request: web.Request) -> web.Response:
    """{name} -> {tags}."""
    return await _tag(request, notes.untag)


async def _tag(request: web.Request, change: Any) -> web.Response:
    name = bodies.text(await bodies.read(request), "name", at_most=200)
    id_, by, now, hub = request.match_info["id"], request[MEMBER].id, request.app[NOW](), request.app[HUB]

    async def write(session: Session) -> list[str]:
        await _get(session, id_)
        tags: list[str] = await change(session, id_, name, by=by, now=now)
        return tags

    tags = await request.app[JOURNAL].write(write, lambda _: hub.changed(id_))
    return web.json_response({"tags": tags})


async def customer(request: web.Request) -> web.Response:
    """The side panel; `care.desk_views.panel` says what is in it."""
    async with request.app[DATABASE].reading() as session:
        found = await _get(session, request.match_info["id"])
        told = await panel(session, found, request.app[SHOP], request.app[NOW]())
    return web.json_response(told)


async def quote(request: web.Request) -> web.Response:
    """{wish} -> {quote, fingerprint}: what it comes to; nothing is changed."""
    wish = _wish(request, await bodies.read(request))
    async with request.app[DATABASE].reading() as session:
        shopper = await _shopper(session, request)
        try:
            found = await aftersales.quote(session, shopper, wish, request.app[SHOP], request.app[NOW]())
        except Refused as refused:
            return _refused(refused)
    return web.json_response({"quote": _quote(found), "fingerprint": found.fingerprint})


async def perform(request: web.Request) -> web.Response:
    """{wish, agreed, key} -> {number, kind, quote, repeated}, done once, under the agent's name."""
    body = await bodies.read(request)
    wish, agreed = _wish(request, body), bodies.text(body, "agreed", at_most=64)
    key, member = bodies.text(body, "key", at_most=LONGEST_KEY), request[MEMBER]
    try:
        # Not by the journal: this waits for locks of others, and no line of a chat shall wait with it.
        async with request.app[DATABASE].writing() as session:
            done = await aftersales.perform(
                session,
                await _shopper(session, request),
                wish,
                key=_key(member.id, key),
                agreed=agreed,
                shop=request.app[SHOP],
                now=request.app[NOW](),
                actor=f"staff:{member.id}",
            )
    except Refused as refused:
        return _refused(refused)
    except Changed as changed:
        return _changed(changed)
    request.app[HUB].changed(request.match_info["id"])
    told = {"number": done.number, "kind": done.kind, "quote": _quote(done.quote), "at": iso(done.at)}
    return web.json_response(told | {"repeated": done.repeated})


def _key(member_id: str, key: str) -> str:
    """Keys are told apart by whose hand it was, so that nobody repeats a colleague's by accident."""
    return f"staff:{uuid.uuid5(uuid.NAMESPACE_OID, f'{member_id}/{key}')}"


def _wish(request: web.Request, body: dict[str, Any]) -> Wish:
    """`{"kind": "return", ...}`; the order is the address's. Raises `UnreadableBody`."""
    fields = dict(bodies.mapping(body, "wish"))
    kind = fields.pop("kind", None)
    if kind not in KINDS:
        raise UnreadableBody(f"wish.kind should be one of {', '.join(KINDS)}")
    fields.pop("order_number", None)
    if number := request.match_info.get("number"):
        fields["order_number"] = number
    try:
        wish = wish_from(kind, {name: fields[name] for name in fields if _has(kind, name)})
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(map(str, problem["loc"]))
        raise UnreadableBody(f"wish.{where}: {problem['msg']}") from None
    if (order_number_of(wish) is None) == ("number" in request.match_info):
        raise UnreadableBody(f"{kind} does not belong to this address")
    return wish


def _has(kind: str, name: str) -> bool:
    return name in KINDS[kind].__dataclass_fields__


async def _shopper(session: Session, request: web.Request) -> Shopper:
    """Whom the shopper of this conversation proved to be, then or now: the agent answers for the rest.

    Raises `NotFound`, `Unknown`.
    """
    found = await _get(session, request.match_info["id"])
    if found.customer_id is None:
        raise Unknown("The shopper has not shown who they are yet. Ask them to sign in or for a code.")
    return Shopper(found.id, found.customer_id, found.proof, found.language, found.opened_from)


async def _get(session: Session, conversation_id: str) -> Conversation:
    found = await conversations.get(session, conversation_id)
    if found is None:
        raise NotFound("There is no such conversation.")
    return found


def _quote(quote: Any) -> JsonObject:
    """With the sums a person reads first; money as strings."""
    sums = {"comes_back": str(quote.comes_back), "to_pay": str(quote.to_pay)}
    told: JsonObject = quote_json(quote) | sums
    return told


def _refused(refused: Refused) -> web.Response:
    facts = {name: _plain(value) for name, value in refused.facts.items()}
    body = {"error": refused.code, "text": str(refused), "reason": refused.reason, "facts": facts}
    return web.json_response(body | {"instead": list(refused.instead)}, status=refused.status)


def _changed(changed: Changed) -> web.Response:
    body = {"error": changed.code, "text": str(changed), "quote": _quote(changed.quote)}
    return web.json_response(body | {"fingerprint": changed.quote.fingerprint}, status=changed.status)


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, str | int | float | bool | dict | None) else str(value)


ORDER = f"{CONVERSATION}/orders/{{number}}"
ACCOUNT = f"{CONVERSATION}/account"
ROUTES = [
    Route("GET", CONVERSATION, conversation, looks_at="conversation"),
    Route("POST", f"{CONVERSATION}/tags", tag),
    Route("DELETE", f"{CONVERSATION}/tags", untag),
    Route("GET", f"{CONVERSATION}/customer", customer, looks_at="customer"),
    Route("POST", f"{ORDER}/quote", quote, scope="own"),
    Route("POST", f"{ORDER}/perform", perform, scope="own"),
    Route("POST", f"{ACCOUNT}/quote", quote, scope="own"),
    Route("POST", f"{ACCOUNT}/perform", perform, scope="own"),
]
