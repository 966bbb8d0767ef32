"""The settings of the server of the journeys: those of the tests, but lists wait for a worker, as in production."""

from cada_peers.settings import *  # noqa: F403
from cada_peers.settings import IN_THE_DATABASE

TASKS = {"default": {"BACKEND": IN_THE_DATABASE}}
