"""Makes a model of a domain, a configuration and data; kept apart because it imports Rasa."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import rasa.model_training
from rasa.utils.common import configure_logging_and_warnings
from rasa.utils.log_utils import configure_structlog

if TYPE_CHECKING:
    from collections.abc import Callable


class TrainingFailed(Exception):
    """Rasa made no model."""


def train(
    domain: Path, config: Path, data: Path, output: Path, *, say: Callable[[str], None] = print
) -> Path:
    """Train; gives the model's file inside `output`. Raises TrainingFailed, or what Rasa finds faulty."""
    configure_logging_and_warnings(logging.WARNING, None, warn_only_once=True, filter_repeated_logs=True)
    configure_structlog(logging.WARNING)
    say("Training the assistant: learning from the examples, stories and rules")
    result = rasa.model_training.train(
        str(domain),
        str(config),
        [str(data)],
        output=str(output),
        fixed_model_name="model",
        force_training=True,
    )
    if result.code or not result.model:
        raise TrainingFailed("Rasa made no model; its messages above say why")
    return Path(result.model)
