"""The gates of the house: each is a function from a source file to its trespasses.

Their docstrings are the rules. `test_house.py` holds the source to them, and shows each of them
what it must find and what it must leave alone.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

PACKAGES = ("grammar", "overenskommelse", "compiler", "runtime")
ROOF = "overenskommelse/cli/"
LONGEST_ROOM = 400

MAY_IMPORT = {
    "roof": {"roof", "compiler", "runtime", "grammar", "floor"},
    "compiler": {"compiler", "grammar", "floor"},
    "runtime": {"runtime", "grammar", "floor"},
    "grammar": {"grammar", "floor"},
    "floor": {"floor"},
}

HOMES: dict[str, tuple[str, ...]] = {
    # Everybody's
    "attrs": ("",),
    # One home each, so that one file knows it and only those who need it wait for it
    "lark": ("compiler/parse.py", "compiler/tables.py"),
    "rich": (ROOF,),
    "pygments": ("overenskommelse/cli/okt_",),
    "click": (ROOF,),
    "csv": ("runtime/intake", ROOF),
    "icalendar": (ROOF,),
    "jinja2": (ROOF + "html/",),
    "xlsxwriter": (ROOF,),
    "python_calamine": ("runtime/intake/",),
    "decimal": ("overenskommelse/numbers.py",),
    "cattrs": ("overenskommelse/planfile.py",),
    "hatchling": ("hatch_build.py",),
    "subprocess": ("benchmarks/", ROOF + "revision.py"),
    # Nobody's: they run what they read, reach out, or depend on where and when okt runs
    **dict.fromkeys(("marshal", "pickle", "shelve", "ctypes"), ()),
    **dict.fromkeys(("asyncio", "http", "socket", "ssl", "urllib", "ftplib", "smtplib"), ()),
    **dict.fromkeys(("locale", "random"), ()),
}

MAY_USE_FLOATS = {
    "overenskommelse/text.py": "difflib tells how alike two spellings are; no money rests on it",
}

OPENS_PARTS = {
    "runtime/intake/package.py": "the parts of a packed file are opened as bytes and nothing else",
}

Trespasses = Iterator[tuple[int, str]]
Gate = Callable[[str, ast.Module], Trespasses]


# Reading source ------------------------------------------------------------------------------


def dotted(node: ast.AST) -> str:
    """A name as written, ``os.path.join``; what is not a plain name is ``?``."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return "?"


def calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str, str]]:
    """Every call: the node, the name as written, and the last part of that name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = dotted(node.func)
            yield node, name, name.rpartition(".")[2]


def keywords(call: ast.Call) -> dict[str | None, ast.expr]:
    """A call's arguments by name."""
    return {keyword.arg: keyword.value for keyword in call.keywords}


def is_text(node: ast.AST) -> bool:
    """Whether an expression is visibly a piece of text."""
    match node:
        case ast.Constant(value=str()) | ast.JoinedStr():
            return True
        case ast.BinOp(left=left, right=right):
            return is_text(left) or is_text(right)
        case ast.Call(func=function):
            return dotted(function).rpartition(".")[2] in ("str", "join", "format", "replace")
    return False


def is_constant(node: ast.AST | None, value: object) -> bool:
    """Whether an expression is that very constant."""
    return isinstance(node, ast.Constant) and node.value is value


def imported(path: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, wherever in it, with the names taken from it."""
    folder = PurePosixPath(path).parent.parts
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                base = folder[: len(folder) - level + 1] if level else ()
                within = ".".join([*base, *([module] if module else [])])
                yield from ((node.lineno, f"{within}.{alias.name}") for alias in names)
            case ast.Call(func=function, args=[ast.Constant(value=str(name)), *_]):
                if dotted(function).rpartition(".")[2] in ("import_module", "__import__"):
                    yield node.lineno, name


def layer(module: str) -> str | None:
    """The storey of a module; None if it is not okt's."""
    top, _, rest = module.partition(".")
    if top == "overenskommelse":
        return "roof" if rest.split(".")[0] == "cli" else "floor"
    return top if top in PACKAGES else None


# The gates -----------------------------------------------------------------------------------


def only_downwards(path: str, tree: ast.Module) -> Trespasses:
    """Imports go down: roof, then compiler or runtime, then grammar, then the floor."""
    own = layer(path.removesuffix(".py").replace("/", "."))
    for line, module in imported(path, tree):
        other = layer(module)
        if own and other and other not in MAY_IMPORT[own]:
            yield line, f"{own} imports {module} of {other}"


def only_at_home(path: str, tree: ast.Module) -> Trespasses:
    """A library is imported where it lives; one that lives nowhere is not imported."""
    for line, module in imported(path, tree):
        top = module.partition(".")[0]
        if layer(module) or top == "__future__":
            continue
        if top in HOMES:
            if not path.startswith(HOMES[top]):
                yield line, f"imports {top}, which lives in {list(HOMES[top]) or 'no file'}"
        elif top not in sys.stdlib_module_names:
            yield line, f"imports {top}, which HOMES does not know"


def no_floats(path: str, tree: ast.Module) -> Trespasses:
    """Numbers are exact, and a rounding is one of overenskommelse.money, with a name."""
    if path in MAY_USE_FLOATS:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            yield node.lineno, f"the float {node.value}"
    for call, name, _ in calls(tree):
        if name in ("float", "complex", "round"):
            yield call.lineno, f"{name}(…)"


def numbers_are_read_in_one_place(path: str, tree: ast.Module) -> Trespasses:
    """Only overenskommelse.numbers makes a number of text: a long one may hang for hours."""
    if path == "overenskommelse/numbers.py":
        return
    for call, _, last in calls(tree):
        if last == "Fraction" and any(is_text(argument) for argument in call.args):
            yield call.lineno, "Fraction of text"
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and dotted(node).endswith("Decimal"):
            yield node.lineno, "Decimal"


def nothing_runs_text(path: str, tree: ast.Module) -> Trespasses:
    """Nothing that is read is run."""
    forbidden = (
        "eval",
        "exec",
        "yaml.load",
        "os.system",
        "os.popen",
        "pickle.load",
        "pickle.loads",
    )
    for call, name, last in calls(tree):
        arguments = keywords(call)
        if name in forbidden or last in ("eval", "exec"):
            yield call.lineno, f"{name}(…)"
        if "shell" in arguments and not is_constant(arguments["shell"], False):
            yield call.lineno, "shell=True"
        if last in ("Lark", "open", "open_from_package") and "cache" in arguments:
            yield call.lineno, "Lark's cache, which unpickles a file that anyone may have written"


def lines_end_at_newline(path: str, tree: ast.Module) -> Trespasses:
    """Lines are counted as overenskommelse.source does it: `splitlines` ends them elsewhere too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "splitlines":
            yield node.lineno, "splitlines"


def files_have_an_encoding(path: str, tree: ast.Module) -> Trespasses:
    """A file is opened as bytes or with an encoding, never with the machine's own."""
    if path in OPENS_PARTS:
        return
    for call, name, last in calls(tree):
        method = isinstance(call.func, ast.Attribute)
        opens = last in ("open", "fdopen") and name != "os.open"
        if not opens and not (method and last in ("read_text", "write_text")):
            continue
        mode_first = last == "open" and method and name != "io.open"
        positional = call.args[0 if mode_first else 1 :][:1]
        mode = keywords(call).get("mode", positional[0] if positional else None)
        binary = (
            opens
            and isinstance(mode, ast.Constant)
            and isinstance(mode.value, str)
            and "b" in mode.value
        )
        if not binary and "encoding" not in keywords(call):
            yield call.lineno, f"{name}(…) without encoding="


def classes_are_spelled_out(path: str, tree: ast.Module) -> Trespasses:
    r"""``\d`` takes digits of every script, ``\s`` every blank: patterns say [0-9] and mean it."""
    prose = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            found = loose_class(node.value)
            if found:
                yield node.lineno, f"{found} in a pattern"


def loose_class(pattern: str) -> str | None:
    """The first character class of a pattern that takes more than it seems to."""
    match = re.search(r"(?<!\\)(?:\\\\)*(\\[dDsSwW])", pattern)
    return match[1] if match else None


def invariants_raise(path: str, tree: ast.Module) -> Trespasses:
    """An invariant is an `if` and a `raise`: `assert` is gone under python -O."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert):
            yield node.lineno, "assert"


def no_clock_below_the_roof(path: str, tree: ast.Module) -> Trespasses:
    """What is computed does not depend on the day it is computed."""
    if path.startswith((ROOF, "benchmarks/")):
        return
    for call, name, last in calls(tree):
        if last in ("today", "now", "utcnow") or name in ("time.time", "time.time_ns"):
            yield call.lineno, f"{name}(…)"


def nothing_is_markup(path: str, tree: ast.Module) -> Trespasses:
    """Rich never reads markup out of text: what is printed is a Text or a table of them."""
    for call, name, last in calls(tree):
        if last == "Console":
            for option in ("markup", "highlight"):
                if not is_constant(keywords(call).get(option), False):
                    yield call.lineno, f"Console without {option}=False"
        if last in ("from_markup", "render_markup"):
            yield call.lineno, f"{name}(…)"
        if "." in name and last == "print" and any(is_text(argument) for argument in call.args):
            yield call.lineno, "bare text printed through Rich: make it a Text"


def says_what_holds(path: str, tree: ast.Module) -> Trespasses:
    """Every test has a sentence that says what holds."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            sentence = (ast.get_docstring(node) or "").strip()
            if not sentence.endswith((".", "!", ")", "”", '"')) or " " not in sentence:
                yield node.lineno, f"{node.name} does not say what holds"


def rooms_are_small(path: str, text: str) -> Trespasses:
    """No file is longer than one can keep in mind."""
    lines = text.count("\n")
    if lines > LONGEST_ROOM:
        yield lines, f"{lines} lines, more than {LONGEST_ROOM}"


CODE_GATES: tuple[Gate, ...] = (
    only_downwards, only_at_home, no_floats, numbers_are_read_in_one_place, nothing_runs_text,
    lines_end_at_newline, files_have_an_encoding, classes_are_spelled_out, invariants_raise,
    no_clock_below_the_roof, nothing_is_markup,
)  # fmt: skip
