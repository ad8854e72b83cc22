"""The history tells changes in people's words and dates, in both languages."""

import re

import pytest

from tests.web.conftest import Client, MadeVault


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("The case itself", "circuit:</span> Fourth Circuit", "next hearing:</span> 10 December 2030")),
        (
            "es",
            ("El caso mismo", "circuito:</span> Cuarto Circuito", "próxima audiencia:</span> 10 de diciembre de 2030"),
        ),
    ],
)
def test_a_change_is_told_without_codes_or_machine_dates(
    client: Client, made_vault: MadeVault, language: str, told: tuple[str, ...]
) -> None:
    client.post("/language", {"language": language, "back": "/"})
    client.post("/cases", {"pseudonym": "H.T.", "stage": "ij", "circuit": "ca4", "hearing": "2030-12-10"})
    case = next(one.id for one in client.desk.vault.cases() if one.claim.pseudonym == "H.T.")
    table = re.sub(r"\s+", " ", client.get(f"/case/{case}/history").text.split("<tbody>")[1].split("</tbody>")[0])

    assert [words for words in told if words not in table] == []
    assert re.findall(r"\d{4}-\d\d|ca4|\bij\b", table) == []
