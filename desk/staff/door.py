"""Lets staff in, and lets each do what their role and the case grant; everything else is refused here."""

from __future__ import annotations

import hmac
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler
from sqlalchemy import select

from care.audit import service as audit
from care.db.engine import Session
from care.db.models import PersonRequest
from care.errors import CareError, NotFound
from care.staff import rules
from care.staff import service as staff
from care.staff.service import Visit
from desk.keys import DATABASE, NOW
from desk.origins import Origins
from desk.staff.cookies import SESSION, Cookies
from desk.staff.routes import BELOW, GRANTS, MEMBER, VISIT, Route

COOKIES = web.AppKey("staff_cookies", Cookies)
STAFF_ORIGINS = web.AppKey("staff_origins", Origins)
SAME_SITE = frozenset({"same-origin", "none"})  # "none": typed into the address bar
NEEDS_BODY = frozenset({"POST", "PUT", "PATCH"})


class Refused(CareError):
    """Signed in, but this is not granted."""

    code = "refused"
    status = 403


class NotSignedIn(CareError):
    """A session is needed that proved everything."""

    code = "signed_out"
    status = 401


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """What is not granted is refused; everything outside of staff's addresses passes."""
    grant = request.app[GRANTS].get(request.match_info.route)
    if grant is None:
        if request.path == BELOW or request.path.startswith(f"{BELOW}/"):
            raise NotFound("There is nothing at this address.")
        return await handler(request)
    _require_same_page(request, grant)
    if grant.role != "anyone":
        await _admit(request, grant)
    return await handler(request)


async def visit_of(request: web.Request) -> Visit | None:
    """Who holds this request's session now. A socket asks again from time to time: sessions end."""
    async with request.app[DATABASE].reading() as session:
        return await staff.who(session, token_of(request), now=request.app[NOW]())


async def at_work(request: web.Request) -> None:
    """A sign of life over a socket: somebody typed or read, so the session does not end for idleness."""
    async with request.app[DATABASE].writing() as session:
        await staff.keep(session, token_of(request), now=request.app[NOW]())


def token_of(request: web.Request) -> str:
    return request.app[COOKIES].read(request, SESSION)


async def _admit(request: web.Request, grant: Route) -> None:
    """Raises `NotSignedIn` and `Refused`."""
    now, database = request.app[NOW](), request.app[DATABASE]
    async with database.reading() as session:
        visit = await staff.visit(session, token_of(request), now=now)
        if visit is None or (visit.step != "in" and grant.role != "half"):
            raise NotSignedIn("Please sign in.")
        _require_token(request, grant, visit)
        if grant.role != "half" and not rules.may(visit.member.role, grant.role):
            raise Refused(f"This needs the role {grant.role}.")
        if grant.scope == "own":
            await _require_own(session, request, grant, visit)
    request[VISIT], request[MEMBER] = visit, visit.member
    if now - visit.seen_at >= rules.SEEN_EVERY or grant.looks_at:
        async with database.writing() as session:
            await staff.keep(session, token_of(request), now=now)
            if grant.looks_at:
                await _note_look(session, request, grant, visit)


def _require_same_page(request: web.Request, grant: Route) -> None:
    """A page of another site may neither write nor read, nor open a socket."""
    if grant.writes or grant.origin:
        request.app[STAFF_ORIGINS].check(request)
    if grant.role != "anyone" and request.headers.get("Sec-Fetch-Site", "none") not in SAME_SITE:
        raise Refused("Another site asked for this.")


def _require_token(request: web.Request, grant: Route, visit: Visit) -> None:
    if not (grant.writes and grant.csrf):
        return
    given = request.headers.get("X-CSRF", "").encode("utf-8", "surrogateescape")
    if not hmac.compare_digest(given, visit.csrf.encode()):
        raise Refused("The page is out of date; please load it again.")


async def _require_own(session: Session, request: web.Request, grant: Route, visit: Visit) -> None:
    """Raises `NotFound` where there is no such case, and `Refused` where I do not have it."""
    wanted = request.match_info["id"]
    query = select(PersonRequest.staff_id, PersonRequest.state).order_by(PersonRequest.id.desc()).limit(1)
    if grant.about == "case":
        query = query.where(PersonRequest.id == _number(wanted))
    else:
        query = query.where(PersonRequest.conversation_id == wanted)
    case = (await session.execute(query)).one_or_none()
    if case is None:
        raise NotFound("There is no such case.")
    mine = case.staff_id == visit.member.id and case.state != "waiting"  # in the queue it is nobody's again
    if not mine and not rules.may(visit.member.role, "supervisor"):
        raise Refused("This case is not yours.")


def _number(text: str) -> int:
    """The id of a case in an address; 0, which is nobody's, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


async def _note_look(session: Session, request: web.Request, grant: Route, visit: Visit) -> None:
    about: dict[str, Any] = dict(request.match_info)
    subject = f"{grant.about}:{about.pop('id')}" if grant.about else grant.looks_at
    await audit.write(
        session,
        actor=f"staff:{visit.member.id}",
        action=f"look.{grant.looks_at}",
        subject=subject,
        now=request.app[NOW](),
        details=about,
    )
