"""Reads cards with vobject, which others wrote: FILE.vcf beside FILE.json, which says what they must hold."""

import json
import sys

import vobject

for name in sys.argv[1:]:
    with open(name, encoding="utf-8", newline="") as file:
        text = file.read()
    with open(name.removesuffix(".vcf") + ".json", encoding="utf-8") as file:
        wanted = json.load(file)
    card = vobject.readOne(text)
    found = {
        "version": card.version.value,
        "name": card.fn.value,
        "organisation": ";".join(card.org.value) if isinstance(card.org.value, list) else card.org.value,
        "function": card.title.value if hasattr(card, "title") else "",
        "email": card.email.value,
        "phone": card.tel.value if hasattr(card, "tel") else "",
        "categories": card.categories.value,
    }
    assert found == wanted, f"{name}: {found} instead of {wanted}"
    assert "vroegsignalering" in card.note.value, f"{name}: says what it is for"
    print(name, "is read as it was meant")
