"""The statements of a tree one by one, each without those that stand under it."""

from collections.abc import Container, Iterator

from compiler.parse import Parsed, Token, Tree


def statements(parsed: Parsed) -> "list[Tree[Token]]":
    """Every statement in order, each before those that stand under it."""
    found: list[Tree[Token]] = []
    todo: list[Tree[Token] | Token] = [parsed.tree]
    while todo:
        part = todo.pop()
        if isinstance(part, Tree):
            if part.data in parsed.statements:
                found.append(part)
            todo += reversed(part.children)
    return found


def own_trees(
    statement: "Tree[Token]", parsed: Parsed, without: Container[str] = ()
) -> "Iterator[Tree[Token]]":
    """The statement and the trees in it, but for those that stand under it, and for some rules."""
    yield statement
    for child in statement.children:
        if isinstance(child, Tree) and child.data not in parsed.statements:
            if child.data not in without:
                yield from own_trees(child, parsed, without)


def tokens(tree: "Tree[Token]") -> list[Token]:
    """The tokens right under a tree; what could stand there and does not is None in it."""
    return [child for child in tree.children if isinstance(child, Token)]


def own_tokens(
    statement: "Tree[Token]", parsed: Parsed, without: Container[str] = ()
) -> list[Token]:
    """All that the grammar has names for in a statement's own words, in their order."""
    own = [token for tree in own_trees(statement, parsed, without) for token in tokens(tree)]
    return sorted(own, key=lambda token: token.start_pos or 0)
