"""The doctor asks a language model one invented question, and says in plain words why its answer is of no use."""

import json
from pathlib import Path

import pytest
from model_server import Hang, Raw, Reply, closed_port, completion, serving
from msgspec.structs import replace
from test_doctor import HERE, complete, found
from top_world import POLICY, run

from softsell import config as configs
from softsell.core.shop import Policy
from softsell.mail.catcher import Catcher

MEANT = {"intents": ["need"], "trouble": "", "needs": []}
ON = replace(POLICY, model_understand=True, model_seconds=1)
KEY = "sk-not-a-real-key"


def model(folder: Path, url: str, policy: Policy = ON) -> list[tuple[str, str]]:
    folder.mkdir(exist_ok=True)
    path = complete(folder, 1, policy, model={"url": url, "name": "m", "key": KEY})
    return found(configs.load(path, {}))["model"]


def test_a_model_that_answers_as_it_was_asked_is_fine_and_is_told_no_buyers_words(tmp_path: Path) -> None:
    with serving(lambda told: MEANT) as server:
        ((state, what),) = model(tmp_path, server.url)
        (body,) = server.bodies
    assert state == "ok" and what.startswith("m at 127.0.0.1:") and "wrapped" in body.decode()


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (lambda told: 401, "refuses the key"),
        (lambda told: 404, "/chat/completions follows"),
        (lambda told: 400, "model.json_schema = false"),
        (lambda told: 500, "endpoint-status-500"),
        (lambda told: 302, "endpoint-status-302"),
        (lambda told: Hang("hang"), "within 1 seconds"),
        (lambda told: Hang("drip"), "within 1 seconds"),
        (lambda told: b"<html>no</html>", "not the OpenAI protocol"),
        (lambda told: Raw(b"nonsense"), "not the OpenAI protocol"),
        (lambda told: completion("x" * 300_000), "endpoint-large"),
        (lambda told: "Sure, here is what I think.", "not with JSON"),
        (lambda told: {**MEANT, "key": KEY}, "not with JSON"),
        (lambda told: {**MEANT, "intents": ["satisfied"]}, "outside the lists"),
        (lambda told: {**MEANT, "needs": [{"facet": "x", "value": "y"}]}, "outside the lists"),
        (lambda told: completion("{", finish="length"), "cut short"),
    ],
)  # fmt: skip
def test_a_model_that_is_of_no_use_stops_the_doctor_with_what_to_do(reply: Reply, words: str, tmp_path: Path) -> None:
    with serving(reply) as server:
        ((state, what),) = model(tmp_path, server.url)
        assert len(server.bodies) == 1, "asked once"
    assert state == "stop" and words in what and KEY not in what


def test_a_model_that_nobody_runs_only_warns_while_it_is_switched_off_and_none_is_no_check(tmp_path: Path) -> None:
    ((state, what),) = model(tmp_path / "off", f"http://127.0.0.1:{closed_port()}/v1", POLICY)
    assert state == "warn" and "nobody answers there" in what and "switched off" in what
    ((state, what),) = model(tmp_path / "far", "http://models.example/v1")
    assert state == "stop" and "https only" in what
    assert "model" not in found(configs.load(complete(tmp_path, 1), {}))


def test_the_exit_code_and_the_json_tell_of_the_model(tmp_path: Path) -> None:
    with Catcher(keep=lambda raw: None) as catcher, serving(lambda told: MEANT) as server:
        path = complete(tmp_path, catcher.port, ON, model={"url": server.url, "name": "m"})
        done = run("-c", path, "doctor", "--only", ",".join(HERE), "--json")
        server.reply = lambda told: "no JSON"
        again = run("-c", path, "doctor", "--only", ",".join(HERE), "--json")
    last = [json.loads(one.stdout)["findings"][-1] for one in (done, again)]
    assert (done.returncode, again.returncode) == (0, 1), done.stdout
    assert [(one["check"], one["state"]) for one in last] == [("model", "ok"), ("model", "stop")]
