"""The forum: who decides (stage) and where (circuit)."""

from __future__ import annotations

from msgspec import Struct

from wellfounded.errors import UnknownName

STAGES: dict[str, str] = {
    "asylum-office": "asylum office",
    "credible-fear": "credible-fear screening",
    "reasonable-fear": "reasonable-fear screening",
    "ij": "immigration judge",
    "bia": "Board of Immigration Appeals",
    "attorney-general": "Attorney General",
    "court-of-appeals": "court of appeals",
    "border": "border or port of entry",
}
STAGE_ALIASES: dict[str, str] = {
    "immigration-judge": "ij",
    "immigration-court": "ij",
    "board": "bia",
    "port-of-entry": "border",
    "affirmative-asylum-office": "asylum-office",
}
CIRCUITS: dict[str, str] = {
    "ca1": "First Circuit",
    "ca2": "Second Circuit",
    "ca3": "Third Circuit",
    "ca4": "Fourth Circuit",
    "ca5": "Fifth Circuit",
    "ca6": "Sixth Circuit",
    "ca7": "Seventh Circuit",
    "ca8": "Eighth Circuit",
    "ca9": "Ninth Circuit",
    "ca10": "Tenth Circuit",
    "ca11": "Eleventh Circuit",
    "cadc": "D.C. Circuit",
}
_CIRCUIT_NAMES: dict[str, str] = {
    **{words.removesuffix(" Circuit").lower().replace(".", ""): id for id, words in CIRCUITS.items()},
    **{id.removeprefix("ca"): id for id in CIRCUITS},
    **{f"{id.removeprefix('ca')}th": id for id in CIRCUITS},
    **{"1st": "ca1", "2nd": "ca2", "2d": "ca2", "3rd": "ca3", "3d": "ca3"},
}


class Forum(Struct, frozen=True, gc=False):
    """Where a question is asked: a stage, and a circuit if one is named.

    Attributes:
        stage: a key of `STAGES`.
        circuit: a key of `CIRCUITS`, or None when circuit law is left out of account.
    """

    stage: str
    circuit: str | None = None

    def __str__(self) -> str:
        place = f", {CIRCUITS[self.circuit]}" if self.circuit else ""
        return f"{STAGES[self.stage]}{place}"


def parse_stage(text: str) -> str:
    """Read the name of a stage.

    Raises:
        UnknownName: if there is no such stage.
    Example:
        >>> parse_stage("immigration-judge")
        'ij'
    """
    name = text.strip().lower().replace("_", "-").replace(" ", "-")
    name = STAGE_ALIASES.get(name, name)
    if name not in STAGES:
        raise UnknownName("stage", text, [*STAGES, *STAGE_ALIASES], remedy=f"The stages are: {', '.join(STAGES)}.")
    return name


def parse_circuit(text: str | None) -> str | None:
    """Read the name of a circuit; None, an empty text and "none" mean that circuit law is left out of account.

    Raises:
        UnknownName: if there is no such circuit.
    Example:
        >>> parse_circuit("CA4"), parse_circuit("9th Cir."), parse_circuit("4"), parse_circuit("First Circuit")
        ('ca4', 'ca9', 'ca4', 'ca1')
    """
    if text is None or text.strip().lower() in ("", "none"):
        return None
    name = text.strip().lower().replace(".", "").removesuffix("circuit").removesuffix("cir").strip()
    name = _CIRCUIT_NAMES.get(name, name)
    if name not in CIRCUITS:
        raise UnknownName("circuit", text, CIRCUITS, remedy=f"The circuits are: {', '.join(CIRCUITS)}.")
    return name


def parse_forum(stage: str, circuit: str | None = None) -> Forum:
    """Read a forum from the names of its stage and circuit."""
    return Forum(parse_stage(stage), parse_circuit(circuit))
