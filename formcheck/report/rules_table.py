"""An exercise explained in the terminal: every rule, what it measures and where it is seen."""

from rich.console import Console

from formcheck.exercise import Exercise, Limits, Rule, ThresholdRule, UnmeasuredRule


def print_exercise(console: Console, exercise: Exercise) -> None:
    """Print the exercise, its levels, its rules and its safety notes."""
    console.print(f"[bold]{exercise.name}[/bold] ({exercise.id}): {exercise.description}")
    if exercise.levels:
        default = exercise.default_level
        levels = ", ".join(f"{n} (default)" if n == default else n for n in exercise.levels)
        console.print(f"Levels: {levels}")
    for rule in exercise.rules:
        console.print(f"\n[bold]{rule.title}[/bold]  [dim]{rule.id}[/dim]")
        console.print(f"  {rule.explain}")
        if isinstance(rule, UnmeasuredRule):
            console.print(f"  [dim]Not assessed: {rule.reason}.[/dim]")
            continue
        views = "any view" if "oblique" in rule.views else " or ".join(rule.views) + " view"
        console.print(f"  Seen in: {views}. {_limits(rule)}")
        console.print(f"  Cue: {rule.cue}. [dim]Source: {rule.source}.[/dim]")
    console.print()
    for note in exercise.safety:
        console.print(note)


def _limits(rule: Rule) -> str:
    if isinstance(rule, ThresholdRule):
        return " ".join(
            f"{limit.value.reduce} of {limit.value.measure}: {_words(limit)}."
            for limit in rule.limits
        )
    parts = []
    for name in type(rule).model_fields:
        value = getattr(rule, name)
        if isinstance(value, Limits):
            parts.append(f"{name.replace('_', ' ')}: {_words(value)}.")
        elif name == "levels" and value:
            parts += [f"{level}: {_words(limits)}." for level, limits in value.items()]
    return " ".join(parts)


def _words(limits: Limits) -> str:
    named = (
        ("borderline", "below", limits.borderline_below),
        ("borderline", "above", limits.borderline_above),
        ("fault", "below", limits.fault_below),
        ("fault", "above", limits.fault_above),
    )
    return ", ".join(f"{word} {side} {value:g}" for word, side, value in named if value is not None)
