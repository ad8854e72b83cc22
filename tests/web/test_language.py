"""Every sentence of the interface stands in the catalogue, and no Spanish page has one in English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.web.conftest import Client, MadeVault
from wellfounded.docket.count import BY
from wellfounded.docket.definitions import definitions
from wellfounded.figures import KNOWN_FIGURES, load_figures
from wellfounded.forum import CIRCUITS, STAGES
from wellfounded.law.loading import load_library
from wellfounded.store.audit import ACTS
from wellfounded.web import pages
from wellfounded.web.backlog import WORDS
from wellfounded.web.backlog_model import READINESS
from wellfounded.web.docket_figures import RECALLED, TOPICS
from wellfounded.web.history import WORDS as OF_HISTORY
from wellfounded.web.language import catalogue
from wellfounded.web.precedents import WORDS as OF_PRECEDENT

TEMPLATES = Path(pages.__file__).with_name("templates")
SENTENCES = sorted(
    {
        found.group(1) or found.group(2)
        for path in (*TEMPLATES.glob("*.html"), *TEMPLATES.parent.glob("*.py"))
        for found in re.finditer(
            r"\b(?:_|translate)\(\s*(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)')", path.read_text(encoding="utf-8")
        )
    }
)


def test_every_sentence_has_its_spanish() -> None:
    topics = {fact.topic for fact in load_library().vocabulary.facts.values()}
    series = load_figures().series_by_id
    counted = definitions().measures.values()
    wanted = {
        *SENTENCES,
        *STAGES.values(),
        *CIRCUITS.values(),
        *ACTS.values(),
        *topics,
        *BY,
        *WORDS,
        *OF_PRECEDENT,
        *OF_HISTORY,
    }
    wanted |= {words for one in counted for words in (one.title, one.unit)} | {one.unit for one in series.values()}
    wanted |= {series[id].title for ids in TOPICS.values() for id in ids}
    wanted |= {words for mark, words in KNOWN_FIGURES.items() if mark != RECALLED}

    assert sorted(wanted - {id for id, text in catalogue("es").items() if text}) == []


def test_the_same_names_are_filled_in_in_both_languages() -> None:
    differing = [
        sentence
        for sentence, spanish in catalogue("es").items()
        if set(re.findall(r"\{\w+\}", sentence)) != set(re.findall(r"\{\w+\}", spanish))
    ]

    assert differing == []


def test_no_sentence_stands_in_a_template_outside_the_catalogue() -> None:
    loose = []
    for path in TEMPLATES.glob("*.html"):
        text = re.sub(
            r"\{% block width %\}\w+|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>",
            "\n",
            path.read_text(encoding="utf-8"),
            flags=re.S,
        )
        loose += [(path.name, line.strip()) for line in text.splitlines() if re.search(r"[A-Za-z]{2}", line)]

    assert [row for row in loose if row[1] not in ("wellfounded", "· wellfounded")] == []


PAGES = ["/", "/cases", "/check", "/settings", "/settings/log", "/compare", "/case/CASE"]
PAGES += ["/docket", "/docket?topic=all", "/docket/release", "/docket/count", "/docket/touched"]
PAGES += ["/backlog?hired=100&affected=20&granted=-10", "/backlog/judges", "/docket/touched?ruling=matter-of-a-b-i"]


@pytest.mark.parametrize("path", PAGES)
def test_a_spanish_page_has_no_english_sentence(client: Client, made_vault: MadeVault, path: str) -> None:
    if path.startswith("/backlog"):
        assert READINESS.wait(240)
    client.post("/language", {"language": "es", "back": "/"})
    text = client.get(path.replace("CASE", made_vault.case)).text
    english = [one for one in SENTENCES if len(one) > 12 and "{" not in one and f">{one}<" in text]

    assert '<html lang="es">' in text
    assert english == []


def test_a_language_form_leads_nowhere_else(client: Client) -> None:
    for back in ("//evil.example", "https://evil.example", "/\\evil.example"):
        assert client.post("/language", {"language": "es", "back": back}).headers["location"] == "/"
