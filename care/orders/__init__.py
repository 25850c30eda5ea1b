"""Orders: what is the matter with each, when it will arrive, what happens next."""
