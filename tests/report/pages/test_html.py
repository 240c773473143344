"""A page as one file."""

import base64
import hashlib
import json
import re
from html import unescape

import pytest

from formcheck.report.pages.html import (
    content_policy,
    inline,
    json_pieces,
    verdict_colours_css,
    without_comments,
)

HOSTILE = "</script><script>alert(1)</script><!-- \u2028\u2029 \u202e \" ' & \n"


def test_json_comes_back_and_ends_no_element() -> None:
    text = "".join(json_pieces({"name": HOSTILE, HOSTILE: [1.5, None], 7: iter([[1], {}])}))
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text) == {"name": HOSTILE, HOSTILE: [1.5, None], "7": [[1], {}]}


def test_a_number_that_json_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        list(json_pieces([float("nan")]))


@pytest.mark.parametrize("code", ["'</SCRIPT>'", "a </style>", "x <!-- y", "'<script'"])
def test_code_that_would_end_its_element_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="must not contain"):
        inline(code)


def test_a_style_is_carried_without_comments_and_indentation() -> None:
    style = "/*! licence */\n/* Two\n   lines. */\n.a,\n.b > c {\n  margin: 0 1px; /* why */\n}\n"
    bare = without_comments(style)
    assert bare.split() == [
        "/*!",
        "licence",
        "*/",
        ".a,",
        ".b",
        ">",
        "c",
        "{",
        "margin:",
        "0",
        "1px;",
        "}",
    ]
    assert "\n " not in bare


def test_the_policy_allows_these_scripts_and_styles_alone() -> None:
    digest = base64.b64encode(hashlib.sha256(b"run()").digest()).decode()
    policy = content_policy(["p {}"], ["run()"], "abc")
    assert "default-src 'none'" in policy
    assert f"script-src 'sha256-{digest}';" in policy
    assert "style-src 'nonce-abc' 'sha256-" in policy
    assert "unsafe" not in policy
    assert unescape(policy) == policy


def test_the_colours_of_verdicts_are_those_of_the_video() -> None:
    assert "--fault: #D55E00;" in verdict_colours_css()
    assert "--not-assessed: #999999;" in verdict_colours_css()
