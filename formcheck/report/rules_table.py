"""An exercise explained in the terminal: every rule, what it looks at and where it is seen."""

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from formcheck.exercises.spec import Exercise
from formcheck.report.words import condition_phrase, full_limit, measure_phrase, parts, ranges
from formcheck.reps.spec import Condition
from formcheck.rules.judging import least_fps
from formcheck.rules.kinds import CadenceRule, Limit, Rule, ThresholdRule, UnmeasuredRule

INDENT = 2


def print_exercise(console: Console, exercise: Exercise) -> None:
    """Print the exercise, its levels, its rules, its reminders and its safety notes."""
    console.print(f"[bold]{escape(exercise.name)}[/] ({exercise.id})")
    console.print(escape(exercise.description))
    if exercise.levels:
        default = exercise.default_level
        levels = ", ".join(f"{n} (default)" if n == default else n for n in exercise.levels)
        console.print(f"Levels: {levels}")
    for rule in exercise.rules:
        if not isinstance(rule, UnmeasuredRule):
            _print_rule(console, rule, exercise)
    unmeasured = [rule for rule in exercise.rules if isinstance(rule, UnmeasuredRule)]
    if unmeasured:
        console.print("\n[bold]Not measured by this version[/]")
    for rule in unmeasured:
        _print_rule(console, rule, exercise)
    if exercise.reminders:
        console.print("\n[bold]What no camera sees[/]")
    for reminder in exercise.reminders:
        _print_indented(console, escape(reminder))
    console.print()
    for note in exercise.safety:
        console.print(note, markup=False)


def _print_rule(console: Console, rule: Rule, exercise: Exercise) -> None:
    console.print(f"\n[bold]{escape(rule.title)}[/]  [dim]{escape(rule.id)}[/]")
    lines = [rule.explain] if rule.explain else []
    if isinstance(rule, UnmeasuredRule):
        lines.append(_sentence(rule.reason))
    else:
        lines += [*_looks_at(rule, exercise), _needs(rule, exercise)]
    lines += [f'Cue: "{cue}"' for cue in _cues(rule)]
    if rule.source:
        lines.append(f"Source: {rule.source}.")
    for line in dict.fromkeys(lines):
        _print_indented(console, escape(line))


def _cues(rule: Rule) -> list[str]:
    """Everything that a rule may tell the person to do, each once."""
    cues = [text for key, text in rule if key.endswith("cue")]
    if isinstance(rule, ThresholdRule):
        limits = [*rule.limits, *(limit for level in rule.levels.values() for limit in level)]
        own = [limit.cue for limit in limits]
        cues = [*(cues if not own or "" in own else []), *(cue for cue in own if cue)]
    return [cue.replace("{side}", "left") for cue in dict.fromkeys(cues)]


def _print_indented(console: Console, text: str) -> None:
    console.print(Padding(text, (0, 0, 0, INDENT), expand=False))


def _needs(rule: Rule, exercise: Exercise) -> str:
    seen = "any side" if "oblique" in rule.views else f"the {' or '.join(rule.views)}"
    fps = least_fps(rule, quick=exercise.reps.tempo == "fast")
    return f"Seen from {seen}{f', at {fps:g} frames a second or more' if fps else ''}."


def _looks_at(rule: Rule, exercise: Exercise) -> list[str]:
    """One line for everything that the rule measures, and its limits."""
    if isinstance(rule, ThresholdRule):
        rep = exercise.rep_word.removesuffix("s")
        lines = [_sentence(_threshold(part, rule, rep)) for part in rule.limits]
        for level, limits in rule.levels.items():
            lines += [f"At level {level}: {_threshold(part, rule, rep)}." for part in limits]
        return lines
    if isinstance(rule, CadenceRule):
        return [
            f"At level {level}: {part.name} {ranges(part.limits, part.unit)}."
            for level in exercise.levels or tuple(rule.levels)
            for part in parts(rule, level)
        ]
    return [
        _sentence(f"{part.name}: {ranges(part.limits, part.unit)}")
        for part in parts(rule, exercise.default_level)
    ]


def _threshold(part: Limit, rule: ThresholdRule, rep: str) -> str:
    phrase = measure_phrase(part.value, rep)
    seen = f", seen from the {' or '.join(part.views)}" if "oblique" not in part.views else ""
    over = f", {rule.average} over the set" if rule.over == "set" else ""
    when = [f"if the {_condition(part.when)}"] if part.when else []
    if part.when and part.when.value == part.value:
        when = ["otherwise not judged"]
    if part.unless and part.unless.value == part.value:
        when.append(f"not judged {' and '.join(_ends(part.unless))}")
    elif part.unless:
        when.append(f"unless the {_condition(part.unless)}")
    when += [f"good if the {_condition(part.spares)}"] if part.spares else []
    told = f" ({', '.join(when)})" if when else ""
    return f"{phrase}{seen}{over}: {ranges(part, part.value.unit)}{told}"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _condition(condition: Condition) -> str:
    return f"{condition_phrase(condition.value)} is {' and '.join(_ends(condition))}"


def _ends(condition: Condition) -> list[str]:
    unit = condition.value.unit
    ends = [f"over {full_limit(condition.above, unit)}"] if condition.above is not None else []
    ends += [f"under {full_limit(condition.below, unit)}"] if condition.below is not None else []
    return ends
