"""The command `oslo`: a short function per command, a module per group of commands."""

from . import convert, show, validate
from .app import app, main

__all__ = ["app", "convert", "main", "show", "validate"]
