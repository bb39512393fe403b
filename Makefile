# Tyndau: `make help` lists what can be done here.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := heard/demo

.DEFAULT_GOAL := help
.PHONY: help setup run test check lint types contracts quality lock pictures clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tyndau needs Python 3.11 or newer; $(PYTHON) is `$(PYTHON) --version`. Name another: make setup PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(VENV)/.ready ## install into .venv, create the pseudonym key, leave the command at .venv/bin/tyndau
	@$(BIN)/tyndau keys create --if-missing

run: setup ## write the demo posts (synthetic), listen to them, show where the report lies
	@$(BIN)/tyndau demo posts --out $(DEMO)/input --replace
	@$(BIN)/tyndau listen $(DEMO)/input/posts --out $(DEMO)/run --replace --open

test: setup ## run the tests: all on SQLite, then the portal's on PostgreSQL (skipped and named where none is)
	@$(BIN)/python -m pytest -n auto
	@$(BIN)/python -m tests.postgres pytest tests/portal -n auto

check: setup lint types contracts test ## everything that CI checks: ruff, mypy, import contracts, tests

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: setup
	@$(BIN)/mypy

contracts: setup
	@$(BIN)/lint-imports

# Real data lies in ../shared/data or TYNDAU_DATA, catalogues of neighbour languages in PACKAGES (training/README.md);
# what is absent is skipped and named.
DATA = $${TYNDAU_DATA:-../shared/data}
quality: setup ## print how often the engine is right: languages, places, topics, the demo's truth, a real forum
	@$(BIN)/python -m quality.language $(if $(PACKAGES),--packages $(PACKAGES))
	@$(BIN)/python -m quality.places
	@$(BIN)/python -m quality.topics
	@$(BIN)/tyndau demo --check
	@if test -f $(DATA)/posts/troitsk_forum.ndjson; then \
	  $(BIN)/tyndau listen $(DATA)/posts/troitsk_forum.ndjson --zone Europe/Moscow --out heard/forum --replace && \
	  $(BIN)/python -m quality.forum_sample heard/forum; else echo "skipped: the forum ($(DATA) is not here)"; fi

lock: setup ## pin the newest versions that pyproject.toml allows (the lock names no host)
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade --quiet -o requirements.lock

pictures: setup ## draw the README's picture anew (needs Chromium)
	$(BIN)/python docs/img/draw.py

clean: ## remove the environment and the demo run; keys stay
	rm -rf $(VENV) heard .mypy_cache .ruff_cache .pytest_cache .hypothesis
