#!/bin/sh
# Prints the path of uv: the machine's own, or one put into .tools/ (once) with the machine's Python.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)

say() { echo "$*" >&2; }

# Prints the path in $1, once both Pythons are there: uv takes the machine's, or fetches its own.
use() {
    if [ ! -x "$here/.venv/bin/python" ] || [ ! -x "$here/bot/.venv/bin/python" ]; then
        for version in 3.12 3.10; do
            "$1" python find --no-project "$version" >/dev/null 2>&1 && continue
            say "Fetching Python $version ..."
            if ! "$1" python install --quiet "$version" >/dev/null 2>&1; then
                say "Python $version is missing and could not be fetched. Install it (with pyenv: pyenv install $version) and run the command again."
                exit 1
            fi
        done
    fi
    echo "$1"
    exit 0
}

if command -v uv >/dev/null 2>&1; then use "$(command -v uv)"; fi
if [ -x "$here/.tools/bin/uv" ]; then use "$here/.tools/bin/uv"; fi

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
use "$here/.tools/bin/uv"
