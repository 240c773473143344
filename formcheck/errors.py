"""Errors of formcheck: each message is one sentence for the user."""


class FormcheckError(Exception):
    """What formcheck cannot do: one sentence that says why and what to do about it."""


class PoseFileError(FormcheckError):
    """A pose file that cannot be read: one sentence that says which and why."""


class ExerciseError(FormcheckError):
    """An exercise file that cannot be used: one line with the file, the place and what is valid."""


class FolderError(FormcheckError):
    """A folder that results cannot be written into: one sentence that says why."""


class BackendError(FormcheckError):
    """A backend that cannot start: one sentence that says why and what to do."""


class ClipError(FormcheckError):
    """A clip that cannot be used: one sentence that says which, why and what to do."""


class SourceError(FormcheckError):
    """A source that gives no pictures: one sentence that says which and what to do."""


class SourceEndedError(FormcheckError):
    """A file has been played to its end."""


class WindowError(FormcheckError):
    """No window can be opened: one sentence that says why and what to do."""
