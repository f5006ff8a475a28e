# make install | demo | test | lint | rules | bench | serve: all there is to know. PORT= and HOST= choose the address.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8010
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install dev chromium mailservers demo test lint rules bench serve

install: $(VENV)/.installed

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# The browser tests drive Debian's Chromium; where it cannot be had they are skipped, and say so.
chromium:
	@command -v chromium >/dev/null || { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; } ; } || \
	  echo "chromium is not here and could not be installed: the browser tests will be skipped" >&2

# The mail tests start a Postfix and a Dovecot of their own; where they cannot be had they are skipped, and say so. They are
# installed only where no systemd would start them as the machine's own mail server, and without a configuration for one.
mailservers:
	@{ command -v postfix && command -v dovecot && command -v doveadm; } >/dev/null || \
	  { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && [ ! -d /run/systemd/system ] && \
	  { echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections; apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
	    postfix dovecot-imapd dovecot-lmtpd >/dev/null; } ; } || \
	  echo "postfix and dovecot are not here and could not be installed: the tests with mail servers will be skipped" >&2

demo: install
	$(BIN)/softsell demo --host $(HOST) --port $(PORT)

serve: install
	$(BIN)/softsell serve --host $(HOST) --port $(PORT)

test: install chromium mailservers
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: install
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

# After a change to the lint's rules: the forms of their words, the compiled rules, and what the documents show of them.
rules: install
	$(BIN)/python tools/forms.py en is && $(BIN)/python tools/rulebook.py && $(BIN)/python docs/draw.py

bench: install
	@for f in benchmarks/bench_*.py; do echo "== $$f" >&2; $(BIN)/python $$f || exit 1; done
