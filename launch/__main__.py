"""`python -m launch run|setup|bench|replay`; the Makefile is the familiar door."""

from __future__ import annotations

import argparse
import sys

from care.errors import CareError
from launch.environments import sync_bot
from launch.errors import CannotStart
from launch.progress import complain, step


def main() -> int:
    parser = argparse.ArgumentParser(prog="launch", description=__doc__)
    parser.add_argument("command", choices=["run", "setup", "bench", "replay"])
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    asked = parser.parse_args()
    command = asked.command
    try:
        if command == "run":
            from launch.run import run

            run()
        elif command == "setup":
            with step("Rasa's environment"):
                sync_bot()
        elif command == "replay":
            from launch.replay import replay

            replay(asked.arguments)
        else:
            from launch.bench import bench

            bench()
    except (CannotStart, CareError) as problem:
        complain(str(problem))
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


sys.exit(main())
