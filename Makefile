# One environment, `.venv` in the checkout; each step leaves a stamp and runs again only when its inputs change.
# A bare machine needs Python 3.11 or later, pip and make.

VENV    := .venv
PY      := $(VENV)/bin/python
PIP     := $(PY) -m pip --disable-pip-version-check
PYTHON  ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
             $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
# More workers than processors only wait for each other.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(min(4, os.cpu_count() or 1))')
PYTEST  := $(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help demo test check format bench bench-bulk bench-limits bench-scale bench-web bench-reading backtest precedents messages lock clean

help:  ## Say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 16

demo: $(VENV)/.runtime  ## Set up what running needs and assess the bundled Idlib case
	$(VENV)/bin/truceline demo

test: $(VENV)/.dev  ## Set up everything and run the tests with their coverage floors
	@tools/have_postgresql
	@tools/have_chromium
	@tools/have_node
	$(PYTEST) --cov --cov-report=term --cov-report=json:.coverage.json
	$(PY) tools/coverage_floor.py .coverage.json core=95 agreement=95 assess=95

check: $(VENV)/.dev  ## Lint, format, types, layers, docs (DOCS=tested where the tests have just run)
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(if $(filter tested,$(DOCS)),,$(PY) -m pytest -q tests/project -m "not examples")

format: $(VENV)/.dev  ## Rewrite the code in its one format
	$(VENV)/bin/ruff check --fix
	$(VENV)/bin/ruff format

bench: $(VENV)/.dev  ## Measure speed and size against their limits (ARGS=--write keeps the table)
	$(PY) -m benchmarks $(ARGS)

bench-bulk: $(VENV)/.bench  ## Measure the bulk engine and its peers (ARGS="--rows 1e6 --write" keeps the tables)
	$(PY) -m benchmarks.bulk $(ARGS)

bench-limits: $(VENV)/.bench  ## Measure the bulk engine against its limits (ARGS="--rows 1e6 --most 1e7 --write")
	$(PY) -m benchmarks.bulk.limits $(ARGS)

bench-scale: $(VENV)/.bench  ## Measure what more rows, zones, norms and corners cost (ARGS=--write keeps the page)
	$(PY) -m benchmarks.bulk.scale $(ARGS)

bench-web: $(VENV)/.dev  ## Measure the console and its map, on the server and in Chromium (ARGS=--write keeps the page)
	@tools/have_chromium
	$(PY) -m benchmarks.web $(ARGS)

backtest: $(VENV)/.dev  ## Look back: forecasts of two real wars beside what came (ARGS=--write keeps the page)
	$(PY) -m benchmarks.outlook $(ARGS)

precedents: $(VENV)/.dev  ## How long agreements held, from UCDP's list (ARGS=--write keeps the figures)
	$(PY) -m benchmarks.outlook.precedents $(ARGS)

bench-reading: $(VENV)/.dev  ## Measure how well reports are read (ARGS="--sealed --write" keeps the table)
	$(PY) -m benchmarks.reading $(ARGS)

messages: $(VENV)/.dev  ## Bring the catalogues of languages in step with the code
	$(PY) tools/messages.py

# pip's own settings are set aside: a mirror or a wheel folder of this machine has no place in the pins. Extras
# are kept in them: an older pip looks for `package[extra]` apart from the pin of `package`.
LOCK = PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS= PIP_EXTRA_INDEX_URL= $(VENV)/bin/pip-compile --quiet \
       --generate-hashes --allow-unsafe --no-strip-extras --no-header --no-emit-options --no-build-isolation $(ARGS)
lock: $(VENV)/.dev  ## Pin the requirements anew, with hashes (ARGS=--upgrade for newer versions)
	$(LOCK) -o requirements.txt pyproject.toml requirements.in
	$(LOCK) --extra outlook --extra report --extra server -c requirements.txt -o requirements-demo.txt pyproject.toml requirements.in
	$(LOCK) --extra dev -c requirements-demo.txt -o requirements-dev.txt pyproject.toml requirements.in
	$(LOCK) --extra bench -c requirements-dev.txt -o requirements-bench.txt pyproject.toml requirements.in

clean:  ## Remove the environment and everything generated
	rm -rf $(VENV) build dist out htmlcov .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis \
	       .import_linter_cache src/*.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "truceline needs Python 3.11 or later; none was found" >&2; exit 2; }
	@tools/make_venv "$(PYTHON)" $(VENV)
	@touch $@

$(VENV)/.runtime: requirements-demo.txt pyproject.toml $(VENV)/.made
	@echo 'setting up $(VENV) with what running needs'
	@$(PIP) install --quiet --require-hashes -r requirements-demo.txt
	@$(PIP) install --quiet --no-build-isolation --no-deps -e .
	@$(PY) -c 'from truceline.places.world import world; world()'  # index the world's place names, once
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements-demo.txt pyproject.toml $(VENV)/.made
	@echo 'setting up $(VENV) with what running, testing and checking need'
	@$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	@$(PIP) install --quiet --no-build-isolation --no-deps -e .
	@touch $(VENV)/.runtime $@

$(VENV)/.bench: requirements-bench.txt $(VENV)/.dev
	@echo 'adding to $(VENV) the peers that the bulk engine is measured against'
	@$(PIP) install --quiet --require-hashes -r requirements-bench.txt
	@touch $@
