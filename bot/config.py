"""config.toml and the environment become one frozen Config; either alone is enough."""

import re
from datetime import date
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from yarl import URL

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class Section(BaseModel):
    """A section of config.toml. A key that is not known is an error, not a silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Telegram(Section):
    """Where Telegram is and how updates come from there.

    By webhook, Telegram calls `webhook_url` and shows the secret; the bot itself listens at host and port.
    """

    token: SecretStr
    api_url: str = "https://api.telegram.org"
    mode: Literal["polling", "webhook"] = "polling"
    proxy: str | None = None
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(default=8080, ge=1, le=65535)


class DatabaseSection(Section):
    """Which database remembers."""

    url: str = "sqlite:///var/talenta.sqlite"


class Agency(Section):
    """What people read about the agency."""

    timezone: str = "Asia/Jakarta"
    contact: str = "BKPSDM Kota Cirebon"
    hours: str = "08.00–15.30"
    dpo: str = "Pejabat Pelindungan Data BKPSDM Kota Cirebon"

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which dates are shown and hours are kept."""
        return ZoneInfo(self.timezone)


class Notice(Section):
    """The privacy notice: the agency's own wording, if it has one, and what is said about time.

    Legal texts: confirm before real use.
    """

    file: Path | None = None
    document_retention: str = "Lima tahun setelah siklus berakhir"
    processing_end: str = "akhir siklus pemetaan tahun 2027"


class Mapping(Section):
    """How results are made and made known."""

    ruleset: str = "permenpan-3-2020"
    two_admins: bool = True
    objection_days: int = Field(default=14, ge=1)


class QuestionnairesSection(Section):
    """The agency's own definitions, and the keys of those that are asked in each new phase besides the usual ones."""

    folder: Path | None = None
    besides: tuple[str, ...] = ()


class Quality(Section):
    """From when the way a questionnaire was filled in stands out for BKPSDM; the reasons stand in `domain.quality`."""

    same_in_a_row: int = Field(default=10, ge=2)
    words_a_second: int = Field(default=5, ge=1)
    fast_percent: int = Field(default=50, ge=1, le=100)
    points_apart: int = Field(default=3, ge=1, le=4)
    contradictory_percent: int = Field(default=25, ge=1, le=100)


class Messages(Section):
    """How fast the bot may speak of its own accord. Telegram's own limits are 30 a second, one a second to a chat."""

    per_second: int = Field(default=30, ge=1, le=1000)
    chat_pause: float = Field(default=1.0, ge=0, le=60)


class Calendar(Section):
    """Corrections to the national holidays, which are decreed late."""

    extra_holidays: tuple[date, ...] = ()
    working_days: tuple[date, ...] = ()


class ClockSection(Section):
    """Whose time counts. The simulator's only on this machine."""

    source: Literal["system", "simulator"] = "system"


class Schedule(Section):
    """How often the bot asks what is due."""

    tick_seconds: float = Field(default=15, gt=0, le=60)


class Config(BaseSettings):
    """Everything that can be configured. `TALENTA_SECTION__KEY` overrides the file."""

    model_config = SettingsConfigDict(
        env_prefix="TALENTA_", env_nested_delimiter="__", frozen=True, extra="forbid"
    )

    telegram: Telegram
    database: DatabaseSection = DatabaseSection()
    agency: Agency = Agency()
    notice: Notice = Notice()
    mapping: Mapping = Mapping()
    questionnaires: QuestionnairesSection = QuestionnairesSection()
    quality: Quality = Quality()
    messages: Messages = Messages()
    calendar: Calendar = Calendar()
    clock: ClockSection = ClockSection()
    schedule: Schedule = Schedule()

    @model_validator(mode="after")
    def _simulated_time_stays_here(self) -> "Config":
        if self.clock.source == "simulator" and URL(self.telegram.api_url).host not in _LOOPBACK:
            raise ValueError("clock.source = simulator needs a loopback telegram.api_url")
        return self

    @model_validator(mode="after")
    def _a_webhook_can_be_called_by_telegram_alone(self) -> "Config":
        if self.telegram.mode == "webhook":
            url = URL(self.telegram.webhook_url)
            if not url.host or (url.scheme != "https" and url.host not in _LOOPBACK):
                raise ValueError("telegram.mode = webhook needs telegram.webhook_url, an https address")
            if not _WEBHOOK_SECRET.fullmatch(self.telegram.webhook_secret.get_secret_value()):
                raise ValueError(
                    "telegram.mode = webhook needs telegram.webhook_secret, 1 to 256 of A-Z a-z 0-9 _ -"
                )
        return self


def load(path: Path | None = None) -> Config:
    """Read the file, if one is named, and the environment. Raises pydantic's ValidationError."""

    class FromFile(Config):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 — the name is pydantic's
            file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            sources = (init_settings, env_settings)
            return (*sources, TomlConfigSettingsSource(settings_cls, toml_file=path)) if path else sources

    return FromFile()
