//! What the browser runs: it brings the islands of a server-rendered page to life.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by the page's script.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
    let root = leptos::prelude::document().document_element();
    if let Some(root) = root {
        // Tests and measurements wait for this mark; styles may too.
        let _ = root.set_attribute("data-hydrated", "");
    }
}
