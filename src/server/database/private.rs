//! A private PostgreSQL in the data folder.
