"""Prints every text in every language, to be read aloud: `python -m tests.messaging.catalogue`.

Arguments choose: `en`, `es`, `typical`, `worst`, `minimal`, or a moment's name.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fieldcomm.domain.moments import MOMENTS
from fieldcomm.messaging.render import Renderer
from fieldcomm.messaging.samples import NOW, OUR_PHONE, ZONE, cases

TEMPLATES = Path(__file__).parents[2] / "templates" / "sms"


def main(chosen: list[str]) -> None:
    renderer = Renderer(TEMPLATES)
    languages = [word for word in ("en", "es") if word in chosen] or ["en", "es"]
    labels = [word for word in ("typical", "worst", "minimal") if word in chosen]
    names = [word for word in chosen if word in MOMENTS] or list(MOMENTS)
    for name in names:
        for language in languages:
            _show(renderer, name, language, labels)


def _show(renderer: Renderer, name: str, language: str, labels: list[str]) -> None:
    print(f"\n## {name} ({language})")
    seen: set[str] = set()
    for case in cases(MOMENTS[name]):
        if labels and case.label.replace(",", "").split()[0] not in labels:
            continue
        for wording in range(renderer.wordings(name, language)):
            text = renderer.render(
                name,
                case.params,
                language=language,
                zone=ZONE,
                now=NOW,
                company=case.company,
                our_phone=OUR_PHONE,
                wording=wording,
            )
            if text.body in seen:
                continue
            seen.add(text.body)
            print(f"[{case.label} #{wording} {len(text.body)}/{text.segments}] {text.body}")


if __name__ == "__main__":
    main(sys.argv[1:])
