//! What only the server has: configuration, database, sessions, live updates.
