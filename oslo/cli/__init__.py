"""The command `oslo`. Each command is a short function, each module a group of commands."""

from . import convert, mapping, show, validate
from .app import app, main

__all__ = ["app", "convert", "main", "mapping", "show", "validate"]
