"""Click in Swedish: help pages, and commands that explain wrong use in plain words.

Click's own texts are English and its translations ask the environment for a language; okt speaks
Swedish everywhere, so help pages and usage errors are worded here.
"""

import importlib
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import click

from overenskommelse.cli.page import page_for
from overenskommelse.cli.streams import write_text
from overenskommelse.text import closest, listed, visible

HELP_OPTIONS: Final = ("-h", "--help")

_AS_OPTIONS: Final = {
    "help": "okt --help", "hjälp": "okt --help", "version": "okt --version",
}  # fmt: skip
"""What other programs have as commands and okt as options."""


class Misused(click.UsageError):
    """A usage error that is already in Swedish."""

    def __init__(self, message: str, ctx: click.Context | None = None, hint: str = "") -> None:
        super().__init__(message, ctx)
        self.hint = hint


class _Dressed(click.Command):
    """What commands and the group share: the help page."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click's; an error always knows which command it was."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, in Swedish."""
        return click.Option(
            HELP_OPTIONS,
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_help,
            help="Visar den här hjälpen.",
        )

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """``Användning: okt check [FLAGGOR] FIL…``."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, "Användning: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options under their Swedish heading."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [option.get_help_record(ctx) for option in options]
        with formatter.section("Flaggor"):
            formatter.write_dl([record for record in records if record])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples, line by line as they are pasted."""
        if self.epilog:
            with formatter.section("Exempel"):
                for line in self.epilog.strip().split("\n"):
                    formatter.write(f"  {line.strip()}\n")


class Command(_Dressed):
    """A command of okt. ``arguments`` explains the positional ones, (name, help)."""

    allow_extra_args = True

    def __init__(
        self, *args: Any, arguments: Sequence[tuple[str, str]] = (), **attributes: Any
    ) -> None:
        attributes.setdefault("options_metavar", "[FLAGGOR]")
        super().__init__(*args, **attributes)
        self.arguments = arguments

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click's, but with words of our own for arguments too many."""
        given = list(args)
        rest = super().parse_args(ctx, args)
        self._check_once(ctx, given)
        if rest and not ctx.resilient_parsing:
            raise Misused(f"”{visible(str(rest[0]))}” är ett argument för mycket", ctx)
        return rest

    def _check_once(self, ctx: click.Context, args: list[str]) -> None:
        """An option with a value is given once: of two values the first would be dropped."""
        if ctx.resilient_parsing:
            return
        _, _, order = self.make_parser(ctx).parse_args(args=args)
        for param in order:
            is_single = isinstance(param, click.Option) and not (param.multiple or param.is_flag)
            if is_single and order.count(param) > 1:
                name = param.opts[-1]
                raise Misused(f"flaggan {name} är angiven två gånger", ctx, "Ange den en gång.")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The arguments, and then the options."""
        if self.arguments:
            with formatter.section("Argument"):
                formatter.write_dl(self.arguments)
        super().format_options(ctx, formatter)


class LazyGroup(_Dressed, click.Group):
    """Commands that are imported when they run.

    ``lazy`` is, for each command, the module and its short help; the module's ``command`` is
    the command. Help pages of the group import none of them.
    """

    def __init__(self, *args: Any, lazy: Mapping[str, tuple[str, str]], **attributes: Any) -> None:
        attributes.setdefault("options_metavar", "[FLAGGOR]")
        attributes.setdefault("subcommand_metavar", "KOMMANDO …")
        super().__init__(*args, **attributes)
        self.lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order in which they are declared."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in self.lazy:
            return None
        command = importlib.import_module(self.lazy[cmd_name][0]).command
        if not isinstance(command, click.Command):
            raise TypeError(cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one was probably meant."""
        name = args[0]
        if name not in self.lazy:
            guess = _AS_OPTIONS.get(name) or closest(name, list(self.lazy))
            meant = f". Menade du {guess}?" if guess else ""
            raise Misused(f"kommandot ”{visible(name)}” finns inte{meant}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with their short help."""
        with formatter.section("Kommandon"):
            formatter.write_dl([(name, short) for name, (_, short) in self.lazy.items()])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands first: they are what the reader came for."""
        self.format_commands(ctx, formatter)
        _Dressed.format_options(self, ctx, formatter)


class Needed(click.Option):
    """An option that must be given; its own help says so."""

    def __init__(self, *args: Any, **attributes: Any) -> None:
        super().__init__(*args, required=True, **attributes)

    def get_help_extra(self, ctx: click.Context) -> Any:
        """As click's, but without its English word for it."""
        extra = super().get_help_extra(ctx)
        extra.pop("required", None)
        return extra


class OneOf(click.Choice[str]):
    """A choice between a few words."""

    def get_invalid_choice_message(self, value: object, ctx: click.Context | None) -> str:
        """Which words there are, and which was probably meant."""
        guess = closest(str(value), list(self.choices))
        meant = f" Menade du {guess}?" if guess else ""
        return f"”{visible(str(value))}” går inte; välj {listed(self.choices, 'eller')}.{meant}"


class Percent(click.ParamType[int]):
    """A whole number of percent, 0 to 100."""

    name = "procent"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number.

        Raises:
            click.BadParameter: it is none.
        """
        text = str(value)
        number = int(text) if re.fullmatch("[0-9]{1,3}", text) else -1
        if not 0 <= number <= 100:
            self.fail(f"”{visible(text)}” går inte; ange ett helt tal från 0 till 100", param, ctx)
        return number


def _show_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if not value or ctx.resilient_parsing:
        return
    import sys

    write_text(ctx.get_help() + "\n", page_for(sys.stdout, "never"))
    ctx.exit(0)
