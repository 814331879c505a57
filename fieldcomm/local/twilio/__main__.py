"""`python -m fieldcomm.local.twilio`: a local Twilio as a process of its own."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from fieldcomm.local.twilio.server import run
from fieldcomm.local.twilio.settings import Settings


def main(arguments: list[str]) -> None:
    said = _parser().parse_args(arguments)
    port = said.port
    del said.port
    said.callbacks = not said.callbacks
    said.numbers = tuple(said.numbers)
    try:
        run(Settings(**vars(said)), port=port, announce=lambda url: print(url, flush=True))
    except OSError as error:
        sys.exit(f"Cannot listen on port {port}: {error.strerror}. Choose another with --port.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m fieldcomm.local.twilio", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 picks a free one")
    parser.add_argument("--account-sid", required=True)
    parser.add_argument("--auth-token", required=True)
    parser.add_argument(
        "--number", dest="numbers", action="append", required=True, help="ours; may be repeated"
    )
    parser.add_argument("--messaging-service-sid")
    parser.add_argument("--sms-url", help="where inbound texts are posted")
    parser.add_argument("--fallback-url", help="where they go when that fails")
    parser.add_argument("--journal", type=Path, help="file that survives a restart")
    parser.add_argument("--sent-after", type=float, default=0.3, metavar="SECONDS")
    parser.add_argument("--delivered-after", type=float, default=0.8, metavar="SECONDS")
    parser.add_argument("--answer-ms", type=int, default=0, help="how long each answer takes")
    parser.add_argument("--no-callbacks", dest="callbacks", action="store_true")
    parser.add_argument("--advanced-opt-out", action="store_true")
    parser.add_argument("--seed", type=int, help="repeat the same run")
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
