"""Five reports of one ruling, June 2018: everything expected is found, and nothing false is said of the rest.

The reports are research material and not part of the project; where they are absent the tests are skipped.
"""

import re
from datetime import date

import pytest

from wellfounded.check.checking import check_document
from wellfounded.check.compare import compare_reports
from wellfounded.check.document import Document
from wellfounded.check.read_text import read_plain_text
from wellfounded.forum import Forum

AS_OF = date(2018, 6, 12)
VERDICT_OF = {
    "verbatim": {"verbatim"},
    "verbatim_variant": {"typography_only"},
    "omission_unmarked": {"omission_unmarked"},
    "headnote_not_opinion": {"headnote_only"},
    "unverifiable_offline": {"text_not_held", "not_found"},
}
STATEMENTS = {
    "C01": ("article-1", "overturned a 2016 decision", "true"),
    "C05": ("article-1", "generally will not qualify", "true"),
    "C06": ("article-1", "overturns decades of legal efforts", "opinion"),
    "C08": ("article-2", "burned her with paint thinner", "true"),
    "C09": ("article-3", "burning her with acid", "false"),
    "C13": ("article-3", "The case centered around", "false"),
    "C16": ("article-3", "prohibiting anyone", "false"),
    "C22": ("article-2", "In 1996, the Board", "true"),
    "C25": ("article-4", "new Justice Department guidance", "false"),
    "C28": ("article-5", "“generally” no longer qualify", "true"),
    "C35": ("article-1", "tens of thousands", "open"),
}


@pytest.fixture(scope="module")
def articles(shared, material):
    checks = {}
    for number in range(1, 6):
        path = shared(f"data/coverage/article-{number}.txt")
        parts = read_plain_text(path.read_bytes())
        document = Document(path.name, "text", parts["text"], blocks=tuple(parts["blocks"]))
        checks[path.stem] = check_document(document, material, on=AS_OF, forum=Forum("ij"))
    return checks


@pytest.fixture(scope="module")
def expected(shared):
    yaml = pytest.importorskip("yaml")
    text = shared("data/coverage/expected.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text[text.index("verdicts:") :])  # the prose above it is not YAML


def plain(words):
    return re.sub(r"[^a-z0-9]+", " ", words.lower().replace("’", "").replace("'", "")).strip()


def test_every_expected_quotation_has_its_verdict(articles, expected):
    wrong = []
    for quote in expected["quotes"]:
        for number in quote["articles"]:
            found = [
                finding.verdict
                for finding in articles[f"article-{number}"].quotations
                if plain(finding.quotation.text) == plain(quote["text"])
            ]
            if len(found) != 1 or found[0] not in VERDICT_OF[quote["verdict"]]:
                wrong.append((quote["id"], number, quote["verdict"], found))

    assert wrong == []


def test_every_expected_statement_has_its_verdict(articles, expected):
    wanted = {claim["id"]: claim["verdict"] for claim in expected["claims"]}
    wrong = []
    for claim, (article, words, verdict) in STATEMENTS.items():
        assert wanted[claim] == verdict
        found = {finding.verdict for finding in articles[article].statements if words in finding.text}
        if verdict not in found:
            wrong.append((claim, verdict, found))

    assert wrong == []
    assert set(wanted) - set(STATEMENTS) == {"C02"}


def test_the_backlog_is_compared_with_the_published_figures(articles, expected):
    (claim,) = [claim for claim in expected["claims"] if claim["id"] == "C02"]
    found = [
        finding
        for finding in articles["article-1"].statements
        if "backlog" in finding.text and finding.rule == "number"
    ]

    assert [finding.verdict for finding in found] == [claim["verdict"]]


def test_nothing_false_is_said_of_the_rest(articles):
    """Findings that are not in the worked selection, each read against the record by hand."""
    others = {
        (name, finding.rule, finding.verdict)
        for name, check in articles.items()
        for finding in check.statements
        if not any(name == article and words in finding.text for article, words, _ in STATEMENTS.values())
    }

    assert others - {("article-1", "number", "true")} == {
        ("article-2", "treatment", "true"),  # overturned a precedent: A-B- I overruled A-R-C-G-
        ("article-2", "treatment", "imprecise"),  # reversed the precedent: it was overruled, in another case
        ("article-2", "reach", "true"),  # generally will not qualify
        ("article-3", "person", "false"),  # reversed that ruling and now she faces deportation
        ("article-4", "reach", "imprecise"),  # headline: will no longer qualify
    }


def test_the_missing_sentence_is_shown(articles):
    (finding,) = [one for one in articles["article-1"].quotations if one.verdict == "omission_unmarked"]

    assert "may never serve as the basis" in finding.differences[-1].source


def test_reports_are_set_side_by_side(articles):
    comparison = compare_reports(list(articles.values()))
    topics = {topic.topic: {finding.word for _, finding in topic.told} for topic in comparison.different}
    thanks_to_one = [passage for passage in comparison.shared if passage.one_source]

    assert {"paint thinner", "acid"} <= topics["what her husband burned her with"]
    assert any("anyone" in word for word in topics["claims of domestic violence or gang violence by private actors"])
    assert any("Dark Ages" in passage.told[0].finding.quotation.text for passage in thanks_to_one)


def test_a_difference_of_spelling_is_no_contradiction(articles):
    comparison = compare_reports(list(articles.values()))
    (passage,) = [
        passage for passage in comparison.shared if "principles of asylum" in passage.told[0].finding.quotation.text
    ]

    assert passage.relation == "spelling only"
