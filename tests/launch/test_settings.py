"""Every setting is documented where people look for it, and a wrong one is named."""

from pathlib import Path

import pytest

from care.config import PREFIX, Settings, WrongSettings, load_settings
from launch.keys import NAMES, keys_for

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("document", [".env.example", "README.md"])
def test_every_setting_is_named_in(document: str):
    text = (ROOT / document).read_text()
    assert [name for name in Settings.model_fields if f"{PREFIX}{name.upper()}" not in text] == []


def test_env_example_gives_the_defaults(monkeypatch: pytest.MonkeyPatch):
    for name in Settings.model_fields:
        monkeypatch.delenv(f"{PREFIX}{name.upper()}", raising=False)
    assert load_settings(_env_file=ROOT / ".env.example") == load_settings(_env_file=None)


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("port", "eighty", "valid integer"),
        ("port", "70000", "less than or equal to 65535"),
        ("database_url", "mysql://shop", "sqlite:/// or postgresql://"),
        ("allowed_origins", "shop.example", "without a path"),
        ("smtp_security", "ssl", "'starttls', 'tls' or 'none'"),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_should_be(name, value, advice, monkeypatch):
    monkeypatch.setenv(f"{PREFIX}{name.upper()}", value)
    with pytest.raises(WrongSettings, match=f"{PREFIX}{name.upper()}: .*{advice}"):
        load_settings(_env_file=None)


def test_a_secret_too_short_to_sign_with_is_refused_and_not_shown():
    with pytest.raises(WrongSettings, match=r"SHOPBELL_IDENTITY_SECRET: .*32 bytes or more") as refused:
        load_settings(_env_file=None, identity_secret="x" * 31)
    assert "xxx" not in str(refused.value)
    load_settings(_env_file=None, identity_secret="密" * 11)  # bytes count, not characters


def test_missing_secrets_are_made_once_and_kept_private(tmp_path: Path):
    settings = load_settings(_env_file=None)
    first = keys_for(settings, tmp_path)
    assert keys_for(settings, tmp_path) == first
    assert set(first) == set(NAMES)
    assert (tmp_path / "keys.env").stat().st_mode & 0o077 == 0


def test_a_configured_secret_wins(tmp_path: Path):
    settings = load_settings(_env_file=None, identity_secret="x" * 40)
    assert keys_for(settings, tmp_path)["SHOPBELL_IDENTITY_SECRET"] == "x" * 40
