"""Training only when needed, and starting only with all that is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import project, serve, train
from bot.without_tensorflow import uses_neural_parts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with inputs of its own, and a training that takes no time."""
    (tmp_path / "data").mkdir()
    (tmp_path / "models").mkdir()
    for name in ("config.yml", "domain.yml", "data/nlu.yml"):
        (tmp_path / name).write_text(name)
    for name, value in {
        "ROOT": tmp_path,
        "CONFIG": tmp_path / "config.yml",
        "DOMAIN": tmp_path / "domain.yml",
        "DATA": tmp_path / "data",
        "MODELS": tmp_path / "models",
        "MODEL": tmp_path / "models" / "shopbell.tar.gz",
        "TRAINED_FROM": tmp_path / "models" / "trained-from",
    }.items():
        monkeypatch.setattr(project, name, value)
    monkeypatch.setattr(train.os, "chdir", lambda folder: None)
    return tmp_path


@pytest.fixture
def trainings(shop: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    made: list[str] = []

    def quick() -> float:
        made.append("trained")
        project.MODEL.write_text("model")
        return 1.0

    monkeypatch.setattr(train, "_train", quick)
    return made


def test_a_model_is_trained_once_and_again_when_an_input_changes(shop: Path, trainings: list[str]) -> None:
    assert train.main([]) == 0
    assert train.main([]) == 0
    assert len(trainings) == 1
    (shop / "data" / "nlu.yml").write_text("another example")
    assert train.main([]) == 0
    assert len(trainings) == 2
    (shop / "data" / "more.yml").write_text("a new file")
    assert train.main([]) == 0
    assert len(trainings) == 3


def test_a_model_is_trained_anew_when_it_is_gone_or_when_told_to(shop: Path, trainings: list[str]) -> None:
    train.main([])
    project.MODEL.unlink()
    train.main([])
    train.main(["--force"])
    assert len(trainings) == 3


def test_a_failed_training_is_one_line_and_leaves_the_old_model(
    shop: Path, trainings: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    train.main([])
    (shop / "domain.yml").write_text("faulty")

    def fail() -> float:
        raise ValueError("domain.yml: line 3 is odd")

    monkeypatch.setattr(train, "_train", fail)
    capsys.readouterr()
    assert train.main([]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "The assistant could not be trained: domain.yml: line 3 is odd"
    ]
    assert project.MODEL.read_text() == "model"


def test_rasa_does_not_start_without_a_model_or_a_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert serve.main(["--model", str(tmp_path / "none.tar.gz")]) == 1
    assert "There is no trained model" in capsys.readouterr().err
    monkeypatch.setenv("SHOPBELL_BOT_TOKEN", "short")
    model = tmp_path / "model.tar.gz"
    model.write_text("model")
    assert serve.main(["--model", str(model)]) == 1
    assert "SHOPBELL_BOT_TOKEN should be a secret" in capsys.readouterr().err


def test_dialogues_are_kept_with_the_store_when_that_is_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPBELL_VAR_DIR", "elsewhere")
    monkeypatch.setenv("SHOPBELL_DATABASE_URL", "postgresql+asyncpg://shop@db/shop")
    assert project.tracker_url() == "postgresql+asyncpg://shop@db/shop"
    monkeypatch.setenv("SHOPBELL_DATABASE_URL", "sqlite:///var/shopbell.db")
    assert project.tracker_url() == "sqlite:///elsewhere/dialogues.db"


def test_tensorflow_is_left_out_only_where_nothing_is_neural(tmp_path: Path) -> None:
    config = tmp_path / "config.yml"
    config.write_text("policies:\n  - name: RulePolicy  # no TEDPolicy here\n")
    assert not uses_neural_parts(config)
    config.write_text("policies:\n  - name: TEDPolicy\n")
    assert uses_neural_parts(config)
    assert not uses_neural_parts(project.ROOT / "config.yml")
