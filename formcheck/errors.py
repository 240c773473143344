"""The errors of formcheck. Each message is one sentence for the user: what is wrong, what to do."""

#: How a message ends if only the user can say which exercise a clip shows. A page leaves it out and
#: tells how to name the exercise.
NAME_THE_EXERCISE = "name it with --exercise"


class FormcheckError(Exception):
    """Anything that formcheck cannot do; the base of all its errors."""


class ClipError(FormcheckError):
    """A clip cannot be read, or it shows nothing that can be judged."""


class PoseFileError(FormcheckError):
    """Saved poses are missing or cannot be read."""


class ResultError(FormcheckError):
    """Saved results are missing or cannot be read."""


class ExerciseError(FormcheckError):
    """There is no such exercise or level, or an exercise file is wrong."""


class ExerciseFileError(ExerciseError):
    """An exercise file is missing, cannot be read or written, or something in it is wrong."""


class BackendError(FormcheckError):
    """The pose model cannot be loaded."""


class FolderError(FormcheckError):
    """Results cannot be written into a folder."""


class NotesError(FormcheckError):
    """A file of notes cannot be read, or it is about another clip."""


class BrowserError(FormcheckError):
    """No browser of this machine can print a page."""


class ClusterError(FormcheckError):
    """The cluster that shall judge clips cannot be used."""


class SourceError(FormcheckError):
    """A camera or stream gives no pictures."""


class SourceEndedError(FormcheckError):
    """A file that is played in place of a camera has ended."""


class WindowError(FormcheckError):
    """No window can be opened."""
