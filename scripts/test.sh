#!/usr/bin/env bash
# Every check and test; `make test` has done the set-up. Ends with the summaries of the test runners.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/test-settings.sh
. scripts/test-settings.sh

step() { printf '\n== %s (%d s)\n' "$1" "$SECONDS"; }

step "layout of the code"
cargo fmt --all --check

step "licences"
python3 scripts/licences.py
if command -v cargo-deny >/dev/null; then cargo deny check bans licenses sources; fi

step "lints"
cargo clippy --locked --workspace --all-targets -- -D warnings
npm --prefix web/assets run --silent check

step "build"
cargo build --locked --workspace

step "tests in Rust, on SQLite and PostgreSQL"
run_tests ""

step "passkeys, held against webauthn-rs"
(cd judges/webauthn && cargo fmt --check && CARGO_TARGET_DIR=$CARGO_TARGET_DIR/judges cargo test --locked -- --nocapture)

step "journeys in Chromium"
exec scripts/with-postgres.sh node --test --test-reporter=spec --test-concurrency=1 e2e/tests/*.test.mjs
