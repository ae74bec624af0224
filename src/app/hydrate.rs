//! What the browser runs: it brings the islands of a server-rendered page to life.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by the page's script (`wake.js`), before each island.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
