#!/usr/bin/env bash
# wapiti and sqlmap against the demo on loopback, as nobody, as a contact person and as the administrator; `make scan` has done the
# set-up. SCAN_SECONDS says how long one of them may take for one person (240).
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --locked --workspace
VROEGTEKEN_BIN=${VROEGTEKEN_BIN:-$CARGO_TARGET_DIR/debug/vroegteken} exec node e2e/scan.mjs
