"""Our own style and script files, addressed by what is in them, so that they may be kept for ever."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, request, url_for
from werkzeug.wrappers import Response

KEPT = "public, max-age=31536000, immutable"


def add_asset_versions(app: Flask) -> None:
    folder = Path(app.static_folder or "")

    @cache
    def version(name: str) -> str:
        return sha256((folder / name).read_bytes()).hexdigest()[:12]

    addresses: dict[tuple[str, str], str] = {}  # a page of fifty rows asks for an icon 300 times

    def asset(name: str) -> str:
        key = (request.script_root, name)
        if key not in addresses:
            addresses[key] = url_for("static", filename=name, v=version(name))
        return addresses[key]

    @app.after_request
    def keep(response: Response) -> Response:
        if request.endpoint in ("static", "bootstrap.static") and response.status_code == 200:
            response.headers["Cache-Control"] = KEPT if "v" in request.args else "max-age=86400"
        return response

    app.jinja_env.globals["asset"] = asset
