"""Explaining: from the tables of one evaluation to a tree that shows how a figure came about.

`links` knows what each value was made from, `words` says it, `sources` where it was read and what
is to be reserved; `retrace` recomputes the finished tree from itself.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from overenskommelse import plan as p
from overenskommelse.explanation import TAKEN, Explanation, Link, Mark, Node, node_id
from overenskommelse.figures import Figures
from overenskommelse.steps import Origin
from runtime.explain.ground import Ground
from runtime.explain.links import Part, operation, parts
from runtime.explain.sources import marks, readings, sources
from runtime.explain.words import Words
from runtime.values import Absent, Place, Table, number

__all__ = ["explain"]

_Spot = tuple[str, Place]
Followed = Callable[[Sequence[Any]], Iterable[Any]]
_LEAVES = p.Amount | p.KeyValue | p.Count | p.Reported | p.Fulfilled


def explain(
    plan: p.Plan,
    figures: Figures,
    tables: Mapping[str, Table],
    recipient: str,
    roots: Sequence[_Spot],
    *,
    others: bool = False,
    folded: Collection[str] = (),
    followed: Followed = iter,
) -> Explanation:
    """How values of one recipient came about.

    Args:
        plan: The plan that was evaluated, and the figures that it was evaluated on.
        figures: See ``plan``.
        tables: The value of every step, from `runtime.evaluate.compute` with those two.
        recipient: The code of the recipient whose values they are.
        roots: The step and place of each value that is asked for.
        others: Whether what other recipients get is followed down too, and not only taken.
        folded: Steps whose values are taken and not followed, unless they are roots.
        followed: Goes through the work one by one, for somebody who waits to watch.
    """
    ground = Ground(plan, figures, tables)
    reached = _Reached(ground, None if others else recipient, frozenset(folded), frozenset(roots))
    reached.follow(roots)
    nodes: dict[str, Node] = {}
    words = Words(ground)
    read = {i: readings(ground.steps[i], plan.choices) for i in reached.steps}
    spots = [(step, place) for step in plan.steps for place in reached.places(step)]
    for step, place in followed(spots):
        made = reached.made[step.id, place]
        node = _node(ground, words, step, place, made, nodes, read[step.id])
        nodes[node.id] = node
    return Explanation(
        agreement=plan.name,
        title=plan.title,
        sha256=plan.source_sha256,
        readings={choice.name: choice.used for choice in plan.choices},
        recipient=recipient,
        recipient_name=ground.people.get(recipient, recipient),
        roots=tuple(node_id(step, *place) for step, place in roots),
        nodes=nodes,
    )


class _Reached:
    """What values rest on, step by step and place by place."""

    def __init__(
        self, ground: Ground, only: str | None, folded: frozenset[str], roots: frozenset[_Spot]
    ) -> None:
        self.ground = ground
        self.only = only
        self.folded = folded
        self.roots = roots
        self.made: dict[tuple[str, Place], list[Part] | None] = {}
        """What each value was made from; None for one that is taken."""
        self.steps: set[str] = set()

    def follow(self, roots: Iterable[tuple[str, Place]]) -> None:
        """Everything that the roots rest on. No recursion: plans may be deep."""
        waiting = list(roots)
        while waiting:
            step_id, place = waiting.pop()
            if (step_id, place) in self.made:
                continue
            step = self.ground.steps[step_id]
            made = None if self._is_taken(step, place) else parts(self.ground, step, place)
            self.made[step_id, place] = made
            self.steps.add(step_id)
            waiting += [(part.step, part.place) for part in made or ()]

    def _is_taken(self, step: p.AnyStep, place: Place) -> bool:
        someone_else = self.only is not None and place[0] not in (None, self.only)
        aside = someone_else or step.id in self.folded
        return aside and not isinstance(step, _LEAVES) and (step.id, place) not in self.roots

    def places(self, step: p.AnyStep) -> list[Place]:
        """The places of a step that were reached, in the order of its table."""
        table = self.ground.tables[step.id] if step.id in self.steps else ()
        return [place for place in table if (step.id, place) in self.made]


def _node(
    ground: Ground,
    words: Words,
    step: p.AnyStep,
    place: Place,
    made: list[Part] | None,
    nodes: Mapping[str, Node],
    rests_on: tuple[Mark, ...],
) -> Node:
    value = ground.tables[step.id][place]
    absent = isinstance(value, Absent)
    links = tuple(
        Link(part.role, node_id(part.step, *part.place), part.recipient) for part in made or ()
    )
    own = [] if made is None else [*marks(ground, step, place), *rests_on]
    inherited = [mark for link in links for mark in nodes[link.id].marks]
    return Node(
        id=node_id(step.id, *place),
        step=step.id,
        recipient=place[0],
        month=place[1],
        kind=TAKEN if made is None else type(step).__name__.lower(),
        unit=step.unit,
        value=None if absent else value if isinstance(value, bool) else number(value),
        absent=value.name.lower() if isinstance(value, Absent) else "",
        shown=words.shown(step, value),
        name=words.name(step, place),
        rule=words.rule(step),
        did="" if made is None else words.did(step, place),
        origin=step.origin,
        about=words.about(step, place),
        operation={} if made is None else operation(ground, step, place),
        children=links,
        sources=() if made is None else sources(ground, step, place),
        places=_applied(ground, step, place),
        lacking=words.lacking(step, place),
        marks=_distinct([*own, *inherited]),
    )


def _applied(ground: Ground, step: p.AnyStep, place: Place) -> tuple[Origin, ...]:
    """The step of a ladder that a value reached."""
    if not isinstance(step, p.Tiered) or not step.places or not ground.known(step.of, place):
        return ()
    value = number(ground.value(step.of, place))
    reached = [i for i, (low, _) in enumerate(step.tiers or ()) if value >= low]
    return (step.places[reached[-1]],) if reached else ()


def _distinct(found: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(dict.fromkeys(found))
