# The two commands a newcomer needs: make demo, make test.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
MEMORY := $(if $(wildcard /dev/shm/.),PYTEST_DEBUG_TEMPROOT=/dev/shm)
unexport PYTHONDONTWRITEBYTECODE # the tests start processes by the dozen: each would compile everything anew

.PHONY: help install demo play test lint types contracts tests kills browser bench soak lock clean

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(INSTALLED): requirements-dev.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: make PYTHON=/path/to/python3.11 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

install: $(INSTALLED) ## Make the environment in .venv

demo: $(INSTALLED) ## Play a whole phase on a local Telegram, then keep serving until Ctrl-C
	$(BIN)/talenta demo

play: $(INSTALLED) ## Play the same and end; fails if the bot says something else
	$(BIN)/talenta play

test: $(INSTALLED) ## Everything that must be green
	$(MAKE) lint
	$(MAKE) -j contracts tests
	$(MAKE) -j types kills browser

lint: $(INSTALLED)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(INSTALLED)
	$(BIN)/mypy

contracts: $(INSTALLED)
	$(BIN)/lint-imports

# More workers than processors: a test often waits for a disk or a socket. A disk in memory, where there is one.
# Each probe goes when it was hit: to look for all that were hit walks the dictionaries of threads that run.
tests: $(INSTALLED)
	$(MEMORY) $(BIN)/python -W ignore::RuntimeWarning:slipcover.importer -m slipcover --immediate -m pytest -n 3 --dist worksteal
	$(BIN)/python -m tests.coverage_gates

# One after the other and not measured: mostly they wait for each other's processes, and share one server.
kills: $(INSTALLED) ## Kill the bot at random moments and count what is stored
	$(MEMORY) $(BIN)/python -m pytest -m 'kills and not soak' -n0 tests/delivery

browser: $(INSTALLED) ## Use the web chat in Chromium; pictures in var/screenshots. Skipped where there is no Chromium
	$(MEMORY) $(BIN)/python -m pytest tests/browser

bench: $(INSTALLED) ## Measure against the bare framework; prints ratios
	$(BIN)/python -m tests.bench

soak: $(INSTALLED) ## The long forms of the tests, with full numbers; prints seeds and counts
	$(BIN)/python -m pytest -m soak -n0 -rP -o faulthandler_timeout=0

lock: ## Resolve the locks anew (needs uv); they name no index
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet -o requirements.lock
	uv pip compile pyproject.toml --extra dev -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet -o requirements-dev.lock

clean: ## Remove what was built
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .coverage.json *.egg-info var
