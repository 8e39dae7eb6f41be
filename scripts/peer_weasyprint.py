"""Milliseconds a page that WeasyPrint needs for the same agreements, tagged; the last line is the number.

peer_weasyprint.py FOLDER: the facts that `vroegteken demo documents` wrote there. Each becomes a page in HTML with the
same words, fonts, parts and annexes as ours, so that a page here holds about what a page of ours holds.
"""

import json
import re
import sys
import time
import tomllib
from html import escape
from pathlib import Path

import weasyprint
from weasyprint.text.fonts import FontConfiguration

ROOT = Path(__file__).resolve().parents[1]
TEXTS = tomllib.loads((ROOT / "documents/texts/2026-1.toml").read_text())
FONTS = ROOT / "documents/fonts"
STYLE = f"""
@font-face {{ font-family: text; src: url({FONTS.as_uri()}/SourceSans3-Regular.ttf) }}
@font-face {{ font-family: text; font-weight: 600; src: url({FONTS.as_uri()}/SourceSans3-SemiBold.ttf) }}
@font-face {{ font-family: title; src: url({FONTS.as_uri()}/FiraSans-Medium.ttf) }}
@page {{ size: A4; margin: 27mm; @bottom-left {{ content: string(foot); font: 8.5pt text }}
  @bottom-right {{ content: "pagina " counter(page) " van " counter(pages); font: 8.5pt text }} }}
body {{ font: 10pt/1.4 text; color: #16211f }}
h1, h2, h3 {{ font-family: title; font-weight: normal; color: #0a4844; break-after: avoid }}
h1 {{ font-size: 23pt; string-set: foot attr(title) }} h2 {{ font-size: 14pt }} h3 {{ font-size: 11pt }}
h2.new {{ break-before: page }} ol.letters {{ list-style: lower-alpha }}
section.party {{ border-left: 2pt solid #0a4844; padding-left: 12pt; margin-top: 14pt; break-inside: avoid }}
table {{ border-collapse: collapse; width: 100% }} td, th {{ border-bottom: 0.5pt solid #b9cbc8; padding: 4.5pt 12pt 4.5pt 0;
  text-align: left; vertical-align: top }} tr {{ break-inside: avoid }}
.place {{ width: 215pt; height: 68pt; border: 0.7pt solid #b9cbc8; background: #f2f6f5 }}
"""


# Read once, as our process reads its template and fonts once.
FONT_CONFIGURATION = FontConfiguration()
STYLESHEET = weasyprint.CSS(string=STYLE, font_config=FONT_CONFIGURATION)


def document(facts):
    """The agreement of these facts as HTML."""
    organisation = lambda party: party.get("organisation") or party
    party, partner = organisation(facts["party"]), facts["partner"]["organisation"]
    members = facts["party"].get("members") or []
    executor = facts.get("executor")
    sector = TEXTS["sectors"].get(facts["sector"], TEXTS["sectors"]["default"])
    holding = {f"sector:{facts['sector']}"} | ({"joint-body"} if members else set())
    if executor:
        holding |= {"executor", f"executor-for-{executor['works_for']}"} | ({"executor-party"} if executor["is_party"] else set())
    if facts["partner"]["kind"] == "private_landlord":
        holding.add("private-landlord")
    stands = lambda it: all((word[1:] not in holding) if word[0] == "!" else (word in holding) for word in it.get("when", []))
    values = {"gemeente": "Regeling" if members else "Gemeente", "achterstand": sector["debt"], "klant": sector["customer"],
              "dienst": sector["service"], "dreiging": sector["threat"], "systemen": "BKR VPS"}
    fill = lambda text: escape(re.sub(r"\{([^}]*)\}", lambda it: values.get(it[1], it[1].partition(":")[2] or it[1]), text))
    cells = lambda tag, row: "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in row) + "</tr>"
    number = escape(facts["number"])
    out = [f"<html lang=nl><title>{number}</title>"]
    out.append(f"<p>{TEXTS['programme']}</p><h1 title='Overeenkomst {number}'>{TEXTS['title']}</h1><p>{fill(TEXTS['subtitle'])}</p>")
    out.append("<table>" + "".join(cells("td", row) for row in [
        ("Overeenkomst", number), ("Sector", sector["label"]), ("Systeem", "BKR VPS"), ("Opgesteld op", facts["dated"]),
    ]) + "</table><h2>Partijen</h2>")
    for name, text in zip([party, partner], [it for it in TEXTS["parties"] if stands(it)]):
        out.append(f"<section class=party><p>{fill(text['role'])}<p><strong>{escape(name['name'])}</strong><p>{fill(text['text'])}</section>")
    out.append("<h2>Overwegingen</h2><ol class=letters>")
    out += [f"<li>{fill(it['text'])}</li>" for it in TEXTS["considerations"] if stands(it)]
    out.append(f"</ol><p><strong>{TEXTS['agreement_intro']}</strong></p>")
    for at, article in enumerate(filter(stands, TEXTS["articles"]), 1):
        out.append(f"<h3>Artikel {at} {fill(article['title'])}</h3>")
        terms = [it for it in article.get("definitions", []) if stands(it)]
        if terms:
            out.append("<dl>" + "".join(f"<dt>{it['term']}</dt><dd>{fill(it['text'])}</dd>" for it in terms) + "</dl>")
        out.append("<ol>")
        for paragraph in filter(stands, article.get("paragraphs", [])):
            items = paragraph.get("items", [])
            items = sector["steps"] if items == "steps" else items
            letters = "".join(f"<li>{fill(item)}</li>" for item in items)
            out.append(f"<li>{fill(paragraph['text'])}" + (f"<ol class=letters>{letters}</ol>" if letters else "") + "</li>")
        out.append("</ol>")
    out.append(f"<h2 class=new>Ondertekening</h2><p>{fill(TEXTS['signing']['intro'])}</p>")
    out += [f"<p><strong>{slot['side']}</strong></p><div class=place></div>" for slot in facts["slots"]]
    rows = {
        "fields": [(it["name"], fill(it["meaning"]), "ja" if it["required"] else "nee") for it in TEXTS["fields"]],
        "contacts": [tuple(escape(str(it.get(key) or "")) for key in ("side", "name", "email")) for it in facts["contacts"]],
        "members": [tuple(escape(str(it.get(key) or "")) for key in ("name", "code")) + (it["system"]["system"],) for it in members],
    }
    for at, annex in enumerate(filter(stands, TEXTS["annexes"])):
        out.append(f"<h2 class={'new' if at == 0 else 'next'}>Bijlage {at + 1} {annex['title']}</h2><p>{fill(annex['intro'])}</p>")
        out.append("<table><thead>" + cells("th", annex["columns"]) + "</thead>")
        out += [cells("td", row) for row in rows[annex["holds"]]]
        out.append("</table>")
    return "".join(out)


def make(facts):
    how = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}
    source = weasyprint.HTML(string=document(facts))
    result = source.render(stylesheets=[STYLESHEET], font_config=FONT_CONFIGURATION, **how)
    result.write_pdf(**how)
    return len(result.pages)


everything = [json.loads(file.read_text()) for file in sorted(Path(sys.argv[1]).glob("*.json"))]
usual = [facts for facts in everything if len(facts["party"].get("members") or []) <= 30]
make(usual[0])
begin = time.perf_counter()
pages = sum(make(facts) for facts in usual)
print(f"{pages / len(usual):.1f} pages a document", file=sys.stderr)
print((time.perf_counter() - begin) * 1000 / pages)
