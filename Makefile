# What a fresh machine needs: git, make and Python 3.11 or later. The rest lands in .venv.

SHELL := /bin/sh
.SUFFIXES:
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check --no-input

# The newest Python that is new enough and able to make a virtual environment. PYTHON= chooses
# another. Asked by running it: a name on PATH may be a shim with nothing behind it.
ABLE := import sys, venv, ensurepip; sys.version_info >= (3, 11) or sys.exit(1)
PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3; do \
	if "$$p" -c '$(ABLE)' >/dev/null 2>&1; then echo "$$p"; break; fi; done)

.PHONY: help setup evaluate test browser bench lock clean

help:
	@echo 'make evaluate   räkna ut överenskommelsen för 2023'
	@echo 'make test       granska koden och kör alla prov'
	@echo 'make browser    pröva HTML-sidorna i en riktig webbläsare (Chromium)'
	@echo 'make bench      mät hur snabbt okt startar'
	@echo 'make lock       lås om beroendena (requirements.lock)'
	@echo 'make clean      ta bort allt som make har gjort'

evaluate: $(VENV)/okt.stamp
	@$(BIN)/okt evaluate agreements/2023.okt data/2023

# The tests come last: their closing line is the one to read.
test: $(VENV)/okt.stamp
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/pytest --quiet -n 2

# The same tests as in `make test`, which leaves them out where there is no Chromium.
browser: $(VENV)/okt.stamp
	@$(BIN)/pytest --quiet tests/test_browser.py

bench: $(VENV)/okt.stamp
	@$(BIN)/python benchmarks/start.py

setup: $(VENV)/okt.stamp

# Exactly the locked packages, each checked against its hash.
$(VENV)/lock.stamp: requirements.lock
	@if ! '$(PYTHON)' -c '$(ABLE)' >/dev/null 2>&1; then \
		echo 'okt behöver Python 3.11 eller senare, med venv. Ange det: make PYTHON=/sökväg/till/python3' >&2; \
		echo '(Debian och Ubuntu: apt install python3-venv)' >&2; \
		echo 'okt needs Python 3.11 or later, with venv. Name it: make PYTHON=/path/to/python3' >&2; \
		exit 2; \
	fi
	@echo 'Förbereder $(VENV) (en gång, någon minut) …' >&2
	@$(BIN)/python -c '$(ABLE); import pip' >/dev/null 2>&1 || '$(PYTHON)' -m venv --clear $(VENV)
	@$(PIP) install --require-hashes -r requirements.lock
	@touch $@

# okt itself, from this folder. The build makes the parser's tables. An installed wheel is compiled
# once and for all; so is this, for Python may be told not to keep what it compiles.
$(VENV)/okt.stamp: $(VENV)/lock.stamp pyproject.toml hatch_build.py grammar/okt.lark \
		compiler/parse.py compiler/tables.py
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q compiler grammar overenskommelse runtime
	@touch $@

# One lock for every system and Python 3.11 and later; its hashes are the registry's own. The tool
# that makes it has a place of its own, so that it is never among what okt is tested with.
lock:
	@'$(PYTHON)' -m venv --clear $(VENV)-lock
	@$(VENV)-lock/bin/python -m pip -qq --disable-pip-version-check install uv
	@$(VENV)-lock/bin/uv --quiet pip compile --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --no-annotate --group dev --upgrade \
		--output-file requirements.lock pyproject.toml

clean:
	@rm -rf $(VENV) $(VENV)-lock grammar/okt.tables.json
	@rm -rf build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
