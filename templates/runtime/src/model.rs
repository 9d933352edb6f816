//! Decoding and encoding of models, driven by one table for each type.
