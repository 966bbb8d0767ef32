"""Which static files are gathered: of what the packages bring, only what a page asks for; and where they are."""

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class NeededStaticFilesConfig(StaticFilesConfig):
    """Leaves out Bootstrap's scripts, sources and partial builds: a minute of compressing for nothing."""

    ignore_patterns = (
        *StaticFilesConfig.ignore_patterns,
        "bootstrap.css*",
        "bootstrap.rtl.css*",
        "bootstrap-*.css*",
        "bootstrap*.js*",
        "jquery*",
    )


class RememberedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """The address of a file is the same as long as the process lives, and a page asks for a dozen."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        if name not in self.known:
            self.known[name] = super().url(name, force)
        return self.known[name]

    def save_manifest(self) -> None:
        """Gathered anew, a file may have another address."""
        super().save_manifest()
        self.known.clear()
