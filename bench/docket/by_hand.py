"""Twenty-four elements written by hand as SQL, as somebody would who knows the rules of two days and needs no library.

Plain three-valued logic, which is exact where what kind of group it is, the relationship and the report to the police
are known. Findings first, then elements; on the second day, and in some circuits, other rules hold.
"""

FACTS = """
chosen-because-of-relative close-family-tie convicted-in-us cooperation-became-known custom-law-or-faith-kept-you
cut-already-done cut-feared evidence-of-norm-against-group expert-on-society found-after-leaving found-after-moving
fraud-or-serious-misconduct-us government-conceded-nexus group-has-trait-apart-from-harm group-kind group-limits-clear
group-words-name-harm group-written-down harm-followed-testimony harmed-as-a-child has-documents
has-medical-or-psychological-report has-police-or-court-papers has-witness-letters health-or-age-limits
hostile-to-family-itself impunity-evidence is-lgbt language-or-people-barrier lived-safely-after-leaving
money-or-children-kept-you no-means-elsewhere official-used-position officials-said-cannot-protect only-other-aim
others-like-you-harmed papers-cannot-be-had persecutor-convicted persecutor-has-national-reach persecutor-is-official
persecutor-kind persecutor-knew-trait police-did-nothing police-investigated-or-arrested police-said-private-matter
police-work-with-persecutor private-quarrel protection-works-evidence protective-order-failed reason-not-to-report
refused-gang relationship-with-persecutor reported-several-times reported-to-police safe-after-moving
shelter-or-help-given small-children society-treats-group-apart spoke-to-authorities strife-elsewhere
testified-in-open-court tried-to-leave was-hiding words-about-family words-about-informing words-about-orientation
words-about-women""".split()  # noqa: SIM905
ALWAYS_KNOWN = ("group-kind", "relationship-with-persecutor", "reported-to-police")

_CUTTING = """("group-kind" = 'genital-cutting' AND "evidence-of-norm-against-group")"""
_INFORMING = """("group-kind" = 'witness-or-informant' AND "words-about-informing" AND "harm-followed-testimony")"""
_STATE_WORKS = '("police-investigated-or-arrested" AND "shelter-or-help-given")'

# Each finding: when it is met, and when it is not met; a single expression where one is the other's opposite.
FINDINGS: dict[str, tuple[str, ...]] = {
    "immutable": (
        """"group-kind" IN ('sex-alone', 'sex-plus-trait', 'family', 'orientation-or-gender-identity', 'clan-or-people',
        'genital-cutting', 'witness-or-informant')
        OR ("group-kind" = 'domestic-relationship' AND "tried-to-leave" AND "found-after-leaving")""",
        "FALSE",
    ),
    "particular": (
        """"group-limits-clear" AND "group-kind" IN ('family', 'orientation-or-gender-identity', 'clan-or-people',
        'genital-cutting')""",
        'NOT "group-limits-clear"',
    ),
    "distinct": (
        '"society-treats-group-apart" AND "expert-on-society"',
        'NOT "society-treats-group-apart" AND NOT "expert-on-society"',
    ),
    "defined by harm": (
        '"group-words-name-harm" AND NOT "group-has-trait-apart-from-harm"',
        'NOT "group-words-name-harm" OR "custom-law-or-faith-kept-you" OR "money-or-children-kept-you"',
    ),
    "apart from harm": (
        '"group-has-trait-apart-from-harm" AND NOT "group-words-name-harm"',
        '"group-words-name-harm" AND NOT "group-has-trait-apart-from-harm"',
    ),
    "unable to leave": (
        """"tried-to-leave" AND "found-after-leaving" AND ("custom-law-or-faith-kept-you"
        OR "money-or-children-kept-you" OR "police-said-private-matter")""",
        '"lived-safely-after-leaving" AND NOT "found-after-leaving"',
    ),
    "close kin": ('"close-family-tie"', "FALSE"),
    "other group": ("FALSE", "\"group-kind\" = 'perceived-gang-member'"),
    "cooperation public": (
        '"testified-in-open-court"',
        'NOT "testified-in-open-court" AND NOT "cooperation-became-known"',
    ),
    "member": (
        """("group-kind" = 'family' AND "close-family-tie")
        OR ("group-kind" = 'orientation-or-gender-identity' AND "is-lgbt")
        OR ("group-kind" = 'domestic-relationship' AND "relationship-with-persecutor" AND "found-after-leaving")
        OR ("group-kind" = 'gang-refusal' AND "refused-gang")
        OR ("group-kind" = 'witness-or-informant' AND ("spoke-to-authorities" OR "testified-in-open-court"))
        OR "group-kind" = 'sex-alone'
        OR ("group-kind" = 'genital-cutting' AND ("cut-feared" OR "cut-already-done"))""",
        "FALSE",
    ),
    "trait shown": (
        f""""government-conceded-nexus"
        OR ("group-kind" = 'orientation-or-gender-identity' AND "words-about-orientation")
        OR ("group-kind" IN ('domestic-relationship', 'sex-alone') AND "words-about-women") OR {_CUTTING}
        OR ("group-kind" = 'family' AND ("words-about-family" OR "chosen-because-of-relative")) OR {_INFORMING}""",
        "FALSE",
    ),
    "more than minor": (
        f""""government-conceded-nexus" OR ("words-about-orientation" AND "others-like-you-harmed") OR {_CUTTING}
        OR {_INFORMING}""",
        "FALSE",
    ),
    "personal only": (
        "FALSE",
        f""""government-conceded-nexus" OR ("words-about-women" AND "evidence-of-norm-against-group")
        OR "words-about-orientation" OR {_CUTTING}
        OR ("group-kind" = 'witness-or-informant' AND "words-about-informing") OR NOT "private-quarrel" """,
    ),
    "in relationship": (
        '"relationship-with-persecutor"',
        """NOT "relationship-with-persecutor" AND NOT "persecutor-kind" = 'relative'""",
    ),
    "group resented": (
        '"persecutor-knew-trait" AND "words-about-women" AND "evidence-of-norm-against-group"',
        'NOT "persecutor-knew-trait"',
    ),
    "means to other end": (
        '"only-other-aim" AND NOT "hostile-to-family-itself"',
        '"hostile-to-family-itself"',
    ),
    "government": ('"persecutor-is-official" AND "official-used-position"', 'NOT "persecutor-is-official"'),
    "unable": (
        """"officials-said-cannot-protect"
        OR ("reported-to-police" AND "protective-order-failed" AND "impunity-evidence")
        OR ("police-work-with-persecutor" AND "impunity-evidence")""",
        '"persecutor-convicted" AND "protection-works-evidence"',
    ),
    "unwilling": (
        """("reported-to-police" AND "police-said-private-matter")
        OR ("reported-several-times" AND "police-did-nothing")""",
        f'"persecutor-convicted" OR {_STATE_WORKS}',
    ),
    "condoned": ('"police-work-with-persecutor" AND "police-did-nothing"', '"police-investigated-or-arrested"'),
    "helpless": (
        '"officials-said-cannot-protect" AND "impunity-evidence"',
        '"police-investigated-or-arrested" OR "shelter-or-help-given" OR "persecutor-convicted"',
    ),
    "report futile": (
        """"reason-not-to-report" AND ("police-work-with-persecutor" OR "harmed-as-a-child" OR "impunity-evidence")""",
        'NOT "reason-not-to-report"',
    ),
    "safe area": (
        '"safe-after-moving" AND NOT "was-hiding" AND NOT "found-after-moving"',
        '"found-after-moving" AND "persecutor-has-national-reach"',
    ),
    "reasonable to move": (
        "FALSE",
        """("language-or-people-barrier" AND (("no-means-elsewhere" AND ("small-children" OR "health-or-age-limits"
        OR "strife-elsewhere")) OR ("small-children" AND ("health-or-age-limits" OR "strife-elsewhere"))
        OR ("health-or-age-limits" AND "strife-elsewhere"))) OR ("no-means-elsewhere" AND (("small-children"
        AND ("health-or-age-limits" OR "strife-elsewhere")) OR ("health-or-age-limits" AND "strife-elsewhere")))
        OR ("small-children" AND "health-or-age-limits" AND "strife-elsewhere")""",
    ),
    "corroborated": (
        """("has-documents" AND ("has-witness-letters" OR "has-medical-or-psychological-report"
        OR "has-police-or-court-papers")) OR ("has-witness-letters" AND ("has-medical-or-psychological-report"
        OR "has-police-or-court-papers"))
        OR ("has-medical-or-psychological-report" AND "has-police-or-court-papers")""",
        "FALSE",
    ),
    "specific": ("FALSE", "FALSE"),
    "cannot obtain": ('"papers-cannot-be-had"',),
    "adverse": ("FALSE", 'NOT "fraud-or-serious-misconduct-us" AND NOT "convicted-in-us"'),
}

_SPECIAL_GROUP = '("particular" AND "distinct")'
_NOT_KIND = "NOT \"group-kind\" = '{}'"
_BY_FAMILY = f"({_NOT_KIND.format('family')} OR {{}})"


def _circuits(otherwise: str, **others: str) -> str:
    """Write what holds in some circuits, and otherwise."""
    cases = " ".join(f"WHEN \"circuit\" = '{circuit}' THEN ({rule})" for circuit, rule in others.items())
    return f"CASE {cases} ELSE ({otherwise}) END"


_MOTIVE = _circuits('"more than minor"', ca9='"but for" AND "more than minor"')
_FAMILY = _circuits(
    _BY_FAMILY.format('NOT "means to other end"'),
    ca1=_BY_FAMILY.format('"more than minor"'),
    ca4=_BY_FAMILY.format('"chosen-because-of-relative"'),
)
_OLD_STATE = '"government" OR "unable" OR "unwilling"'
_NEW_STATE = '"government" OR "condoned" OR "helpless"'
_NO_REFUSAL = _NOT_KIND.format("gang-refusal")
_REFUSAL = f"{_NO_REFUSAL} OR {_SPECIAL_GROUP}"
_BEFORE_GROUP = f'{_NOT_KIND.format("domestic-relationship")} OR "unable to leave"'
_AFTER_GROUP = f'{_NOT_KIND.format("domestic-relationship")} OR ("apart from harm" AND {_SPECIAL_GROUP})'

ELEMENTS: dict[str, tuple[str, str]] = {
    name: rules if isinstance(rules, tuple) else (rules, rules)
    for name, rules in {
        "psg.immutability": '"immutable"',
        "psg.particularity": '"particular"',
        "psg.social-distinction": '"distinct"',
        "psg.circularity": (
            'NOT "defined by harm"',
            _circuits('"apart from harm"', ca11='NOT "defined by harm"'),
        ),
        "psg.domestic-relationship": (_BEFORE_GROUP, _AFTER_GROUP),
        "psg.family": _BY_FAMILY.format('"close kin"'),
        "psg.gang-resistance": _circuits(_REFUSAL, ca5=_NO_REFUSAL, ca6=_NO_REFUSAL),
        "psg.former-status": f"{_NOT_KIND.format('current-role')} AND ({_NOT_KIND.format('former-gang-member')} "
        f"OR {_SPECIAL_GROUP})",
        "psg.imputed": f'{_NOT_KIND.format("perceived-gang-member")} OR "other group"',
        "psg.witness-informant": f'{_NOT_KIND.format("witness-or-informant")} OR "cooperation public"',
        "psg.wealth": f'{_NOT_KIND.format("wealth-or-business")} OR ("immutable" AND {_SPECIAL_GROUP})',
        "psg.delineated": '"group-written-down"',
        "psg.member": '"member"',
        "nexus.shown": '"trait shown"',
        "nexus.one-central-reason": _MOTIVE,
        "nexus.private-dispute": ('NOT "personal only"', 'NOT "in relationship" OR "group resented"'),
        "nexus.family": _FAMILY,
        "state.protection": (_OLD_STATE, _circuits(_NEW_STATE, ca9=_OLD_STATE)),
        "relocation.internal": 'NOT "safe area" OR NOT "reasonable to move"',
        "corroboration": '"corroborated" OR ("specific" AND "cannot obtain")',
        "discretion": 'NOT "adverse"',
    }.items()
}
_REPORTING = _circuits('"government" OR "reported-to-police" OR "report futile"', ca9="TRUE")
COMPOSED: dict[str, str] = {
    "ground.social-group": " AND ".join(f'"{name}"' for name in ELEMENTS if name.startswith("psg.")),
    "nexus": " AND ".join(f'"{name}"' for name in ELEMENTS if name.startswith("nexus.")),
}
ELEMENTS["state.reporting"] = (_REPORTING, _REPORTING)
FINDINGS["but for"] = FINDINGS["more than minor"]
ASKED = (*ELEMENTS, *COMPOSED)


def finding_sql(rules: tuple[str, ...]) -> str:
    """Write a finding: open where neither rule applies, or both."""
    if len(rules) == 1:
        return rules[0]
    met, not_met = (f"coalesce(({rule}), FALSE)" for rule in rules)
    return f"CASE WHEN {met} = {not_met} THEN CAST(NULL AS BOOLEAN) ELSE {met} END"


def steps() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Write the columns to add, step by step: findings, elements on both days, and what is made of elements."""
    findings = {name: finding_sql(rules) for name, rules in FINDINGS.items()}
    elements = {f"{day} {name}": rules[day] for day in (0, 1) for name, rules in ELEMENTS.items()}
    composed = {
        f"{day} {name}": rule.replace('"psg.', f'"{day} psg.').replace('"nexus.', f'"{day} nexus.')
        for day in (0, 1)
        for name, rule in COMPOSED.items()
    }
    return findings, elements, composed
