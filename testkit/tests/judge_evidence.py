"""What the script of docs/evidence.md says of a document and the evidence of its signatures: that they hold, and that no
longer when one byte of either is another. Arguments: the folder of the script, the root, the document, evidence."""

import pathlib
import random
import sys

sys.path.insert(0, sys.argv[1])
from asn1crypto import pem, x509  # noqa: E402
from check_evidence import check  # noqa: E402

root, document, *evidence = [pathlib.Path(name).read_bytes() for name in sys.argv[2:]]
root = x509.Certificate.load(pem.unarmor(root)[2])
chance = random.Random(7)


def refused(pdf, proof):
    try:
        check(pdf, proof, root)
    except Exception:
        return True
    return False


def flipped(data, at):
    changed = bytearray(data)
    changed[at] ^= 1 << chance.randrange(8)
    return bytes(changed)


missed = []
for proof in evidence:
    print(check(document, proof, root))
    # When it was confirmed, within the five minutes, is bound by the signature: that finds it too.
    places = range(len(proof)) if proof is evidence[0] else chance.sample(range(len(proof)), 100)
    missed += [("evidence", at) for at in places if not refused(document, flipped(proof, at))]
    values = [at for at, byte in enumerate(document) if byte != ord("0")]
    places = chance.sample(values, 80) + chance.sample(range(len(document)), 20)
    missed += [("document", at) for at in places if not refused(flipped(document, at), proof)]
    if not refused(document + b"\n", proof) or not refused(document[:-1], proof):
        missed.append(("document", "end"))
assert refused(document, evidence[0][:-1]) and refused(document, b"") and refused(b"", evidence[0])
print(f"changed bytes that were not found: {missed}")
sys.exit(1 if missed else 0)
