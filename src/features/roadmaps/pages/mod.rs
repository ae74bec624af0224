//! Pages of roadmaps.
