"""Quotations against the texts they are said to be from: the same words, other words, words left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.check.quotation_set import KINDS, base_text, quotations, whole
from wellfounded.check.passages import TextIndex, passage
from wellfounded.check.quotations import compare_with_all, pages_agree
from wellfounded.check.quoted import find_quotations, prepare
from wellfounded.check.read_text import read_plain_text
from wellfounded.check.words import split_words

RULE = (
    "An applicant may be believed on testimony alone. The judge must not assume that silence means consent, and must "
    "say why a statement was found wanting. The question is decided case by case, and only on a complete record."
)
INDEX = TextIndex([passage("rule", "The rule", RULE, whole="yes", pinpoint="12")])


def verdict(words, index=INDEX, after=""):
    found = compare_with_all(prepare(words, after), index)
    return found[0].verdict if found else None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The judge must not assume that silence means consent", "verbatim"),
        ("the judge must not assume that silence means consent", "typography_only"),
        ("and must say why a statement was found want-\ning", "verbatim"),
        ("[t]he judge must not assume that silence means consent", "marked_edits_ok"),
        ("The [court] must not assume that silence means consent", "marked_edits_ok"),
        ("The judge . . . must say why a statement was found wanting", "marked_edits_change_sense?"),
        (
            "The judge must not assume that silence means consent . . . and only on a complete record",
            "marked_edits_change_sense?",
        ),
        ("may be believed . . . alone", "marked_edits_ok"),
        ("The judge must assume that silence means consent", "omission_unmarked"),
        ("The judge must not assume that silence is consent", "altered"),
        ("The judge must never assume that silence means consent", "altered"),
        ("The question is decided case by case.", "truncated_sentence"),
        ("An applicant may be believed on testimony alone.", "verbatim"),
        ("Nothing of the kind was ever written by anybody here", None),
    ],
    ids=lambda value: (value or "nothing found")[:48],
)
def test_a_quotation_gets_the_verdict_of_its_words(words, expected):
    assert verdict(words) == expected


def test_a_difference_says_which_word():
    found = compare_with_all(prepare("The judge must not assume that silence is consent"), INDEX)[0]

    assert [(one.kind, one.quoted, one.source, one.marked) for one in found.differences] == [
        ("replaced", "is", "means", False)
    ]


def test_a_citation_left_out_is_marked_where_the_writer_says_so():
    index = TextIndex([passage("a", "A", "The rule, 12 X.Y. 34, is old and settled in every part of it.", whole="yes")])

    assert (
        verdict("The rule is old and settled in every part of it", index, "” (citations omitted).") == "marked_edits_ok"
    )
    assert verdict("The rule is old and settled in every part of it", index) == "omission_unmarked"


def test_words_beyond_a_passage_are_not_called_altered():
    index = TextIndex([passage("a", "A", "silence does not mean consent in any hearing")])
    found = compare_with_all(
        prepare("silence does not mean consent in any hearing before the Board sitting en banc"), index
    )

    assert found[0].beyond == 6
    assert found[0].differences == ()


def test_star_pages_are_page_marks_and_not_words():
    words = split_words("the first page *422 ends and the next begins")

    assert "422" not in words.words
    assert words.page_at(words.words.index("ends")) == "422"


@pytest.mark.parametrize(
    ("cited", "found", "agree"),
    [
        ("320", "320", True),
        ("318", "320-21", False),
        ("", "320", True),
        ("319-20", "316 hn.5, 320", True),
        ("345", "", True),
    ],
)
def test_pinpoints_agree_when_they_share_a_page(cited, found, agree):
    assert pages_agree(cited, found) is agree


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “one thing.” She said “another.”", ["one thing.", "another."]),
        ('He said "one thing." She said "another."', ["one thing.", "another."]),
        ("“The ‘inner’ words stay inside.”", ["The ‘inner’ words stay inside."]),
        ("“First paragraph goes on\n\n“and ends here.”", ["First paragraph goes on", "and ends here."]),
        ('It is 5" wide and 6" long.', []),
        ("An opened “ mark that never closes", []),
    ],
)
def test_quotation_marks_are_paired(text, expected):
    assert [found.text for found in find_quotations(text)] == expected


def test_the_generated_set_is_judged_rightly():
    """At least 98 of 100 verdicts are right, and every alteration is caught."""
    text = base_text(12_000)
    index = TextIndex([whole(text)])
    made = quotations(text, 200)
    wrong, missed = [], []
    for one in made:
        found = verdict(one.words, index)
        right = found in one.expected if one.expected else found is None
        if not right:
            wrong.append((one.kind, one.words, found))
        if one.kind in ("one word changed", "not dropped", "silent omission") and found in (
            None,
            "verbatim",
            "typography_only",
        ):
            missed.append(one)

    assert {one.kind for one in made} == set(KINDS)
    assert missed == []
    assert len(wrong) <= 0.02 * len(made), wrong[:5]


@given(st.text(alphabet="abc .,“”\"[]…'*-\n", max_size=120), st.text(alphabet="abc .,\n", max_size=200))
def test_any_quotation_is_compared_with_any_text_without_error(words, text):
    find_quotations(words)
    for found in compare_with_all(prepare(words), TextIndex([passage("x", "X", text, whole="yes")])):
        assert found.same <= len(found.text.words.words)


def test_the_next_page_is_the_wrong_page_where_the_whole_text_is_held():
    assert pages_agree("388", "388-89")
    assert not pages_agree("388", "389")
    assert pages_agree("388", "389", slack=1)


def test_an_indented_line_after_a_colon_is_a_block_quotation():
    line = "    Each group must be judged by what is known of its members in the land."

    assert len(read_plain_text(f"The Board wrote:\n\n{line}\n\nId. at 3.".encode())["blocks"]) == 1
    assert read_plain_text(f"The Board wrote.\n\n{line}\n\nId. at 3.".encode())["blocks"] == []
