#!/usr/bin/env bash
# Looks for the tools of `make run` or `make test`. As root it installs missing Debian packages;
# otherwise it prints the line that does, and stops.
# Usage: scripts/tools.sh run|test
set -euo pipefail

missing=()
need() { # need DEBIAN_PACKAGE TEST…: the package is missing when the test fails
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}

for tool in cargo node npm; do
  command -v "$tool" >/dev/null || { echo "$tool is missing: install Rust (with rustup) and Node.js 20 or newer." >&2; exit 1; }
done
if [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 20 ]; then
  echo "Node.js $(node --version) is too old: install version 20 or newer." >&2
  exit 1
fi

need build-essential command -v cc
if [ "$1" = test ]; then
  need chromium test -x /usr/bin/chromium
  need postgresql compgen -G '/usr/lib/postgresql/*/bin/initdb'
  need poppler-utils command -v pdfsig
  need qpdf command -v qpdf
  need libreoffice-calc compgen -G "/usr/lib/libreoffice/program/libscaddinlo.so"
  need python3-venv python3 -c 'import ensurepip, venv'
fi
[ ${#missing[@]} -eq 0 ] && exit 0

install="apt-get install -y --no-install-recommends ${missing[*]}"
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "Packages are missing. Install them first (names as in Debian 12):" >&2
  echo "  sudo $install" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
$install
