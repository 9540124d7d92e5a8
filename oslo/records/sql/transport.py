"""A connection to a PostgreSQL server on which a password may be sent: a socket, over TLS as `sslmode` says.

TLS is spoken before anything else: a certificate that is refused gets neither password nor query. Without `sslmode` a
server on another machine has to speak TLS. See https://www.postgresql.org/docs/current/libpq-ssl.html.
"""

from __future__ import annotations

import socket
import ssl
import struct
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ...errors import InputError, Place
from .settings import Settings

_SSL_REQUEST = struct.pack("!ii", 8, 80877103)
_ROOT = "root.crt"


def connect(settings: Settings, place: Place, tell: Callable[[str], None]) -> socket.socket:
    """A socket to the server, with the time-out of connecting; InputError if there is none as asked.

    `tell` gets a sentence about a connection that others can read or pretend to be.
    """
    try:
        if settings.socket is not None:
            return _local_socket(settings)
        plain = socket.create_connection((settings.address or settings.host, settings.port), settings.timeout)
    except TimeoutError:
        raise InputError(f"no answer within {settings.timeout:g} seconds (connect_timeout)", place) from None
    except (OSError, UnicodeError) as error:
        raise InputError(f"no connection: {getattr(error, 'strerror', None) or error}", place) from None
    try:
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        return _secured(plain, settings, place, tell)
    except InputError:
        plain.close()
        raise
    except (OSError, ValueError) as error:  # ValueError: a host name that no certificate can have
        plain.close()
        raise InputError(f"{_reason(error)}", place) from None
    except BaseException:
        plain.close()
        raise


def _local_socket(settings: Settings) -> socket.socket:
    local = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        local.settimeout(settings.timeout)
        local.connect(settings.socket or "")
    except BaseException:
        local.close()
        raise
    return local


def _secured(plain: socket.socket, settings: Settings, place: Place, tell: Callable[[str], None]) -> socket.socket:
    """The socket as it is or with TLS."""
    mode = settings.sslmode or ("prefer" if settings.is_local else "require")
    if mode == "disable":
        if not settings.is_local:
            tell(f"the connection is not encrypted (sslmode={mode}): password and records can be read on the way")
        return plain
    plain.sendall(_SSL_REQUEST)
    if plain.recv(1) == b"S":
        context = _context(mode, settings, place)
        if context.verify_mode is ssl.CERT_NONE and not settings.is_local:
            tell("the certificate of the server is not checked: sslmode=verify-full and sslrootcert do that")
        return context.wrap_socket(plain, server_hostname=settings.host)
    if mode not in ("allow", "prefer"):
        asked = f"sslmode={mode}" if settings.sslmode else "the server is on another machine"
        hint = "" if settings.sslmode else ": sslmode=disable sends password and records in the clear"
        raise InputError(f"the server has no TLS, and {asked}{hint}", place)
    if not settings.is_local:
        tell(f"the connection is not encrypted (sslmode={mode}): password and records can be read on the way")
    return plain


def _context(mode: str, settings: Settings, place: Place) -> ssl.SSLContext:
    """What TLS has to check: the authority if its certificate is there, as libpq does; the name with verify-full."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = mode == "verify-full"
    root = Path(settings.root) if settings.root else _at_home(_ROOT)
    certificate, key = settings.certificate or _kept("postgresql.crt"), settings.key or _kept("postgresql.key")
    try:
        if settings.root == "system":
            context.load_default_certs()
        elif root.is_file():
            context.load_verify_locations(root)
        elif settings.root or mode.startswith("verify"):
            hint = "give it with sslrootcert, or sslrootcert=system for those of this machine"
            raise InputError(f"no file {root} with the certificate of the authority (sslmode={mode}): {hint}", place)
        else:
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        if certificate:
            context.load_cert_chain(certificate, key, password=_no_password)
    except (OSError, ValueError) as error:
        name = settings.root or certificate or root
        raise InputError(f"no certificate can be read from {name}: {_reason(error)}", place) from None
    return context


def _no_password() -> str:
    raise ValueError("its key has a password")


def _at_home(name: str) -> Path:
    with suppress(RuntimeError):
        return Path("~/.postgresql", name).expanduser()
    return Path(name)  # without a home it is not there


def _kept(name: str) -> str | None:
    path = _at_home(name)
    return str(path) if path.is_file() else None


def _reason(error: Exception) -> str:
    match error:
        case ssl.SSLCertVerificationError():
            return f"the certificate of the server is refused: {error.verify_message}"
        case ssl.SSLError():
            return f"TLS: {error.reason or error}"
        case TimeoutError():
            return "no answer while connecting (connect_timeout)"
        case OSError():
            return f"the connection was lost: {error.strerror or error}"
    return str(error)
