//! The application around the features: shell, router, navigation.

#[cfg(feature = "hydrate")]
pub mod hydrate;
