"""Which static files are gathered: of what the packages bring, only what a page asks for."""

from django.contrib.staticfiles.apps import StaticFilesConfig


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
