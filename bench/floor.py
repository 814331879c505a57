"""The floor of the webhook row: a bare Flask route that verifies and inserts one row.

`gunicorn bench.floor:app`, with FLOOR_DATABASE_URL, PUBLIC_URL and TWILIO_AUTH_TOKEN.
"""

from __future__ import annotations

import os
import threading

import psycopg
from flask import Flask, Response, abort, request
from twilio.request_validator import RequestValidator

TABLE = "CREATE TABLE floor (sid text PRIMARY KEY, phone text NOT NULL, body text NOT NULL)"
INSERT = "INSERT INTO floor (sid, phone, body) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"

app = Flask(__name__)
validator = RequestValidator(os.environ.get("TWILIO_AUTH_TOKEN", ""))
local = threading.local()


def connection() -> psycopg.Connection:
    if not hasattr(local, "connection"):
        local.connection = psycopg.connect(os.environ["FLOOR_DATABASE_URL"], autocommit=True)
    found: psycopg.Connection = local.connection
    return found


@app.get("/healthz")
def alive() -> str:
    return "ok"


@app.post("/twilio/sms")
def sms() -> Response:
    signature = request.headers.get("X-Twilio-Signature", "")
    if not validator.validate(os.environ["PUBLIC_URL"] + request.path, request.form, signature):
        abort(403)
    form = request.form
    connection().execute(INSERT, (form["MessageSid"], form["From"], form["Body"]))
    return Response("<Response/>", mimetype="text/xml")
