"""Reads shop.toml, typed and checked; a wrong entry is named by its key and says what it should be."""

from __future__ import annotations

import tomllib
from datetime import date, time
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    EmailStr,
    Field,
    ValidationError,
    model_validator,
)

from care.errors import CareError
from care.shop.rules import DAYS, BusinessDays, OpeningHours, Span

OrderStatus = Literal["unpaid", "pending", "processed", "shipped", "delivered", "cancelled"]
DayName = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


WORKING_DAYS: tuple[DayName, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday")


class WrongShop(CareError):
    """shop.toml cannot be used; the text names each wrong key and says what it should be."""

    code = "wrong_shop"


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("should be a time zone such as Europe/Berlin") from error
    return value


def _span(value: object) -> Span:
    """`"09:00-12:30"` as two times; 24:00 and 00:00 both mean midnight at the end of the day."""
    try:
        opens, closes = (
            time.fromisoformat(part.strip()) for part in str(value).replace("24:00", "00:00").split("-")
        )
    except ValueError as error:
        raise ValueError("should look like 09:00-18:00") from error
    if opens == closes or (closes < opens and closes != time(0)):
        raise ValueError("should open before it closes, on the same day")
    return opens, closes


def _in_order(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    for (_, closes), (opens, _) in pairwise(spans):
        if closes == time(0) or opens < closes:
            raise ValueError("spans should follow each other without overlapping")
    return spans


def _from_to(value: tuple[int, int]) -> tuple[int, int]:
    if not 0 <= value[0] <= value[1]:
        raise ValueError("should be two whole numbers, from and to, such as [3, 5]")
    return value


def _pay_link(value: str) -> str:
    if value and (not value.startswith("https://") or value.count("{number}") != 1):
        raise ValueError("should be empty, or look like https://shop.example/pay/{number}")
    return value


Amount = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]
DayRange = Annotated[tuple[int, int], AfterValidator(_from_to)]
Spans = Annotated[tuple[Annotated[Span, BeforeValidator(_span)], ...], AfterValidator(_in_order)]


class Part(BaseModel):
    """A table of shop.toml. Unknown keys are refused, so that a misspelt one is not silently ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Named(Part):
    """A text in the two languages of the counter."""

    en: str = Field(min_length=1)
    zh: str = Field(min_length=1)

    def in_language(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


class About(Part):
    name: Named
    email: EmailStr
    phone: str = ""
    website: str = ""
    time_zone: Annotated[str, AfterValidator(_zone)]
    region: Named


class Hours(Part):
    monday: Spans = ()
    tuesday: Spans = ()
    wednesday: Spans = ()
    thursday: Spans = ()
    friday: Spans = ()
    saturday: Spans = ()
    sunday: Spans = ()
    holidays: tuple[date, ...] = ()

    @model_validator(mode="after")
    def _some_open(self) -> Self:
        if not any(getattr(self, day) for day in DAYS):
            raise ValueError("at least one day should have opening hours")
        return self


class Service(Part):
    """When people answer. `message_hours`: whether a message's hours are of the clock or of opening."""

    first_answer_minutes: int = Field(default=120, gt=0)
    message_answer_hours: int = Field(default=24, gt=0)
    message_solution_hours: int = Field(default=72, gt=0)
    message_hours: Literal["clock", "open"] = "clock"
    warn_minutes: int = Field(default=15, ge=0)
    large_amount: Amount = Decimal(200)


class Delivery(Part):
    """Days are business days unless the name says otherwise."""

    handling_days: DayRange = (1, 2)
    buffer_days: int = Field(default=1, ge=0, le=30)
    late_days: int = Field(default=3, ge=1, le=60)
    lost_after_days: int = Field(default=7, ge=1, le=120)
    delivers_until: time = time(20)
    works_on: tuple[DayName, ...] = Field(default=WORKING_DAYS, min_length=1)


class ShippingMethod(Part):
    id: str
    name: Named
    price: Amount
    free_from: Amount | None = None
    days: DayRange


class Payment(Part):
    kinds: tuple[str, ...] = Field(min_length=1)
    instalments: bool = False
    link: Annotated[str, AfterValidator(_pay_link)] = ""


class Cancel(Part):
    statuses: tuple[OrderStatus, ...] = ("pending",)
    reasons: tuple[str, ...] = ()
    fee: Amount = Decimal(0)
    whole_order: bool = True
    refund_to: Literal["original"] = "original"


class Change(Part):
    statuses: tuple[OrderStatus, ...] = ("pending",)
    items_once: bool = True
    items_last: bool = True
    same_product: bool = True
    difference_by: Literal["customer_method", "original"] = "customer_method"
    gift_card_must_cover: bool = True


class Returning(Part):
    statuses: tuple[OrderStatus, ...] = ("delivered",)
    window_days: int = Field(default=0, ge=0)
    refund_to: tuple[Literal["original", "gift_card"], ...] = ("original", "gift_card")
    shopper_pays_postage: bool = False


class Exchanging(Part):
    statuses: tuple[OrderStatus, ...] = ("delivered",)
    window_days: int = Field(default=0, ge=0)
    same_product: bool = True
    difference_by: Literal["customer_method", "original"] = "customer_method"
    gift_card_must_cover: bool = True
    return_or_exchange_once: bool = True


class Warranty(Part):
    months: int = Field(default=24, ge=0)


class PriceProtection(Part):
    days: int = Field(default=0, ge=0)


class Claims(Part):
    """What came wrong, damaged or not at all. `trace_days` are business days."""

    window_days: int = Field(default=0, ge=0)
    keep_below: Amount = Decimal(25)
    trace_days: int = Field(default=3, ge=1, le=60)


class Shop(Part):
    """All of shop.toml."""

    about: About = Field(alias="shop")
    opening: Hours = Field(alias="hours")
    service: Service = Service()
    delivery: Delivery = Delivery()
    shipping: tuple[ShippingMethod, ...] = Field(min_length=1)
    payment: Payment
    refund_days: dict[str, DayRange]
    cancel: Cancel = Cancel()
    change: Change = Change()
    returning: Returning = Field(default=Returning(), alias="return")
    exchange: Exchanging = Exchanging()
    warranty: Warranty = Warranty()
    price_protection: PriceProtection = PriceProtection()
    claims: Claims = Claims()

    @model_validator(mode="after")
    def _default_refund_days(self) -> Self:
        if "default" not in self.refund_days:
            raise ValueError("refund_days.default should say how long most refunds take, such as [5, 7]")
        return self

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.about.time_zone)

    @cached_property
    def hours(self) -> OpeningHours:
        week = tuple(getattr(self.opening, day) for day in DAYS)
        return OpeningHours(self.zone, week, frozenset(self.opening.holidays))

    @cached_property
    def business_days(self) -> BusinessDays:
        works_on = frozenset(DAYS.index(day) for day in self.delivery.works_on)
        return BusinessDays(works_on, frozenset(self.opening.holidays))

    def refund_takes(self, kind: str) -> tuple[int, int]:
        """Business days, from and to, until a refund by this kind of method is there; (0, 0): at once."""
        return self.refund_days.get(kind, self.refund_days["default"])


def load_shop(path: Path) -> Shop:
    """The checked shop. Raises `WrongShop`, naming every wrong key, or the line where the file breaks off."""
    try:
        return Shop.model_validate(tomllib.loads(path.read_text("utf-8")))
    except FileNotFoundError as error:
        raise WrongShop(f"{path} is missing; SHOPBELL_SHOP_FILE names the shop's description") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongShop(f"{path}: {error}") from error
    except ValidationError as error:
        raise WrongShop(
            "\n".join(f"{path}: {_wrong(problem['loc'], problem)}" for problem in error.errors())
        ) from error


def _wrong(where: tuple[int | str, ...], problem: object) -> str:
    assert isinstance(problem, dict)
    key = ".".join(str(part) for part in where) or "the file"
    shown = f" (it is {problem['input']!r})" if isinstance(problem["input"], str | int | float) else ""
    return f"{key}: {problem['msg'].removeprefix('Value error, ')}{shown}"
