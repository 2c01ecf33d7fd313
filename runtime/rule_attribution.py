"""What each change between two agreements does to the kronor, on the same data.

Which changes are one, because none of them can be made without the others, is found by trying;
what they make is then attributed to them (`runtime.attribution`).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from overenskommelse.attribution import Kronor, Made, RuleAttribution
from overenskommelse.figures import Figures
from overenskommelse.plan import Plan
from runtime.attribution import SEED, Coalition, attributed
from runtime.bundles import Bundle, bundled
from runtime.comparable import Comparable
from runtime.mixed import Mixed, PlanOf
from runtime.values import Table

_NONE: Bundle = frozenset()


def attributed_to_rules(
    old: Plan,
    new: Plan,
    figures: Figures,
    changes: Sequence[str],
    quiet: Collection[str],
    plan_of: PlanOf,
    seed: str = SEED,
    watch: Callable[[], object] = lambda: None,
) -> RuleAttribution:
    """The difference in kronor between two plans, attributed to the changes between them.

    Both must be possible to evaluate on the figures; payments that one of them cannot tell are
    left out.

    Args:
        old: The one.
        new: The other.
        figures: What both are evaluated on.
        changes: The paths of all changes, in the order that they are shown in.
        quiet: Those of them that only give other names, or move with the year.
        plan_of: Gives the plan with some of the changes made; the old one with none of them.
        seed: What an estimate is drawn by, where the changes are too many for exact values.
        watch: Called whenever something is evaluated.
    """
    comparable = Comparable(old, new, figures, watch)
    mixed, silent = _started((old, new), comparable, changes, quiet, plan_of)
    left = [frozenset({path}) for path in changes if path not in silent]

    def fits(bundle: Bundle) -> bool:
        return comparable.kronor(mixed.plan(bundle)) is not None

    bundles = bundled(left, fits)
    while True:
        game = _Game(bundles, changes, mixed, comparable)
        try:
            found = attributed(list(game.players), game.worth, seed)
        except _Unfit as unfit:
            mixed.tell_apart(())
            bundles = bundled(game.joined(unfit.coalition), fits)
            continue
        quietly = tuple(path for path in changes if path in silent)
        return RuleAttribution(found, game.made(), quietly, comparable.not_compared)


class _Unfit(Exception):
    """A coalition that no plan comes of, or none that can be evaluated."""

    def __init__(self, coalition: Coalition) -> None:
        super().__init__("changes that cannot be made without others")
        self.coalition = coalition


class _Game:
    """Bundles of changes as players, each named after its first path in the alphabet.

    Attributes:
        players: Their bundles by name, in the order of the changes.
    """

    def __init__(
        self,
        bundles: Iterable[Bundle],
        changes: Sequence[str],
        mixed: Mixed,
        comparable: Comparable,
    ) -> None:
        self._order = {path: i for i, path in enumerate(changes)}
        by_place = sorted(bundles, key=lambda bundle: min(map(self._order.__getitem__, bundle)))
        self.players = {min(bundle): bundle for bundle in by_place}
        self._mixed = mixed
        self._comparable = comparable
        mixed.tell_apart(by_place)

    def worth(self, coalition: Coalition) -> Kronor:
        """What is paid where these have made their changes.

        Raises:
            _Unfit: that cannot be evaluated.
        """
        # The ends are the agreements themselves: what is the same may stand in another order.
        if not coalition:
            return self._comparable.before
        if len(coalition) == len(self.players):
            return self._comparable.after
        kronor = self._comparable.kronor(self._mixed.plan(self._together(coalition)))
        if kronor is None:
            raise _Unfit(coalition)
        return kronor

    def joined(self, coalition: Coalition) -> list[Bundle]:
        """All bundles, with those of a coalition as one."""
        rest = [bundle for player, bundle in self.players.items() if player not in coalition]
        return [*rest, self._together(coalition)]

    def made(self) -> tuple[Made, ...]:
        """Every player with its paths, and whose share of what is reserved it alone changes."""
        base = self._mixed.base
        before = self._comparable.tables(base)
        made = []
        for player, bundle in self.players.items():
            after = self._comparable.tables(self._mixed.plan(bundle))
            paths = tuple(sorted(bundle, key=self._order.__getitem__))
            made.append(Made(player, paths, _other_shares(base, before, after)))
        return tuple(made)

    def _together(self, coalition: Coalition) -> Bundle:
        return _NONE.union(*(self.players[player] for player in coalition))


def _started(
    ends: tuple[Plan, Plan],
    comparable: Comparable,
    changes: Sequence[str],
    quiet: Collection[str],
    plan_of: PlanOf,
) -> tuple[Mixed, Bundle]:
    """The old plan with all changes made that do nothing to what is computed; and these."""

    def neutral(paths: Bundle) -> bool:
        return comparable.kronor(plan_of(paths)) == comparable.before

    silent = _most([path for path in changes if path in quiet], neutral)
    while True:
        mixed = Mixed(ends, silent, plan_of)
        left = [path for path in changes if path not in silent]
        idle = [path for path in left if mixed.does_nothing(frozenset({path}))]
        found = _most(idle, mixed.does_nothing)
        if not found:
            return mixed, silent
        # What is no longer spoken of can be taken away, and what is to be spoken of is there.
        silent |= found


def _most(paths: Sequence[str], allowed: Callable[[Bundle], bool]) -> Bundle:
    """All of some changes where they are allowed together; else each that is, one by one."""
    if not paths or allowed(frozenset(paths)):
        return frozenset(paths)
    taken = _NONE
    for path in paths:
        if allowed(taken | {path}):
            taken |= {path}
    return taken


def _other_shares(
    plan: Plan, before: Mapping[str, Table] | None, after: Mapping[str, Table] | None
) -> dict[str, int]:
    """In how many requirements and months each recipient has another share."""
    found: dict[str, int] = {}
    for view in plan.requirements:
        was, now = ((tables or {}).get(view.chosen, {}) for tables in (before, after))
        for place in was.keys() & now.keys():
            recipient = place[0]
            if was[place] != now[place] and recipient is not None:
                found[recipient] = found.get(recipient, 0) + 1
    return dict(sorted(found.items()))
