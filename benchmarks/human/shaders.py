"""The programs that run on the graphics card (or its software stand-in)."""

from __future__ import annotations

_SKINNING = """
layout(std140) uniform Bones { vec4 rows[3 * BONE_COUNT]; };
in vec3 place; in vec3 normal; in vec3 colour; in vec4 bones; in vec4 weights; in float material;
void skin(out vec3 p, out vec3 n) {
    vec4 a = vec4(0), b = vec4(0), c = vec4(0);
    for (int i = 0; i < 4; ++i) {
        int k = 3 * int(bones[i] + 0.5);
        a += weights[i] * rows[k]; b += weights[i] * rows[k + 1]; c += weights[i] * rows[k + 2];
    }
    vec4 h = vec4(place, 1);
    p = vec3(dot(a, h), dot(b, h), dot(c, h));
    n = vec3(dot(a.xyz, normal), dot(b.xyz, normal), dot(c.xyz, normal));
}
"""

_NOISE = """
float hash(vec3 p) { p = fract(p * 0.3183099 + 0.1); p *= 17.0;
    return fract(p.x * p.y * p.z * (p.x + p.y + p.z)); }
float smooth_noise(vec3 x) {
    vec3 i = floor(x), f = fract(x); f = f * f * (3.0 - 2.0 * f);
    return mix(mix(mix(hash(i), hash(i + vec3(1,0,0)), f.x),
                   mix(hash(i + vec3(0,1,0)), hash(i + vec3(1,1,0)), f.x), f.y),
               mix(mix(hash(i + vec3(0,0,1)), hash(i + vec3(1,0,1)), f.x),
                   mix(hash(i + vec3(0,1,1)), hash(i + vec3(1,1,1)), f.x), f.y), f.z);
}
"""

_SHADOW = """
uniform sampler2D shadow_map; uniform mat4 light_matrix; uniform float softness;
const vec2 TAPS[8] = vec2[8](vec2(-0.33, 0.02), vec2(0.41, -0.27), vec2(0.12, 0.55),
    vec2(-0.48, -0.62), vec2(-0.75, 0.42), vec2(0.85, 0.33), vec2(0.28, -0.88), vec2(-0.1, -0.25));
float shade_of(vec3 p, float spread, float bias) {
    vec4 q = light_matrix * vec4(p, 1);
    vec3 s = q.xyz * 0.5 + 0.5;
    if (any(lessThan(s.xy, vec2(0.01))) || any(greaterThan(s.xy, vec2(0.99)))) return 0.0;
    float hit = 0.0;
    for (int i = 0; i < 8; ++i)
        hit += texture(shadow_map, s.xy + TAPS[i] * spread).r < s.z - bias ? 1.0 : 0.0;
    return hit / 8.0;
}
"""

PERSON_VERTEX = (
    "#version 330\n"
    + _SKINNING
    + _NOISE
    + """
uniform mat4 camera;
in float loose_m;
out vec3 v_world; out vec3 v_normal; out vec3 v_rest; out vec3 v_colour; out float v_material;
void main() {
    vec3 p, n; skin(p, n);
    if (loose_m > 0.0) {  // it lies on what faces up, stands off the sides and hangs below
        vec3 out_n = normalize(n);
        float off = loose_m * (0.7 + 0.6 * smooth_noise(place * vec3(22, 9, 22)));
        p += out_n * off * clamp(0.9 - out_n.y, 0.0, 1.0);
        p.y -= 0.5 * off * clamp(-out_n.y, 0.0, 1.0);
    }
    v_world = p; v_normal = n; v_rest = place; v_colour = colour; v_material = material;
    gl_Position = camera * vec4(p, 1);
}
"""
)

PERSON_FRAGMENT = (
    "#version 330\n"
    + _NOISE
    + _SHADOW
    + """
uniform vec3 eye; uniform vec3 key_direction; uniform vec3 key; uniform vec3 fill_direction;
uniform float fill; uniform float ambient; uniform float pattern;
in vec3 v_world; in vec3 v_normal; in vec3 v_rest; in vec3 v_colour; in float v_material;
out vec4 colour_out;
void main() {
    vec3 n = normalize(v_normal), view = normalize(eye - v_world);
    if (dot(n, view) < 0.0) n = -n;
    vec3 paint = v_colour;
    int kind = int(v_material + 0.5);
    float gloss = 0.05, sharp = 12.0;
    if (kind == 0) {
        paint *= 0.93 + 0.14 * smooth_noise(v_rest * 60.0);
        gloss = 0.10; sharp = 14.0;
    } else if (kind == 1 || kind == 2) {
        paint *= 0.86 + 0.28 * smooth_noise(v_rest * vec3(28, 14, 28));
        if (kind == 2 && pattern > 1.5 && fract(v_rest.y * 16.0) < 0.3)
            paint = mix(paint, vec3(0.6), 0.22);
        else if (pattern > 0.5) paint *= 0.9 + 0.2 * step(0.5, fract((v_rest.x + v_rest.y) * 40.0));
        gloss = 0.015;
    } else if (kind == 3) {
        paint *= 0.6 + 0.8 * smooth_noise(v_rest * vec3(160, 12, 160));
        gloss = 0.12; sharp = 10.0;
    } else if (kind == 5) {
        paint *= v_rest.y < 0.008 ? 0.35 : 0.9 + 0.2 * smooth_noise(v_rest * 70.0);
    }
    float shade = shade_of(v_world + n * 0.012, 0.004, 0.004);
    float lit = max(dot(n, key_direction), 0.0) * (1.0 - shade);
    float up = 0.62 + 0.38 * n.y;
    vec3 half_way = normalize(view + key_direction);
    vec3 light = key * lit + ambient * up + fill * max(dot(n, fill_direction) * 0.7 + 0.3, 0.0);
    vec3 shine = key * gloss * pow(max(dot(n, half_way), 0.0), sharp) * step(0.001, lit);
    colour_out = vec4(paint * light + shine, 1);
}
"""
)

SHADOW_VERTEX = (
    "#version 330\n"
    + _SKINNING
    + """
uniform mat4 light_matrix;
void main() { vec3 p, n; skin(p, n); gl_Position = light_matrix * vec4(p, 1); }
"""
)
SHADOW_FRAGMENT = "#version 330\nvoid main() {}\n"

ROOM_VERTEX = """#version 330
uniform mat4 camera; in vec3 place; in vec3 normal; in vec3 colour; in float pattern;
out vec3 v_world; out vec3 v_normal; out vec3 v_colour; flat out float v_pattern;
void main() { v_world = place; v_normal = normal; v_colour = colour; v_pattern = pattern;
    gl_Position = camera * vec4(place, 1); }
"""

ROOM_FRAGMENT = (
    "#version 330\n"
    + _NOISE
    + """
uniform vec3 key_direction; uniform vec3 key; uniform vec3 fill_direction; uniform float fill;
uniform float ambient; uniform int what;  // 0 fully lit, 1 in the person's shadow, 2 the place
in vec3 v_world; in vec3 v_normal; in vec3 v_colour; flat in float v_pattern;
out vec4 colour_out;
void main() {
    if (what == 2) { colour_out = vec4(v_world, 1); return; }
    vec3 paint = v_colour * (0.97 + 0.06 * smooth_noise(v_world * 3.0));
    if (v_pattern > 1.5) paint *= 0.85 + 0.3 * smooth_noise(v_world * 55.0);
    else if (v_pattern > 0.5) {
        float board = floor(v_world.x / 0.14);
        float seam = smoothstep(0.0, 0.035, fract(v_world.x / 0.14));
        float grain = smooth_noise(vec3(v_world.x * 30.0, board, v_world.z * 2.5));
        float plank = floor(v_world.z / 1.3 + hash(vec3(board)) * 9.0);
        paint *= (0.75 + 0.3 * hash(vec3(board, 3, plank))
                  + 0.12 * grain) * (0.55 + 0.45 * seam);
    }
    vec3 n = normalize(v_normal);
    float lit = max(dot(n, key_direction), 0.0);
    float far = 1.0 / (1.0 + 0.025 * dot(v_world, v_world));
    vec3 light = ambient * (0.8 + 0.2 * n.y) + fill * max(dot(n, fill_direction), 0.0) * vec3(1);
    if (what == 0) light += key * lit * (0.5 + 0.5 * far);
    colour_out = vec4(paint * light, 1);
}
"""
)

QUAD_VERTEX = """#version 330
in vec2 corner; out vec2 uv;
void main() { uv = corner * 0.5 + 0.5; gl_Position = vec4(corner, 0, 1); }
"""

BACKGROUND_FRAGMENT = (
    "#version 330\n"
    + _SHADOW
    + """
uniform sampler2D lit_room; uniform sampler2D unlit_room; uniform sampler2D places;
uniform vec3 contacts[6];
in vec2 uv; out vec4 colour_out;
void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    vec3 place = texelFetch(places, at, 0).xyz;
    float shade = shade_of(place, softness, 0.006);
    float hidden = 0.0;
    if (place.y < 0.02) for (int i = 0; i < 6; ++i) {
        vec2 d = place.xz - contacts[i].xz;
        hidden = max(hidden, 0.55 * exp(-dot(d, d) / 0.012) * exp(-max(contacts[i].y, 0.0) / 0.05));
    }
    vec3 lit = texelFetch(lit_room, at, 0).rgb, unlit = texelFetch(unlit_room, at, 0).rgb;
    colour_out = vec4(mix(lit, unlit, shade) - unlit * hidden, 1);
}
"""
)

COPY_FRAGMENT = """#version 330
uniform sampler2D source; uniform float share; out vec4 colour_out;
void main() { colour_out = texelFetch(source, ivec2(gl_FragCoord.xy), 0) * share; }
"""

FINISH_FRAGMENT = """#version 330
uniform sampler2D source; uniform float k1; uniform float focal; uniform vec2 size;
uniform float overscan; uniform float noise; uniform uint frame; uniform float exposure;
in vec2 uv; out vec4 colour_out;
uint scramble(uint v) { v = v * 747796405u + 2891336453u;
    v = ((v >> ((v >> 28u) + 4u)) ^ v) * 277803737u; return (v >> 22u) ^ v; }
float gauss(uint seed) {
    float sum = 0.0; uint state = seed;
    for (int i = 0; i < 4; ++i) { state = scramble(state); sum += float(state >> 8) / 16777216.0; }
    return (sum - 2.0) * 1.7320508;
}
void main() {
    // rows are written top down, as a video wants them
    vec2 seen = (uv - 0.5) * size / focal, plane = seen;
    for (int i = 0; i < 8; ++i) plane = seen / max(1.0 + k1 * dot(plane, plane), 0.2);
    vec2 from = plane * focal / size / overscan;
    from.y = -from.y;
    vec3 c = texture(source, from + 0.5).rgb * exposure;
    c *= 1.0 - 0.22 * dot(uv - 0.5, uv - 0.5);
    c = c / (1.0 + 0.18 * c);
    vec3 s = mix(12.92 * c, 1.055 * pow(max(c, 0.0), vec3(1.0 / 2.4)) - 0.055, step(0.0031308, c));
    uint key = scramble(uint(gl_FragCoord.x) + scramble(uint(gl_FragCoord.y) + scramble(frame)));
    vec3 grain = vec3(gauss(key), gauss(key + 11u), gauss(key + 23u));
    // half of the noise is common to the channels, as after a camera's own colour processing
    grain = 0.6 * grain + 0.8 * gauss(key + 37u);
    s += noise * grain * (1.25 - 0.5 * s);
    colour_out = vec4(clamp(s, 0.0, 1.0), 1);
}
"""


def with_bones(source: str, count: int) -> str:
    """Return a program's text with the number of bones filled in."""
    return source.replace("BONE_COUNT", str(count))
