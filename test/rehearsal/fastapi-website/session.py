"""A session of the rehearsal's: the cookie is the user."""

import json
from types import SimpleNamespace
from urllib.parse import unquote

from fastapi import Request


def signed_in_user(request: Request) -> SimpleNamespace | None:
    cookie = request.cookies.get("user")
    return SimpleNamespace(**json.loads(unquote(cookie))) if cookie else None
