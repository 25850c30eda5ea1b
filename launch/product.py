"""What the product consists of: which processes, with which settings, in which order."""

from __future__ import annotations

import sys

from care.config import Settings
from launch.children import Child, Household
from launch.environments import BOT_PYTHON, ROOT


def household(settings: Settings, keys: dict[str, str]) -> Household:
    """The action server, Rasa and the desk, each told where the others are."""
    logs = settings.var_dir / "log"
    env = {
        **keys,
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "SHOPBELL_DATABASE_URL": settings.database_url,
        "SHOPBELL_VAR_DIR": str(settings.var_dir),
        "SHOPBELL_PORT": str(settings.port),
        "SHOPBELL_RASA_PORT": str(settings.rasa_port),
        "SHOPBELL_ACTIONS_PORT": str(settings.actions_port),
    }
    rasa_env = {
        **env,
        "SHOPBELL_SPEED": "on" if settings.speed else "off",
        "RASA_TELEMETRY_ENABLED": "false",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }
    if settings.tracker_url:
        rasa_env["SHOPBELL_TRACKER_URL"] = settings.tracker_url
    token = {"Authorization": f"Bearer {keys['SHOPBELL_BOT_TOKEN']}"}
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104
    return Household(
        [
            Child(
                "the action server",
                [sys.executable, "-m", "actions.server"],
                f"http://127.0.0.1:{settings.actions_port}/health",
                120,  # the first start on a slow machine compiles what it imports
                logs / "actions.log",
                env,
            ),
            Child(
                "Rasa",
                [str(BOT_PYTHON), "-m", "bot.serve"],
                f"http://127.0.0.1:{settings.rasa_port}/webhooks/desk/",
                180,
                logs / "rasa.log",
                rasa_env,
                token,
            ),
            Child(
                "the desk",
                [sys.executable, "-m", "desk"],
                f"http://{host}:{settings.port}/health",
                190,  # its health asks Rasa, so it waits for Rasa too
                logs / "desk.log",
                env,
            ),
        ]
    )
