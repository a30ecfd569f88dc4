import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_limits(request):
    db = "db" in request.fixturenames or "transactional_db" in request.fixturenames
    if "db" in request.fixturenames:
        request.getfixturevalue("db")
    yield
    if db:
        cache.clear()
from django.test import Client
@pytest.fixture
def logged_in(client):
    def log_in(user):
        b = Client(); b.force_login(user); return b
    return log_in
