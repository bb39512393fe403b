"""Degrees to a plane on which areas are true: the Albers equal-area conic, fitted to the box of the data.

Source: J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395, 1987, p. 98-103: formulas 14-1 to
14-6 of the sphere. The standard parallels lie a sixth of the box inside its southern and northern edge (p. 99).
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

FLAT = 1e-6  # a cone of less is a cylinder: the box lies evenly on both sides of the equator


@dataclass(frozen=True)
class Albers:
    """Angles in radians: origin of longitude and latitude, the two standard parallels."""

    longitude: float
    latitude: float
    south: float
    north: float

    @classmethod
    def fitted(cls, west: float, south: float, east: float, north: float) -> "Albers":
        """For a box in degrees."""
        inside = (north - south) / 6
        angles = ((west + east) / 2, (south + north) / 2, south + inside, north - inside)
        return cls(*(math.radians(angle) for angle in angles))

    def project(self, degrees: Any) -> Any:
        """Longitudes and latitudes, float64 of shape (n, 2), to x and y in radii of the sphere, y to the north."""
        longitude, latitude = np.radians(np.asarray(degrees, np.float64)).T
        n = (math.sin(self.south) + math.sin(self.north)) / 2
        if abs(n) < FLAT:
            flat = math.cos(self.south)
            return np.column_stack(((longitude - self.longitude) * flat, np.sin(latitude) / flat))
        c = math.cos(self.south) ** 2 + 2 * n * math.sin(self.south)
        rho = np.sqrt(np.maximum(0.0, c - 2 * n * np.sin(latitude))) / n
        rho_0 = math.sqrt(max(0.0, c - 2 * n * math.sin(self.latitude))) / n
        theta = n * (longitude - self.longitude)
        return np.column_stack((rho * np.sin(theta), rho_0 - rho * np.cos(theta)))
