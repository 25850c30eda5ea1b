"""`python -m bot.serve`: Rasa on loopback, with the desk as its only caller.

The same as `rasa run -i 127.0.0.1 -p $SHOPBELL_RASA_PORT -m models/shopbell.tar.gz`, without the command line's
imports and, where the configuration needs none, without TensorFlow.
"""

from __future__ import annotations

import os
import sys
import warnings

from bot import project, without_tensorflow


def main() -> int:
    """Serve until stopped. Returns 1, with one clear line, when something needed is missing."""
    os.chdir(project.ROOT)
    project.prepare_environment()
    warnings.simplefilter("ignore")
    if complaint := _what_is_missing():
        print(complaint, file=sys.stderr)
        return 1
    without_tensorflow.leave_out(project.CONFIG)
    _serve()
    return 0


def _what_is_missing() -> str:
    if not project.MODEL.exists():
        return "There is no trained model yet: run `python -m bot.train` first."
    if len(os.environ.get("SHOPBELL_BOT_TOKEN", "")) < 16:
        return "SHOPBELL_BOT_TOKEN should be a secret of at least 16 characters, shared with the desk."
    return ""


def _serve() -> None:
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog

    configure_logging_and_warnings(None, None, warn_only_once=True, filter_repeated_logs=True)
    configure_structlog(None)
    serve_application(
        str(project.MODEL),
        interface="127.0.0.1",
        port=int(os.environ["SHOPBELL_RASA_PORT"]),
        credentials=str(project.CREDENTIALS),
        endpoints=AvailableEndpoints.read_endpoints(str(project.ENDPOINTS)),
        enable_api=False,
    )


if __name__ == "__main__":
    sys.exit(main())
