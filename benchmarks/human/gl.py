"""Draws a dressed person in a room, off screen, with the graphics card or with Mesa.

A frame is the mean, in linear light, of many moments of its exposure: true motion blur. Each
moment is also shifted by a part of a pixel, which smooths edges. The room is still, so it is drawn
once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import moderngl
import numpy as np
from numpy.typing import NDArray

from benchmarks.human import shaders
from benchmarks.human.body import BONES
from benchmarks.human.camera import Camera
from benchmarks.human.errors import RenderError
from benchmarks.human.posture import Posed
from benchmarks.human.sampling import radical
from benchmarks.human.scene import Room
from benchmarks.human.wardrobe import Dressed

Floats = NDArray[np.float64]
SHADOW_SIZE = 1024
SHADOW_SPAN_M = 3.4


@dataclass(frozen=True, slots=True)
class Look:
    """What the drawing needs besides the geometry.

    Attributes:
        noise: standard deviation of the noise of the sensor.
        exposure: factor on the light.
        pattern: cloth is 0 plain, 1 woven, 2 striped.
    """

    noise: float
    exposure: float
    pattern: float


def bone_rows(posed: Posed, rest_heads_m: Floats) -> NDArray[np.float32]:
    """Return skinning matrices (T, B, 3, 4) from rest to posed places."""
    moved = posed.heads_m - np.einsum("tbij,bj->tbi", posed.turns, rest_heads_m)
    return np.concatenate([posed.turns, moved[..., None]], axis=-1).astype(np.float32)


class Renderer:
    """Draws frames of one clip."""

    def __init__(self, person: Dressed, room: Room, camera: Camera, look: Look) -> None:
        """Load everything onto the card and draw the empty room.

        Raises:
            RenderError: there is no off-screen OpenGL.
        """
        try:
            # passed as a mapping: the package's own annotation of this keyword is wrong
            settings: dict[str, Any] = {"backend": "egl"}
            self.ctx = moderngl.create_standalone_context(**settings)
        except Exception as error:
            raise RenderError(
                f"No off-screen OpenGL: {error}. On Debian install libegl1 and libgl1-mesa-dri."
            ) from None
        self.camera, self.look, self.light = camera, look, room.light
        self.scale = camera.overscan()
        self.size = (round(camera.width * self.scale), round(camera.height * self.scale))
        self._gear: tuple[moderngl.Buffer, moderngl.VertexArray] | None = None
        self._build_person(person)
        self._build_targets()
        self._draw_room(room)

    def close(self) -> None:
        """Release the graphics context."""
        self.ctx.release()

    def _build_person(self, person: Dressed) -> None:
        ctx, count = self.ctx, len(BONES)
        vertices = ctx.buffer(person.vertices.tobytes())
        index = ctx.buffer(person.triangles.tobytes())
        self.bones = ctx.buffer(reserve=count * 48)
        self.bones.bind_to_uniform_block(0)
        self.person = ctx.program(
            shaders.with_bones(shaders.PERSON_VERTEX, count), shaders.PERSON_FRAGMENT
        )
        self.caster = ctx.program(
            shaders.with_bones(shaders.SHADOW_VERTEX, count), shaders.SHADOW_FRAGMENT
        )
        names = "place", "normal", "colour", "bones", "weights", "material", "loose_m"
        self.person_vao = ctx.vertex_array(
            self.person, [(vertices, "3f 3f 3f 4f 4f 1f 1f", *names)], index
        )
        self.caster_vao = ctx.vertex_array(
            self.caster, [(vertices, "3f 12x 12x 4f 4f 8x", "place", "bones", "weights")], index
        )
        self.things = ctx.program(shaders.ROOM_VERTEX, shaders.ROOM_FRAGMENT)
        for program in (self.person, self.caster):
            block = program["Bones"]
            assert isinstance(block, moderngl.UniformBlock)
            block.binding = 0

    def _build_targets(self) -> None:
        ctx, size = self.ctx, self.size
        corners = ctx.buffer(np.array([-1, -1, 1, -1, -1, 1, 1, 1], dtype=np.float32).tobytes())

        def texture() -> moderngl.Texture:
            made = ctx.texture(size, 4, dtype="f4")
            made.repeat_x = made.repeat_y = False
            return made

        self.shadow = ctx.depth_texture((SHADOW_SIZE, SHADOW_SIZE))
        self.shadow.compare_func = ""
        self.shadow.repeat_x = self.shadow.repeat_y = False
        self.shadow_fbo = ctx.framebuffer(depth_attachment=self.shadow)
        self.lit, self.unlit, self.places = texture(), texture(), texture()
        self.backdrop, self.moment, self.sum = texture(), texture(), texture()
        depth = ctx.depth_renderbuffer(size)
        self.fbo = {
            "backdrop": ctx.framebuffer([self.backdrop]),
            "moment": ctx.framebuffer([self.moment], depth),
            "sum": ctx.framebuffer([self.sum]),
            "out": ctx.framebuffer([ctx.texture((self.camera.width, self.camera.height), 4)]),
        }

        def quad(fragment: str) -> tuple[moderngl.Program, moderngl.VertexArray]:
            program = ctx.program(shaders.QUAD_VERTEX, fragment)
            return program, ctx.vertex_array(program, [(corners, "2f", "corner")])

        self.background, self.background_vao = quad(shaders.BACKGROUND_FRAGMENT)
        self.copy, self.copy_vao = quad(shaders.COPY_FRAGMENT)
        self.finish, self.finish_vao = quad(shaders.FINISH_FRAGMENT)

    def _set(self, program: moderngl.Program, **values: object) -> None:
        for name, value in values.items():
            if name in program:  # a compiler drops what a program does not use
                uniform = program[name]
                assert isinstance(uniform, moderngl.Uniform)
                if isinstance(value, np.ndarray):
                    uniform.write(np.ascontiguousarray(value, dtype=np.float32).tobytes())
                else:
                    uniform.value = value

    def _light_uniforms(self) -> dict[str, object]:
        light = self.light
        return {
            "key_direction": light.key_direction,
            "key": light.key * light.tint,
            "fill_direction": light.fill_direction,
            "fill": light.fill,
            "ambient": light.ambient,
        }

    def _draw_room(self, room: Room) -> None:
        """Draw the empty room, lit and in shadow, over 16 shifts, and the place at each pixel."""
        ctx = self.ctx
        program = self.things
        vao = self._of_things(ctx.buffer(room.vertices.tobytes()))
        self._set(program, **self._light_uniforms())
        for what, target in ((0, self.lit), (1, self.unlit), (2, self.places)):
            target_fbo = ctx.framebuffer([target])
            target_fbo.clear()
            shifts = 16 if what < 2 else 1
            for shift in range(shifts):
                jitter = (
                    (radical(shift, 2) - 0.5, radical(shift, 3) - 0.5) if what < 2 else (0.0, 0.0)
                )
                self._set(
                    program, what=what, camera=self.camera.view_projection(self.scale, jitter).T
                )
                self.fbo["moment"].use()
                self.fbo["moment"].clear()
                ctx.enable(moderngl.DEPTH_TEST)
                vao.render()
                self._add(target_fbo, 1 / shifts)

    def _of_things(self, buffer: moderngl.Buffer) -> moderngl.VertexArray:
        names = "place", "normal", "colour", "pattern"
        return self.ctx.vertex_array(self.things, [(buffer, "3f 3f 3f 1f", *names)])

    def _draw_gear(self, vertices: NDArray[np.float32]) -> None:
        if self._gear is None:  # as many vertices in every frame
            buffer = self.ctx.buffer(reserve=vertices.nbytes)
            self._gear = buffer, self._of_things(buffer)
        buffer, vao = self._gear
        buffer.write(vertices.tobytes())
        vao.render()

    def _add(self, target: moderngl.Framebuffer, share: float) -> None:
        """Add the moment that was drawn, times a share, to a target."""
        ctx = self.ctx
        target.use()
        ctx.disable(moderngl.DEPTH_TEST)
        ctx.enable(moderngl.BLEND)
        ctx.blend_func = moderngl.ONE, moderngl.ONE
        self.moment.use(0)
        self._set(self.copy, source=0, share=share)
        self.copy_vao.render(moderngl.TRIANGLE_STRIP)
        ctx.disable(moderngl.BLEND)

    def _light_matrix(self, centre: Floats) -> Floats:
        """Return the orthographic matrix (4, 4) of the key light around the person."""
        back = self.light.key_direction
        right = np.cross([0.0, 1, 0], back)
        right /= np.linalg.norm(right)
        rotation = np.stack([right, np.cross(back, right), back])
        view = np.eye(4)
        view[:3, :3], view[:3, 3] = rotation, -rotation @ centre
        return np.asarray(np.diag([2 / SHADOW_SPAN_M] * 2 + [-1 / 6.0, 1.0]) @ view)

    def frame(
        self,
        rows: NDArray[np.float32],
        joints_m: Floats,
        feet_m: Floats,
        number: int,
        gear: NDArray[np.float32] | None = None,
    ) -> NDArray[np.uint8]:
        """Draw one frame.

        Args:
            rows: (S, B, 3, 4) the bones at the S moments of the exposure.
            joints_m: (S, J, 3) places that bound the person.
            feet_m: (6, 3) contact points that darken the floor.
            number: number of the frame; it shifts the samples and the noise.
            gear: (S, V, 10) what is drawn together with the person, as the vertices of a `Room`.

        Returns:
            (height, width, 3) the picture.
        """
        samples = len(rows)
        light_matrix = self._light_matrix(joints_m.reshape(-1, 3).mean(axis=0)).T
        self._draw_shadow(rows[samples // 2], light_matrix)
        self._draw_backdrop(light_matrix, feet_m)
        bounded = [joints_m.reshape(-1, 3)]
        if gear is not None:
            bounded.append(gear[..., :3].reshape(-1, 3).astype(np.float64))
            self._set(self.things, what=0)
        self._begin_sum(self._bounds(np.concatenate(bounded)))
        self._set(
            self.person,
            **self._light_uniforms(),
            eye=self.camera.position_m,
            light_matrix=light_matrix,
            shadow_map=3,
            softness=0.004,
            pattern=self.look.pattern,
        )
        for sample in range(samples):
            self._draw_moment(
                rows[sample], number * 7 + sample, None if gear is None else gear[sample]
            )
            self._add(self.fbo["sum"], 1 / samples)
        whole = (0, 0, *self.size)
        self.fbo["sum"].scissor = self.fbo["moment"].scissor = whole
        return self._finish(number)

    def _draw_shadow(self, bones: NDArray[np.float32], light_matrix: Floats) -> None:
        """Draw the person as the key light sees it, into the shadow map."""
        self.bones.write(bones.tobytes())
        self.shadow_fbo.use()
        self.shadow_fbo.clear(depth=1.0)
        self.ctx.enable(moderngl.DEPTH_TEST)
        self._set(self.caster, light_matrix=light_matrix)
        self.caster_vao.render()
        self.shadow.use(3)

    def _draw_backdrop(self, light_matrix: Floats, feet_m: Floats) -> None:
        """Draw the room with the person's shadow."""
        self.fbo["backdrop"].use()
        self.ctx.disable(moderngl.DEPTH_TEST)
        for slot, texture in enumerate((self.lit, self.unlit, self.places)):
            texture.use(slot)
        self._set(
            self.background,
            lit_room=0,
            unlit_room=1,
            places=2,
            shadow_map=3,
            light_matrix=light_matrix,
            softness=0.009,
            contacts=feet_m,
        )
        self.background_vao.render(moderngl.TRIANGLE_STRIP)

    def _begin_sum(self, scissor: tuple[int, int, int, int]) -> None:
        """Copy the backdrop into the sum and clear the part in which the person is drawn."""
        self.fbo["sum"].use()
        self._copy_backdrop()
        self.fbo["sum"].scissor = self.fbo["moment"].scissor = scissor
        self.fbo["sum"].clear()

    def _copy_backdrop(self) -> None:
        self.backdrop.use(0)
        self._set(self.copy, source=0, share=1.0)
        self.copy_vao.render(moderngl.TRIANGLE_STRIP)

    def _draw_moment(
        self, bones: NDArray[np.float32], shift: int, gear: NDArray[np.float32] | None
    ) -> None:
        """Draw the person at one moment of the exposure, shifted by a part of a pixel."""
        self.bones.write(bones.tobytes())
        self.fbo["moment"].use()
        self.fbo["moment"].clear(depth=1.0)
        self.ctx.disable(moderngl.DEPTH_TEST)
        self._copy_backdrop()
        self.ctx.enable(moderngl.DEPTH_TEST)
        jitter = (radical(shift % 64, 2) - 0.5, radical(shift % 81, 3) - 0.5)
        seen = self.camera.view_projection(self.scale, jitter).T
        self._set(self.person, camera=seen)
        self.person_vao.render()
        if gear is not None:
            self._set(self.things, camera=seen)
            self._draw_gear(gear)

    def _bounds(self, places_m: Floats) -> tuple[int, int, int, int]:
        """Return the part of the image (x, y, width, height; y up) around the places."""
        local = (places_m - self.camera.position_m) @ self.camera.rotation.T
        depth = np.maximum(-local[:, 2], 0.3)
        xy = local[:, :2] / depth[:, None] * self.camera.focal_px + np.array(self.size) / 2
        margin = 0.28 * self.camera.focal_px / float(depth.min())
        low = np.clip(np.floor(xy.min(axis=0) - margin), 0, np.array(self.size) - 1).astype(int)
        high = np.clip(np.ceil(xy.max(axis=0) + margin), low + 1, self.size).astype(int)
        return int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1])

    def _finish(self, number: int) -> NDArray[np.uint8]:
        camera, out = self.camera, self.fbo["out"]
        out.use()
        self.ctx.disable(moderngl.DEPTH_TEST)
        self.sum.filter = (moderngl.LINEAR, moderngl.LINEAR)
        self.sum.use(0)
        self._set(
            self.finish,
            source=0,
            k1=camera.k1,
            focal=camera.focal_px,
            size=(float(camera.width), float(camera.height)),
            overscan=self.size[0] / camera.width,
            noise=self.look.noise,
            frame=number,
            exposure=self.look.exposure,
        )
        self.finish_vao.render(moderngl.TRIANGLE_STRIP)
        data = np.frombuffer(out.read(components=3, alignment=1), dtype=np.uint8)
        return data.reshape(camera.height, camera.width, 3)
