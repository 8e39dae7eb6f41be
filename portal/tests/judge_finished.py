"""Lets software that others wrote judge finished documents, as released and after each signature.

Usage: judge_finished.py FOLDER

The folder is what `vroegteken demo documents --revisions` made: `root.pem`, `NUMBER.0.pdf` (released), `NUMBER.1.pdf`
(signed once) and so on, `NUMBER.pdf` (finished), `NUMBER.json` and evidence of each signature. Exit status 0 when nothing was found.
"""

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path += [str(ROOT / "signing/tests"), str(ROOT / "documents/tests"), str(ROOT / "docs")]

import check_evidence  # noqa: E402
import judge_signatures  # noqa: E402
import judges  # noqa: E402
from asn1crypto import pem, x509  # noqa: E402
from pyhanko.keys import load_cert_from_pemder  # noqa: E402
from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: E402
from pyhanko.sign.diff_analysis import ModificationLevel  # noqa: E402
from pyhanko.sign.validation import validate_pdf_signature  # noqa: E402
from pyhanko_certvalidator import ValidationContext  # noqa: E402


def pyhanko(path, signatures, root):
    with path.open("rb") as file:
        embedded = PdfFileReader(file, strict=True).embedded_signatures
        if len(embedded) != signatures:
            yield f"pyHanko: {len(embedded)} signatures instead of {signatures}"
        for signature in embedded:
            status = validate_pdf_signature(signature, ValidationContext(trust_roots=[root], allow_fetching=False))
            if not status.bottom_line or status.modification_level > ModificationLevel.FORM_FILLING:
                yield f"pyHanko: {signature.field_name}: {status.pretty_print_details()}"
            elif status.docmdp_ok is False:
                yield f"pyHanko: {signature.field_name}: a change that the certification forbids"


def judge(path):
    """Everything that is found in one revision of one document."""
    signatures = int(path.name.rsplit(".", 2)[1])
    root = load_cert_from_pemder(str(path.parent / "root.pem"))
    found = list(judge_signatures.conformance(path, signatures))
    if signatures:
        found += judge_signatures.pdfsig(path, signatures)
        found += pyhanko(path, signatures, root)
    # Order and tags of the text are those of the released revision; looking again after the last signature is enough.
    if signatures == 0 or not path.with_name(path.name.replace(f".{signatures}.", f".{signatures + 1}.")).exists():
        found += [one for one in judges.findings(str(path)) if not one.startswith(("page-validation", "qpdf"))]
    return [f"{path.name}: {finding}" for finding in found]


def complete(folder):
    """Each finished document is its last revision, and bears a signature for every place."""
    for facts in sorted(set(folder.glob("*.json")) - set(folder.glob("*.evidence.json"))):
        number = facts.stem
        slots = len(json.loads(facts.read_text())["slots"])
        last = folder / f"{number}.{slots}.pdf"
        if not last.exists() or last.read_bytes() != (folder / f"{number}.pdf").read_bytes():
            yield f"{number}.pdf: not all {slots} places are signed"
        if len(list(folder.glob(f"{number}.[0-9].evidence.json"))) != slots:
            yield f"{number}.pdf: not every signature has evidence"


def evidence(folder):
    """Evidence of a signature holds for the revision that it made and for the finished document."""
    root = x509.Certificate.load(pem.unarmor((folder / "root.pem").read_bytes())[2])
    for path in sorted(folder.glob("*.evidence.json")):
        own = path.with_name(path.name.replace(".evidence.json", ".pdf"))
        for document in {own, folder / f"{path.name.split('.')[0]}.pdf"}:
            try:
                check_evidence.check(document.read_bytes(), path.read_bytes(), root)
            except Exception as why:
                yield f"{path.name}: does not hold for {document.name}: {why}"


def main(folder):
    paths = sorted(folder.glob("*.[0-9].pdf"))
    with ProcessPoolExecutor() as pool:
        found = [finding for findings in pool.map(judge, paths, chunksize=4) for finding in findings]
    found += [*complete(folder), *evidence(folder)]
    for start in range(0, len(paths), 100):
        found += judges.accessibility([str(path) for path in paths[start : start + 100]])
    print("\n".join([*found[:50], f"{len(paths)} revisions judged, {len(found)} findings"]))
    return 1 if found or not paths else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
