"""How far from its point an event may truly lie, by how exactly its source says it is placed."""

from __future__ import annotations

# Radius in kilometres of the disc in which an event truly lies, by UCDP `where_prec` (codebook of the
# Georeferenced Event Dataset). Our choice, reasons in docs/explanation/places.md.
PRECISION_KM = {
    1: 1.0,  # the exact place: a village's or a quarter's extent
    2: 25.0,  # near a place: the codebook's own "within about 25 km"
    3: 30.0,  # only the district is known: a wide second-order division
    4: 75.0,  # only the province is known: as large as a first-order division of 18,000 km2
    5: 50.0,  # along a road, river or border, or in a region without edges
    6: 250.0,  # only the country is known: as large as one of 200,000 km2
    7: 100.0,  # at sea or in the air: the point is nominal
}
# A point that comes without any word on its precision is taken as the place it names.
UNSTATED_KM = PRECISION_KM[1]
