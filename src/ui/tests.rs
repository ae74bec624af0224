//! Rules of the design system that a compiler does not know.
