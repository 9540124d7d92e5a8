"""Geometry as text: WKT, GML and GeoJSON, read and written, and the areas in which reference systems are used.

Nothing here knows a class or a property; `oslo.model.geometry` makes values of it.
"""
