//! Pages of units.
