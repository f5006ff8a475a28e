"""The optional language model: one question about an invented text, and in plain words why its answer is of no use."""

from collections.abc import Iterator
from pathlib import Path

from softsell import load
from softsell.advise import catalogue
from softsell.core.shop import Policy
from softsell.doctor.case import Case
from softsell.doctor.finding import Finding, ok
from softsell.draft import client, work

MODEL = {  # why a language model's answer is of no use, and what to do; of a longer reason its beginning counts
    "endpoint-unreachable": "nobody answers there; is it running, and is model.url right?",
    "endpoint-late": "no whole answer within {seconds} seconds; a smaller model, or more time at the desk (Language model)",
    "endpoint-status-401": "it refuses the key (401); see model.key or SOFTSELL_MODEL__KEY_FILE",
    "endpoint-status-403": "it refuses the key (403); see model.key or SOFTSELL_MODEL__KEY_FILE",
    "endpoint-status-404": "there is no such path or model (404); model.url ends where /chat/completions follows",
    "endpoint-status-400": "it does not take the question (400); try model.json_schema = false",
    "endpoint-status-": "it answers with an error ({why})",
    "endpoint-": "what comes back is not the OpenAI protocol ({why})",
    "answer-schema": "it answers, but not with JSON of the shape asked for; try model.json_schema = true, or another model",
    "answer-not-listed": "it answers outside the lists that it was given; its answers would not be used, so try another model",
    "answer-": "its answer was cut short ({why})",
}


def check(case: Case) -> Iterator[Finding]:
    """One question about an invented text; nothing is said where no model is set."""
    config = case.config
    to = client.endpoint(config.model)
    if to is None:
        return
    policy = case.policy or Policy()
    products = load.read_catalogue(Path(config.shop.catalogue)) if config.shop.catalogue else catalogue.empty()
    seconds = min(60, max(1, policy.model_seconds))
    why = work.probe(to, products, policy.language, float(seconds), case.now)
    used = policy.model_understand or policy.model_rephrase
    if why:
        told = next((words for reason, words in MODEL.items() if why.startswith(reason)), "{why}")
        rest = "" if used else "; it is not used, because it is switched off at the desk"
        words = told.format(why=why, seconds=seconds)
        yield Finding("model", "stop" if used else "warn", f"{to.host}:{to.port}: {words}{rest}")
    else:
        off = "" if used else ", and is off"
        yield ok("model", f"{to.name} at {to.host}:{to.port} answers as it was asked{off}")
