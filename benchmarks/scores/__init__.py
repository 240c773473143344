"""How often formcheck is right: its verdicts, counts and angles against the truth of each clip.

`score` measures one clip; `figures` draws figures from many of them; `tables` prints the figures.
`agreement` compares what a live set says with what the clip as a whole says. `told` compares what
is said with the truth: `frame_rates` on a slow computer, `spoiled` of spoiled pictures. This
package renders nothing and knows of no other clips than those of `benchmarks.clips`.
"""
