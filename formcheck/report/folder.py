"""The names of the files in a folder of results."""

POSES, REPORT, MEASURES, REPS, VIDEO = (
    "poses.npz",
    "report.json",
    "measures.csv",
    "reps.csv",
    "annotated.mp4",
)
