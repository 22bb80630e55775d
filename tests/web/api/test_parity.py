"""Everything that the console shows or changes, with the call that does the same or why it is a page only."""

from __future__ import annotations

from tests.web.api.calling import ROOT
from tests.web.console.visiting import Visitor
from tests.web.test_matrix import walked

CALLS: dict[str, tuple[str, ...]] = {
    "GET /": ("GET /cases",),
    "GET /cases/{case}": ("GET /cases/{case}/promises",),
    "GET /cases/{case}/": ("GET /cases/{case}/promises", "GET /cases/{case}/assessment"),
    "GET /cases/{case}/promises/{norm}": (
        "GET /cases/{case}/promises/{norm}",
        "GET /cases/{case}/promises/{norm}/explanation",
    ),
    "GET /cases/{case}/register": ("GET /cases/{case}/register",),
    "GET /cases/{case}/register/{entry}": ("GET /cases/{case}/register/{entry}",),
    "GET /cases/{case}/withdrawals": ("GET /cases/{case}/withdrawals", "GET /cases/{case}/coverage"),
    "GET /cases/{case}/postures": ("GET /cases/{case}/postures",),
    "GET /cases/{case}/outlook": ("GET /cases/{case}/outlook",),
    "GET /cases/{case}/claims/{claim}": ("GET /cases/{case}/claims/{claim_id}",),
    "GET /cases/{case}/documents": ("GET /cases/{case}/documents",),
    "GET /cases/{case}/documents/{sha256}": (
        "GET /cases/{case}/documents/{sha256}",
        "GET /cases/{case}/documents/{sha256}/content",
    ),
    "GET /cases/{case}/map": ("GET /cases/{case}/ogc/collections",),
    "GET /cases/{case}/map/events": ("GET /cases/{case}/ogc/collections/{collection}/items",),
    "GET /cases/{case}/map/zones": ("GET /cases/{case}/ogc/collections/{collection}/items",),
    "GET /cases/{case}/map/patrols": ("GET /cases/{case}/ogc/collections/{collection}/items",),
    "GET /cases/{case}/map/sightings": ("GET /cases/{case}/withdrawals",),
    "GET /cases/{case}/desk": ("GET /cases/{case}/claims",),
    "GET /cases/{case}/desk/{document}": (
        "GET /cases/{case}/desk/{document}",
        "GET /cases/{case}/documents/{sha256}",
    ),
    "GET /cases/{case}/desk/{document}/effect": ("GET /cases/{case}/claims/{claim_id}/effect",),
    "GET /cases/{case}/desk/{document}/all": ("GET /cases/{case}/desk/{document}",),
    "POST /cases/{case}/desk/{document}/all": ("POST /cases/{case}/desk/{document}/accept",),
    "POST /cases/{case}/desk/{document}/decide": ("POST /cases/{case}/claims/{claim_id}/decisions",),
    "POST /cases/{case}/desk/{document}/undo": ("POST /cases/{case}/desk/{document}/undo",),
    "GET /cases/{case}/desk/{document}/edit/{claim}": ("GET /cases/{case}/claims/{claim_id}",),
    "POST /cases/{case}/desk/{document}/edit/{claim}": ("POST /cases/{case}/claims/{claim_id}/corrections",),
    "POST /cases/{case}/desk/new": ("POST /cases/{case}/claims",),
    "GET /cases/{case}/desk/documents": ("GET /cases/{case}/lying", "GET /cases/{case}/jobs"),
    "POST /cases/{case}/desk/documents": ("POST /cases/{case}/documents",),
    "POST /cases/{case}/desk/lying": ("POST /cases/{case}/lying",),
    "GET /cases/{case}/jobs/{job}": ("GET /cases/{case}/jobs/{job}",),
    "POST /cases/{case}/jobs/{job}/cancel": ("POST /cases/{case}/jobs/{job}/cancel",),
    "GET /cases/{case}/feeds": ("GET /cases/{case}/feeds",),
    "GET /cases/{case}/feeds/{feed}": ("GET /cases/{case}/feeds",),
    "POST /cases/{case}/feeds/new": ("POST /cases/{case}/feeds",),
    "POST /cases/{case}/feeds/{feed}": ("POST /cases/{case}/feeds/{feed}",),
    "POST /cases/{case}/feeds/{feed}/read": ("POST /cases/{case}/feeds/{feed}/read",),
    "POST /cases/{case}/feeds/{feed}/remove": ("POST /cases/{case}/feeds/{feed}/remove",),
    "GET /cases/{case}/mechanism": (
        "GET /cases/{case}/matters",
        "GET /cases/{case}/acts",
        "GET /cases/{case}/drafts",
    ),
    "GET /cases/{case}/mechanism/{sort}/{name}": ("GET /cases/{case}/matters/{sort}/{name}",),
    "GET /cases/{case}/mechanism/counts": ("GET /cases/{case}/matters",),
    "GET /cases/{case}/mechanism/new/{kind}": ("GET /cases/{case}/drafts/{draft}",),
    "POST /cases/{case}/mechanism/new/{kind}": (
        "POST /cases/{case}/acts/prepared",
        "POST /cases/{case}/drafts",
    ),
    "POST /cases/{case}/mechanism/sign": ("POST /cases/{case}/acts",),
    "POST /cases/{case}/mechanism/drafts/{draft}/delete": ("POST /cases/{case}/drafts/{draft}/drop",),
    "GET /cases/{case}/mechanism/key": ("GET /cases/{case}/key",),
    "GET /cases/{case}/mechanism/boundary/{zone}/lines.geojson": (
        "GET /cases/{case}/boundaries/{zone}/lines",
        "GET /cases/{case}/boundaries/{zone}/differences",
    ),
    "POST /cases/{case}/mechanism/boundary/{zone}/drawings": (
        "POST /cases/{case}/boundaries/{zone}/drawings",
    ),
    "GET /cases/{case}/mechanism/forms": ("GET /cases/{case}/forms",),
    "POST /cases/{case}/mechanism/forms": (
        "POST /cases/{case}/submissions/prepared",
        "POST /cases/{case}/submissions",
    ),
    "POST /cases/{case}/mechanism/forms/{kind}.xlsx": ("POST /cases/{case}/forms/{kind}",),
    "GET /cases/{case}/reports": ("GET /cases/{case}/reports",),
    "GET /cases/{case}/reports/preview": ("GET /cases/{case}/reports/preview",),
    "GET /cases/{case}/reports/preview.{form}": ("GET /cases/{case}/reports/preview/written",),
    "GET /cases/{case}/reports/{sha256}.{form}": (
        "GET /cases/{case}/reports/{sha256}/written",
        "GET /cases/{case}/reports/{sha256}",
    ),
    "POST /cases/{case}/reports": ("POST /cases/{case}/reports",),
    "GET /cases/{case}/bulletin/{path:path}": ("GET /cases/{case}/bulletin.zip",),
    "GET /cases/{case}/bulletin.zip": ("GET /cases/{case}/bulletin.zip",),
    "GET /cases/{case}/replies": ("GET /cases/{case}/replies", "GET /cases/{case}/replies/{reply}"),
    "POST /cases/{case}/replies/{reply}": (
        "POST /cases/{case}/replies/{reply}/decisions",
        "POST /cases/{case}/replies/{reply}/claims",
    ),
    "GET /cases/{case}/hooks": ("GET /cases/{case}/hooks", "GET /cases/{case}/hooks/{hook}/deliveries"),
    "POST /cases/{case}/hooks": ("POST /cases/{case}/hooks",),
    "POST /cases/{case}/hooks/{hook}/end": ("POST /cases/{case}/hooks/{hook}/end",),
    "POST /cases/{case}/hooks/{hook}/trial": ("POST /cases/{case}/hooks/{hook}/trial",),
    "POST /cases/{case}/hooks/{hook}/again": ("POST /cases/{case}/hooks/{hook}/again",),
    "GET /cases/{case}/settings": ("GET /cases/{case}/settings",),
    "GET /cases/{case}/audit": ("GET /cases/{case}/audit/entries",),
    "GET /cases/{case}/audit/decisions": ("GET /cases/{case}/audit/decisions",),
    "GET /cases/{case}/audit/corrections": ("GET /cases/{case}/audit/corrections",),
    "GET /cases/{case}/audit/custody": ("GET /cases/{case}/audit/custody",),
    "GET /cases/{case}/audit/disclosures": ("GET /cases/{case}/audit/disclosures",),
    "GET /cases/{case}/audit/accounts": ("GET /cases/{case}/audit/accounts",),
    "GET /cases/{case}/audit/soundness": ("GET /cases/{case}/soundness",),
    "POST /cases/{case}/audit/verify": ("POST /cases/{case}/soundness/verify",),
    "POST /cases/{case}/audit/checkpoint": ("POST /cases/{case}/checkpoints",),
    "POST /cases/{case}/audit/check": ("POST /cases/{case}/checkpoints/check",),
    "GET /accounts": ("GET /accounts",),
    "GET /accounts/{account}": ("GET /accounts/{account}",),
    "POST /accounts/links": ("POST /accounts/links",),
    "POST /accounts/links/{link}/withdraw": ("POST /accounts/links/{link}/withdraw",),
    "POST /accounts/{account}/roles": ("POST /accounts/{account}/roles",),
    "POST /accounts/{account}/roles/take": ("POST /accounts/{account}/roles/take",),
    "POST /accounts/{account}/reset": ("POST /accounts/{account}/reset",),
    "POST /accounts/{account}/do/{deed}": ("POST /accounts/{account}/deeds",),
    "POST /accounts/{account}/tokens/end": ("POST /accounts/{account}/tokens/{token}/end",),
}
"""Each route of the console that shows or changes something, and the calls that do the same."""
_PERSON = "a person signs in and settles their own account; a program has a token that such a person made"
_KEY = "a key is opened with a passphrase by a person; a program signs where its own key is"
_FORM = "an empty form: what it would send is described in the API's own description"
PAGES_ONLY: dict[str, str] = {
    "GET /login": _PERSON,
    "POST /login": _PERSON,
    "POST /login/code": _PERSON,
    "GET /login/with/{provider}": _PERSON,
    "GET /login/back": _PERSON,
    "POST /login/join": _PERSON,
    "POST /logout": _PERSON,
    "GET /welcome/{link}": _PERSON,
    "POST /welcome/{link}": _PERSON,
    "GET /welcome/{link}/with/{provider}": _PERSON,
    "GET /account": _PERSON,
    "POST /account/language": _PERSON,
    "POST /account/password": _PERSON,
    "POST /account/identity": _PERSON,
    "POST /account/factor": _PERSON,
    "POST /account/factor/confirm": _PERSON,
    "POST /account/factor/codes": _PERSON,
    "POST /account/factor/remove": _PERSON,
    "POST /account/sessions/end": _PERSON,
    "POST /account/sessions/others": _PERSON,
    "POST /account/tokens": _PERSON,
    "POST /account/tokens/end": _PERSON,
    "POST /cases/{case}/mechanism/key/new": _KEY,
    "POST /cases/{case}/mechanism/key/bring": _KEY,
    "POST /cases/{case}/mechanism/key/unlock": _KEY,
    "POST /cases/{case}/mechanism/key/lock": _KEY,
    "POST /cases/{case}/mechanism/key/forget": _KEY,
    "GET /cases/{case}/desk/new": _FORM,
    "GET /cases/{case}/feeds/new": _FORM,
    "GET /cases/{case}/mechanism/boundary/{zone}/drawings": _FORM,
    "GET /cases/{case}/changes": "keeps open pages alive; programs are told by hooks, or ask with an ETag",
    "GET /cases/{case}/assessed": "a page asks whether its matrix is ready; a call waits for its answer",
    "GET /cases/{case}/map/base": "coasts and roads behind the map, the same for every case",
    "GET /static/{name}": "style and script of pages",
    "GET /health": "for what watches over the server",
    "GET /ready": "for what watches over the server",
    "GET /metrics": "for what watches over the server",
}
"""Routes that have no call, each with the reason."""


def routes(visitor: Visitor) -> tuple[set[str], set[str]]:
    """The routes of the console, and the calls."""
    every = {
        f"{method} {path}"
        for path, one in walked(visitor.app.routes)
        for method in one.methods or ()
        if method != "HEAD"
    }
    calls = {one for one in every if f" {ROOT}/" in one}
    return every - calls, {one.replace(f" {ROOT}/", " /") for one in calls}


def test_everything_that_the_console_does_has_its_call_or_a_reason(reading: Visitor):
    pages, _ = routes(reading)
    assert len(pages) > 100, "the walk has lost its way"
    assert pages == CALLS.keys() | PAGES_ONLY.keys()
    assert not CALLS.keys() & PAGES_ONLY.keys()


def test_every_call_that_is_named_is_there(reading: Visitor):
    _, calls = routes(reading)
    assert {one for several in CALLS.values() for one in several} <= calls


def test_what_changes_something_by_page_is_done_by_a_post_of_the_api():
    for page, calls in CALLS.items():
        if page.startswith("POST "):
            assert all(one.startswith("POST ") for one in calls), page


def test_no_reason_is_empty():
    assert all(len(why.split()) > 3 for why in PAGES_ONLY.values())
