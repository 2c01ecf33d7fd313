"""A coverage for machines: `okt cover --format json`. English keys in a fixed order."""

from typing import Any

from overenskommelse.cli.diagnostic_json import FORM
from overenskommelse.coverage import Coverage, Held, Mention, Section
from overenskommelse.numbers import write_exact


def cover_json(coverage: Coverage, source: str) -> dict[str, Any]:
    """The whole coverage as a JSON object. ``percent`` is exact: ``100`` or ``1380/14``."""
    return {
        "okt": FORM,
        "agreement": coverage.agreement,
        "source": source,
        "counted": coverage.counted,
        "said": coverage.said,
        "percent": write_exact(coverage.percent),
        "sections": [_section(section) for section in coverage.sections],
        "not_found": list(coverage.unfound),
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "name": section.name,
        "title": section.title,
        "line": section.line,
        "normative": section.normative,
        "cited": section.cited,
        "counted": section.counted,
        "said": section.said,
        "mentions": [_held(held) for held in section.held],
        "only_in_file": [_mention(one) for one in section.only_in_file],
    }


def _held(held: Held) -> dict[str, Any]:
    return {
        "standing": held.standing.name.lower(),
        **_mention(held.mention),
        "in_file": [_mention(one) for one in held.others],
    }


def _mention(mention: Mention) -> dict[str, Any]:
    said = mention.value
    return {
        "text": mention.text,
        "unit": mention.unit,
        "value": said if isinstance(said, str) else write_exact(said),
        "compared": sorted(word.name.lower() for word in mention.compared),
        "line": mention.line,
    }
