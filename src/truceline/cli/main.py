"""The `truceline` command: names of commands, loaded when asked for, and one way out for errors."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, NoReturn

import click

from truceline import __version__
from truceline.cli import lean
from truceline.cli.failure import Exit, ReaderGone, outcome_of
from truceline.core.sweep import swept_seldom

if TYPE_CHECKING:
    from collections.abc import Sequence

HOME = "truceline.cli"
NAME = "truceline"
# Help texts stand here, not with the commands: `truceline --help` must not load pydantic or rich.
SECTIONS: dict[str, dict[str, tuple[str, str]]] = {
    "Start": {
        "demo": ("demo", "Assess a bundled case, print the answers, write its page."),
        "new": ("new", "Start a case: a bundled one whole, or an agreement alone."),
        "agreement": ("agreement", "Check, show or list agreement files."),
        "schema": ("schema", "Print the JSON Schema of a document."),
    },
    "Evidence": {
        "import": ("importing", "Bring tables and claims into a case."),
        "read": ("read", "Read a report into proposed claims."),
        "claims": ("claims", "Review claims: list, show, accept, reject, edit, withdraw."),
        "feeds": ("feeds", "Folders, web feeds and mailboxes, read into proposed claims."),
        "issues": ("issues", "Rows that could not be taken as they stood."),
        "locate": ("locate", "Find a place by name or coordinates, and the zones it is in."),
        "bulk": ("bulk", "Event tables of millions of rows against the zones."),
    },
    "Answers": {
        "assess": ("assess", "How far each promise is kept, by whom, on a date."),
        "explain": ("explain", "One status with its proof, in plain sentences."),
        "register": ("register", "Reported violations: opened, confirmed, closed."),
        "posture": ("posture", "Who accepts, bargains or refuses, in their own words."),
        "outlook": ("outlook", "What changed since the agreement, and what may come: with scores."),
    },
    "Publishing": {
        "report": ("report", "A daily, weekly or spot report: page, PDF, figures."),
        "bulletin": ("bulletin", "The site of all public reports, and whether a copy is whole."),
    },
    "Together": {
        "serve": ("serve", "Cases in a browser, for several people with different rights."),
        "doctor": ("doctor", "What is wrong with an installation, a server, a case; what to do."),
        "backup": ("backup", "Cases and their server's accounts into a folder, while it runs."),
        "restore": ("restore", "A backup put back, elsewhere too."),
    },
    "Record": {
        "ledger": ("ledger", "Whether the record of a case is whole."),
        "mechanism": ("mechanism", "Acts of the joint mechanism: messages, boundaries, more time."),
        "keys": ("keys", "Keys to sign with, and those that a case trusts."),
        "sources": ("sources", "Who the sources are, apart and under a key of its own."),
        "replies": ("replies", "What readers answer in public: taken in, decided on, shown."),
    },
}
COMMANDS = {name: entry for section in SECTIONS.values() for name, entry in section.items()}


class Truceline(click.Group):
    """A group that imports a command's module only when the command is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the help page."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command's module; each keeps its command under the name `command`."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        with lean.loading():
            loaded: click.Command = import_module(f"{HOME}.{COMMANDS[cmd_name][0]}").command
        return loaded

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help page's sections without loading a command."""
        del ctx
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name, text) for name, (_, text) in commands.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a misspelt name is answered with its neighbours."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from truceline.case.choice import unknown  # noqa: PLC0415 - only when something is wrong

            raise click.UsageError(unknown("command", args[0], COMMANDS), ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a broken pipe must pass click, which would exit with 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderGone from error

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 - click's own signature
        **extra: Any,
    ) -> NoReturn:
        """Run, and turn whatever goes wrong into one exit code and lines on stderr."""
        del standalone_mode
        given = sys.argv[1:] if args is None else list(args)
        _never_stumble_over_a_letter()
        code = 0
        try:
            with swept_seldom():
                done = super().main(given, prog_name or NAME, complete_var, standalone_mode=False, **extra)
            code = done if isinstance(done, int) else 0
            sys.stdout.flush()
        except Exception as error:  # noqa: BLE001 - the one place where everything ends
            code = _report(outcome_of(error, debug="--debug" in given))
        except KeyboardInterrupt as error:
            code = _report(outcome_of(error, debug=False))
        sys.exit(code)


def _report(end: Exit) -> int:
    """Write the lines to stderr; a reader that has gone away gets silence."""
    if end.reader_gone:
        _drop_stdout()
    for line in end.lines:
        click.echo(line, err=True)
    return end.code


def _drop_stdout() -> None:
    """Point stdout at nothing, so that the interpreter's last flush does not complain again."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # stdout without a descriptor has nothing to flush
        return


def _never_stumble_over_a_letter() -> None:
    """Arabic names must not end a program whose terminal knows only ASCII."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@click.group(
    NAME,
    cls=Truceline,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 a check failed, 2 bad input, 3 internal error.",
)
@click.version_option(__version__, prog_name=NAME, message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback of an internal error.")
def app(*, debug: bool) -> None:
    """Check what a ceasefire or demilitarisation agreement promises against what is reported.

    Begin with `truceline demo`, or `truceline agreement list` and `truceline new DIR --from ID`.
    """
    del debug


def main() -> NoReturn:
    """Entry point of the console script."""
    # pydantic would look through every package installed for plugins of its own: none changes what we read.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    lean.Process.own = True
    app.main()


if __name__ == "__main__":
    main()
