"""The checks and summaries of one rule in a session."""

from formcheck.poses.landmarks import Side
from formcheck.results import Check, RuleSummary, Session

PER_REP = ("heel-not-to-glutes", "excessive-forward-lean", "bouncing", "thigh-swing")
OVER_SET = (
    "missing-arm-drive",
    "uneven-rhythm",
    "hard-descent",
    "left-right-asymmetry",
    "low-cadence",
    "toe-slam",
)
LEAN = "excessive-forward-lean"
UNEVEN = "uneven-rhythm"


def of_reps(session: Session, rule: str, side: Side | None = None) -> list[Check]:
    reps = [rep for rep in session.reps if side in (None, rep.side)]
    return [check for rep in reps for check in rep.checks if check.rule == rule]


def of_set(session: Session, rule: str) -> Check:
    (check,) = (check for check in session.set_checks if check.rule == rule)
    return check


def in_summary(session: Session, rule: str) -> RuleSummary:
    (row,) = (row for row in session.summary if row.rule == rule)
    return row


def all_checks(session: Session) -> list[Check]:
    return [*session.set_checks, *(check for rep in session.reps for check in rep.checks)]
