"""Static files: hashed names once `collectstatic` has run, plain names until then."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedOnceCollected(CompressedManifestStaticFilesStorage):
    """So that a plain `runserver` needs no `collectstatic` before it."""

    def stored_name(self, name: str) -> str:
        return super().stored_name(name) if self.hashed_files else name
