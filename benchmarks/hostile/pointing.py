"""Playlists and descriptions that point elsewhere: to other files, or to the network."""

import random
import struct
from pathlib import Path

from benchmarks.hostile import canary
from benchmarks.hostile.case import Case, judged
from benchmarks.hostile.samples import usual

ELSEWHERE = "elsewhere"  # the folder beside the inputs; nothing in it is named

_TEXTS = {
    "HLS": "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n{}\n#EXT-X-ENDLIST\n",
    "HLS map": '#EXTM3U\n#EXT-X-MAP:URI="{}"\n#EXTINF:2,\n{}\n',
    "HLS key": '#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="{}"\n#EXTINF:2,\n{}\n',
    "HLS master": "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{}\n",
    "M3U": "#EXTM3U\n#EXTINF:2,x\n{}\n",
    "concat": "ffconcat version 1.0\nfile '{}'\n",
    "DASH": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period>'
    '<AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>{}</BaseURL>'
    "</Representation></AdaptationSet></Period></MPD>",
    "SDP": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video {} RTP/AVP 96\n",
    "SMIL": '<smil><body><video src="{}"/></body></smil>',
    "ASX": '<asx version="3.0"><entry><ref href="{}"/></entry></asx>',
    "SVG": '<svg xmlns="http://www.w3.org/2000/svg"><image href="{}"/></svg>',
    "AviSynth": 'AviSource("{}")\n',
    "IMF": '<?xml version="1.0"?><CompositionPlaylist xmlns="http://www.smpte-ra.org/schemas/2067-3">'
    "<Path>{}</Path></CompositionPlaylist>",
    "redirect": "[Reference]\nRef1={}\n",
}
_NAMES = (
    "clip.mp4", "clip.m3u8", "clip.ffconcat", "clip.mpd", "clip.sdp", "clip.ts", "clip.mkv",
    "clip.avs", "clip.jpg", "clip.gif", "clip", "clip%d.mp4", "concat:clip.ts", "pipe:0",
)  # fmt: skip


def pointing(rng: random.Random, folder: Path, number: int) -> Case:
    """Make a text, or an MP4, that points to another file or to a port of this machine."""
    elsewhere = folder.parent / ELSEWHERE
    elsewhere.mkdir()
    other = elsewhere / "other.ts"
    other.write_bytes(usual("ts"))
    (elsewhere / "other.mp4").write_bytes(usual("mp4"))
    port = canary.port()
    places = {
        "relative": f"../{ELSEWHERE}/other.ts",
        "absolute": str(other),
        "file": f"file:{other}",
        "file URL": f"file://{other}",
        "subfile": f"subfile,,start,0,end,0,,:{other}",
        "concat": f"concat:{other}|{other}",
        "crypto": f"crypto:{other}",
        "http": f"http://127.0.0.1:{port}/other.ts",
        "tcp": f"tcp://127.0.0.1:{port}",
        "rtsp": f"rtsp://127.0.0.1:{port}/other",
        "hls": f"hls+http://127.0.0.1:{port}/other.m3u8",
    }
    where = rng.choice(list(places))
    if number % 8 == 7:
        return _external(rng, folder, other)
    what = list(_TEXTS)[number % len(_TEXTS)]
    clip = folder / rng.choice(_NAMES)
    clip.write_text(_TEXTS[what].format(places[where], places[where]), encoding="utf-8")
    return judged(clip, f"{what} ({where}) named {clip.name}", number)


def _external(rng: random.Random, folder: Path, other: Path) -> Case:
    """Make an MP4 whose data are said to be in another file."""
    data = usual(rng.choice(("mp4", "mov")))
    kind = rng.choice((b"url ", b"urn ", b"alis"))
    place = data.index(b"url \0\0\0\1") - 4
    text = str(rng.choice((other, f"file://{other}", other.name))).encode() + b"\0"
    box = struct.pack(">I4sI", 12 + len(text), kind, 0) + text
    clip = folder / "clip.mp4"
    clip.write_bytes(data[:place] + box + data[place + 12 :])
    return judged(clip, f"MP4 with external data ({kind.decode()})", 1)
