"""A believable store of our own, always about this week: for a first look, for showing, for practice."""

from care.store.demo.cast import Part, cast
from care.store.demo.goods import PICTURES
from care.store.demo.seeding import seed

__all__ = ["PICTURES", "Part", "cast", "seed"]
