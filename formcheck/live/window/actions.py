"""What the keys do now: the buttons at the bottom of the window, by stage."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from formcheck.live.stage import Flow, Stage


@dataclass(frozen=True, slots=True)
class Action:
    """Something that the user can do now.

    Attributes:
        key: the name of its key.
        meaning: what the key does, in one to three words.
    """

    key: str
    meaning: str

    @property
    def key_shown(self) -> str:
        """The key as it stands on its button."""
        return self.key.capitalize() if self.key in ("esc", "enter") else self.key


_PICK: Final = Action("esc", "exercises")
_AGAIN: Final = Action("r", "start over")
_NEXT: Final = Action("n", "next exercise")
_MIRROR: Final = Action("m", "mirror")
_FULL: Final = Action("f", "full screen")
_SOUND: Final = Action("v", "sound")
_QUIT: Final = Action("q", "quit")
_PICTURE: Final = (_FULL, _SOUND, _MIRROR, Action("s", "screenshot"), Action("h", "hide"))
_END: Final = Action("enter", "end the set")

#: For each stage the most important first; the last always has a place. Where there is no room
#: for all, those before the last are left out: their keys work nevertheless.
ACTIONS: Final[dict[Stage, tuple[Action, ...]]] = {
    Stage.ASK: (Action("y", "yes, keep them"), Action("n", "no"), _FULL, _QUIT),
    Stage.PICKER: (
        Action("enter", "choose"),
        Action("c", "camera"),
        Action("l", "level"),
        Action("t", "target"),
        Action("k", "keep sets"),
        _SOUND,
        _FULL,
        _QUIT,
    ),
    Stage.SAFETY: (Action("space", "I have read this"), _PICK, _FULL, _QUIT),
    Stage.SETUP: (Action("space", "start"), _PICK, _NEXT, *_PICTURE, _QUIT),
    Stage.COUNTDOWN: (Action("space", "stop"), _PICK, *_PICTURE, _QUIT),
    Stage.SET: (Action("space", "pause"), _END, _PICK, _AGAIN, _NEXT, *_PICTURE, _QUIT),
    Stage.PAUSED: (Action("space", "go on"), _END, _PICK, _AGAIN, _NEXT, *_PICTURE, _QUIT),
    Stage.SUMMARY: (Action("space", "again"), _PICK, _NEXT, *_PICTURE, _QUIT),
    Stage.CLOSED: (),
}

#: While something is seen again.
REPLAY_ACTIONS: Final = (Action("space", "go on"), _FULL, _MIRROR, _QUIT)
_REPLAYS: Final = {"w": Action("w", "worst and best"), "b": Action("b", "last 10 s")}


def actions_of(
    flow: Flow,
    replay_keys: Iterable[str] = (),
    *,
    replaying: bool = False,
    fixed: Collection[str] = (),
) -> tuple[Action, ...]:
    """Return what the keys do in the stage of a run, the most important first.

    Args:
        flow: the stage.
        replay_keys: the keys that begin a replay now.
        replaying: whether something is seen again.
        fixed: the keys of the first page that change nothing in this run.
    """
    if replaying:
        return REPLAY_ACTIONS
    if flow.stage is Stage.COUNTDOWN and flow.in_set:
        return (Action("space", "pause"), *ACTIONS[Stage.SET][1:])
    actions = ACTIONS[flow.stage]
    if flow.stage is Stage.PICKER:
        actions = tuple(action for action in actions if action.key not in fixed)
    return (*actions[:2], *(_REPLAYS[key] for key in replay_keys), *actions[2:])
