"""The security headers stand on every kind of answer."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from fanwiki.accounts.models import User

pytestmark = pytest.mark.usefixtures("db")

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


def assert_safe(response: Any) -> None:
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert {name: response.headers[name] for name in EXPECTED} == EXPECTED
    assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/", 200),
        ("get", "/accounts/login/", 200),
        ("get", "/accounts/email/", 302),
        ("post", "/admin/login/", 302),
        ("get", "/films/nothing-of-this-name/", 404),
        ("get", "/nowhere/at/all/", 404),
        ("get", "/static/css/tokens.css", 200),
        ("get", "/static/admin/css/base.css", 200),
        ("get", "/static/nothing.css", 404),
        ("head", "/", 200),
        ("put", "/accounts/password/reset/done/", 405),
    ],
)
def test_whatever_was_asked(client: Client, method: str, path: str, status: int) -> None:
    response = getattr(client, method)(path)
    assert response.status_code == status
    assert_safe(response)
    list(response)  # a file that nobody reads stays open


def test_the_admin(logged_in: Callable[[User], Client], owner: User) -> None:
    assert_safe(logged_in(owner).get("/admin/"))


def test_a_host_that_is_not_ours(client: Client) -> None:
    response = client.get("/accounts/login/", HTTP_HOST="evil.example")
    assert response.status_code == 400
    assert_safe(response)


def test_a_forged_form() -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/")
    assert response.status_code == 403
    assert_safe(response)


def test_the_way_to_https(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/")
    assert response.status_code == 301
    assert_safe(response)


def test_nobody_frames_us(client: Client) -> None:
    response = client.get("/accounts/login/")
    assert response.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
