// What waits until it is seen: pictures are taken only of what the coach scrolls to.

/**
 * Return a function that draws an element anew: now, or once it comes near the screen.
 *
 * @param {Element} element
 * @param {() => void} draw
 * @returns {() => void}
 */
export function drawnWhenSeen(element, draw) {
  let near = false;
  let waits = false;
  const drawOnceNear = () => {
    waits = !near;
    if (near) draw();
  };
  const observer = new IntersectionObserver(
    (entries) => {
      near = entries[entries.length - 1].isIntersecting;
      if (near && waits) drawOnceNear();
    },
    { rootMargin: "200px" },
  );
  observer.observe(element);
  return drawOnceNear;
}
