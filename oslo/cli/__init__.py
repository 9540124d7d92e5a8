"""The command `oslo`. Each subcommand is a short function, each module a group of them."""

from . import convert, show, validate
from .app import app, main

__all__ = ["app", "convert", "main", "show", "validate"]
