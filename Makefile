# Two commands for a newcomer: `make demo` and `make test`. Both rest on `make setup`.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
# Many tests wait for something to happen: one process more than two cores can use at a time.
TEST_PROCESSES ?= 3
CHAOS_PROCESSES ?= 2
STAMP := $(VENV)/.ready

# Bytecode of what every process imports is made once here, not by eight at once at the first start.
COMPILED := sqlalchemy flask werkzeug jinja2 rq redis twilio/rest/api twilio/http twilio/base psycopg \
  click structlog gunicorn alembic rapidfuzz flask_wtf wtforms requests urllib3 dateutil

.PHONY: setup demo test chaos check bench lock fmt

setup: $(STAMP)

# uv installs in seconds; where it does not work, pip does the same, slower.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "fieldcomm needs Python 3.11 or newer; set PYTHON=/path/to/python3.11." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements-uv.lock
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes --no-deps -r requirements.lock \
	  || $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@cd $(VENV)/lib/python3*/site-packages && $(CURDIR)/$(BIN)/python -m compileall -q -j 2 \
	  $(COMPILED) $(CURDIR)/fieldcomm >/dev/null || true
	@touch $(STAMP)

demo: setup
	@exec $(BIN)/fieldcomm up --demo --port $(PORT)

test: setup
	@$(BIN)/python -m pytest -n $(TEST_PROCESSES) --dist load --maxschedchunk 1

# Every row of docs/reliability.md in full; it prints what was counted. Hours, most of them for the seeds.
chaos: export FIELDCOMM_SEEDS ?= 5000
chaos: setup
	@$(BIN)/python -m pytest -m chaos -n $(CHAOS_PROCESSES) --dist load --maxschedchunk 1

check: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

fmt: setup
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: setup
	@$(BIN)/python -m bench

# The lock names versions and hashes, no hosts.
lock:
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --extra embedded --extra dev pyproject.toml build.in -o requirements.lock
