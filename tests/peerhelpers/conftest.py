"""Pages are read in English here, as the actions are."""

import pytest

from cada_peers.accounts.models import User
from tests.conftest import SignIn


@pytest.fixture
def sign_in(sign_in: SignIn) -> SignIn:
    """As in the whole suite; the browser asks for English."""

    def _sign_in(user: User) -> object:
        client = sign_in(user)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        return client

    return _sign_in
