"""How arguments find their command: `scan cv.pdf` needs none, and a command is imported when it is called."""

from importlib import import_module
from typing import Any, NamedTuple

import click
from click.shell_completion import CompletionItem


class Lazy(NamedTuple):
    """A command that is imported when it is called; its line in the help stands here."""

    module: str
    attribute: str
    short_help: str


#: name -> where the command is
LAZY: dict[str, Lazy] = {
    "cache": Lazy(
        "scanner.cli.cache",
        "cache",
        "Look at what is kept of the documents that were read, and forget it.",
    ),
    "catalog": Lazy(
        "scanner.cli_catalog",
        "catalog",
        "Look at what the scanner knows of credentials, and check patterns of your own.",
    ),
    "evaluate": Lazy(
        "scanner.cli.evaluate",
        "evaluate",
        "Say how right the scanner is on documents whose answers are labelled.",
    ),
    "explain": Lazy(
        "scanner.cli.explain",
        "explain",
        "Write a page for the person concerned: what was found, what met what, and what would do.",
    ),
    "replay": Lazy(
        "scanner.cli.replay",
        "replay",
        "Do the run of a report again, and say what differs and why.",
    ),
    "watch": Lazy(
        "scanner.cli.watch",
        "watch",
        "Keep a report current as resumes arrive in a folder.",
    ),
}

# What the main job is called between the methods below; a file of this name is given as any other.
_MAIN = "RESUME..."


class MainContext(click.Context):
    """The context of the main job, which has no name of its own."""

    @property
    def command_path(self) -> str:
        """What stands in usage messages."""
        return self.parent.command_path if self.parent else "scan"


class MainJob(click.Command):
    """The command behind `scan RESUME...`: its help is that of the whole."""

    context_class = MainContext

    def get_help(self, ctx: click.Context) -> str:
        """Return the help of the group."""
        return ctx.parent.get_help() if ctx.parent else super().get_help(ctx)


class DefaultCommand(click.Group):
    """A group whose first argument may be a resume: `main_job` takes what is no command."""

    def __init__(self, *args: Any, main_job: click.Command, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self._main_job = main_job

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return sorted({*super().list_commands(ctx), *LAZY})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, imported if need be."""
        if cmd_name == _MAIN:
            return self._main_job
        if cmd_name not in LAZY:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(import_module(LAZY[cmd_name].module), LAZY[cmd_name].attribute)
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the commands, and what the main job takes: files and its options."""
        found = super().shell_complete(ctx, incomplete)
        if not incomplete.startswith("-"):
            return [CompletionItem(incomplete, type="file"), *found]
        items = [*self._main_job.shell_complete(ctx, incomplete), *found]
        return list({item.value: item for item in items}.values())

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the command first; options may stand before it, and before a resume."""
        if args and args[0] not in ("--help", "--version"):
            place = self._place_of_first_argument(args)
            if place < len(args) and args[place] in self.list_commands(ctx):
                args = [args[place], *args[:place], *args[place + 1 :]]
            else:
                args = [_MAIN, *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Show the main job first."""
        formatter.write_usage("scan", "RESUME... [--against POSTING] [OPTIONS]")
        formatter.write_usage("scan", "COMMAND [ARGS]...")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the options of the main job, then the commands."""
        options = [param for param in self._main_job.params if isinstance(param, click.Option)]
        records = [record for option in (*options, *self.get_params(ctx)) if (record := option.get_help_record(ctx))]
        with formatter.section("Options"):
            formatter.write_dl(records)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show a line for each command, importing none."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self._short_help(name)) for name in self.list_commands(ctx)])

    def _short_help(self, name: str) -> str:
        return LAZY[name].short_help if name in LAZY else self.commands[name].get_short_help_str(100)

    def _place_of_first_argument(self, args: list[str]) -> int:
        """Return the index of the first argument that is neither an option nor an option's value; or their number."""
        options = [param for param in self._main_job.params if isinstance(param, click.Option) and not param.is_flag]
        with_value = {name for option in options for name in option.opts}
        place = 0
        while place < len(args) and args[place].startswith("-") and args[place] != "-":
            if args[place] == "--":
                return len(args)
            place += 2 if args[place] in with_value else 1
        return place
