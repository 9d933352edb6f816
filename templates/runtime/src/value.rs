//! The scalar types of the reference, each of which keeps the text that it was read from.
