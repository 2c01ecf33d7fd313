"""The parser's tables, packed and unpacked: what is kept of Lark's between two runs.

Lark's own form repeats itself (every rule with all of its options, every state with each token
before which a rule is reduced), and every `okt check` would wait for it. Here what is equal is
kept once.
"""

from collections.abc import Iterable
from typing import Any, Final, TypeAlias

from lark import Lark, __version__
from lark.grammar import NonTerminal, Rule, RuleOptions, Symbol, Terminal
from lark.lexer import Lexer, TerminalDef
from lark.parsers.lalr_analysis import ParseTableBase, Reduce, Shift

FORM: Final = f"2, Lark {__version__}"
"""The form of packed tables. Those of another form, or another Lark's, are made anew."""

Json: TypeAlias = Any
"""What JSON can hold."""

Actions: TypeAlias = dict[str, tuple[Any, Any]]
"""What a state does at each token: goes to a state, or has read a whole rule."""


def packed(parser: Lark, terminals: list[TerminalDef]) -> dict[str, Json]:
    """The parser as data, with these terminals in its lexer."""
    frontend: Any = parser.parser
    frontend.lexer_conf.terminals = terminals
    data, memo = parser.memo_serialize([TerminalDef, Rule])
    data["options"]["lexer"] = data["parser"]["lexer_conf"]["lexer_type"] = None
    data["parser"]["parser"] = {"tokens": {}, "states": {}, "start_states": {}, "end_states": {}}
    kept = {i: value for i, value in memo.items() if value["__type__"] != "Rule"}
    states = _packed_states(frontend.parser.parser.parse_table, parser.rules)
    return {"lark": data, "memo": kept, "rules": _packed_rules(parser.rules), "states": states}


def unpacked(tables: dict[str, Json], lexer: type[Lexer]) -> Lark:
    """The parser, reading with this lexer.

    Lark reads its own form with neither rules nor states in it: they are put in their places.
    """
    data, states = tables["lark"], tables["states"]
    rules = _rules(tables["rules"])
    memo = {int(i): value for i, value in tables["memo"].items()}  # JSON has text keys only.
    memo |= {place["@"]: rule for place, rule in zip(data["rules"], rules, strict=True)}
    data["options"]["lexer"] = data["parser"]["lexer_conf"]["lexer_type"] = lexer
    load: Any = Lark._load_from_dict
    parser: Lark = load(data, memo)
    frontend: Any = parser.parser
    table: ParseTableBase[int] = frontend.parser.parser.parse_table
    table.start_states.update(states["starts"])
    table.end_states.update(states["ends"])
    table.states.update(enumerate(_states(states, rules)))
    return parser


# Rules ---------------------------------------------------------------------------------------


def _packed_rules(rules: Iterable[Rule]) -> Json:
    """The grammar's rules, and apart from them the few kinds of options that they have."""
    kinds: list[list[Any]] = []
    rows = []
    for rule in rules:
        options = [getattr(rule.options, name) for name in RuleOptions.__serialize_fields__]
        if options not in kinds:
            kinds.append(options)
        expansion = [_packed_symbol(symbol) for symbol in rule.expansion]
        origin = str(rule.origin.name)
        rows.append([origin, expansion, rule.order, rule.alias, kinds.index(options)])
    return {"kinds": kinds, "rows": rows}


def _rules(content: Json) -> list[Rule]:
    kinds = [RuleOptions(*options) for options in content["kinds"]]
    return [
        Rule(NonTerminal(origin), [_symbol(s) for s in expansion], order, alias, kinds[kind])
        for origin, expansion, order, alias, kind in content["rows"]
    ]


def _packed_symbol(symbol: Symbol) -> Json:
    """A rule's name; a terminal has beside it whether it is left out of the tree."""
    if isinstance(symbol, Terminal):
        return [str(symbol.name), symbol.filter_out]
    return str(symbol.name)


def _symbol(content: Json) -> Symbol:
    return NonTerminal(content) if isinstance(content, str) else Terminal(*content)


# States --------------------------------------------------------------------------------------


def _packed_states(table: ParseTableBase[int], rules: list[Rule]) -> Json:
    """The states, numbered in a fixed order; each is where tokens lead to, and then rules with
    the number of the set of tokens before which they are reduced.

    Lark's own numbering follows from where objects lie, so that the same package built twice
    would differ.
    """
    place = {rule: i for i, rule in enumerate(rules)}
    number = {state: i for i, state in enumerate(table.start_states.values())}
    sets: list[list[str]] = []
    rows = []
    waiting = list(number)
    for state in waiting:  # It grows while it is read.
        shifts: dict[str, int] = {}
        reduced: dict[int, list[str]] = {}
        for token, (action, target) in sorted(table.states[state].items()):
            if action is Reduce:
                reduced.setdefault(place[target], []).append(token)
                continue
            if target not in number:
                number[target] = len(number)
                waiting.append(target)
            shifts[token] = number[target]
        sets += [tokens for tokens in reduced.values() if tokens not in sets]
        rows.append([shifts, [(rule, sets.index(tokens)) for rule, tokens in reduced.items()]])
    starts = {name: number[state] for name, state in table.start_states.items()}
    ends = {name: number[state] for name, state in table.end_states.items()}
    return {"sets": sets, "rows": rows, "starts": starts, "ends": ends}


def _states(content: Json, rules: list[Rule]) -> Iterable[Actions]:
    reduces = [(Reduce, rule) for rule in rules]
    for shifts, reduced in content["rows"]:
        actions: Actions = {token: (Shift, target) for token, target in shifts.items()}
        for rule, tokens in reduced:
            actions.update(dict.fromkeys(content["sets"][tokens], reduces[rule]))
        yield actions
