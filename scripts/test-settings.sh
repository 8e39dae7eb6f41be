# shellcheck shell=bash
# What the tests read from the environment; sourced by test.sh and soak.sh, in the project's folder.

# Python with the packages of requirements.txt: the SMTP server of the tests.
export VROEGTEKEN_TEST_SMTP_PYTHON=$VENV/bin/python

# The same one holds the judges of signatures.
export VROEGTEKEN_JUDGES_PYTHON=$VENV/bin/python

# The binary, for tests that start it and kill it.
export VROEGTEKEN_BIN=$CARGO_TARGET_DIR/debug/vroegteken

# Public holidays of 2020-2060 by an independent library.
export VROEGTEKEN_HOLIDAYS_CHECK=$CARGO_TARGET_DIR/holidays.csv
mkdir -p "$CARGO_TARGET_DIR"
"$VENV/bin/python" scripts/holidays_check.py >"$VROEGTEKEN_HOLIDAYS_CHECK"

# The list of municipalities as others keep it, where it is at hand.
if [ -z "${VROEGTEKEN_MUNICIPALITIES_CHECK:-}" ] && [ -f ../shared/data/gemeenten.csv ]; then
  VROEGTEKEN_MUNICIPALITIES_CHECK=$(realpath ../shared/data/gemeenten.csv)
  export VROEGTEKEN_MUNICIPALITIES_CHECK
fi

# run_tests [ignored]: the Rust tests of the workspace, `ignored` with the long ones too;
# by `cargo nextest` where it is installed, else by `cargo test`.
run_tests() {
  if cargo nextest --version >/dev/null 2>&1; then
    scripts/with-postgres.sh cargo nextest run --locked --workspace ${1:+--run-ignored all}
  else
    scripts/with-postgres.sh cargo test --locked --workspace ${1:+-- --include-ignored}
  fi
}
