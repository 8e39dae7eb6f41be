"""Independent judges of documents: page-validation, outloud, qpdf and poppler. Arguments: PDF files."""

import json
import pathlib
import re
import subprocess
import sys

import page


def out(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def findings(file):
    for profile in ("2a", "ua1"):
        for failure in page.validate_pdf(file, profile=profile).failures:
            yield f"page-validation {profile}: {failure.rule_id} {failure.message}"
    code, text, _ = out(str(pathlib.Path(sys.executable).parent / "outloud"), file, "--json", "-")
    for result in json.loads(text)["results"]:
        if result["error"]:
            yield f"outloud: {result['error']}"
        for finding in result["findings"]:
            if finding["severity"] != "info":
                yield f"outloud: {finding['rule']} {finding['message']} (page {finding.get('page')})"
    code, text, errors = out("qpdf", "--check", file)
    if code:
        yield f"qpdf: {text} {errors}"
    info, metadata = out("pdfinfo", file)[1], out("pdfinfo", "-meta", file)[1]
    if not re.search(r"^Tagged:\s+yes$", info, re.M):
        yield "pdfinfo: not tagged"
    for mark in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<", "<rdf:li>nl-NL<"):
        if mark not in metadata:
            yield f"metadata: no {mark}"
    yield from order("pdftotext", out("pdftotext", file, "-")[1])
    yield from order("tags", out("pdfinfo", "-struct-text", file)[1])


def order(judge, text):
    """The reading order: title, parties, articles by number, signing, annexes by number."""
    marks = [text.find("Overeenkomst vroegsignalering"), text.find("Partijen"), text.find("Partijen nemen in aanmerking")]
    articles = [(int(m.group(1)), m.start()) for m in re.finditer(r"^[ \"]*Artikel (\d+)\s+[A-Z]", text, re.M)]
    if [number for number, _ in articles] != list(range(1, len(articles) + 1)) or len(articles) < 19:
        yield f"{judge}: articles in the order {[number for number, _ in articles]}"
    marks += [at for _, at in articles]
    marks.append(text.rfind("Partijen ondertekenen hieronder"))
    marks += [m.start() for m in re.finditer(r"^[ \"]*Bijlage \d\s+[A-Z][a-z]+e?", text, re.M)][-2:]
    if -1 in marks or marks != sorted(marks):
        yield f"{judge}: the parts stand in the order {marks}"


bad = 0
for file in sys.argv[1:]:
    for finding in findings(file):
        bad += 1
        print(f"{file}: {finding}")
print(f"{len(sys.argv) - 1} files, {bad} findings")
sys.exit(bool(bad) or len(sys.argv) < 2)
