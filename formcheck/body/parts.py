"""The parts of the body that a measure can be about."""

from typing import Final, Literal, TypeAlias

#: What is coloured in a picture. A "knee" is the leg from hip to ankle with the angle between
#: thigh and shank; a "leg" is the line from hip to ankle; "body" is none of the parts alone: pace,
#: rhythm, the way of the whole person.
BodyPart: TypeAlias = Literal[
    "head", "shoulders", "arm", "trunk", "upper back", "lower back", "pelvis",
    "leg", "thigh", "knee", "shank", "foot", "body",
]  # fmt: skip

#: Those of which each side has its own.
LIMBS: Final[frozenset[BodyPart]] = frozenset({"arm", "leg", "thigh", "knee", "shank", "foot"})
#: Those of the legs.
LEG_PARTS: Final[frozenset[BodyPart]] = LIMBS - {"arm"}
