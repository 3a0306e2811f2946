# Claquette. `make` shows what one can do. Needs Python 3.11 or 3.12 and nothing else; no step needs root.

PYTHONS := python3.12 python3.11 python3 python
BIN     := .venv/bin
PIP     := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps
TESTS   ?= tests
PYTEST  := $(BIN)/python -m pytest
JOBS    ?= 2
WHOLE   := --numprocesses $(JOBS) --dist loadfile --cov --cov-report=term-missing:skip-covered

# The files that pyproject.toml calls pure must be covered wholly; says something only when they are not.
PURE := import tomllib; print(",".join(tomllib.load(open("pyproject.toml", "rb"))["tool"]["claquette"]["pure"]))
PURE_GATE = $(BIN)/coverage report --fail-under=100 --include="$$($(BIN)/python -c '$(PURE)')" >.pure_coverage \
  || { cat .pure_coverage; echo 'Pure files need tests for every branch.'; exit 1; }

LOCK    := uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --upgrade
LOCKED  := Names, versions and hashes of everything that is installed. Made by `make lock`; do not edit.

.DEFAULT_GOAL := help
.PHONY: help run sample setup test check bench fmt lock backup clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup ## Open the sample workshop: board, workers and a film that goes through
	@$(BIN)/claquette serve --sample

sample: setup ## Make the sample film without the web site, into data/sample
	@$(BIN)/claquette sample -o data/sample

setup: .venv/.claquette ## Only set up: a virtual environment in .venv, from the locked wheels

test: .venv/.tests ## Run all tests, and refuse too little coverage (TESTS=tests/web runs a part, without that)
	@rm -f .coverage .coverage.*
	$(PYTEST) $(if $(filter tests,$(TESTS)),$(WHOLE)) $(TESTS)
	@$(if $(filter tests,$(TESTS)),$(PURE_GATE))

check: .venv/.tests ## Style, types, arrows between modules, sizes, docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST) -q tests/architecture

bench: .venv/.bench ## Measure what is promised, in pairs, against what one would take instead (PARTS="render farm": only these)
	$(BIN)/python -m tests.bench $(PARTS)

fmt: .venv/.tests ## Put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

backup: setup ## Copy everything that is kept into one file in the folder backups
	@mkdir -p backups
	@$(BIN)/claquette backup "backups/claquette-$$(date +%Y-%m-%d-%H%M%S).zip"

lock: ## Choose new versions for both locks (needs uv)
	$(LOCK) --group build pyproject.toml -o requirements.lock >/dev/null
	$(LOCK) --group build --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock >/dev/null
	$(LOCK) --group bench -c requirements-dev.lock pyproject.toml -o requirements-bench.lock >/dev/null
	@for lock in requirements.lock requirements-dev.lock requirements-bench.lock; do sed -i '1i # $(LOCKED)' $$lock; done

clean: ## Remove what was set up; keeps the folder data
	rm -rf .venv build ./*.egg-info .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# Each file below is written last, so that a set-up that was interrupted is done again.
.venv/.made:
	@rm -rf .venv
	@for python in $(PYTHONS); do \
	  if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))' 2>/dev/null; \
	  then exec $$python -m venv .venv; fi; \
	done; \
	echo 'Claquette needs Python 3.11 or 3.12 with its venv module, and none of "$(PYTHONS)" is that.' >&2; \
	echo 'Install one of them (on Debian and Ubuntu: python3 python3-venv) and say make again.' >&2; exit 1
	@touch $@

.venv/.claquette: .venv/.made requirements.lock pyproject.toml
	@echo 'Setting up Claquette in .venv (once, about a minute) ...' >&2
	@$(PIP) --only-binary :all: --require-hashes -r requirements.lock
	@$(PIP) --no-build-isolation --editable .
	@touch $@

.venv/.tests: .venv/.claquette requirements-dev.lock
	@echo 'Adding the tools for tests (once) ...' >&2
	@$(PIP) --only-binary :all: --require-hashes -r requirements-dev.lock
	@touch $@

.venv/.bench: .venv/.tests requirements-bench.lock
	@echo 'Adding what is measured against (once) ...' >&2
	@$(PIP) --only-binary :all: --require-hashes -r requirements-bench.lock
	@touch $@
