# /// script
# requires-python = "==3.11.*"
# dependencies = ["mediapipe==0.10.21"]
# ///
"""Rebuild ``pose_landmarker_full.task`` from the networks inside the mediapipe 0.10.21 wheel.

The Tasks API loads a *bundle*: an uncompressed zip of the person detector and the landmark
network. The wheel contains both networks, but not the metadata that tells the Tasks API how to
normalise a picture for the second one. The metadata writer of the same wheel adds it.

This needs CPython 3.11 and mediapipe 0.10.21. formcheck itself runs on a newer mediapipe, so use a
separate environment::

    uv run models/rebuild.py                    # uv reads the requirements above

    python3.11 -m venv rebuild-env              # or with pip
    rebuild-env/bin/pip install mediapipe==0.10.21
    rebuild-env/bin/python models/rebuild.py

The result is compared with the sha256 below, and written only if it is the same.
"""

import hashlib
import io
import sys
import zipfile
from pathlib import Path

import mediapipe
from mediapipe.tasks.python.metadata.metadata_writers import metadata_writer

MODULES = Path(mediapipe.__file__).parent / "modules"
TARGET = Path(__file__).with_name("pose_landmarker_full.task")
SHA256 = {
    "pose_detection/pose_detection.tflite": (
        "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c"
    ),
    "pose_landmark/pose_landmark_full.tflite": (
        "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f"
    ),
    TARGET.name: ("83ca42af7ac00288dd5675331a56aed7f0cf9e2e7198b30ed57be3d670ef0f66"),
}


def checked(name: str, data: bytes) -> bytes:
    """Return ``data`` if its sha256 is the recorded one; otherwise stop with a message."""
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256[name]:
        sys.exit(f"{name}: sha256 is {found}, not the recorded {SHA256[name]}; nothing written")
    return data


def network(name: str) -> bytes:
    """Return a network from the wheel, after comparing its sha256."""
    return checked(name, (MODULES / name).read_bytes())


def with_image_normalisation(model: bytes) -> bytes:
    """Add the TFLite metadata that scales pixels from 0..255 to 0..1 (mean 0, std 255)."""
    writer = metadata_writer.MetadataWriter.create(bytearray(model))
    writer.add_image_input(norm_mean=[0.0], norm_std=[255.0])
    with_metadata, _ = writer.populate()
    return bytes(with_metadata)


def bundle(entries: dict[str, bytes]) -> bytes:
    """Zip without compression (the Tasks API maps the entries) and with a fixed date."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in entries.items():
            archive.writestr(zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0)), data)
    return buffer.getvalue()


def main() -> None:
    """Rebuild the bundle and write it."""
    landmarks = network("pose_landmark/pose_landmark_full.tflite")
    task = bundle(
        {
            "pose_detector.tflite": network("pose_detection/pose_detection.tflite"),
            "pose_landmarks_detector.tflite": with_image_normalisation(landmarks),
        }
    )
    TARGET.write_bytes(checked(TARGET.name, task))
    print(f"{TARGET}: {len(task)} bytes, sha256 as recorded")


if __name__ == "__main__":
    main()
