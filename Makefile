# Each target does its own set-up; all it takes is make and a Python >= 3.11 (PYTHON=... picks one, VENV=... where).
PYTHON ?= python3
ARGS ?=
TESTS := tests
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
PACKAGED := package simulators sync features openapi pyproject.toml hatch_build.py README.md

# The installed package is what runs and is tested, never the checkout.
unexport PYTHONPATH
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help env verify test serve bench mutants lint clean FORCE

help: ## show the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "%-8s %s\n", $$1, $$2}' Makefile

env: $(STAMPS)/project ## set up .venv: the pinned dependencies and the project

verify: env ## run the acceptance suite with the reference connector; reports/ has the result
	$(BIN)/homologa verify -j auto --report reports $(ARGS)

test: env ## run the project's tests
	$(BIN)/pytest $(TESTS) -n auto --dist loadfile $(ARGS)

serve: env ## serve the platforms (ARGS="--port 9000 --data dir")
	$(BIN)/homologa serve $(ARGS)

bench: env ## measure; bench/RESULTS.md has the result
	$(BIN)/python bench $(ARGS)

mutants: env $(STAMPS)/mutants ## mutate the connector, judged by the scenarios (ARGS="--sample 20 -- -t NOV-09")
	$(VENV)-mutants/bin/python bench/mutants.py --python $(BIN)/python $(ARGS)

lint: env ## check style, types and who imports whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy hatch_build.py
	$(BIN)/lint-imports

clean: ## remove the environment and all that is generated
	rm -rf .venv .venv-* simulators/_openapi reports dist build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(STAMPS)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python >= 3.11 is needed: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dependencies: requirements/dev.txt $(STAMPS)/venv
	$(BIN)/python -m pip install --quiet --requirement requirements/dev.txt
	@touch $@

$(STAMPS)/mutants: requirements/mutants.txt $(STAMPS)/venv
	$(PYTHON) -m venv $(VENV)-mutants
	$(VENV)-mutants/bin/python -m pip install --quiet --requirement requirements/mutants.txt
	@touch $@

# Checksums, not times: a file removed or put back counts as a change, a file only touched does not.
# Two makes at once each have a list of their own.
$(STAMPS)/sources: FORCE $(STAMPS)/venv
	@new=$@.$$$$; find $(PACKAGED) -type f ! -name '*.pyc' ! -path 'simulators/_openapi/*' -exec cksum {} + | LC_ALL=C sort > $$new; \
	if cmp -s $$new $@; then rm $$new; else mv $$new $@; fi

$(STAMPS)/project: $(STAMPS)/dependencies $(STAMPS)/sources
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --force-reinstall .
	@touch $@
