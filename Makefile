# Everything a newcomer needs: each target sets up what it needs by itself.
SHELL := /bin/sh
.DEFAULT_GOAL := help

PYTHON ?= python3
PORT ?= $(or $(RECEPTIVE_PORT),8000)
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
RUN := $(UV) run --frozen --no-python-downloads

.PHONY: help run test check fix bench lock

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/.synced ## serve on http://127.0.0.1:8000 (PORT=8123 for another port)
	@RECEPTIVE_PORT=$(PORT) exec .venv/bin/receptive serve

test: check ## lint, types, import contracts, content and every test, browser tests included
	@$(RUN) python -m tests.browser.chromium
	@$(RUN) pytest

check: .venv/.synced ## lint, types, import contracts and content, without the tests
	@$(RUN) ruff format --check
	@$(RUN) ruff check
	@$(RUN) basedpyright
	@$(RUN) lint-imports
	@$(RUN) receptive content check --strict

fix: .venv/.synced ## format, and mend what can be mended by itself
	@$(RUN) ruff check --fix
	@$(RUN) ruff format

bench: .venv/.synced ## layers and compiled networks beside torch, where installed: each ratio beside its aim
	@$(RUN) python -m tests.bench.table

lock: ## take the newest dependencies the bounds allow
	@$(UV) lock --upgrade --no-python-downloads

.venv/.synced: pyproject.toml uv.lock | $(UV)
	@$(UV) sync --quiet --frozen --no-python-downloads --compile-bytecode
	@touch $@

.uv/bin/uv:
	@echo "Installing uv into .uv, once."
	@$(PYTHON) -m venv .uv || { echo "Python's venv module is needed: on Debian, apt install python3-venv." >&2; exit 1; }
	@.uv/bin/python -m pip install --quiet --disable-pip-version-check uv
