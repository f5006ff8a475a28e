"""`softsell dkim`: a key that only its owner can read, and a record that proves what it signs."""

import json
import stat
from datetime import UTC, datetime
from pathlib import Path

import dkim as verifier
import pytest
from top_world import refused
from top_world import run as cli

from softsell.mail import sign

NOW = datetime(2026, 6, 8, tzinfo=UTC)


def test_a_key_is_made_once_and_its_record_verifies_what_it_signs(tmp_path: Path) -> None:
    file = tmp_path / "dkim.pem"
    first = cli("dkim", file, "--domain", "garn.is", "--selector", "S1", "--json")
    assert first.returncode == 0, first.stderr
    told = json.loads(first.stdout)
    assert (told["made"], told["name"]) == (True, "s1._domainkey.garn.is")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    signed = sign.sign([sign.signer(file.read_text(), "s1")], b"From: a@garn.is\r\n\r\nhello\r\n", NOW)
    assert verifier.DKIM(signed).verify(dnsfunc=lambda name, timeout=5: told["text"].encode())
    again = json.loads(cli("dkim", file, "--domain", "garn.is", "--selector", "s1", "--json").stdout)
    assert again == told | {"made": False}


def test_people_are_told_what_to_publish_and_what_to_set(tmp_path: Path) -> None:
    done = cli("dkim", "key.pem", "--domain", "garn.is", "--kind", "ed25519", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for part in ("softsell1._domainkey.garn.is", "v=DKIM1; k=ed25519; p=", "IN TXT", "SOFTSELL_DKIM__KEY_FILE=key.pem"):
        assert part in done.stdout
    assert "PRIVATE" not in done.stdout


def test_a_file_that_is_no_key_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "letters.txt"
    file.write_text("dear diary")
    refused(cli("dkim", file, "--domain", "garn.is"), "no private key in PEM")
    assert file.read_text() == "dear diary"


@pytest.mark.parametrize(("option", "value"), [("--domain", "nothing"), ("--selector", "a b")])
def test_a_wrong_name_writes_nothing(option: str, value: str, tmp_path: Path) -> None:
    options = {"--domain": "garn.is"} | {option: value}
    refused(cli("dkim", tmp_path / "key.pem", *(word for pair in options.items() for word in pair)), value)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    refused(cli("dkim", tmp_path / "none" / "key.pem", "--domain", "garn.is"), "cannot be written")
