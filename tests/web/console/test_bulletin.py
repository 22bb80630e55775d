from __future__ import annotations

from tests.web.console.visiting import Visitor

PUBLIC = {"kind": "weekly", "day": "2018-10-18", "public": "true"}


def test_the_bulletin_is_looked_at_as_everybody_would_see_it(visitor: Visitor):
    assert visitor.get("bulletin/index.html", name="publisher").status_code == 404
    assert "See the public bulletin" not in visitor.get("reports", name="publisher").text
    assert visitor.post("reports", name="publisher", data=PUBLIC).status_code == 303
    assert "See the public bulletin" in visitor.get("reports", name="publisher").text
    page = visitor.get("bulletin/index.html", name="publisher")
    assert page.status_code == 200
    assert "weekly-2018-10-18" in page.text
    assert "form-action 'none'" in page.headers["content-security-policy"]
    arabic = visitor.get("bulletin/ar/index.html", name="publisher")
    assert 'dir="rtl"' in arabic.text
    feed = visitor.get("bulletin/feed.atom", name="publisher")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert visitor.get("bulletin/../case.json", name="publisher").status_code == 404
    assert visitor.get("bulletin/index.html", name="analyst").status_code == 403
