"""Only the shop's own, fresh word about who is signed in counts."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import jwt
import pytest

from care.identity.errors import NotSignedIn
from care.identity.tokens import Identity, read_identity

SECRET = "the shop and the counter share this one secret"


def claims(now, **other):
    given = {
        "sub": "alice", "aud": "shopbell", "jti": "1", "exp": int((now + timedelta(minutes=30)).timestamp()),
    } | other  # fmt: skip
    return {name: value for name, value in given.items() if value is not None}


def read(token: str, now, secret: str = SECRET) -> Identity:
    return read_identity(token, secret=secret, audience="shopbell", now=now)


def signed(now, secret: str = SECRET, algorithm: str = "HS256", **other) -> str:
    return jwt.encode(claims(now, **other), secret, algorithm=algorithm)


def test_the_shops_word_is_taken(now):
    identity = read(signed(now), now)
    assert identity == Identity("alice", now.replace(microsecond=0) + timedelta(minutes=30))


def test_one_audience_among_several_will_do(now):
    assert read(signed(now, aud=["website", "shopbell"]), now).customer_id == "alice"


@pytest.mark.parametrize(
    "wrong",
    [
        {"exp": ("minutes", -1)}, {"exp": ("seconds", 0)}, {"exp": ("minutes", 62)}, {"exp": ("days", 9000)},
        {"nbf": ("minutes", 2)},
    ],
)  # fmt: skip
def test_not_when_it_ran_out_or_lasts_too_long_or_begins_later(now, wrong):
    ((claim, (unit, count)),) = wrong.items()
    moment = now + timedelta(**{unit: count})
    with pytest.raises(NotSignedIn):
        read(forged(claims(now, **{claim: moment.timestamp()}), {"alg": "HS256"}, SECRET), now)


@pytest.mark.parametrize(
    "wrong",
    [
        {"sub": None}, {"sub": ""}, {"jti": None}, {"jti": ""}, {"aud": None}, {"aud": "another"},
        {"exp": None}, {"exp": 1e300}, {"exp": True}, {"exp": float("nan")}, {"nbf": -1e300},
    ],
)  # fmt: skip
def test_not_when_something_is_missing_or_senseless(now, wrong):
    with pytest.raises(NotSignedIn):
        read(signed(now, **wrong), now)


@pytest.mark.parametrize("wrong", [{"sub": 7}, {"sub": ["alice"]}, {"jti": 7}, {"exp": "soon"}, {"exp": {}}])
def test_not_when_a_claim_is_of_the_wrong_kind(now, wrong):
    with pytest.raises(NotSignedIn):
        read(forged(claims(now, **wrong), {"alg": "HS256"}, SECRET), now)


def forged(payload: dict[str, object], header: dict[str, object], secret: str) -> str:
    """A token made by hand, for what a library refuses to make."""
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, payload)]
    mac = hmac.new(secret.encode(), b".".join(parts), hashlib.sha256).digest()
    return b".".join([*parts, base64.urlsafe_b64encode(mac).rstrip(b"=")]).decode()


def test_a_token_made_by_hand_is_taken_when_it_is_right(now):
    assert read(forged(claims(now), {"alg": "HS256", "typ": "JWT"}, SECRET), now).customer_id == "alice"


@pytest.mark.filterwarnings("ignore::jwt.InsecureKeyLengthWarning")
def test_not_signed_by_somebody_else_or_not_at_all(now):
    payload = claims(now)
    other_headers: tuple[dict[str, object], ...] = (
        {"alg": "none"}, {"alg": "HS512"}, {"alg": "RS256"}, {"alg": "hs256"},
        {"alg": "HS256", "crit": ["x"], "x": 1},
    )  # fmt: skip
    by_others = signed(now, secret="a guess of somebody who would like to know")
    unsigned = forged(payload, {"alg": "none"}, "").rpartition(".")[0] + "."
    by_hand = [forged(payload, header, SECRET) for header in other_headers]
    for token in (by_others, signed(now, algorithm="HS512"), unsigned, *by_hand):
        with pytest.raises(NotSignedIn):
            read(token, now)


@pytest.mark.parametrize(
    "token", ["", "a.b.c", "....", "x" * 9_000, "\x00", "\ud800.\ud800.x", "nächste.über.ß", "e30.e30.e30"]
)
def test_not_what_is_no_token(now, token: str):
    with pytest.raises(NotSignedIn):
        read(token, now)


def test_without_a_secret_nobody_can_sign_in(now):
    with pytest.raises(NotSignedIn):
        read(forged(claims(now), {"alg": "HS256"}, ""), now, secret="")


def test_the_reason_is_not_told(now):
    texts = set()
    for token in (
        "a.b.c",
        signed(now, secret="a guess of somebody who would like to know"),
        signed(now, aud="x"),
        signed(now, exp=1),
    ):
        with pytest.raises(NotSignedIn) as refused:
            read(token, now)
        texts.add(str(refused.value))
    assert len(texts) == 1
