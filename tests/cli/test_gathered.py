from __future__ import annotations

from dataclasses import dataclass

import click
from click.testing import CliRunner

from truceline.cli.gathered import gathering


@dataclass(frozen=True)
class Meal:
    dish: str
    guests: int


meal_options = gathering(
    "meal", Meal, [click.option("--dish", default="soup"), click.option("--guests", type=int, default=1)]
)


@click.command("serve")
@click.argument("place")
@meal_options
@click.option("--soon", is_flag=True)
def serve(place: str, meal: Meal, *, soon: bool) -> None:
    """Serve it."""
    click.echo(f"{place} {meal} {soon}")


def test_options_that_belong_together_arrive_as_one_value():
    done = CliRunner().invoke(serve, ["here", "--guests", "3", "--soon"])
    assert done.output == "here Meal(dish='soup', guests=3) True\n"


def test_the_command_keeps_its_help_and_the_order_of_its_options():
    text = CliRunner().invoke(serve, ["--help"]).output
    assert "Serve it." in text
    assert text.index("--dish") < text.index("--guests") < text.index("--soon")
