"""Every table of the store and the record, one file a subject."""

from care.db.models.aftersales import LineCredit, OutboxEvent, Reminder, Request, Trace
from care.db.models.conversations import Conversation, ConversationToken, Message, PersonRequest
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

__all__ = [
    "Attempt", "Audit", "Consent", "Conversation", "ConversationToken", "Customer", "Effort", "Exchange",
    "LineCredit", "LoginCode", "Mail", "Message", "Order", "OrderLine", "OutboxEvent", "Payment",
    "PaymentMethod", "PersonRequest", "Product", "Refund", "Reminder", "Request", "Return", "Shipment",
    "Store", "Trace", "TrackingEvent", "Transaction", "Variant",
]  # fmt: skip
