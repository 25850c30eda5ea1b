"""`python -m bot.serve`: Rasa on loopback, with the desk as its only caller.

The same as `rasa run -i 127.0.0.1 -p $SHOPBELL_RASA_PORT -m models/shopbell.tar.gz`, without the imports of
Rasa's command line and, where the configuration needs none, without TensorFlow.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from bot import project, without_tensorflow


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped. Returns 1, with one clear line, when something needed is missing."""
    parser = argparse.ArgumentParser(prog="python -m bot.serve", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--project", type=Path, default=project.ROOT, help="folder of config.yml, endpoints.yml ..."
    )
    parser.add_argument("--model", type=Path, default=project.MODEL, help="the trained model")
    given = parser.parse_args(arguments)
    folder, model = given.project.resolve(), given.model.resolve()
    os.chdir(project.ROOT)
    project.prepare_environment()
    project.hush_warnings()
    if complaint := _what_is_missing(model):
        print(complaint, file=sys.stderr)
        return 1
    without_tensorflow.leave_out(folder / "config.yml")
    _serve(folder, model)
    return 0


def _what_is_missing(model: Path) -> str:
    if not model.exists():
        return f"There is no trained model at {model}: run `python -m bot.train` first."
    if len(os.environ.get("SHOPBELL_BOT_TOKEN", "")) < 16:
        return "SHOPBELL_BOT_TOKEN should be a secret of at least 16 characters, shared with the desk."
    return ""


def _serve(folder: Path, model: Path) -> None:
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog

    configure_logging_and_warnings(None, None, warn_only_once=True, filter_repeated_logs=True)
    configure_structlog(None)
    serve_application(
        str(model),
        interface="127.0.0.1",
        port=int(os.environ["SHOPBELL_RASA_PORT"]),
        credentials=str(folder / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(folder / "endpoints.yml")),
        enable_api=False,
    )


if __name__ == "__main__":
    sys.exit(main())
