"""Who is asking: signed in at the shop, proved by a code, or nobody yet; and how often anyone may guess."""
