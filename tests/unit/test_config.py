"""Configuration from a file, from the environment, from both."""

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.config import Config, load

ROOT = Path(__file__).parents[2]
Setting = Callable[..., None]


@pytest.fixture
def setting() -> Iterator[Setting]:
    """Sets variables of the environment, which is clean of ours before and restored after."""
    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith("TALENTA_")]:
        del os.environ[name]
    yield lambda **variables: os.environ.update(variables)
    os.environ.clear()
    os.environ.update(before)


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_environment_alone_is_enough(setting: Setting) -> None:
    setting(
        TALENTA_TELEGRAM__TOKEN="12:rahasia",
        TALENTA_TELEGRAM__API_URL="http://127.0.0.1:8081",
        TALENTA_DATABASE__URL="postgresql://talenta@db/talenta",
        TALENTA_CLOCK__SOURCE="simulator",
        TALENTA_MESSAGES__PER_SECOND="20",
        TALENTA_CALENDAR__EXTRA_HOLIDAYS='["2026-12-24"]',
    )
    config = load()
    assert config.telegram.token.get_secret_value() == "12:rahasia"
    assert config.telegram.api_url == "http://127.0.0.1:8081"
    assert config.database.url == "postgresql://talenta@db/talenta"
    assert config.clock.source == "simulator"
    assert config.messages.per_second == 20
    assert config.calendar.extra_holidays == (date(2026, 12, 24),)


def test_a_file_with_a_token_is_enough(setting: Setting, tmp_path: Path) -> None:
    config = load(written(tmp_path, '[telegram]\ntoken = "12:rahasia"\n'))
    assert config.telegram.api_url == "https://api.telegram.org"
    assert config.database.url == "sqlite:///var/talenta.sqlite"
    assert config.agency.zone.key == "Asia/Jakarta"
    assert config.mapping.ruleset == "permenpan-3-2020"


def test_the_environment_overrides_single_keys_of_the_file(setting: Setting, tmp_path: Path) -> None:
    path = written(tmp_path, '[telegram]\ntoken = "12:lama"\nproxy = "http://proxy:3128"\n')
    setting(TALENTA_TELEGRAM__TOKEN="12:baru")
    config = load(path)
    assert config.telegram.token.get_secret_value() == "12:baru"
    assert config.telegram.proxy == "http://proxy:3128"


def test_the_token_is_never_shown(setting: Setting) -> None:
    setting(TALENTA_TELEGRAM__TOKEN="12:rahasia")
    assert "rahasia" not in repr(load())


def test_a_token_is_needed(setting: Setting) -> None:
    with pytest.raises(ValidationError) as refused:
        load()
    assert [flaw["loc"] for flaw in refused.value.errors()] == [("telegram",)]


def test_a_key_that_does_not_exist_is_an_error(setting: Setting, tmp_path: Path) -> None:
    with pytest.raises(ValidationError) as refused:
        load(written(tmp_path, '[telegram]\ntoken = "12:rahasia"\ntokken = "x"\n'))
    assert refused.value.errors()[0]["loc"] == ("telegram", "tokken")


@pytest.mark.parametrize(
    "url", ["https://api.telegram.org", "http://10.0.0.7:8081", "http://127.0.0.1.example.id"]
)
def test_simulated_time_is_refused_unless_telegram_is_on_this_machine(setting: Setting, url: str) -> None:
    setting(
        TALENTA_TELEGRAM__TOKEN="12:rahasia", TALENTA_TELEGRAM__API_URL=url, TALENTA_CLOCK__SOURCE="simulator"
    )
    with pytest.raises(ValidationError, match="loopback"):
        load()


@pytest.mark.parametrize("url", ["http://127.0.0.1:8081", "http://localhost:8081", "http://[::1]:8081"])
def test_simulated_time_is_allowed_on_this_machine(setting: Setting, url: str) -> None:
    setting(
        TALENTA_TELEGRAM__TOKEN="12:rahasia", TALENTA_TELEGRAM__API_URL=url, TALENTA_CLOCK__SOURCE="simulator"
    )
    assert load().clock.source == "simulator"


WEBHOOK = {
    "TALENTA_TELEGRAM__TOKEN": "12:rahasia",
    "TALENTA_TELEGRAM__MODE": "webhook",
    "TALENTA_TELEGRAM__WEBHOOK_URL": "https://talenta.example.id/telegram/masuk",
    "TALENTA_TELEGRAM__WEBHOOK_SECRET": "Kunci_webhook-1",
}


def test_updates_may_come_by_webhook(setting: Setting) -> None:
    setting(**WEBHOOK)
    telegram = load().telegram
    assert telegram.webhook_url == "https://talenta.example.id/telegram/masuk"
    assert telegram.webhook_secret.get_secret_value() == "Kunci_webhook-1"
    assert (telegram.webhook_host, telegram.webhook_port) == ("127.0.0.1", 8080)
    assert "Kunci" not in repr(telegram)


@pytest.mark.parametrize(
    "url", ["", "talenta.example.id/masuk", "https:///masuk", "http://talenta.example.id/masuk"]
)
def test_a_webhook_needs_an_address_that_telegram_calls(setting: Setting, url: str) -> None:
    setting(**WEBHOOK | {"TALENTA_TELEGRAM__WEBHOOK_URL": url})
    with pytest.raises(ValidationError, match="webhook_url, an https address"):
        load()


@pytest.mark.parametrize("secret", ["", "kunci webhook", "kunci!", "künci", "k" * 257, "kunci\n"])
def test_a_webhook_needs_a_secret_that_telegram_takes(setting: Setting, secret: str) -> None:
    setting(**WEBHOOK | {"TALENTA_TELEGRAM__WEBHOOK_SECRET": secret})
    with pytest.raises(ValidationError, match="webhook_secret, 1 to 256") as refused:
        load()
    assert [flaw["loc"] for flaw in refused.value.errors()] == [()]


def test_the_webhook_of_a_local_telegram_needs_no_tls(setting: Setting) -> None:
    setting(**WEBHOOK | {"TALENTA_TELEGRAM__WEBHOOK_URL": "http://127.0.0.1:8080/masuk"})
    assert load().telegram.mode == "webhook"


def test_the_example_file_names_every_key_with_its_default(setting: Setting) -> None:
    example = load(ROOT / "config.example.toml")
    untouched = Config.model_validate({"telegram": {"token": "12:rahasia"}})
    different = {"telegram": {"token"}, "agency": {"contact"}}
    for name in Config.model_fields:
        section = getattr(example, name)
        for key in type(section).model_fields:
            if key not in different.get(name, set()):
                assert getattr(section, key) == getattr(getattr(untouched, name), key), f"{name}.{key}"
    text = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    keys = [key for name in Config.model_fields for key in type(getattr(example, name)).model_fields]
    assert [key for key in keys if f"{key} = " not in text] == []
