"""Where the bot's files are, and the settings its two commands share."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONFIG = ROOT / "config.yml"
DOMAIN = ROOT / "domain.yml"
DATA = ROOT / "data"
ENDPOINTS = ROOT / "endpoints.yml"
CREDENTIALS = ROOT / "credentials.yml"
MODELS = ROOT / "models"
MODEL = MODELS / "shopbell.tar.gz"
TRAINED_FROM = MODELS / "trained-from"


def prepare_environment(threads: int = 1) -> None:
    """The settings Rasa and its libraries read from the environment, wherever nobody has set them.

    Must run before numpy is imported: one BLAS thread encodes a message in 3 ms, the default ones in 20.
    Training, which has the machine to itself, may take more `threads`.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, str(threads))
    defaults = {
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "SHOPBELL_RASA_PORT": "5005",
        "SHOPBELL_ACTIONS_PORT": "5055",
        "SHOPBELL_VAR_DIR": "var",
        "LOG_LEVEL": "WARNING",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("SHOPBELL_TRACKER_URL", tracker_url())


def hush_warnings() -> None:
    """Show no Python warnings: on every start Rasa's libraries tell of their age, past any filter."""
    warnings.showwarning = lambda *told, **more: None


def tracker_url() -> str:
    """Where dialogues are kept: with the store if that is PostgreSQL, else a file in the var folder."""
    database = os.environ.get("SHOPBELL_DATABASE_URL", "")
    if database.startswith(("postgresql", "postgres:")):
        return database
    return f"sqlite:///{Path(os.environ['SHOPBELL_VAR_DIR']) / 'dialogues.db'}"
