"""The tone check in front of every free text: shown first, overridden knowingly, and recorded."""

from __future__ import annotations

from flask import g, request

from fieldcomm.domain.tone import Finding, check


def toned(body: str) -> list[Finding]:
    """What to show before it is sent; empty when nothing was found, or when whoever writes sends
    it `anyway`. Call it before `acting(...)`: the deed then records the override by itself.

        if found := toned(body):
            return page(findings=found), 422
    """
    findings = check(body)
    if findings and "anyway" not in request.form:
        return findings
    g.tone_overridden = (*g.get("tone_overridden", ()), *findings)
    return []
