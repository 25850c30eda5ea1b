"""Return things for their money."""

from __future__ import annotations

from actions.flows.options import allow, line_options, method_options
from actions.funnel import Ask, funnel
from care.aftersales import rules
from care.aftersales.wishes import Return
from care.customers import service as customers


@funnel("return_item", Return)
async def return_item(ask: Ask) -> Return:
    turn, order = ask.turn, (await ask.order()).order
    allow(ask, ask.state, Return)
    lines = await ask.some("lines", line_options(ask, rules.lines_for(Return, order, turn.shop, turn.now)))
    methods = await customers.payment_methods(turn.session, turn.shopper)
    to = rules.refund_methods(order, list(methods.values()), turn.shop)
    method = await ask.one("refund_to", await method_options(ask, to))
    return Return(order.number, tuple(line.id for line in lines), method.id)
