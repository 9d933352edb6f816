//! A client of a lending library, generated from the pages in `pages/` while the package is built.

include!(concat!(env!("OUT_DIR"), "/library.rs"));

use library::Request;
use library::v1_0::{Loan, book, loan};

/// The request that looks a book up.
#[must_use]
pub fn look_up(book_id: &str) -> Request<library::v1_0::Book> {
    book::get(book_id)
}

/// The request that lends a book to a reader.
#[must_use]
pub fn lend(book_id: &str, reader: &str) -> Request<Loan> {
    loan::create(Loan::default().with_book_id(book_id).with_reader(reader))
}
