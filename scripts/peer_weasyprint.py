"""Milliseconds a page that WeasyPrint needs for the text of the model agreement, tagged; the last line is the number."""

import sys
import time
import tomllib
from html import escape
from pathlib import Path

import weasyprint

ROOT = Path(__file__).resolve().parents[1]


def words(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from words(part)
    elif isinstance(value, list):
        for part in value:
            yield from words(part)


def html(index):
    texts = tomllib.loads((ROOT / "documents/texts/2026-1.toml").read_text())
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in words(texts) if len(text) > 40)
    style = "@page { size: A4; margin: 2.5cm } body { font: 10pt 'Source Sans 3', sans-serif }"
    return f"<html lang=nl><title>Overeenkomst {index}</title><style>{style}</style><h1>Nummer {index}</h1>{paragraphs}"


def make(index):
    document = weasyprint.HTML(string=html(index)).render(pdf_variant="pdf/ua-1", pdf_tags=True)
    document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    return len(document.pages)


make(0)
begin = time.perf_counter()
pages = sum(make(index) for index in range(1, 6))
print(f"{pages / 5:.1f} pages a document", file=sys.stderr)
print((time.perf_counter() - begin) * 1000 / pages)
