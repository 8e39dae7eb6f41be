"""Independent judges of documents: page-validation, outloud, qpdf and poppler. Arguments: PDF files."""

import json
import pathlib
import re
import subprocess
import sys

import page


def out(*command):
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    return done.returncode, done.stdout, done.stderr


def findings(file):
    for profile in ("2a", "ua1"):
        for failure in page.validate_pdf(file, profile=profile).failures:
            yield f"page-validation {profile}: {failure.rule_id} {failure.message}"
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


def accessibility(files):
    """What outloud says of all files; it takes long to start."""
    text = out(str(pathlib.Path(sys.executable).parent / "outloud"), *files, "--json", "-")[1]
    results = json.loads(text)["results"]
    if len(results) != len(files):
        yield f"outloud judged {len(results)} of {len(files)} files"
    for result in results:
        if result["error"]:
            yield f"{result['path']}: outloud: {result['error']}"
        for finding in result["findings"]:
            if finding["severity"] != "info":
                yield f"{result['path']}: outloud: {finding['rule']} {finding['message']} (page {finding.get('page')})"


def order(judge, text):
    """The reading order: title, parties, articles by number, signing, annexes by number."""
    # Tags list a heading as two runs, around the gap after its number.
    number, annex = {
        "pdftotext": (r"^\f?Artikel (\d+) [A-Z]", r"^\f?Bijlage \d [A-Z]"),
        "tags": (r'^ *"Artikel (\d+) "$', r'^ *"Bijlage \d "$'),
    }[judge]
    articles = [(int(m.group(1)), m.start()) for m in re.finditer(number, text, re.M)]
    if [found for found, _ in articles] != list(range(1, len(articles) + 1)) or len(articles) < 19:
        yield f"{judge}: articles in the order {[found for found, _ in articles]}"
    titles = ("Overeenkomst vroegsignalering", "Partijen", "Partijen nemen in aanmerking")
    marks = [text.find(title) for title in titles] + [at for _, at in articles]
    marks.append(text.rfind("Partijen ondertekenen hieronder"))
    annexes = [m.start() for m in re.finditer(annex, text, re.M)]
    if -1 in marks or marks + annexes != sorted(marks + annexes) or len(annexes) < 2:
        yield f"{judge}: the parts stand in the order {marks + annexes}"


def main(files):
    found = [f"{file}: {finding}" for file in files for finding in findings(file)] + list(accessibility(files))
    print("\n".join([*found, f"{len(files)} files, {len(found)} findings"]))
    return bool(found) or not files


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
