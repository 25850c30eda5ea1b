"""The secrets that the product makes for itself when `.env` gives none."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from dotenv import dotenv_values

from care.config import Settings

NAMES = ("SHOPBELL_IDENTITY_SECRET", "SHOPBELL_BOT_TOKEN", "SHOPBELL_STAFF_SECRET")


def keys_for(settings: Settings, folder: Path) -> dict[str, str]:
    """-> every secret by its variable's name: the configured one, else one made once and kept in `folder`."""
    configured = {
        "SHOPBELL_IDENTITY_SECRET": settings.identity_secret.get_secret_value(),
        "SHOPBELL_BOT_TOKEN": settings.bot_token.get_secret_value(),
        "SHOPBELL_STAFF_SECRET": settings.staff_secret.get_secret_value(),
    }
    file = folder / "keys.env"
    kept = {name: value for name, value in dotenv_values(file).items() if value} if file.exists() else {}
    missing = [name for name in NAMES if not configured[name] and name not in kept]
    if missing:
        kept |= {name: secrets.token_urlsafe(48) for name in missing}
        _keep(file, kept)
    return {name: configured[name] or kept[name] for name in NAMES}


def _keep(file: Path, values: dict[str, str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.writelines(f"{name}={value}\n" for name, value in sorted(values.items()))
    fresh.replace(file)
