"""Parts of addresses: a kind by its path, a slug in any script."""

from . import kinds
from .kinds import Kind


class KindConverter:
    """`films` in an address is the kind whose path it is; any other word is no match."""

    regex = "[a-z]+"

    def to_python(self, value: str) -> Kind:
        kind = kinds.by_path(value)
        if kind is None:
            raise ValueError(value)
        return kind

    def to_url(self, value: str | Kind) -> str:
        return value.path if isinstance(value, Kind) else kinds.registry[value].path


class SlugConverter:
    """Anything without a slash or a null byte: Hangul stays Hangul."""

    regex = r"[^/\x00]{1,200}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
