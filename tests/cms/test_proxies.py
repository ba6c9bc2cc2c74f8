"""Where a request came from: what a visitor writes into a header is believed of nobody but the operator's proxies."""

import pytest
from django.test import RequestFactory

from cms.proxies import client_address, household_of, network_of


def asked(remote="10.0.0.9", forwarded=None):
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return RequestFactory().get("/", REMOTE_ADDR=remote, **headers)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, None, "10.0.0.9"),
        (0, "203.0.113.7", "10.0.0.9"),  # nobody vouches for it
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "1.2.3.4, 203.0.113.7", "203.0.113.7"),  # the first is what the client said itself
        (2, "1.2.3.4, 203.0.113.7, 10.0.0.8", "203.0.113.7"),
        (2, "203.0.113.7", "10.0.0.9"),  # one proxy was not passed
        (1, None, "10.0.0.9"),
        (1, "nonsense", ""),
        (1, " 2001:db8::1 ", "2001:db8::1"),
        (1, "::ffff:203.0.113.7", "203.0.113.7"),
        (1, "fe80::1%eth0", "fe80::1"),
    ],
)
def test_the_address_is_the_one_that_the_farthest_trusted_proxy_was_asked_from(settings, proxies, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies
    assert client_address(asked(forwarded=forwarded)) == expected


@pytest.mark.parametrize(
    ("remote", "network"),
    [("203.0.113.77", "203.0.113.0/24"), ("2001:db8:1:2::3", "2001:db8:1::/48"), ("", "")],
)
def test_a_network_says_where_and_not_who(remote, network):
    assert network_of(asked(remote)) == network


def test_a_household_has_many_addresses_of_the_sixth_version():
    assert household_of(asked("2001:db8:1:2::1")) == household_of(asked("2001:db8:1:2:ffff::9"))
    assert household_of(asked("2001:db8:1:3::1")) != household_of(asked("2001:db8:1:2::1"))
    assert household_of(asked("203.0.113.7")) == "203.0.113.7"
    assert household_of(asked("")) == ""
