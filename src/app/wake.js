// Brings the page to life once it has been painted: until then all that the line and the processor can do is for what is
// to be read.
//
// It is no module, so it holds up what follows until the style sheet is there. A mouse that moves before that would have
// the browser lay out the whole page without style, which takes longer than with it.
((script, program) => {
  const wake = async () => {
    const code = fetch(program);
    const page = await import(script);
    await page.default({ module_or_path: code });
    page.hydrate();
    for (const island of document.querySelectorAll("leptos-island")) page[island.dataset.component](island);
    // Tests and measurements wait for this mark; styles may too.
    document.documentElement.setAttribute("data-hydrated", "");
  };
  // Not every browser says when it is idle.
  const idle = window.requestIdleCallback ?? setTimeout;
  addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => idle(wake, { timeout: 300 })));
})
