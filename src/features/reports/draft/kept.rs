//! What this device keeps of reports that the server does not have yet: one entry a person, task and period. The first
//! character says what is to become of it, the rest is the form as it is sent.

use leptos::prelude::window;
use web_sys::Storage;

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// Keeps the form; `send`: it is to be sent, not only saved.
pub fn keep(key: &str, body: &str, send: bool) {
    let mark = if send { 'S' } else { 'D' };
    // A full or forbidden store leaves the form as it works without one.
    let _ = storage().map(|storage| storage.set_item(key, &format!("{mark}{body}")));
}

/// The form, and whether it is to be sent.
pub fn kept(key: &str) -> Option<(String, bool)> {
    let entry = storage()?.get_item(key).ok()??;
    let body = entry.get(1..)?.to_owned();
    Some((body, entry.starts_with('S')))
}

/// The server has it.
pub fn drop_kept(key: &str) {
    let _ = storage().map(|storage| storage.remove_item(key));
}
