"""Links to a customer's own page: a new one to read out or paste, and the end of all of them."""

from __future__ import annotations

from fieldcomm.services.errors import Refused
from fieldcomm.services.tracking import link_for, revoke
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, me
from fieldcomm.web.desk.page import Page, do, job_page


@desk.post("/jobs/<code>/link")
@may_enter(Who.DISPATCHER)
def make_link(code: str) -> Page:
    """Shown once, on the page that answers: only its hash is kept."""
    try:
        link = link_for(acting("link"), code, by=me().name)
    except Refused as error:
        return job_page(code, form="link", problem=str(error)), 422
    return job_page(code, link=link)


@desk.post("/jobs/<code>/links/revoke")
@may_enter(Who.DISPATCHER)
def revoke_links(code: str) -> Page:
    return do(
        code,
        "link",
        lambda: revoke(acting("revoke"), code, by=me().name),
        "No link leads to their page any more.",
    )
