import { type Page, expect } from "@playwright/test";

/** Nothing but a table in its own frame scrolls sideways. */
export async function noSidewaysScroll(page: Page) {
  const { scroll, width } = await page
    .locator("html")
    .evaluate((html) => ({ scroll: html.scrollWidth, width: html.clientWidth }));
  expect(scroll, "width of the page").toBeLessThanOrEqual(width);
}

/** No cell of a table is so narrow that its words stand one below the other. */
export async function cellsAreWide(page: Page) {
  const narrow = await page.locator("main :is(td, th)").evaluateAll((cells) =>
    cells
      .filter((cell) => cell.textContent!.trim().length > 8 && cell.getClientRects().length > 0)
      .filter((cell) => cell.clientHeight > 4 * cell.clientWidth)
      .map((cell) => cell.textContent!.trim().slice(0, 40)),
  );
  expect(narrow, "cells of one word a line").toEqual([]);
}

/** Every control that can be seen is at least 44 × 44 px, counting what its ::after adds to the target. */
export async function targetsAreLarge(page: Page) {
  const small = await page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>("a, button, input:not([type=hidden]), select, summary")) {
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0 || getComputedStyle(element).visibility === "hidden") continue;
      if (element.closest(".vh, .skip, dialog:not([open])")) continue;
      const label = element.closest("label")?.getBoundingClientRect();
      const after = getComputedStyle(element, "::after");
      const height = Math.max(box.height, label?.height ?? 0, parseFloat(after.height) || 0);
      const width = Math.max(box.width, label?.width ?? 0, parseFloat(after.width) || 0);
      if (height < 43.5 || width < 43.5) found.push(`${element.outerHTML.slice(0, 120)} ${width}×${height}`);
    }
    return found;
  });
  expect(small, "controls below 44 px").toEqual([]);
}
