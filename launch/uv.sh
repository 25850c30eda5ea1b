#!/bin/sh
# Prints the path of uv: the machine's own, or one put into .tools/ (once) with the machine's Python.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
if command -v uv >/dev/null 2>&1; then command -v uv; exit 0; fi
if [ -x "$here/.tools/bin/uv" ]; then echo "$here/.tools/bin/uv"; exit 0; fi

say() { echo "$*" >&2; }
python=$(command -v python3 || command -v python || true)
if [ -z "$python" ]; then
    say "Python 3 is missing. Install it (Debian: apt install python3 python3-venv) and run the command again."
    exit 1
fi
say "Bringing uv into .tools/ (once) ..."
if ! "$python" -m venv "$here/.tools" >"$here/.tools.log" 2>&1; then
    rm -rf "$here/.tools"
    say "Python cannot make a virtual environment. Debian: apt install python3-venv; then run the command again."
    say "What it said is in .tools.log"
    exit 1
fi
if ! "$here/.tools/bin/python" -m pip install --quiet --disable-pip-version-check uv >"$here/.tools.log" 2>&1; then
    rm -rf "$here/.tools"
    say "uv could not be installed: is the package index reachable? What pip said is in .tools.log"
    exit 1
fi
rm -f "$here/.tools.log"
echo "$here/.tools/bin/uv"
