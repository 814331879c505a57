"""What the first run was told about Twilio: kept for the owner's eyes, and below the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldcomm.config import ConfigError, load_config
from fieldcomm.local.provider_file import keep_provider, provider_keeper

KEPT = {
    "TWILIO_ACCOUNT_SID": "AC" + "a" * 32,
    "TWILIO_AUTH_TOKEN": "a token for tests",
    "TWILIO_FROM_NUMBER": "+14045550100",
}


def test_it_is_read_from_the_folder_that_was_named(tmp_path: Path) -> None:
    assert keep_provider(tmp_path, KEPT) is False  # nobody runs there
    assert (tmp_path / "twilio.json").stat().st_mode & 0o077 == 0
    config = load_config({"FIELDCOMM_DATA": str(tmp_path)})
    assert config.twilio_ready
    assert config.twilio_auth_token == "a token for tests"


def test_the_environment_wins_altogether(tmp_path: Path) -> None:
    keep_provider(tmp_path, KEPT)
    env = {"FIELDCOMM_DATA": str(tmp_path), "TWILIO_FROM_NUMBER": "+14045550101"}
    config = load_config(env)
    assert config.twilio_from_number == "+14045550101"
    assert config.twilio_auth_token is None  # no mixture of two accounts
    assert provider_keeper(env) is None


def test_without_a_named_folder_no_stray_secrets_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    keep_provider(tmp_path / "var", KEPT)
    assert not load_config({}).twilio_ready
    assert provider_keeper({}) is None


def test_a_file_that_means_nothing_is_named_and_not_shown(tmp_path: Path) -> None:
    (tmp_path / "twilio.json").write_text("a secret, but no JSON")
    with pytest.raises(ConfigError, match=r"twilio\.json") as error:
        load_config({"FIELDCOMM_DATA": str(tmp_path)})
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    ("url", "comes"),
    [
        ("http://127.0.0.1:8000", False),
        ("http://192.168.1.7:8000", False),
        ("http://office.local", False),
        ("https://texts.example.com", True),
    ],
)
def test_whether_twilio_could_come_to_us(url: str, comes: bool) -> None:
    assert load_config({"PUBLIC_URL": url}).can_be_called is comes
    assert load_config({"PUBLIC_URL": url, "TWILIO_API_URL": "http://127.0.0.1:9"}).can_be_called
