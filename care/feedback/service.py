"""One question on satisfaction and one on effort, both optional; a low answer has somebody look into it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from care.conversations import rules as words_rules
from care.db.models import PersonRequest, Rating
from care.errors import CareError, NotFound
from care.handoff import service as handoff
from care.shop.settings import Shop

LOW = 2  # of 5, and below
RECOVERY = "low_score"


class NoScore(CareError):
    """A score is a whole number from 1 to 5, 5 the best."""

    code = "no_score"


async def rate(
    session: AsyncSession,
    request_id: int,
    *,
    now: datetime,
    shop: Shop,
    satisfaction: int | None = None,
    effort: int | None = None,
    comment: str | None = None,
) -> Rating:
    """Keep what the shopper says of a case that ended; what they say later is added, or replaces it.

    A low score opens a case for a supervisor, once. Raises NoScore and NotFound.
    """
    for score in (satisfaction, effort):
        if score is not None and not 1 <= score <= 5:
            raise NoScore("a score is from 1 to 5")
    case = await handoff.case(session, request_id)
    if case.state != "done":
        raise NotFound("this case has not ended")
    rating = await session.get(Rating, request_id, populate_existing=True)
    before = _is_low(rating)
    rating = await _kept(session, rating, request_id, satisfaction, effort, comment, now)
    if _is_low(rating) and not before:
        await _recover(session, case, rating, shop, now)
    return rating


async def of_case(session: AsyncSession, request_id: int) -> Rating | None:
    """What the shopper said of a case, if anything."""
    return await session.get(Rating, request_id, populate_existing=True)


async def _kept(
    session: AsyncSession,
    rating: Rating | None,
    request_id: int,
    satisfaction: int | None,
    effort: int | None,
    comment: str | None,
    now: datetime,
) -> Rating:
    if rating is None:
        rating = Rating(request_id=request_id, at=now)
        session.add(rating)
    rating.at = now
    rating.satisfaction = satisfaction if satisfaction is not None else rating.satisfaction
    rating.effort = effort if effort is not None else rating.effort
    rating.comment = words_rules.storable(comment)[: words_rules.MAX_TEXT] if comment else rating.comment
    await session.flush()
    return rating


def _is_low(rating: Rating | None) -> bool:
    if rating is None:
        return False
    return any(score is not None and score <= LOW for score in (rating.satisfaction, rating.effort))


async def _recover(
    session: AsyncSession, case: PersonRequest, rating: Rating, shop: Shop, now: datetime
) -> None:
    said = {"satisfaction": rating.satisfaction, "effort": rating.effort, "comment": rating.comment}
    await handoff.look_into(
        session, case, reason=RECOVERY, brief={**case.brief, "rating": said}, shop=shop, now=now
    )
