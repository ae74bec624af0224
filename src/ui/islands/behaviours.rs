//! The listeners of the document. See the table in the parent module.
pub fn listen() {}
