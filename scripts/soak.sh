#!/usr/bin/env bash
# The long counts: the ignored tests, and the others with more repetitions. `make soak` has done the set-up.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/test-settings.sh
. scripts/test-settings.sh

export VROEGTEKEN_KILLS=${VROEGTEKEN_KILLS:-100}  # kills at random moments while generating
export VROEGTEKEN_SIGNING_KILLS=${VROEGTEKEN_SIGNING_KILLS:-50} # while both parties sign the same 342
export VROEGTEKEN_MONDAY_KILLS=${VROEGTEKEN_MONDAY_KILLS:-100} # while Monday's mails are made and handed over
export VROEGTEKEN_YEARS=${VROEGTEKEN_YEARS:-10}   # times ten years of Mondays, on each engine
export VROEGTEKEN_IMPORT_KILLS=${VROEGTEKEN_IMPORT_KILLS:-30} # while organisations and agreements move in
export VROEGTEKEN_DOCUMENTS=${VROEGTEKEN_DOCUMENTS:-200} # finished documents that others judge
export VROEGTEKEN_GUESSES=${VROEGTEKEN_GUESSES:-10000} # at the code of one account
export PROPTEST_CASES=${PROPTEST_CASES:-20000}    # random walks and values of each property test

cargo build --locked --workspace
run_tests ignored
