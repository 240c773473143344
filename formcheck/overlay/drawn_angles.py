"""The angle of the working leg that is drawn in a frame, and how far the trunk has leaned further.

What is drawn is what the rules judge: an angle that counts from the start of the rep is drawn from
where the leg, or the trunk, was then.
"""

from math import isnan
from typing import Final

from formcheck.body.view import View
from formcheck.exercises.spec import Exercise
from formcheck.kinematics.measures import MEASURES
from formcheck.overlay.held_values import view_note
from formcheck.overlay.told_values import ToldValues, column_of
from formcheck.poses.landmarks import Side, joint
from formcheck.reps.spec import Value
from formcheck.results import AngleLine, JudgedAngle, Rep, Session

#: Measures of a leg against a line: the joint where the leg's own line from the hip ends; the line.
_AGAINST: Final[dict[str, tuple[str, AngleLine]]] = {
    "thigh_elevation_deg": ("knee", "horizontal"),
    "thigh_extension_deg": ("knee", "vertical"),
    "leg_inclination_deg": ("ankle", "vertical"),
}
_LEAN: Final = "trunk_inclination_deg"


class DrawnAngles:
    """Says which angles are drawn in a frame.

    Args:
        session: the judged clip.
        exercise: what it was judged as.
        told: the numbers of its rules.
    """

    def __init__(self, session: Session, exercise: Exercise, told: ToldValues) -> None:
        self._session, self._exercise, self._told = session, exercise, told

    def of_leg(self, index: int, rep: Rep, side: Side, view: View) -> JudgedAngle | None:
        """Return the angle of a leg that was judged of the rep, or the exercise's own.

        Args:
            index: of the frame in the session.
            rep: the rep under way.
            side: the leg.
            view: where the camera stands.
        """
        value = self._judged(rep)
        number = self._told.at(value, index, rep) if value else None
        if value is None or number is None:
            value = Value(measure=self._exercise.angle.measure, reduce="peak")
            read = self._session.measures.get(column_of(value, side))
            number = None if read is None or isnan(read[index]) else float(read[index])
        return None if number is None else self._angle(value, number, side, view)

    def leaned_further_deg(self, index: int, rep: Rep, view: View) -> float | None:
        """Return how far the trunk has turned since the rep began, clockwise in the picture.

        None if this is not what is wrong with the rep, or it is unknown.
        """
        found = [check for check in rep.checks if check.measure == _LEAN]
        for check in found:
            value = self._told.value_of(check) if check.verdict.is_wrong else None
            if value and value.against == "start":
                change = self._told.at(value, index, rep)
                return None if change is None else change * (view.facing or 1)
        return None

    def _judged(self, rep: Rep) -> Value | None:
        """Return the judged angle of the working leg against a line, by the main rule first.

        The exercise's own angle may be another one: of a bent leg the thigh is judged.
        """
        for check in sorted(rep.checks, key=lambda check: not check.main):
            if check.value is None or check.unit != "deg" or check.measure not in _AGAINST:
                continue
            value = self._told.value_of(check)
            if value and value.leg == "working":
                return value
        return None

    def _angle(self, value: Value, number: float, side: Side, view: View) -> JudgedAngle:
        spec = self._exercise.angle
        end, line = _AGAINST.get(value.measure, (spec.joints[2], None))
        first, vertex, _ = (joint(side, name) for name in spec.joints)
        own = value.measure == spec.measure and spec.word
        return JudgedAngle(
            first,
            joint(side, "hip") if line else vertex,
            joint(side, end),
            number,
            own or MEASURES[value.measure].short_name,
            is_flexion=spec.is_flexion,
            line=line,
            from_start=value.against == "start",
            facing=view.facing or 1,
            note=view_note(view),
        )
