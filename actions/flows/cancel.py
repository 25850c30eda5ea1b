"""Cancel an order."""

from __future__ import annotations

from actions.flows.options import allow, reason_options
from actions.funnel import Ask, funnel
from care.aftersales.wishes import Cancel


@funnel("cancel_order", Cancel)
async def cancel_order(ask: Ask) -> Cancel:
    order = (await ask.order()).order
    allow(ask, ask.state, Cancel)
    reasons = ask.turn.shop.cancel.reasons
    reason = await ask.one("reason", reason_options(ask, reasons)) if reasons else ""
    return Cancel(order.number, reason)
