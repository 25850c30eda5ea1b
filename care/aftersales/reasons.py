"""Every reason a wish is refused for, with why; the sentences are in care/words."""

from __future__ import annotations

REASONS: dict[str, str] = {
    # of the order
    "already_cancelled": "the order was cancelled",
    "already_packed": "it is packed and waits for the carrier; facts: status",
    "already_left": "it is on its way; facts: status",
    "already_delivered": "it has arrived; facts: status",
    "not_cancellable": "the policy does not cancel orders in this status; facts: status",
    "not_changeable": "the policy does not change orders in this status; facts: status",
    "not_paid_yet": "there is no payment to change",
    "items_changed_before": "its items were changed once; after that nothing else can be changed",
    "not_delivered_yet": "only what has arrived can go back; facts: status",
    "window_over": "too long ago; facts: days, until (the last day)",
    "returned_before": "one return or one exchange an order, and there was a return",
    "exchanged_before": "one return or one exchange an order, and there was an exchange",
    "nothing_left_to_send_back": "every line went back already",
    "nothing_to_pay_back": "nothing is left of what was paid",
    # of the wish
    "not_that_reason": "the policy knows other reasons to cancel; facts: reasons",
    "whole_order_only": "the policy cancels an order as a whole",
    "no_lines": "no line was chosen",
    "unknown_lines": "these are no lines of the order, or one is named twice",
    "line_went_back": "a line went back already, or was paid back; facts: names",
    "other_product": "a line can only become another variant of its own product; facts: name",
    "variant_sold_out": "the wanted variant cannot be had now; facts: name, options",
    "unknown_method": "this is no payment method of the shopper",
    "same_method": "the order is paid this way already",
    "original_method_only": "a difference moves only the way the order was paid; facts: method_ids",
    "card_does_not_cover": "the gift card holds too little; facts: balance, amount, method_id",
    "refund_elsewhere": "the policy pays back by other methods; facts: method_ids",
    "address_incomplete": "facts: missing (address1, city, zip, country)",
    "address_unwritable": "too long, or with characters no label can carry; facts: parts",
    "same_address": "it goes to this address already",
}
