//! Parts of pages that show roadmaps.
