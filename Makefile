# On a machine with only Python (3.11 or later) and make, each command sets itself up the first time.
# Windows and conda users: the README gives the same steps without make.

.DEFAULT_GOAL := help
.PHONY: help audit test whole pango browser lint docs lock clean

# Tried in this order; give PYTHON=/path/to/python to choose another.
PYTHON ?= python3.13 python3.12 python3.11 python3 python
BIN := .venv/bin
STAMP := .venv/set-up-from-lock

help:
	@echo "make audit   audit the sample data, its earlier months first, and say where the report and the board paper are"
	@echo "make test    check lint, format, types, import order and run the tests, but for those of the next two"
	@echo "make whole   take whole exports through every command"
	@echo "make browser open a report in headless Chromium, installing that first where there is none"
	@echo "make pango   install Pango, which the board's PDF needs, where there is none"
	@echo "make lint    only lint, format, types and import order"
	@echo "make docs    write the rule pages and the coverage page again"
	@echo "make lock    pin every dependency again, at its newest version within pyproject.toml's bounds"
	@echo "make clean   remove what these commands made, reports excepted"

audit: $(STAMP)
	@$(BIN)/python -m sample_data.months.audited reports
	@$(BIN)/policy-audit run sample_data/export --pack combined --as-of 2026-10-31 \
		--settings sample_data/settings.yml --exceptions reports/sample-exceptions.csv
	@$(BIN)/policy-audit board sample_data/export --month 2026-10

test: $(STAMP)
	@$(BIN)/python -m pytest -n auto -m "not whole and not browser"

# Whole exports through every command: what a run leaves, every shipped layout, the months, hostile files.
whole: $(STAMP)
	@$(BIN)/python -m pytest -n auto -m "whole and not browser"

lint: $(STAMP)
	@$(BIN)/python -m pytest -q -m tools

# Pango is a system library, which the board's PDF is set with; tests that make one are skipped where it is not there.
pango:
	@ldconfig -p 2>/dev/null | grep -q libpangoft2 || { \
		echo "Installing Pango for the board's PDF."; \
		as_root=$$([ "$$(id -u)" = 0 ] || echo sudo); \
		$$as_root apt-get update -qq && \
		$$as_root apt-get install -qq -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 >/dev/null; \
	}

# Chromium is a system package: installed here where there is none (Debian and Ubuntu, as root or with sudo).
browser: $(STAMP)
	@command -v chromium >/dev/null || { \
		echo "Installing Chromium for the browser tests."; \
		as_root=$$([ "$$(id -u)" = 0 ] || echo sudo); \
		$$as_root apt-get update -qq && $$as_root apt-get install -qq -y chromium >/dev/null; \
	}
	@$(BIN)/python -m pip install -qq --no-deps --require-hashes --requirement tests/browser.lock
	@$(BIN)/python -m pytest -q -m browser

docs: $(STAMP)
	@$(BIN)/python -m checks.runs.docs

lock: $(STAMP)
	@$(BIN)/uv pip compile pyproject.toml --extra dev --quiet --upgrade --universal --python-version 3.11 \
		--generate-hashes --no-annotate --custom-compile-command "make lock" --output-file requirements.lock

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

# A Debian python3 without python3-venv has no ensurepip, so that is asked for as well as the version.
$(STAMP): requirements.lock pyproject.toml
	@found=; \
	for python in $(PYTHON); do \
		if "$$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
		then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "No Python 3.11 or later with the venv module was found (tried: $(PYTHON))." >&2; \
		echo "Install one, or say which to use: make PYTHON=/path/to/python3.12 ..." >&2; \
		exit 1; \
	fi; \
	echo "Setting up .venv with $$("$$found" --version); this takes a minute or two, once."; \
	"$$found" -m venv --clear .venv
	@$(BIN)/python -m pip install -qq --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install -qq --no-deps --no-build-isolation --editable .
	@touch $@
