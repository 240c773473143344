"""An exercise explained in the terminal: what each rule measures, and from which view."""

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from formcheck.exercises.spec import Exercise
from formcheck.report.terminal import REMINDERS
from formcheck.rules.limit_words import conditions, ranges
from formcheck.rules.limits import Criterion
from formcheck.rules.rule import Rule
from formcheck.rules.words import source_phrase, value_phrase

INDENT = 2


def print_exercise(console: Console, exercise: Exercise) -> None:
    """Print the exercise, its levels, its rules, its reminders and its safety notes."""
    console.print(f"[bold]{escape(exercise.name)}[/] ({escape(exercise.id)})")
    console.print(escape(exercise.description))
    if exercise.levels:
        default = exercise.default_level
        levels = ", ".join(f"{n} (default)" if n == default else n for n in exercise.levels)
        console.print(f"Levels: {escape(levels)}")
    for rule in exercise.rules:
        if rule.measured:
            _print_rule(console, rule, exercise)
    unmeasured = [rule for rule in exercise.rules if not rule.measured]
    if unmeasured:
        console.print("\n[bold]Not measured by this version[/]")
    for rule in unmeasured:
        _print_rule(console, rule, exercise)
    if exercise.reminders:
        console.print(f"\n[bold]{REMINDERS}[/]")
    for reminder in exercise.reminders:
        _print_indented(console, escape(reminder))
    console.print()
    for note in exercise.safety:
        console.print(note, markup=False)


def _print_rule(console: Console, rule: Rule, exercise: Exercise) -> None:
    console.print(f"\n[bold]{escape(rule.title)}[/]  [dim]{escape(rule.id)}[/]")
    lines = [rule.explain] if rule.explain else []
    if rule.measured:
        lines += [*_looks_at(rule, exercise), _needs(rule, exercise)]
    else:
        lines.append(_sentence(rule.why_unmeasured()))
    lines += [f'Cue: "{cue.replace("{side}", "left")}"' for cue in dict.fromkeys(rule.cues())]
    if rule.source:
        lines.append(f"Source: {source_phrase(rule.source)}.")
    for line in dict.fromkeys(lines):
        _print_indented(console, escape(line))


def _print_indented(console: Console, text: str) -> None:
    console.print(Padding(text, (0, 0, 0, INDENT), expand=False))


def _needs(rule: Rule, exercise: Exercise) -> str:
    seen = "in any view" if "oblique" in rule.views else f"from the {' or '.join(rule.views)}"
    fps = rule.least_fps(quick=exercise.reps.tempo == "fast")
    return f"Seen {seen}{f', at {fps:g} frames a second or more' if fps else ''}."


def _looks_at(rule: Rule, exercise: Exercise) -> list[str]:
    """Return a line for everything that the rule measures, with its limits."""
    rep = exercise.one_rep
    lines = [_sentence(_criterion(one, rep)) for one in rule.criteria("")]
    for level in exercise.levels:
        if level in rule.own_levels():
            lines += [f"At level {level}: {_criterion(one, rep)}." for one in rule.criteria(level)]
    return lines


def _criterion(criterion: Criterion, rep: str) -> str:
    """Return what a criterion measures, its limits and its conditions."""
    said = ranges(criterion.limits, criterion.unit, criterion.label)
    if criterion.rep_limits is None:
        return f"{criterion.label}: {said}"
    applies = conditions(criterion.rep_limits)
    in_brackets = f" ({', '.join(applies)})" if applies else ""
    views = criterion.rep_limits.views
    seen = "" if "oblique" in views else f", seen from the {' or '.join(views)}"
    over = f", {criterion.over}" if criterion.over else ""
    return f"{value_phrase(criterion.rep_limits.value, rep)}{seen}{over}: {said}{in_brackets}"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
