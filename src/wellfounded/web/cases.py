"""The cases: the list, a new one, its head, notes, documents, taking it out and deleting it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from wellfounded.claim.claim_file import read_claim
from wellfounded.claim.claim_print import print_claim
from wellfounded.claim.model import Claim
from wellfounded.errors import SeveralErrors, UnknownName, UnreadableFile, WellfoundedError
from wellfounded.forum import parse_circuit, parse_stage
from wellfounded.store.case_claim import head_entry, new_key
from wellfounded.store.cases import Case
from wellfounded.store.clock import today
from wellfounded.store.entries import Entry
from wellfounded.web.asking import day_written, law_of
from wellfounded.web.check import uploaded
from wellfounded.web.pages import go, is_part, render, text_of, vault_of

NOTE_CHARACTERS = 200_000
REMOVED_FROM = {"group": "groups", "document": "documents", "note": "documents"}  # what may be taken out, and its page
FIRST_HEARING, LAST_HEARING = date(1980, 1, 1), date(2200, 12, 31)


def cases(request: Request) -> Response:
    """List the cases."""
    return render(request, "cases.html", cases=vault_of(request).cases(), today=today())


def new(request: Request, form: FormData) -> Response:
    """Record a new case, empty or from a claim file."""
    vault = vault_of(request)
    file = form.get("file")
    if getattr(file, "filename", ""):
        case = vault.add_case(_head_over(form, _claim_in(request, form)))
        return go(request, f"/case/{case}")
    case = vault.add_case(_head_written(form, Claim("")))
    return go(request, f"/case/{case}")


def _claim_in(request: Request, form: FormData) -> Claim:
    name, content = uploaded(form, "file")
    try:
        claim, errors = read_claim(content.decode("utf-8-sig"), law_of(request).vocabulary, name=name)
    except UnicodeDecodeError:
        raise UnreadableFile("The file is not UTF-8 text.", remedy="Choose a claim file.") from None
    if errors:
        raise SeveralErrors(errors)
    return claim


def _head_over(form: FormData, claim: Claim) -> Claim:
    """Put what the form says of a case over what its claim file says."""
    stage, circuit = text_of(form, "stage"), text_of(form, "circuit")
    return replace(
        claim,
        pseudonym=text_of(form, "pseudonym", most=80) or claim.pseudonym,
        stage=parse_stage(stage) if stage else claim.stage,
        circuit=parse_circuit(circuit) if circuit else claim.circuit,
        hearing_on=_hearing_written(form) or claim.hearing_on,
        source=text_of(form, "source", most=200) or claim.source,
    )


def _hearing_written(form: FormData) -> date | None:
    on = day_written(form, "hearing")
    if on and not FIRST_HEARING <= on <= LAST_HEARING:
        raise WellfoundedError(
            f"A hearing cannot be on {on}.", remedy=f"Give a day from {FIRST_HEARING} to {LAST_HEARING}."
        )
    return on


def case_of(request: Request) -> Case:
    """Return the case that the address names."""
    return vault_of(request).case(str(request.path_params["case"]))


def head(request: Request, form: FormData) -> Response:
    """Change a case's name, stage, circuit or hearing."""
    case = case_of(request)
    vault_of(request).put(case.id, head_entry(_head_written(form, case.claim)))
    return go(request, f"/case/{case.id}")


def _head_written(form: FormData, claim: Claim) -> Claim:
    name = text_of(form, "pseudonym", most=80)
    if not name:
        raise WellfoundedError("The case has no name.", remedy="Give initials or a pseudonym, never the real name.")
    return replace(
        claim,
        pseudonym=name,
        stage=parse_stage(text_of(form, "stage") or "ij"),
        circuit=parse_circuit(text_of(form, "circuit")),
        hearing_on=_hearing_written(form),
        source=text_of(form, "source", most=200) or claim.source,
    )


def documents(request: Request) -> Response:
    """Show documents and notes."""
    vault, case = vault_of(request), case_of(request)
    return render(
        request,
        "documents.html",
        case=case,
        tab="documents",
        documents=vault.entries(case.id, "document"),
        notes=vault.entries(case.id, "note"),
        new_note=new_key(),
        note_characters=NOTE_CHARACTERS,
    )


def add_document(request: Request, form: FormData) -> Response:
    """Keep a document with a case."""
    case = case_of(request)
    name, content = uploaded(form, "file")
    vault_of(request).add_document(case.id, name, content, {"about": text_of(form, "about", most=300)})
    return go(request, f"/case/{case.id}/documents")


def take_document(request: Request) -> Response:
    """Give a document out; the log says so."""
    name, content = vault_of(request).document(case_of(request).id, str(request.path_params["document"]))
    return attachment(content, name)


def add_note(request: Request, form: FormData) -> Response:
    """Keep a note, or change it; one that is emptied is taken out, and the history keeps it."""
    case, text = case_of(request), text_of(form, "text", most=NOTE_CHARACTERS)
    key = text_of(form, "key", most=40) or new_key()
    if text:
        vault_of(request).put(case.id, Entry("note", key, {"text": text}))
        done = "saved"
    else:
        done = "nothing" if vault_of(request).remove(case.id, "note", key) is None else "removed"
    if is_part(request):
        return render(request, "saved.html", done=done)
    return go(request, f"/case/{case.id}/documents")


def remove(request: Request, form: FormData) -> Response:
    """Take an entry out of a case; the history keeps it."""
    case, kind = case_of(request), text_of(form, "kind", most=20)
    if kind not in REMOVED_FROM:
        raise UnknownName("kind of entry", kind, REMOVED_FROM)
    vault_of(request).remove(case.id, kind, text_of(form, "key", most=80))
    return go(request, f"/case/{case.id}/{REMOVED_FROM[kind]}")


def export(request: Request, form: FormData) -> Response:
    """Give the case out as a claim file, unencrypted; the log says so."""
    vault, case = vault_of(request), case_of(request)
    vault.log("case-exported", subject=case.id, detail="application")
    return attachment(print_claim(case.claim).encode(), f"case-{case.id}.toml")


def delete(request: Request, form: FormData) -> Response:
    """Delete a case, and say which backups still hold it."""
    case = case_of(request)
    if text_of(form, "sure") != "yes":
        raise WellfoundedError("The case was not deleted: the box was not ticked.", remedy="Tick it, and try again.")
    backups = vault_of(request).delete_case(case.id)
    return render(request, "deleted.html", backups=backups)


def attachment(content: bytes, name: str) -> Response:
    """Give a file to keep, never to show."""
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(content, media_type="application/octet-stream", headers=headers)
