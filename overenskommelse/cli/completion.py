"""`okt completion`: what a shell needs to complete okt's commands with Tab."""

import click

from overenskommelse.cli.dress import Command, OneOf
from overenskommelse.cli.options import Settings, shared
from overenskommelse.cli.streams import write_text


@click.command(
    "completion",
    cls=Command,
    help="Skriver ut det som skalet behöver för att fylla i okt:s kommandon, flaggor och "
    "filnamn med Tabb. Lägg det sist i skalets startfil och öppna ett nytt fönster.",
    arguments=[("SKAL", "bash, zsh eller fish.")],
    epilog="""
        okt completion bash >> ~/.bashrc
        okt completion zsh >> ~/.zshrc
        okt completion fish > ~/.config/fish/completions/okt.fish
    """,
)
@click.argument("shell", metavar="SKAL", type=OneOf(["bash", "zsh", "fish"]))
@shared
def command(shell: str, color: str, quiet: bool) -> int:
    """Print the script; returns the exit code."""
    from click.shell_completion import get_completion_class

    from overenskommelse.cli.app import program

    found = get_completion_class(shell)
    if found is None:
        raise LookupError(shell)
    support = found(program, {}, "okt", "_OKT_COMPLETE")
    script = support.source_template % support.source_vars()
    write_text(script.strip("\n") + "\n", Settings(color, quiet).stdout_page())
    return 0
