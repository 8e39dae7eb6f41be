#!/usr/bin/env python3
"""Checks evidence of an act of signing from docs/evidence.md alone: check_evidence.py FILE EVIDENCE --trust ROOT.pem"""
import base64, datetime, hashlib, json, re, sys, urllib.parse
from asn1crypto import cms, pem, tsp, x509  # tsp: for the attribute of RFC 5035
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

KINDS = ["round", "time", "random", "consent", "person", "organisation", "document"]
MEMBERS = {"round": "portal round organisations documents", "time": "prepared", "random": "random", "consent": "text",
           "person": "salt name person", "organisation": "salt name kvk function ground",
           "document": "salt agreement side field organisation length sha256"}
sha256 = lambda *parts: hashlib.sha256(b"".join(parts)).digest()
canonical = lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
moment = lambda text: datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")
def need(holds, why):
    if not holds:
        raise ValueError(why)
def plain(text):
    value = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    need(base64.urlsafe_b64encode(value).rstrip(b"=").decode() == text, "bytes that are not base64url")
    return value
def root_of(leaf, index, size, path):  # RFC 9162, 2.1.3.2
    at, last, value = index, size - 1, sha256(b"\0", leaf)
    need(0 <= at <= last, "a leaf outside the tree")
    for other in map(bytes.fromhex, path):
        need(last > 0, "a path that is too long")
        if at % 2 or at == last:
            value = sha256(b"\1", other, value)
            while at % 2 == 0 and at:
                at, last = at >> 1, last >> 1
        else:
            value = sha256(b"\1", value, other)
        at, last = at >> 1, last >> 1
    need(last == 0, "a path that is too short")
    return value
def verify(key, signature, message):
    if isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, message, ec.ECDSA(hashes.SHA256()))
    elif isinstance(key, ed25519.Ed25519PublicKey):
        key.verify(signature, message)
    else:
        key.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
def passkey(proof, root, portal):  # docs/assertion.md
    key, data, client = plain(proof["key"]), plain(proof["authenticator_data"]), plain(proof["client_data"])
    said = json.loads(client)
    need(said["type"] == "webauthn.get" and not said.get("crossOrigin") and "topOrigin" not in said, "another ceremony")
    need(plain(said["challenge"]) == root and said["origin"] == portal, "another root or another portal")
    need(data[:32] == sha256(urllib.parse.urlsplit(portal).hostname.encode()) and data[32] & 0x45 == 5, "not verified here")
    if key[:10] == bytes.fromhex("a5010203262001215820") and key[42:45] == bytes.fromhex("225820"):
        public = ec.EllipticCurvePublicNumbers(int.from_bytes(key[10:42], "big"), int.from_bytes(key[45:], "big"), ec.SECP256R1()).public_key()
    elif key[:10] == bytes.fromhex("a4010103272006215820"):
        public = ed25519.Ed25519PublicKey.from_public_bytes(key[10:])
    else:
        need(key[:8] == bytes.fromhex("a401030339010020") and key[-5:-3] == b"\x21\x43", "a key of another kind")
        public = rsa.RSAPublicNumbers(int.from_bytes(key[-3:], "big"), int.from_bytes(key[11:-5], "big")).public_key()
    verify(public, plain(proof["signature"]), data + sha256(client))
def signatures(pdf, trusted):
    """Every signature of the file: its dictionary up to the place of its value, and the subject of its certificate."""
    end = 0
    for found in re.finditer(rb"/ByteRange\[0 +(\d+) +(\d+) +(\d+)\]/Contents<", pdf):
        start, after, rest = map(int, found.groups())
        digits, end = pdf[start + 1:after - 1], after + rest
        need(found.end() == start + 1 and pdf[after - 1:after] == b">" and end <= len(pdf), "a byte range around something else")
        need(re.fullmatch(rb"[0-9a-f]+", digits), "a value that is not in lower-case hexadecimal")
        padded = bytes.fromhex(digits.decode())
        message = cms.ContentInfo.load(padded)
        der = message.dump()
        need(padded == der + bytes(len(padded) - len(der)) and cms.ContentInfo.load(der, strict=True).dump(True) == der, "a value that is not DER")
        data, (info,) = message["content"], message["content"]["signer_infos"]
        shape = (message["content_type"], data["version"], *(one["algorithm"] for one in data["digest_algorithms"]), info["version"],
                 data["encap_content_info"]["content_type"], info["digest_algorithm"]["algorithm"], info["signature_algorithm"]["algorithm"])
        need([one.native for one in shape] == ["signed_data", "v1", "sha256", "v1", "data", "sha256", "sha256_ecdsa"], "another kind of signature")
        need(all(part.native is None for part in (data["crls"], data["encap_content_info"]["content"], info["unsigned_attrs"])), "more than a signature")
        ours = [one.chosen for one in data["certificates"] if one.chosen.serial_number == info["sid"].chosen["serial_number"].native]
        others = [one.chosen for one in data["certificates"] if one.chosen not in ours]
        need(len(ours) == 1 and all(one.dump() == trusted.dump() for one in others), "certificates that do not belong")
        said = {each["type"].native: each["values"][0] for each in info["signed_attrs"]}
        need(said["message_digest"].native == sha256(pdf[:start], pdf[after:end]), "the document was changed")
        need(said["signing_certificate_v2"]["certs"][0]["cert_hash"].native == sha256(ours[0].dump()), "another certificate")
        public = lambda one: serialization.load_der_public_key(one.public_key.dump())
        verify(public(ours[0]), info["signature"].native, info["signed_attrs"].untag().dump())
        verify(public(trusted), ours[0]["signature_value"].native, ours[0]["tbs_certificate"].dump())
        need(ours[0].issuer == trusted.subject == info["sid"].chosen["issuer"], "another issuer")
        yield pdf[pdf.rindex(b" obj", 0, start):start], ours[0].subject.native
    need(end == len(pdf), "the last signature does not cover the whole file")
def check(pdf, evidence, trusted):
    said = json.loads(evidence.decode())
    need(canonical(said) == evidence and len(evidence) <= 65536, "evidence that is not in its one form")
    need(set(said) == {"format", "root", "leaves", "confirmation"} and said["format"] == "vroegteken-evidence-1", "another format")
    leaves = [one["leaf"] for one in said["leaves"]]
    need([one["kind"] for one in leaves] == KINDS, "other leaves than an act has")
    need(all(set(one) == {"kind", *MEMBERS[one["kind"]].split()} for one in leaves), "other members than a leaf has")
    act, time, _, _, person, organisation, document = leaves
    first, places = 5 + act["organisations"], [one["index"] for one in said["leaves"]]
    size, root = first + act["documents"], bytes.fromhex(said["root"])
    need(places[:5] == list(range(5)) and 5 <= places[5] < first <= places[6] < size, "leaves in other places")
    need(document["organisation"] == places[5], "a document of another organisation")
    for one in said["leaves"]:
        need(root_of(canonical(one["leaf"]), one["index"], size, one["path"]) == root, "a leaf that is not under the root")
    length = document["length"]
    need(len(pdf) >= length and sha256(pdf[:length]).hex() == document["sha256"], "another document than was confirmed")
    proof = said["confirmation"]
    need(0 <= (moment(proof["at"]) - moment(time["prepared"])).total_seconds() <= 300, "confirmed when the root did not serve")
    if proof["by"] == "passkey":
        passkey(proof, root, act["portal"])
    bound = b"/XXEvidence(" + sha256(evidence).hex().encode() + b")"
    subjects = [subject for dictionary, subject in signatures(pdf, trusted) if bound in dictionary]
    need(len(subjects) == 1, "no signature of this file binds this evidence")
    for part, name in ("common_name", person["name"]), ("organization_name", organisation["name"]):
        need(subjects[0][part] == (name if len(name) <= 64 else name[:63].rstrip() + "…"), "somebody else than in the certificate")
    how = "with a passkey" if proof["by"] == "passkey" else "with a code: the link rests on the portal's record"
    return f"{person['name']} confirmed {document['agreement']} for {organisation['name']} at {proof['at']}, {how}"
if __name__ == "__main__":
    try:
        file, evidence, option, root = sys.argv[1:]
        need(option == "--trust", __doc__)
        root = x509.Certificate.load(pem.unarmor(open(root, "rb").read())[2])
        print("holds:", check(open(file, "rb").read(), open(evidence, "rb").read(), root))
    except Exception as why:  # whatever goes wrong: it does not hold
        sys.exit(f"does not hold: {why or type(why).__name__}")
