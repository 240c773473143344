"""A text that tries to run something, to break lines and directions, and to be too long."""

HOSTILE = (
    '</script></title><script>document.title = "evil"</script>'
    '<img src="x" onerror="document.title = \'evil\'">'
    "\u202e\u2028\u2029\r\n\"'`{{ 7 * 7 }}" + "x" * 10_000
)
