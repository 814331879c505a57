"""The day by crew, and moving a crew's day in one action: choose, look at it, do it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from fieldcomm.domain.desk.crew_day import Sign
from fieldcomm.services.crews import read_crews, read_day_to_move
from fieldcomm.services.find_crew import contractor_of_task
from fieldcomm.services.move_day import CannotMove, DayMove, Wish, move_day, preview_day
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, me, say_done
from fieldcomm.web.desk.page import Page
from fieldcomm.web.desk.tone import toned
from fieldcomm.web.numbers import number_of

REASONS = ("sick", "truck", "ice", "other")
_FIELDS = ("way", "crew", "from", "until", "with", "by")  # of one visit, each with its number


@desk.get("/crews")
@may_enter(Who.DISPATCHER)
def crews() -> str:
    page = read_crews(deps(), asked_day(request.args.get("day", "")))
    return render_template(
        "crews.html", page=page, version=me().version, signs=Sign, step=timedelta(days=1)
    )


@desk.get("/crews/out/<int:task_id>")
@may_enter(Who.DISPATCHER)
def crew_out(task_id: int) -> Response:
    """From the board: the task says who is out."""
    found = contractor_of_task(deps(), task_id)
    if found is None:
        return redirect(url_for("desk.crews"), 303)
    return redirect(url_for("desk.move_crew", contractor_id=found, reason="sick"), 303)


@desk.get("/crews/<int:contractor_id>/move")
@may_enter(Who.DISPATCHER)
def move_crew(contractor_id: int) -> Page:
    given = request.args
    return _form(contractor_id, given.get("day", ""), _reason(given.get("reason", "")))


@desk.post("/crews/<int:contractor_id>/move")
@may_enter(Who.DISPATCHER)
def move_crew_now(contractor_id: int) -> Page:
    """`step`: `preview` shows what would happen, `change` goes back to the form, `go` does it."""
    form, step = request.form, request.form.get("step", "preview")
    reason, day = _reason(form.get("reason", "")), asked_day(form.get("day", ""))
    if day is None or step == "change":
        return _form(contractor_id, form.get("day", ""), reason)
    move = DayMove(contractor_id, day, reason, form.get("words", ""), _wishes())
    findings = toned(move.words) if reason == "other" else []
    try:
        if step != "go" or findings:
            seen = preview_day(deps(), move)
            return _preview(move, seen, findings)
        done = move_day(acting("move_day"), move, by=me().name)
    except CannotMove as error:
        shown = _form(contractor_id, form["day"], reason, problem=error)
        return (shown, 422) if isinstance(shown, str) else shown
    moved = sum(len(h.changes) for h in done.households)
    say_done(
        f"{done.out.name}'s day is moved: {_n(moved, 'visit')}, {_n(done.texts, 'household')} texted,"
        f" {_n(len(done.crews), 'crew')} told."
    )
    return redirect(url_for("desk.crews", day=day.isoformat()), 303)


def asked_day(raw: str) -> date | None:
    """A date as forms and links write it; None for anything else."""
    try:
        found = date.fromisoformat(raw)
    except ValueError:
        return None
    return found if 2020 <= found.year <= 2045 else None


def _form(contractor_id: int, day: str, reason: str, problem: CannotMove | None = None) -> Page:
    page = read_day_to_move(deps(), contractor_id, asked_day(day), reason)
    if page is None:
        abort(404)
    typed: Any = request.form if request.method == "POST" else {}
    return render_template(
        "crews_move.html",
        page=page,
        reason=reason,
        reasons=REASONS,
        typed=typed,
        problem=problem,
    )


def _preview(move: DayMove, seen: Any, findings: Any) -> str:
    return render_template(
        "crews_preview.html",
        move=move,
        seen=seen,
        findings=findings,
        hidden=[(name, value) for name, value in request.form.items(multi=True) if _ours(name)],
    )


def _ours(name: str) -> bool:
    return name in ("day", "reason", "words", "visit") or name.partition("-")[0] in _FIELDS


def _reason(raw: str) -> str:
    return raw if raw in REASONS else "sick"


def _wishes() -> tuple[Wish, ...]:
    ids = dict.fromkeys(number_of(raw) for raw in request.form.getlist("visit"))
    return tuple(_wish(id_) for id_ in ids if id_ is not None)


def _wish(id_: int) -> Wish:
    way, crew, start, end, later_crew, by = (
        request.form.get(f"{field}-{id_}", "")[:40] for field in _FIELDS
    )
    return Wish(id_, way, crew if way == "reassign" else later_crew, start, end, by)


def _n(n: int, word: str) -> str:
    return f"{n} {word}{'' if n == 1 else 's'}"
