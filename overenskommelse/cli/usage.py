"""Wrong use of the command line, in Swedish."""

import click

from overenskommelse.cli.dress import HELP_OPTIONS, Misused
from overenskommelse.text import closest, visible


def explained(error: click.UsageError) -> str:
    """What was wrong, how the command is used, and where to read more."""
    lines = [f"fel: {_what(error)}"]
    if isinstance(error, Misused) and error.hint:
        lines.append(f"     {error.hint}")
    if error.ctx is not None:
        lines.append(error.ctx.get_usage())
        lines.append(f"Hjälp: {error.ctx.command_path} {HELP_OPTIONS[-1]}")
    return "\n".join(lines) + "\n"


def _what(error: click.UsageError) -> str:
    match error:
        case Misused():
            return error.message
        case click.NoSuchOption():
            return _unknown_option(error)
        case click.MissingParameter():
            return _missing(error)
        case click.BadOptionUsage():
            return _bad_option(error)
        case click.BadParameter():
            return f"{_name(error.param, error.ctx)}: {error.message}"
        case _:
            return "kommandoraden går inte att tolka"


def _unknown_option(error: click.NoSuchOption) -> str:
    known = [name for param in _params(error) for name in param.opts if name.startswith("--")]
    guess = closest(error.option_name, known)
    meant = f". Menade du {guess}?" if guess else ""
    return f"flaggan {visible(error.option_name)} finns inte{meant}"


def _missing(error: click.MissingParameter) -> str:
    kind = "flaggan" if isinstance(error.param, click.Option) else "argumentet"
    return f"{kind} {_name(error.param, error.ctx)} saknas"


def _name(param: click.Parameter | None, ctx: click.Context | None) -> str:
    """What the reader knows a parameter as: ``--format``, ``FIL…``."""
    if param is None or ctx is None:
        return "värdet"
    return param.make_metavar(ctx) if isinstance(param, click.Argument) else param.opts[-1]


def _bad_option(error: click.BadOptionUsage) -> str:
    name = visible(error.option_name)
    param = next((p for p in _params(error) if error.option_name in p.opts), None)
    if isinstance(param, click.Option) and not param.is_flag:
        value = param.make_metavar(error.ctx) if error.ctx else ""
        return f"efter {name} saknas ett värde: {name} {value}".rstrip()
    return f"flaggan {name} tar inget värde"


def _params(error: click.UsageError) -> list[click.Parameter]:
    return error.ctx.command.get_params(error.ctx) if error.ctx is not None else []
