"""The customers of the demo store: invented names from many places, addresses, birthdays and ways to pay."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from care.store.demo.calendar import Calendar
from care.store.demo.goods import Row

PEOPLE = Path(__file__).with_name("people.toml")
BIRTHDAYS_THIS_WEEK = range(20, 28)  # which customers; the next one has the 29 February
LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "Ł": "L", "Ø": "O", "Đ": "D"})
BRANDS = ("visa", "visa", "mastercard", "mastercard", "amex")
AREAS = ("212", "312", "415", "503", "617", "713")  # numbers 555-0100 to 555-0199 belong to nobody
BALANCES = ("0.00", "0.85", "3.40", "7.15", "18.00", "25.00", "50.00", "62.50", "75.00", "100.00", "150.00")


@dataclass(frozen=True)
class Name:
    """`latin` is how it is written in an e-mail address."""

    first: str
    last: str
    latin: str
    language: str


@dataclass(frozen=True)
class Customer:
    """A customer's row, and where the parcels are sorted that go there."""

    row: Row
    hub: str

    @property
    def id(self) -> str:
        return str(self.row["id"])

    @property
    def city(self) -> str:
        return f"{self.row['address']['city']}, {self.row['address']['state']}"

    def method(self, *kinds: str) -> str | None:
        """The first way to pay of one of these kinds, a gift card only if something is on it."""
        for method in self.row["payment_methods"]:
            if method["kind"] in kinds and method.get("balance") != "0.00":
                return str(method["id"])
        return None


class Town:
    """Makes customers, each different from all before."""

    def __init__(self, dice: Random, calendar: Calendar) -> None:
        self.dice = dice
        self.calendar = calendar
        self.people = tomllib.loads(PEOPLE.read_text(encoding="utf-8"))
        self.taken: dict[str, int] = {}

    def somebody(self) -> Customer:
        groups = self.people["names"]
        group = self.dice.choices(groups, [group["share"] for group in groups])[0]
        given, family = self.dice.randrange(len(group["given"])), self.dice.randrange(len(group["family"]))
        first, last = group["given"][given], group["family"][family]
        latin = " ".join(
            (
                group.get("given_latin", group["given"])[given],
                group.get("family_latin", group["family"])[family],
            )
        )
        language = group.get("language", "en") if self.dice.random() < 0.9 else "en"
        if language != group.get("language", "en"):  # somebody who writes the name in Latin letters here
            first, last = latin.split(" ", 1)
        return self.customer(Name(first, last, latin, language))

    def customer(self, name: Name) -> Customer:
        """A customer of that name, the rest at random."""
        slug = re.sub(r"[^a-z]+", ".", _plain(name.latin)).strip(".")
        count = self.taken[slug] = self.taken.get(slug, 0) + 1
        slug = slug if count == 1 else f"{slug}{count}"
        city, state, zip_start, zone, hub = self.dice.choice(self.people["places"]["cities"])
        address = {
            "address1": f"{self.dice.randint(2, 980)} {self.dice.choice(self.people['places']['streets'])}",
            "city": city,
            "state": state,
            "zip": f"{zip_start}{self.dice.randint(1, 49):02d}",
            "country": "USA",
        }
        if self.dice.random() < 0.35:
            address["address2"] = self.dice.choice(self.people["places"]["second"])
        row = {
            "id": slug,
            "email": f"{slug}@{self.dice.choice(('example.com', 'example.org'))}",
            "first_name": name.first,
            "last_name": name.last,
            "language": name.language,
            "time_zone": zone,
            "tags": [
                tag for tag, share in (("vip", 0.06), ("newsletter", 0.4)) if self.dice.random() < share
            ],
            "address": address,
            "payment_methods": self._methods(),
            "consent": self._consent(),
        }
        if self.dice.random() < 0.7:
            row["phone"] = f"+1 {self.dice.choice(AREAS)} 555 01{self.dice.randint(0, 99):02d}"
        if birthday := self._birthday():
            row["birthday"] = birthday
        return Customer(row, hub)

    def _methods(self) -> list[Row]:
        methods = []
        if self.dice.random() < 0.75:
            methods.append(self._card())
        if not methods or self.dice.random() < 0.3:
            methods.append({"id": self._id("paypal"), "kind": "paypal"})
        if self.dice.random() < 0.25:
            methods.append(self.gift_card(self.dice.choice(BALANCES)))
        return methods

    def _card(self) -> Row:
        digits = f"{self.dice.randrange(10_000):04d}"
        brand = self.dice.choice(BRANDS)
        return {"id": self._id("credit_card"), "kind": "credit_card", "brand": brand, "last_four": digits}

    def gift_card(self, balance: str) -> Row:
        return {"id": self._id("gift_card"), "kind": "gift_card", "balance": balance}

    def _id(self, kind: str) -> str:
        return f"{kind}_{self.dice.randrange(10**6, 10**7)}"

    def _consent(self) -> Row:
        consent = {}
        for channel, share in (("email", 0.7), ("sms", 0.25), ("chat", 0.5)):
            if self.dice.random() < share:
                day = self.calendar.days_ago(self.dice.randint(3, 500))
                consent[channel] = {
                    "granted": self.dice.random() < 0.85,
                    "at": self.calendar.at(day, self.dice.randint(8, 21)).isoformat(),
                    "source": self.dice.choice(("checkout", "account page", "newsletter form")),
                }
        return consent

    def _birthday(self) -> str | None:
        """Some have theirs this week, one on 29 February; some keep the year to themselves."""
        made = sum(self.taken.values())
        if made == BIRTHDAYS_THIS_WEEK.stop:
            return "1992-02-29"
        if made in BIRTHDAYS_THIS_WEEK:
            day = self.calendar.today + timedelta(days=made - BIRTHDAYS_THIS_WEEK.start)
            return birthday(day, 1950 + 2 * made)
        if self.dice.random() < 0.15:
            return None
        day = date(1950, 1, 1) + timedelta(days=self.dice.randrange(20_000))
        return birthday(day, day.year if self.dice.random() < 0.8 else None)


def birthday(day: date, year: int | None) -> str:
    """As the format writes it; 29 February in a year that has none is written as the 28th."""
    leap = year is None or year % 4 == 0
    day_of_month = day.day if leap or (day.month, day.day) != (2, 29) else 28
    return f"{year or '-'}-{day.month:02d}-{day_of_month:02d}"


def _plain(name: str) -> str:
    """Latin letters without accents, lower case."""
    letters = unicodedata.normalize("NFKD", name.translate(LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()
