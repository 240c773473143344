// What waits until it is seen: pictures are taken only of what the coach scrolls to.

/**
 * Call a function once, when an element comes near the screen.
 *
 * @param {Element} element
 * @param {() => void} run
 */
export function whenSeen(element, run) {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      run();
    },
    { rootMargin: "200px" },
  );
  observer.observe(element);
}
