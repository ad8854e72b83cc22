"""Bases in files: the documented form and two others, and what is said of wrong ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wellfounded.errors import WellfoundedError
from wellfounded.precedent.importers import read_base
from wellfounded.precedent.validate import validate

GOOD = """
sides = ["plaintiff", "defendant"]

[[issue]]
id = "secret"

[[factor]]
id = "locked"
side = "plaintiff"

[[factor]]
id = "told-others"
side = "defendant"

[[case]]
id = "one"
for-plaintiff = ["locked"]
for-defendant = ["told-others"]
[case.outcomes]
secret = "plaintiff"
[case.reasons]
secret = ["locked"]

[[case]]
id = "two"
factors = ["told-others"]
[case.outcomes]
secret = "defendant"
"""


def written(tmp_path, text, name="base.toml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_base_in_the_documented_form_is_validated(tmp_path):
    found = validate(read_base(written(tmp_path, GOOD)))

    assert (found.cases, found.factors, found.issues) == (2, 2, 1)
    assert found.models["result"].conflict_count == 0


@pytest.mark.parametrize(
    ("changed", "to", "told"),
    [
        ('["locked"]\nfor', '["lokced"]\nfor', 'Did you mean "locked"?'),
        ('for-defendant = ["told-others"]', 'for-defendant = ["locked"]', "listed for both sides"),
        ('for-defendant = ["told-others"]', 'for-plaintiff-2 = ["locked"]', "is not a key of this block"),
        ('secret = "plaintiff"', 'secrecy = "plaintiff"', 'Did you mean "secret"?'),
        ('secret = "plaintiff"', 'secret = "plaintif"', 'Did you mean "plaintiff"?'),
        ('secret = ["locked"]', 'secret = ["told-others"]', "does not favour the side that won it"),
        ('id = "two"', 'id = "one"', "Two cases have this id"),
        ('secret = "plaintiff"', 'secret = ["plaintiff"]', "is not an outcome"),
        ('secret = ["locked"]', "secret = 5", "Expected a list of factors"),
        ('secret = ["locked"]', 'secret = "locked"', "Expected a list of factors"),
        ('secret = ["locked"]', "secret = []", "Leave it out where no reason is coded"),
        ('for-plaintiff = ["locked"]', "for-plaintiff = []", "is not among the factors of the case"),
        ('side = "defendant"', 'side = "judge"', '"judge" is not a side'),
        ('sides = ["plaintiff", "defendant"]', 'sides = ["plaintiff"]', "two different words"),
        ("[[case]]", "[[case", "cannot be read"),
    ],
)
def test_a_wrong_base_is_refused_with_its_reason(tmp_path, changed, to, told):
    with pytest.raises(WellfoundedError) as refused:
        read_base(written(tmp_path, GOOD.replace(changed, to, 1)))

    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("", "base.toml", "has no factors"),
        ("[]", "base.json", "has no cases"),
        ('[{"id": "x", "factors": ["a"], "outcome": 2}]', "base.json", "not 0 or 1"),
        ('{"case_collections": {}, "factors": {}}', "base.json", "no factors or no cases"),
        ('{"case_collections": {}, "factors": {"F1": {"favored_side": "q"}}}', "base.json", "openlcbr form"),
        ("3", "base.json", "no factor base"),
        ("a: 1", "base.yaml", "YAML is not read"),
        ("[" * 100_000, "base.json", "cannot be read"),
        ("\x00\xff", "base.json", "cannot be read"),
        ("9" * 10_000, "base.json", "cannot be read"),
        ("year = " + "9" * 10_000, "base.toml", "cannot be read"),
    ],
)
def test_what_is_no_base_is_refused_with_its_reason(tmp_path, text, name, told):
    with pytest.raises(WellfoundedError) as refused:
        read_base(written(tmp_path, text, name))

    assert told in str(refused.value)


def test_a_file_that_is_not_there_is_told():
    with pytest.raises(WellfoundedError, match="cannot be read"):
        read_base(Path("no-such-base.toml"))


def test_ten_thousand_cases_are_answered(tmp_path):
    """A hundred thousand are measured in `bench/precedent`."""
    cases = [
        {"id": f"case {at}", "factors": [f"f{at % 17}", f"g{at % 13}"], "outcomes": {"outcome": "ab"[at % 2]}}
        for at in range(10_000)
    ]
    factors = [{"id": f"f{at}", "side": "a"} for at in range(17)] + [{"id": f"g{at}", "side": "b"} for at in range(13)]
    text = json.dumps({"sides": ["a", "b"], "factor": factors, "case": cases})

    found = validate(read_base(written(tmp_path, text, "base.json"))).models["result"]

    assert found.issues_decided == 10_000
    assert len(found.conflicts) == 1_000 < found.conflict_count
