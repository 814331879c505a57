"""A picture served so that it can be nothing else."""

from __future__ import annotations

from werkzeug.wrappers import Response


def inert(content: bytes, *, cache: str = "private, max-age=3600") -> Response:
    """A JPEG we made ourselves; should it be opened by itself, nothing in it runs."""
    return Response(
        content,
        mimetype="image/jpeg",
        headers={
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Content-Disposition": 'inline; filename="photo.jpg"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": cache,
        },
    )
