"""The shop as its owner describes it in shop.toml: hours, delivery, returns, ways to pay."""
