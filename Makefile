# Every target sets up what it needs by itself: a virtual environment with the locked dependencies.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	--no-annotate --extra reports

# An installation that was ended half-way begins anew: pip takes half a package for a whole one.
define INSTALL
@[ -e $(VENV)/whole ] || rm -rf $(VENV)
@rm -f $(VENV)/whole
$(PYTHON) -m venv $(VENV)
$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes $(1)
@touch $(VENV)/whole $@
endef

TESTS := $(BIN)/pytest -n 2 -q --hypothesis-profile=ci --ignore tests/checks
# Many processes of the tests and the bot read the same modules: compiled once, they start in half the time.
unexport PYTHONDONTWRITEBYTECODE

.NOTPARALLEL:
.PHONY: help demo story run test test-slow nightly coverage chaos mutation bench bench-quick fuzz check translations handbook vulnerabilities sbom format lock clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

demo: $(VENV)/runtime ## Try the bot in the browser, on http://127.0.0.1:8080
	$(BIN)/python -m bot demo

story: $(VENV)/runtime ## Read one whole round as a transcript
	$(BIN)/python -m bot story

run: $(VENV)/runtime ## Run the bot on the real Telegram (reads .env)
	$(BIN)/python -m bot run

test: $(VENV)/dev ## Every promise, on SQLite and on a real PostgreSQL, in about twelve minutes
	$(TESTS) -m "not slow and not nightly"

test-slow: $(VENV)/dev ## The rest: real processes, the page, long properties, PostgreSQL throughout, a minute of chaos
	$(TESTS) -m "slow and not nightly"
	$(BIN)/python -m tests.chaos --minutes 1 --seed 1

nightly: chaos mutation fuzz ## What takes longer, in about two hours: the longest tests, chaos, mutation, fuzz
	DEBIAN_DEMANDED=1 $(TESTS) -m "nightly"

coverage: $(VENV)/dev ## What no test and no branch reaches, in half an hour; less than 95 % of it all fails
	rm -f .coverage .coverage.*
	$(BIN)/coverage run -m pytest -n 2 -q --hypothesis-profile=ci -m "not nightly"
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

chaos: $(VENV)/dev ## For eight minutes everything goes wrong; then a table of promise, tried, wrong
	$(BIN)/python -m tests.chaos --minutes 8 --seed 1

mutation: $(VENV)/dev ## Take out each protection in a copy, and see that a test notices, in three quarters of an hour
	$(BIN)/python -m tests.mutation

bench: $(VENV)/dev ## Measure this bot beside others, in an hour; see docs/performance.md
	$(BIN)/python -m tests.bench

bench-quick: $(VENV)/dev ## Measure in a minute and a half whether a tap became dearer, and note it in docs/performance.md
	$(BIN)/python -m tests.bench.quick

fuzz: $(VENV)/fuzz ## Give each reader of bytes from others a minute of bytes that a fuzzer makes up
	$(BIN)/python -m tests.fuzz

check: $(VENV)/dev ## Style, types, import contracts, translations that are stale, hygiene, migrations that match
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.checks.translations
	$(BIN)/pytest -q tests/checks
	$(BIN)/python -m tests.bench.hot_path

translations: $(VENV)/dev ## Mark stale translations in docs/languages.md; CONFIRM="tr role.manager": this one was looked at
	$(BIN)/python -m tests.checks.translations confirm $(CONFIRM)

handbook: $(VENV)/dev ## Take the handbook's pictures from the demo anew, and make its PDF; needs Chromium
	$(BIN)/python -m tests.handbook --screens

vulnerabilities: $(VENV)/dev ## Look up known vulnerabilities of what the bot is made of; without a network it says so
	$(BIN)/python -m tests.checks.vulnerabilities

sbom: $(VENV)/dev ## List what the bot is made of, with hashes, as CycloneDX in build/sbom.json
	@mkdir -p build
	$(BIN)/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible --of JSON -o build/sbom.json requirements.lock

format: $(VENV)/dev ## Lay out the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(VENV)/dev ## Lock the dependencies anew, with hashes and without addresses
	$(BIN)/pip install --quiet --force-reinstall uv
	$(LOCK) --upgrade --extra dev -o requirements-dev.lock pyproject.toml
	$(LOCK) -c requirements-dev.lock -o requirements.lock pyproject.toml
	$(LOCK) -c requirements-dev.lock --extra fuzz -o requirements-fuzz.lock pyproject.toml

clean: ## Remove what can be made again
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage*

$(VENV)/runtime: requirements.lock
	$(call INSTALL,-r $<)

$(VENV)/fuzz: requirements-fuzz.lock $(VENV)/runtime
	$(call INSTALL,--only-binary atheris -r $<)

$(VENV)/dev: requirements-dev.lock $(VENV)/runtime
	$(call INSTALL,-r $<)
