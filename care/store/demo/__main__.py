"""Fills an empty database with the demo store, and its staff: `python -m care.store.demo [--again]`."""

from __future__ import annotations

import argparse

from care.clock import utc_now
from care.config import load_settings
from care.shop.settings import load_shop
from care.store import progress
from care.store.commands import command_line, opened_database
from care.store.demo import staff
from care.store.demo.seeding import seed


async def _run(*, again: bool) -> str:
    settings = load_settings()
    shop = load_shop(settings.shop_file)
    async with opened_database() as database:
        with progress.shown() as begin:
            made = await seed(database, shop, now=utc_now(), again=again, begin=begin)
        await staff.hire(database, settings.var_dir, now=utc_now())
    return f"Made the demo store: {made}." if made else "There is a store already."


def main() -> int:
    parser = argparse.ArgumentParser(description="Fill an empty database with the demo store.")
    parser.add_argument(
        "--again", action="store_true", help="make the demo store anew now, not only after a day"
    )
    return command_line(_run(again=parser.parse_args().again))


if __name__ == "__main__":
    raise SystemExit(main())
