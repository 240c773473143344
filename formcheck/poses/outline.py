"""What is traced in the mask of a person."""

import numpy as np

from formcheck.system.arrays import FloatArray

EDGE_STATIONS = (
    37  # places along the trunk at which its outline is kept, see `formcheck.kinematics.back`
)
SILHOUETTE_ROWS = 96  # of the picture in which it is kept how far the person reaches
# What is read from the mask, (2, so many) a frame.
TRACED = {"edges_tl": EDGE_STATIONS, "silhouette_px": SILHOUETTE_ROWS, "legs_shown": 2}


# Along the line from mid-hip (0) to mid-shoulder (1), over the sacrum at the lower end.
STATIONS: FloatArray = np.linspace(-0.1, 1.0, EDGE_STATIONS)
STATIONS.setflags(write=False)
# The side of that line, seen on the way up, on which each edge lies: 1 on the left, where a person
# who faces right has the back, -1 on the right.
EDGE_SIDES = (1, -1)
