"""Examples as JUnit XML, in the form that Jenkins, GitLab and GitHub's readers of it share.

A suite for each file and a case for each example. See the schema at
https://github.com/jenkinsci/xunit-plugin (`types/model/xsd/junit-10.xsd`). There are no times: the
same files give the same bytes.
"""

from collections.abc import Sequence
from xml.etree import ElementTree

from overenskommelse.cli.trial_text import Tests, chain, sentences
from overenskommelse.text import visible
from overenskommelse.trials import Tried


def suites(tests: Tests) -> bytes:
    """All files as one document."""
    root = ElementTree.Element("testsuites")
    _count(root, [one for _, tried in tests for one in tried])
    for path, tried in tests:
        suite = ElementTree.SubElement(root, "testsuite", name=visible(path))
        _count(suite, tried)
        for one in tried:
            _case(suite, visible(path), one)
    ElementTree.indent(root)
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _count(element: ElementTree.Element, tried: Sequence[Tried]) -> None:
    """Failures are wrong results; errors are examples that could not be computed."""
    errors = sum(bool(one.faults) for one in tried)
    element.set("tests", str(len(tried)))
    element.set("failures", str(sum(not one.passed for one in tried) - errors))
    element.set("errors", str(errors))


def _case(suite: ElementTree.Element, path: str, one: Tried) -> None:
    origin = one.trial.origin
    case = ElementTree.SubElement(
        suite, "testcase", classname=path, name=visible(one.trial.title),
        file=visible(origin.file), line=str(origin.line),
    )  # fmt: skip
    if one.passed:
        return
    said = sentences(one)
    wrong = ElementTree.SubElement(
        case, "error" if one.faults else "failure", message=visible("; ".join(said)),
        type="kan inte räknas" if one.faults else "stämmer inte",
    )  # fmt: skip
    wrong.text = "\n".join(map(visible, [*said, *chain(one)]))
