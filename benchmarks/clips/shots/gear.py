"""Movements in loose shirts, at a chair, a cable, a band or a machine."""

from dataclasses import replace

from benchmarks.clips.clip import Json
from benchmarks.clips.shots.shot import QUADRUPED, STANDING, TWO_ONE, Shot


def gear_shots() -> list[Shot]:
    """Return movements in loose shirts, and at a chair, cable, band and machine."""
    shots: list[Shot] = []

    def shot(
        name: str, exercise: str = STANDING, tune: bool = False, *, gear: str = "",
        loose_m: float = 0.0, reps: tuple[int, int] | None = TWO_ONE, **faults: float,
    ) -> None:  # fmt: skip
        movement: Json = {}
        if exercise == QUADRUPED:
            movement["style"] = "bent"
        elif exercise == STANDING:
            movement["style"] = "straight"
        else:
            reps = None
        new = Shot(name, exercise, movement, faults, reps=reps, tune=tune)
        shots.append(replace(new, gear=gear, loose_top_m=loose_m))

    loose, looser = 0.035, 0.06
    shot("standing-chair-clean", gear="chair")
    shot("standing-chair-arching", tune=True, gear="chair", lumbar_arching_deg=22)
    shot("standing-cable-clean", tune=True, gear="cable")
    shot("standing-cable-lean-momentum", gear="cable", trunk_lean_deg=20, momentum=1)
    shot("standing-band-clean", gear="band")
    shot("standing-band-incomplete", tune=True, gear="band", incomplete_range_deg=14)
    shot("quadruped-band-clean", QUADRUPED, tune=True, gear="band")
    shot("quadruped-band-dropped", QUADRUPED, gear="band", dropped_return=1)
    shot("standing-machine-clean", tune=True, gear="machine")
    shot("standing-machine-arching-high", gear="machine", lumbar_arching_deg=22,
         range_too_high_deg=22)  # fmt: skip
    shot("standing-loose-clean", tune=True, loose_m=loose)
    shot("standing-loose-arching", tune=True, loose_m=loose, lumbar_arching_deg=21)
    shot("standing-looser-arching", loose_m=looser, lumbar_arching_deg=25)
    shot("quadruped-loose-clean", QUADRUPED, tune=True, loose_m=loose)
    shot("quadruped-loose-arching", QUADRUPED, tune=True, loose_m=loose, lumbar_arching_deg=21)
    shot("quadruped-looser-arching", QUADRUPED, loose_m=looser, lumbar_arching_deg=25)
    shot("quadruped-looser-high-still-back", QUADRUPED, loose_m=looser, range_too_high_deg=13)
    shot("kicks-loose-clean", "butt-kicks", tune=True, loose_m=loose)
    shot("kicks-loose-arching", "butt-kicks", tune=True, loose_m=loose, lumbar_arching_deg=24)
    shot("kicks-looser-lean", "butt-kicks", loose_m=looser, excessive_forward_lean_deg=22)
    return shots
