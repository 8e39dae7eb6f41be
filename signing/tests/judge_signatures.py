"""Lets software that others wrote judge the PDFs in a folder.

Usage: judge_signatures.py FOLDER

The folder holds `root.pem`, `crl.der` and PDFs whose names begin with the number of their signatures.
Where a name has `stamped` in it, the signatures have time-stamps.
Those whose names begin with `changed` have to be refused, and so has `2-finished.pdf` with any one byte
of `flips.txt` (place and bits) flipped. Exit status 0 when all judges are content. Judges: pyHanko (each
signature, differences between revisions included), pdfsig, qpdf, page-validation, outloud.
"""

import datetime
import io
import logging
import subprocess
import sys
from pathlib import Path

import page
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

# page-validation wants every byte range to span the whole file, which only the last one can.
ACCEPTED = {"SIGNATURE-BYTERANGE-001"}
# When the signatures of the tests were made; certificates of a round live for a day.
MOMENT = datetime.datetime(2026, 10, 5, 12, tzinfo=datetime.timezone.utc)


# What is wrong with a changed document is no news.
logging.disable(logging.CRITICAL)


def run(*command):
    result = subprocess.run(command, capture_output=True, text=True)
    return result.returncode, result.stdout + result.stderr


def conformance(path, signatures):
    for profile in ("2a", "ua1"):
        report = page.validate_pdf(str(path), profile=profile)
        for failure in report.failures:
            if signatures > 1 and any(failure.rule_id.endswith(rule) for rule in ACCEPTED):
                continue
            yield f"page-validation {report.profile}: {failure.rule_id} {failure.message}"
    code, text = run("qpdf", "--check", str(path))
    if code:
        yield f"qpdf: {text}"


def outloud(paths):
    program = Path(sys.executable).parent / "outloud"
    code, text = run(str(program), "--fail-on", "warning", "--no-info", *map(str, paths))
    if code:
        yield f"outloud: {text}"


def pdfsig(path, signatures):
    code, text = run("pdfsig", "-nocert", str(path))
    valid = text.count("Signature is Valid")
    if valid != signatures:
        yield f"pdfsig: {valid} of {signatures} signatures are valid\n{text}"
    whole = text.count("- Total document signed")
    if whole != min(signatures, 1):
        yield f"pdfsig: {whole} signatures cover the whole document\n{text}"


def pyhanko(path, signatures, root, crl):
    with path.open("rb") as file:
        embedded = PdfFileReader(file, strict=True).embedded_signatures
        if len(embedded) != signatures:
            yield f"pyHanko: {len(embedded)} signatures instead of {signatures}"
        for signature in embedded:
            context = ValidationContext(
                trust_roots=[root], moment=MOMENT, crls=[crl], revocation_mode="require", allow_fetching=False
            )
            status = validate_pdf_signature(signature, context)
            if not status.bottom_line or status.modification_level > ModificationLevel.FORM_FILLING:
                yield f"pyHanko: {signature.field_name}: {status.pretty_print_details()}"
            elif status.docmdp_ok is False:
                yield f"pyHanko: {signature.field_name}: a change that the certification forbids"
            stamp = status.timestamp_validity
            if "stamped" in path.name and not (stamp and stamp.valid and stamp.trusted):
                yield f"pyHanko: {signature.field_name}: no time-stamp that holds"


def accepted(data, root, crl, signatures=None):
    """Whether pyHanko accepts every signature of a document, and sees as many as there are.

    One that it cannot read it refuses. With a changed key in its dictionary it sees a signature no more.
    """
    context = ValidationContext(trust_roots=[root], moment=MOMENT, crls=[crl], allow_fetching=False)
    try:
        embedded = PdfFileReader(io.BytesIO(data)).embedded_signatures
        if len(embedded) != (signatures or len(embedded) or 1):
            return False
        return all(validate_pdf_signature(one, context).bottom_line for one in embedded)
    except Exception:
        return False


def flipped(folder, root, crl):
    data = (folder / "2-finished.pdf").read_bytes()
    if not accepted(data, root, crl, 2):
        yield "pyHanko refuses the document as it is"
    lines = (folder / "flips.txt").read_text().splitlines()
    for line in lines:
        at, mask = map(int, line.split())
        changed = bytearray(data)
        changed[at] ^= mask
        if accepted(bytes(changed), root, crl, 2):
            yield f"pyHanko accepts a document with byte {at} changed"
    print(f"{len(lines)} flipped bytes judged")


def main(folder):
    root = load_cert_from_pemder(str(folder / "root.pem"))
    crl = (folder / "crl.der").read_bytes()
    trouble = []
    for path in sorted(folder.glob("changed*.pdf")):
        if accepted(path.read_bytes(), root, crl):
            trouble.append(f"{path.name}: pyHanko accepts a document that was changed")
    if (folder / "flips.txt").exists():
        trouble.extend(flipped(folder, root, crl))
    paths = sorted(folder.glob("[0-9]-*.pdf"))
    trouble.extend(outloud(paths))
    for path in paths:
        signatures = int(path.name[0])
        for found in (
            *conformance(path, signatures),
            *pdfsig(path, signatures),
            *pyhanko(path, signatures, root, crl),
        ):
            trouble.append(f"{path.name}: {found}")
    print("\n".join(trouble) or f"{len(paths)} documents judged: nothing found")
    return 1 if trouble or not paths else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
