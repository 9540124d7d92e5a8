"""Connections to public hosts, for as long as they may take.

A name is resolved once, all its addresses are judged, and the connection goes to one of them: nobody can give another
answer in between. Behind a proxy, the proxy resolves names.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from ..errors import InputError, Place

if TYPE_CHECKING:
    import requests

_CONNECT = 10.0  # seconds to connect to one address
_AT_ONCE = 0.001  # seconds, where none are left
_V4_INSIDE = {"::ffff:0:0/96": 0, "64:ff9b::/96": 0, "2002::/16": 80}
"""IPv6 addresses that lead to an IPv4 one, and how many bits stand behind it: mapped, NAT64 (RFC 6052), 6to4."""
_V4_AT = [(ipaddress.IPv6Network(network), shift) for network, shift in _V4_INSIDE.items()]
_UNICAST = ipaddress.IPv6Network("2000::/3")  # all that is given out for the internet (RFC 4291, section 2.4)


def is_public(address: str) -> bool:
    """Whether an address is one of the internet, and not of this machine, its network or a tunnel into it.

    >>> [is_public(each) for each in ("93.184.215.14", "127.0.0.1", "64:ff9b::7f00:1", "fe80::1%eth0")]
    [True, False, False, False]
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inside = next((int(found) >> shift for network, shift in _V4_AT if found in network), None)
        if inside is None:
            return found in _UNICAST and found.is_global
        found = ipaddress.IPv4Address(inside & 0xFFFFFFFF)
    return found.is_global and not found.is_multicast and not found.is_reserved


def refuse_private(address: str, url: str) -> None:
    """Raise InputError for an address that is not public."""
    if not is_public(address):
        raise InputError("leads to a private address", Place(url))


def literal_address(host: str) -> str | None:
    """The address that a host is, in any form that resolvers take; None for a name.

    >>> [literal_address(each) for each in ("0x7f.1", "2130706433", "::1", "example.org")]
    ['127.0.0.1', '127.0.0.1', '::1', None]
    """
    with suppress(ValueError):
        return str(ipaddress.ip_address(host.partition("%")[0]))
    with suppress(OSError, UnicodeError):
        return socket.inet_ntoa(socket.inet_aton(host))
    return None


def _addresses(host: str, port: int, url: str, allow_private: bool) -> list[Any]:
    """The addresses of a host, as `socket.getaddrinfo` gives them. InputError if one of them is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError):  # also a label that is too long, or a character that no name has
        raise InputError("no such host", Place(url)) from None
    for *_, address in found if not allow_private else ():
        refuse_private(str(address[0]), url)
    return found


class Deadline:
    """The moment at which all has to be there: connections that are open then are closed, whatever they wait for."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds
        self._open: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._close_all)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        for each in self._open:
            each.close()

    @property
    def left(self) -> float:
        """Seconds until then; 0 afterwards."""
        return max(0.0, self._end - time.monotonic())

    def watch(self, connection: socket.socket) -> None:
        """Close a connection then."""
        self._open.append(connection.dup())
        if not self.left:
            self._close_all()

    def _close_all(self) -> None:
        for each in self._open:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


def adapter_for(url: str, deadline: Deadline, *, allow_private: bool) -> requests.adapters.HTTPAdapter:
    """What connects a session of requests, to public addresses alone unless private ones are allowed."""
    from requests.adapters import HTTPAdapter
    from urllib3.connection import HTTPSConnection
    from urllib3.connectionpool import HTTPSConnectionPool
    from urllib3.exceptions import NewConnectionError

    class Connection(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            connection = super()._new_conn() if self.proxy else self._connect_to_one()
            deadline.watch(connection)
            return connection

        def _connect_to_one(self) -> socket.socket:
            refused = "no address"
            for family, kind, protocol, _, address in _addresses(self.host, self.port or 443, url, allow_private):
                connection = socket.socket(family, kind, protocol)
                connection.settimeout(min(_CONNECT, deadline.left) or _AT_ONCE)
                try:
                    connection.connect(address)
                except OSError as error:
                    connection.close()
                    refused = str(error)
                else:
                    return connection
            raise NewConnectionError(self, refused)

    class Pool(HTTPSConnectionPool):
        ConnectionCls = Connection

    class Adapter(HTTPAdapter):
        def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
            manager = super().proxy_manager_for(proxy, **options)
            manager.pool_classes_by_scheme = {**manager.pool_classes_by_scheme, "https": Pool}
            return manager

    adapter = Adapter(max_retries=0)
    adapter.poolmanager.pool_classes_by_scheme = {"https": Pool}
    return adapter
