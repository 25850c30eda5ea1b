"""Starts Rasa in a third of the time and memory by leaving TensorFlow out where nothing needs it.

Rasa imports TensorFlow for its neural parts whether or not the configuration names one: 10 of the 15 seconds
of a start, and half of the memory. Here an empty stand-in takes its place, in which every name exists and
nothing works. It is used only when `config.yml` names none of those parts, and never with SHOPBELL_SPEED=off.
"""

from __future__ import annotations

import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, Any, ClassVar

from bot.speed import wanted

if TYPE_CHECKING:
    from pathlib import Path

_STOOD_IN = frozenset({"tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras"})
_NEURAL = (
    "DIETClassifier",
    "ResponseSelector",
    "TEDPolicy",
    "UnexpecTEDIntentPolicy",
    "ConveRTFeaturizer",
    "LanguageModelFeaturizer",
)


class _Absent(type):
    """A class whose every attribute is another one: it can be subclassed, named and used as a decorator."""

    def __getattr__(cls, name: str) -> _Absent:
        if name.startswith("__"):
            raise AttributeError(name)
        made = _Absent(name, (), {})
        setattr(cls, name, made)
        return made

    def __call__(cls, *given: Any, **named: Any) -> Any:
        decorated = len(given) == 1 and not named and callable(given[0]) and not isinstance(given[0], _Absent)
        return given[0] if decorated else cls


class _AbsentModule(ModuleType):
    __path__: ClassVar[list[str]] = []

    def __getattr__(self, name: str) -> _Absent:
        if name.startswith("__"):
            raise AttributeError(name)
        made = _Absent(name, (), {})
        setattr(self, name, made)
        return made


class _StandIn(MetaPathFinder, Loader):
    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        wanted_here = fullname.partition(".")[0] in _STOOD_IN
        return ModuleSpec(fullname, self, is_package=True) if wanted_here else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _AbsentModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        return


def leave_out(config: Path) -> bool:
    """Keep TensorFlow out of this process, when `config` needs none of it. Call before Rasa is imported."""
    if not wanted() or "tensorflow" in sys.modules or uses_neural_parts(config):
        return False
    sys.meta_path.insert(0, _StandIn())
    return True


def uses_neural_parts(config: Path) -> bool:
    """Whether the configuration names a part that TensorFlow runs."""
    text = config.read_text(encoding="utf-8")
    lines = [line.partition("#")[0] for line in text.splitlines()]
    return any(part in line for line in lines for part in _NEURAL)
