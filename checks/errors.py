"""The one family of errors a user can cause and mend; the command prints them without a traceback."""


class UserError(Exception):
    """Something the user can put right. The message names the thing, the place and the repair."""

    exit_status = 2


class PolicyError(UserError):
    """A pack, setting, rule or option that cannot be used as it stands."""


class ExportError(UserError):
    """An export that cannot be read; never quotes a value from a record."""

    exit_status = 3


class LeakError(UserError):
    """Something meant for the board could expose somebody, so none of it was published; never says what it found."""

    exit_status = 4
