"""A session in one line, as a table, and as flat records."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.results import Session
from formcheck.results.records import Record
from tests.conftest import Judge
from tests.synthetic import ButtKicks, without_person


@pytest.fixture(scope="module")
def session(judged: Judge) -> Session:
    kicks = ButtKicks(kicks=9, left_deg=100.0)
    return judged(without_person(kicks.track(), kicks.plan[4].peak_s - 0.1, kicks.plan[4].peak_s))


def test_a_session_is_one_short_line(session: Session) -> None:
    line = repr(session)
    assert "\n" not in line
    assert len(line) < 120
    counts = session.counts
    assert f"butt-kicks: {counts['left']} left and {counts['right']} right" in line
    assert "(side view)" in line
    assert "and 1 more" in repr(replace(session, others=(session,)))


def test_a_notebook_shows_the_summary_as_a_table(session: Session) -> None:
    page = session._repr_html_()
    assert page.count("<tr>") == len(session.summary) + 1
    assert "not judged" in page
    for row in session.summary:
        assert row.title.replace("'", "&#x27;") in page
    risky = replace(session.summary[0], cue="<script>", title="a & b")
    assert "<script>" not in replace(session, summary=(risky,))._repr_html_()


def test_there_is_a_record_for_each_rep_and_rule(session: Session) -> None:
    records = session.to_records()
    assert len(records) == sum(len(rep.checks) for rep in session.reps)
    assert {tuple(record) for record in records} == {tuple(Record.__annotations__)}
    checks = [(rep, check) for rep in session.reps for check in rep.checks]
    titles = {row.rule: row.title for row in session.summary}
    for record, (rep, check) in zip(records, checks, strict=True):
        assert (record["rep"], record["side"]) == (rep.index + 1, rep.side)
        assert (record["start_s"], record["end_s"]) == (rep.start_s, rep.end_s)
        assert (record["rule"], record["title"]) == (check.rule, titles[check.rule])
        assert (record["verdict"], record["value"]) == (check.verdict, check.value)
        assert (record["reason"], record["cue"]) == (check.reason, check.cue)


def test_records_hold_plain_values_alone(session: Session) -> None:
    for record in session.to_records():
        assert {type(value) for value in record.values()} <= {int, float, str, type(None)}
    assert any(record["verdict"] == "borderline" for record in session.to_records())


def test_legs_that_move_together_are_both_sides(session: Session) -> None:
    together = replace(session, reps=tuple(replace(rep, side=None) for rep in session.reps))
    assert {record["side"] for record in together.to_records()} == {"both"}
    assert together.counts == {"left": len(session.reps), "right": len(session.reps)}


def test_the_times_of_the_frames(session: Session) -> None:
    assert len(session.time_s) == session.frames
    assert (np.diff(session.time_s) > 0.0).all()


def test_without_its_frames_a_session_says_the_same(session: Session) -> None:
    clip = replace(session, others=(session,))
    short = clip.without_frames()
    assert repr(short) == repr(clip)
    assert short.counts == clip.counts
    assert short.time_s.tolist() == clip.time_s[[0, -1]].tolist()
    assert len(short.others[0].track) == 2
