"""The command `oslo`: one short function a command, a module a group of them."""

from . import check, convert, look
from .base import app, main

__all__ = ["app", "check", "convert", "look", "main"]
