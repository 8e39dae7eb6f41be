"""Reads a security.txt (RFC 9116) with sectxt, which others wrote: FILE and the address where it stands."""

import sys

import sectxt

name, url = sys.argv[1:]
with open(name, "rb") as file:
    parser = sectxt.Parser(file.read(), urls=url)
assert not parser.errors, parser.errors
# RFC 9116 recommends a signature and a key and demands neither; an operator who has them can serve a file of their own.
accepted = {"not_signed", "no_encryption"}
others = [note for note in parser.recommendations if note["code"] not in accepted]
assert not others, others
print("accepted:", ", ".join(sorted({line["field_name"] for line in parser.lines if line["field_name"]})))
