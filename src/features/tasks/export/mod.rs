//! Writes the ledger in the office's own layout.
