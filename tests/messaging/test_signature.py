"""Webhook signatures: both algorithms, awkward addresses, and everything that is not Twilio."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fieldcomm.messaging.signature import SHA1, SHA256, _exact, sign, verify

ACCOUNT, TOKEN = "AC" + "a" * 32, "a token for tests"
PUBLIC = "https://texts.example.com"
FORM = [
    ("MessageSid", "SM1"),
    ("AccountSid", ACCOUNT),
    ("From", "+14045550123"),
    ("Body", "Grüße 👍"),
    ("Empty", ""),
]
KEYS = {"webhooks_sharedkey_1": "a shared secret"}


def check(**said: Any) -> bool:
    usual: dict[str, Any] = {
        "url_base": PUBLIC,
        "raw_target": "/twilio/sms",
        "form": FORM,
        "headers": {"X-Twilio-Signature": sign(PUBLIC + "/twilio/sms", FORM, TOKEN)},
        "auth_token": TOKEN,
        "account_sid": ACCOUNT,
    }
    return verify(**(usual | said))


def signed(url: str, form: Any = FORM, secret: str = TOKEN) -> dict[str, str]:
    return {"X-Twilio-Signature": sign(url, form, secret)}


def test_the_signature_is_the_documented_one():
    """https://www.twilio.com/docs/usage/webhooks/webhooks-security: URL, then names and values."""
    said = PUBLIC + "/x?a=1" + "AccountSid" + ACCOUNT + "BodyhiTo+14045550100"
    mac = hmac.new(TOKEN.encode(), said.encode(), hashlib.sha1).digest()
    headers = {"x-twilio-signature": base64.b64encode(mac).decode()}
    form = [("To", "+14045550100"), ("Body", "hi"), ("AccountSid", ACCOUNT)]
    assert check(raw_target="/x?a=1", form=form, headers=headers)


@pytest.mark.parametrize(
    "target",
    [
        "/twilio/status/caf%C3%A9",
        "/twilio/status/caf%c3%a9",
        "/twilio/status/a%2Fb",
        "/twilio/status/%7euser",
        "/twilio/status/~user",
        "/twilio/sms?",
        "/twilio/sms?&&a=b;c",
        "/twilio/sms?a=1&a=2&b=%20+",
        "//twilio//sms",
        "/twilio/../sms",
        "/a;b=c?d#",
        "/",
    ],
)
def test_the_target_counts_as_it_came_over_the_wire(target):
    headers = signed(PUBLIC + target)
    assert check(raw_target=target, headers=headers)
    assert not check(raw_target=target + "x", headers=headers)


@pytest.mark.parametrize("base", [PUBLIC + "/", PUBLIC + "/behind/a/proxy", PUBLIC + ":8443"])
def test_the_public_address_may_have_a_slash_a_path_or_a_port(base):
    assert check(url_base=base, headers=signed(base.rstrip("/") + "/twilio/sms"))


def test_twilio_may_sign_with_the_default_port_or_without():
    assert check(headers=signed("https://texts.example.com:443/twilio/sms"))
    assert check(url_base=PUBLIC + ":443")


def test_header_names_come_in_any_case():
    (value,) = signed(PUBLIC + "/twilio/sms").values()
    assert check(headers={"X-TWILIO-SIGNATURE": value})


def test_a_repeated_name_signs_each_of_its_values_once():
    said = PUBLIC + "/x" + "AccountSid" + ACCOUNT + "Media1Media2"
    mac = hmac.new(TOKEN.encode(), said.encode(), hashlib.sha1).digest()
    headers = {"X-Twilio-Signature": base64.b64encode(mac).decode()}
    form = [("Media", "2"), ("AccountSid", ACCOUNT), ("Media", "1"), ("Media", "2")]
    assert check(raw_target="/x", form=form, headers=headers)


def test_parameters_nobody_announced_are_accepted():
    form = [*FORM, ("BrandNew", "value")]
    assert check(form=form, headers=signed(PUBLIC + "/twilio/sms", form))


@pytest.mark.parametrize(
    "wrong",
    [
        {"headers": {}},
        {"headers": {"X-Twilio-Signature": ""}},
        {"headers": {"X-Twilio-Signature": "é" * 28}},
        {"headers": {"X-Twilio-Signature": None}},
        {"auth_token": ""},
        {"auth_token": "another token"},
        {"account_sid": ""},
        {"account_sid": "AC" + "b" * 32},
        {"form": [pair for pair in FORM if pair[0] != "AccountSid"]},
        {"form": [*FORM, ("AccountSid", ACCOUNT)]},
        {"form": [*FORM, ("Body", "\ud800")]},
        {"form": []},
        {"raw_target": ""},
        {"raw_target": "@evil.example/twilio/sms"},
        {"raw_target": "https://texts.example.com/twilio/sms"},
        {"url_base": "http://texts.example.com"},
        {"url_base": "https://texts.example.com:notaport"},
        {"url_base": "https://texts.example.com:99999"},
        {"url_base": "https://[texts"},
    ],
)
def test_anything_odd_is_not_from_twilio(wrong):
    assert check()
    assert not check(**wrong)


@pytest.mark.parametrize("target", ["@evil.example/", ".evil.example/", "", "?a=1"])
def test_a_target_that_would_change_the_host_is_refused_even_signed(target):
    assert not check(raw_target=target, headers=signed(PUBLIC + target))


@pytest.mark.parametrize("base", ["http://h:notaport", "http://h:99999", "http://[h"])
def test_a_bad_address_that_somebody_signed_all_the_same_raises_nothing(base):
    check(url_base=base, headers={"X-Twilio-Signature": "x" * 28})


def test_a_shared_key_signs_with_sha256():
    headers = {
        "X-Twilio-Signature": sign(PUBLIC + "/twilio/sms", FORM, "a shared secret", SHA256),
        "X-Twilio-Webhooks-Signature-Settings": "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256",
    }
    assert check(headers=headers, shared_keys=KEYS)
    assert not check(headers=headers)
    assert not check(headers=headers, shared_keys={"webhooks_sharedkey_1": "another"})
    assert not check(headers=headers, shared_keys={"webhooks_sharedkey_1": ""})


@pytest.mark.parametrize(
    "settings",
    [
        "algorithm=HMAC_SHA256",
        "key=unknown,algorithm=HMAC_SHA256",
        "key=webhooks_sharedkey_1,algorithm=HMAC_MD5",
        "key=webhooks_sharedkey_1",
        "algorithm=none",
    ],
)
@pytest.mark.parametrize("secret", [TOKEN, "a shared secret", ""])
def test_no_other_setting_opens_a_door_for_sha256(settings, secret):
    headers = {
        "X-Twilio-Signature": sign(PUBLIC + "/twilio/sms", FORM, secret, SHA256),
        "X-Twilio-Webhooks-Signature-Settings": settings,
    }
    assert not check(headers=headers, shared_keys=KEYS)


def test_the_settings_header_may_name_the_old_algorithm():
    headers = signed(PUBLIC + "/twilio/sms")
    headers["X-Twilio-Webhooks-Signature-Settings"] = "algorithm=HMAC_SHA1"
    assert check(headers=headers)


ANYTHING = st.text(st.characters(), max_size=40)


@given(
    base=st.one_of(st.just(PUBLIC), ANYTHING, ANYTHING.map("http://h:{}".format)),
    target=st.one_of(ANYTHING, ANYTHING.map("/{}".format)),
    form=st.lists(st.tuples(ANYTHING, ANYTHING), max_size=5),
    signature=ANYTHING,
    settings=st.one_of(st.none(), ANYTHING, ANYTHING.map("key={},algorithm=HMAC_SHA256".format)),
    token=ANYTHING,
)
def test_it_never_raises_and_never_says_yes(base, target, form, signature, settings, token):
    headers = {"X-Twilio-Signature": signature}
    if settings is not None:
        headers["X-Twilio-Webhooks-Signature-Settings"] = settings
    assert not verify(
        url_base=base,
        raw_target=target,
        form=[*form, ("AccountSid", ACCOUNT)],
        headers=headers,
        auth_token=token,
        account_sid=ACCOUNT,
        shared_keys=KEYS,
    )


@given(
    target=st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40).map(
        "/".__add__
    ),
    form=st.lists(
        st.tuples(ANYTHING.filter(lambda name: name != "AccountSid"), ANYTHING), max_size=5
    ).filter(lambda form: "\ud800" not in str(form)),
)
def test_whatever_twilio_signs_is_accepted(target, form):
    form = [*form, ("AccountSid", ACCOUNT)]
    try:
        headers = signed(PUBLIC + target, form)
    except UnicodeEncodeError:
        return  # a lone surrogate: cannot come out of UTF-8
    assert check(raw_target=target, form=form, headers=headers)


PAIRS = st.lists(st.tuples(st.text(max_size=5), st.text(max_size=20)), max_size=6)


@given(form=PAIRS, algorithm=st.sampled_from([SHA1, SHA256]))
def test_our_quick_signature_is_the_sdks_for_every_form(form: Any, algorithm: str):
    form = [(name, value) for name, value in [*form, ("AccountSid", ACCOUNT)] if name]
    assume(all(name != "AccountSid" or value == ACCOUNT for name, value in form))
    url = PUBLIC + "/twilio/sms"
    assert _exact(url, form, TOKEN, algorithm) == sign(url, form, TOKEN, algorithm)
