"""Every table of the store and the record, one file a subject."""

from care.db.models.aftersales import LineCredit, OutboxEvent, Reminder, Request, Trace
from care.db.models.conversations import (
    Conversation,
    ConversationToken,
    Message,
    PersonRequest,
    Promise,
    Rating,
)
from care.db.models.customers import Consent, Customer, PaymentMethod
from care.db.models.efforts import Effort
from care.db.models.orders import (
    Exchange,
    Order,
    OrderLine,
    Payment,
    Refund,
    Return,
    Shipment,
    TrackingEvent,
    Transaction,
)
from care.db.models.products import Product, Variant
from care.db.models.record import Attempt, Audit, LoginCode, Mail, Store
from care.db.models.staff import CannedReply, Handover, Note, Presence, Staff, StaffSession, Tag

__all__ = [
    "Attempt", "Audit", "CannedReply", "Consent", "Conversation", "ConversationToken", "Customer", "Effort",
    "Exchange", "Handover", "LineCredit", "LoginCode", "Mail", "Message", "Note", "Order", "OrderLine",
    "OutboxEvent", "Payment", "PaymentMethod", "PersonRequest", "Presence", "Product", "Promise", "Rating",
    "Refund", "Reminder", "Request", "Return", "Shipment", "Staff", "StaffSession", "Store", "Tag", "Trace",
    "TrackingEvent", "Transaction", "Variant",
]  # fmt: skip
