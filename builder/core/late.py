"""Modules that few runs need and that take long to load: loaded when something of them is first asked for.

For a library only, and only where it shows in the time of a start: written so, the reader still sees the import.

    if TYPE_CHECKING:
        import langcodes
    else:
        langcodes = late("langcodes")
"""

from importlib import import_module
from typing import Any


class late:  # noqa: N801 - reads as a word of the language
    """Stands for the module of that name: whatever is asked of it, the module answers.

    A module that is missing is an ImportError only then.
    """

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, wanted: str) -> Any:
        return getattr(import_module(self._name), wanted)
