"""Every setting of the product, typed and checked when it starts. Read once, then passed in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, EmailStr, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from care.errors import CareError

PREFIX = "SHOPBELL_"
SHORTEST_SECRET = 32
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


class WrongSettings(CareError):
    """One or more settings cannot be used; the text names each and says what it should be."""

    code = "wrong_settings"


def _database_url(value: str) -> str:
    try:
        url = make_url(value)
    except ArgumentError as error:
        raise ValueError(
            "should look like sqlite:///var/shopbell.db or postgresql://user@host/name"
        ) from error
    driver = DRIVERS.get(url.get_backend_name())
    if driver is None:
        raise ValueError("should begin with sqlite:/// or postgresql://")
    return url.set(drivername=driver).render_as_string(hide_password=False)


def _origins(value: str) -> str:
    for origin in value.split():
        scheme, _, host = origin.partition("://")
        if scheme not in {"http", "https"} or not host or "/" in host:
            raise ValueError(f"{origin!r} should be an origin such as https://shop.example, without a path")
    return value


def _web_address(value: str) -> str:
    if value and not value.startswith(("http://", "https://")):
        raise ValueError("should begin with https:// or http://")
    return value


def _shared_secret(value: SecretStr) -> SecretStr:
    """HS256 needs a key as long as its hash (RFC 7518, 3.2): a shorter one can be guessed from one token."""
    if 0 < len(value.get_secret_value().encode()) < SHORTEST_SECRET:
        raise ValueError(
            f"should have {SHORTEST_SECRET} bytes or more (RFC 7518); `openssl rand -base64 48` makes one"
        )
    return value


class Settings(BaseSettings):
    """The settings, from the environment or `.env`; each is named `SHOPBELL_` + the name here in capitals."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True)

    database_url: Annotated[str, AfterValidator(_database_url)] = "sqlite:///var/shopbell.db"
    shop_file: Path = Path("shop.toml")
    var_dir: Path = Path("var")

    host: str = "127.0.0.1"
    port: int = Field(8080, ge=1, le=65535)
    rasa_port: int = Field(5005, ge=1, le=65535)
    actions_port: int = Field(5055, ge=1, le=65535)
    public_url: str = ""
    allowed_origins: Annotated[str, AfterValidator(_origins)] = ""
    trusted_proxies: int = Field(0, ge=0, le=5)

    new_chats_an_hour: int = Field(60, ge=1)

    identity_secret: Annotated[SecretStr, AfterValidator(_shared_secret)] = SecretStr("")
    identity_audience: str = "shopbell"
    bot_token: SecretStr = SecretStr("")

    staff_secret: Annotated[SecretStr, AfterValidator(_shared_secret)] = SecretStr("")
    staff_totp: Literal["required", "optional"] = "required"

    smtp_host: str = ""
    smtp_port: int = Field(587, ge=1, le=65535)
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    mail_from: EmailStr = "service@shopbell.example"
    staff_email: EmailStr | Literal[""] = ""

    events_url: Annotated[str, AfterValidator(_web_address)] = ""
    events_secret: Annotated[SecretStr, AfterValidator(_shared_secret)] = SecretStr("")

    demo: bool = True
    bot_timeout_s: float = Field(8.0, gt=0, le=60)
    speed: bool = True
    tracker_url: str = ""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


def load_settings(**overrides: object) -> Settings:
    """The checked settings. Raises `WrongSettings`, naming every wrong one."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        raise WrongSettings("\n".join(map(_name, error.errors()))) from None


def _name(problem: ErrorDetails) -> str:
    """The wrong setting, what it should be, and what it is; but a secret is shown to nobody."""
    field = str(problem["loc"][0]) if problem["loc"] else ""
    is_secret = field in Settings.model_fields and isinstance(Settings.model_fields[field].default, SecretStr)
    given = "" if is_secret else f" (it is {problem['input']!r})"
    return f"{PREFIX}{field.upper()}: {problem['msg'].removeprefix('Value error, ')}{given}"
