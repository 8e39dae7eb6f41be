# Everything a person types. Each target sets up what it needs, and skips what is up to date.
#
#   make run          the portal with demo data on http://localhost:8080
#   make test         every check and test
#   make soak         the long counts of the tests
#   make bench        the promised numbers, on a release build; writes bench.json (BENCH_ONLY=country for the whole
#                     country alone, BENCH_TENFOLD=1 for ten times as many agreements too)
#   make scan         scanners of others against the demo, signed in and not; reports in e2e/output/scan
#   make screenshots  every page at 390 and 1280 in both languages, in e2e/output/screenshots
#
# `make run` needs Rust, Node.js and a C compiler; the others also Chromium, PostgreSQL and Python.
# The whole workspace is built every time, so that tests and the portal share the same dependencies.
# Builds and Python packages stand outside the clone and are reused by the next one.

CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/vroegteken
export CARGO_TARGET_DIR ?= $(CACHE)/target
export VENV ?= $(CACHE)/venv
VENV_BENCH ?= $(CACHE)/venv-bench
VENV_SCAN ?= $(CACHE)/venv-scan

ASSETS := web/assets/dist/manifest.json
ASSET_SOURCES := $(shell find web/assets -type d \( -name node_modules -o -name dist \) -prune -o -type f -print) \
	$(shell find web/src -name '*.html')
ASSET_PACKAGES := web/assets/node_modules/.package-lock.json
E2E_PACKAGES := e2e/node_modules/.package-lock.json
PYTHON_PACKAGES := $(VENV)/requirements.txt
BENCH_PACKAGES := $(VENV_BENCH)/requirements-bench.txt
SCAN_PACKAGES := $(VENV_SCAN)/requirements-scan.txt

.PHONY: run assets test soak bench scan screenshots tools-run tools-test
.NOTPARALLEL:
.DELETE_ON_ERROR:

# Style and script, which the binary carries inside.
assets: $(ASSETS)

run: tools-run $(ASSETS)
	cargo build --locked --workspace
	exec "$$CARGO_TARGET_DIR/debug/vroegteken" serve --demo --listen 127.0.0.1:8080 --data ./data --public-url http://localhost:8080

test: tools-test $(ASSETS) $(E2E_PACKAGES) $(PYTHON_PACKAGES)
	scripts/test.sh

soak: tools-test $(ASSETS) $(PYTHON_PACKAGES)
	scripts/soak.sh

bench: tools-test $(ASSETS) $(E2E_PACKAGES) $(BENCH_PACKAGES)
	cargo build --locked --release --workspace
	VENV_BENCH="$(VENV_BENCH)" VROEGTEKEN_BIN="$$CARGO_TARGET_DIR/release/vroegteken" POSTGRES_DURABLE=1 scripts/with-postgres.sh node e2e/bench.mjs
	VROEGTEKEN_BIN="$$CARGO_TARGET_DIR/release/vroegteken" POSTGRES_DURABLE=1 scripts/with-postgres.sh node e2e/bench-import.mjs

scan: tools-test $(ASSETS) $(E2E_PACKAGES) $(SCAN_PACKAGES)
	VENV_SCAN="$(VENV_SCAN)" scripts/scan.sh

screenshots: tools-test $(ASSETS) $(E2E_PACKAGES)
	cargo build --locked --workspace
	node e2e/screenshots.mjs

tools-run tools-test: tools-%:
	@scripts/tools.sh $*

$(ASSETS): $(ASSET_PACKAGES) $(ASSET_SOURCES)
	cd web/assets && node build.mjs
	@touch $@

%/node_modules/.package-lock.json: %/package-lock.json
	cd $* && npm ci --no-audit --no-fund
	@touch $@

$(PYTHON_PACKAGES): scripts/requirements.txt
	python3 -m venv --clear $(VENV)
	$(VENV)/bin/pip install --quiet --requirement $<
	@cp $< $@

$(BENCH_PACKAGES): scripts/requirements-bench.txt
	python3 -m venv --clear $(VENV_BENCH)
	$(VENV_BENCH)/bin/pip install --quiet --requirement $<
	@cp $< $@

$(SCAN_PACKAGES): scripts/requirements-scan.txt
	python3 -m venv --clear $(VENV_SCAN)
	$(VENV_SCAN)/bin/pip install --quiet --requirement $<
	@cp $< $@
