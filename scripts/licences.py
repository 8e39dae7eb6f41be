#!/usr/bin/env python3
"""Holds the licence of every crate and npm package against the `allow` list of deny.toml.

Standard library only. Prints each package that may not be used, and ends with 1 if there is one.
"""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = set(tomllib.loads((ROOT / "deny.toml").read_text())["licenses"]["allow"])
NPM_LOCKS = ["web/assets/package-lock.json", "e2e/package-lock.json"]


def permitted(expression):
    """Whether an SPDX expression (also with the old `MIT/Apache-2.0` slash) can be met with ALLOWED."""
    tokens = re.findall(r"[()]|[^\s()]+", expression.replace("/", " OR "))

    def term():
        token = tokens.pop(0)
        if token == "(":
            value = either()
            tokens.pop(0)  # the closing bracket
            return value
        if tokens[:1] == ["WITH"]:
            token = f"{token} WITH {tokens[1]}"
            del tokens[:2]
        return token in ALLOWED

    def both():
        value = term()
        while tokens[:1] == ["AND"]:
            tokens.pop(0)
            value = term() and value
        return value

    def either():
        value = both()
        while tokens[:1] == ["OR"]:
            tokens.pop(0)
            value = both() or value
        return value

    return either()


def packages():
    """Yields (name, version, SPDX expression or None) of everything that the lock files name."""
    metadata = subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--locked"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout
    for crate in json.loads(metadata)["packages"]:
        yield crate["name"], crate["version"], crate["license"]
    for lock in NPM_LOCKS:
        for path, package in json.loads((ROOT / lock).read_text())["packages"].items():
            if path:
                yield path.rpartition("node_modules/")[2], package["version"], package.get("license")


def main():
    count, refused = 0, []
    for name, version, expression in packages():
        count += 1
        if not expression or not permitted(expression):
            refused.append(f"{name} {version}: {expression or 'no licence stated'}")
    for line in refused:
        print(f"not allowed by deny.toml: {line}", file=sys.stderr)
    print(f"licences: {count} packages looked at, {len(refused)} not allowed")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
