//! Collections, page by page or item by item.
//!
//! Both are streams that read the next page when they are asked for it, and both have a `next` of their own, so that
//! no other crate is needed: `while let Some(item) = items.next().await`. They are `Unpin`.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::answer::RawAnswer;
use super::client::{self, Client};
use super::error::{Error, ErrorKind};
use super::future::BoxFuture;
use super::model::{Collection, Element};
use super::operation;
use super::request::{Request, RequestParts};

macro_rules! link {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub struct $name<T> {
            url: String,
            items: PhantomData<fn() -> T>,
        }

        impl<T> $name<T> {
            /// A link that was stored as text.
            pub fn new(url: impl Into<String>) -> Self {
                Self { url: url.into(), items: PhantomData }
            }

            /// The link as text, to be stored.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.url
            }
        }

        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                Self::new(self.url.clone())
            }
        }

        impl<T> PartialEq for $name<T> {
            fn eq(&self, other: &Self) -> bool {
                self.url == other.url
            }
        }

        impl<T> fmt::Debug for $name<T> {
            /// Without the query, which holds a token.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.url.split('?').next()).finish()
            }
        }

        impl<T> From<$name<T>> for PageStart<T> {
            fn from(link: $name<T>) -> Self {
                Self { parts: RequestParts::new(&operation::LINK).follow(link.url), items: PhantomData }
            }
        }
    };
}

link! {
    /// Where the next page of a collection is; a request for the rest.
    NextLink
}
link! {
    /// Where the changes since a delta query are; a request for them.
    DeltaLink
}

/// Where a collection is read from: a request, a [`NextLink`] or a [`DeltaLink`].
pub struct PageStart<T> {
    parts: RequestParts,
    items: PhantomData<fn() -> T>,
}

impl<T, Q> From<Request<Collection<T>, Q>> for PageStart<T> {
    fn from(request: Request<Collection<T>, Q>) -> Self {
        Self { parts: request.into_parts(), items: PhantomData }
    }
}

impl Client {
    /// The items of a collection, all pages of it.
    #[must_use]
    pub fn items<T: Element + Send + Sync + 'static>(&self, start: impl Into<PageStart<T>>) -> Items<T> {
        Items { pages: self.pages(start), page: Vec::new().into_iter(), count: None }
    }

    /// The pages of a collection.
    #[must_use]
    pub fn pages<T: Element + Send + Sync + 'static>(&self, start: impl Into<PageStart<T>>) -> Pages<T> {
        let parts = start.into().parts;
        let next = Some(parts.clone());
        Pages {
            client: self.clone(),
            parts,
            next,
            busy: None,
            seen: Cycle::default(),
            read: 0,
            ended: false,
            delta_link: None,
            items: PhantomData,
        }
    }
}

/// The pages of a collection, as a stream.
pub struct Pages<T> {
    client: Client,
    /// The first request, whose headers the others have too.
    parts: RequestParts,
    next: Option<RequestParts>,
    /// The page on its way: kept here so that a dropped `next` loses nothing.
    busy: Option<BoxFuture<'static, Result<RawAnswer, Error>>>,
    seen: Cycle,
    read: u64,
    /// An error has ended the stream.
    ended: bool,
    delta_link: Option<String>,
    items: PhantomData<fn() -> T>,
}

impl<T: Element + Send + Sync + 'static> Pages<T> {
    /// The next page; `None` after the last one and after an error. Dropping the future loses no page.
    pub async fn next(&mut self) -> Option<Result<Collection<T>, Error>> {
        poll_fn(|context| self.poll_page(context)).await
    }

    /// Where the next page is. After an error it is the page that could not be read, so that it can be asked for again.
    #[must_use]
    pub fn next_link(&self) -> Option<NextLink<T>> {
        self.next.as_ref().and_then(RequestParts::link).map(NextLink::new)
    }

    /// Where the changes from now on are: known when the last page has been read, and only for delta queries.
    #[must_use]
    pub fn delta_link(&self) -> Option<DeltaLink<T>> {
        self.delta_link.as_deref().map(DeltaLink::new)
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Collection<T>, Error>>> {
        let Some(parts) = self.next.as_ref().filter(|_| !self.ended) else { return Poll::Ready(None) };
        let busy = self.busy.get_or_insert_with(|| {
            let (client, parts) = (self.client.clone(), parts.clone());
            Box::pin(async move { client.success(&parts, "application/json").await })
        });
        let Poll::Ready(answer) = busy.as_mut().poll(context) else { return Poll::Pending };
        self.busy = None;
        let page = answer.and_then(|answer| self.take_page(&answer));
        self.ended = page.is_err();
        Poll::Ready(Some(page))
    }

    fn take_page(&mut self, answer: &RawAnswer) -> Result<Collection<T>, Error> {
        let page: Collection<T> = client::read(&self.parts, answer)?;
        self.read = self.read.saturating_add(1);
        let next = match &page.next_link {
            Some(link) => Some(self.checked(link)?),
            None => None,
        };
        self.next = next.map(|link| self.parts.follow(link));
        self.delta_link.clone_from(&page.delta_link);
        Ok(page)
    }

    /// The link, if it is one that may be followed.
    fn checked(&mut self, link: &str) -> Result<String, Error> {
        let fail = |kind, text: String| Error::new(kind, text).with_operation(self.parts.operation());
        let link = self.client.resolve(&self.parts, link);
        if !self.client.is_allowed(&link) {
            return Err(fail(ErrorKind::ForeignHost, "the link to the next page leads to another host".to_owned()));
        }
        if self.seen.closes(&link) {
            return Err(fail(ErrorKind::EndlessPages, "the links to the next pages go round in a circle".to_owned()));
        }
        if self.client.max_pages().is_some_and(|most| self.read >= most) {
            return Err(fail(ErrorKind::EndlessPages, format!("more than {} pages", self.read)));
        }
        Ok(link)
    }
}

impl<T: Element + Send + Sync + 'static> Stream for Pages<T> {
    type Item = Result<Collection<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }
}

/// The items of a collection, as a stream.
pub struct Items<T> {
    pages: Pages<T>,
    page: std::vec::IntoIter<T>,
    count: Option<i64>,
}

// Nothing in it is pinned in place: futures are boxed, items are moved out.
impl<T> Unpin for Items<T> {}

impl<T: Element + Send + Sync + 'static> Items<T> {
    /// The next item; `None` after the last one and after an error. Dropping the future loses no item.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// All items that are left, in memory.
    pub async fn all(mut self) -> Result<Vec<T>, Error> {
        let mut all = Vec::new();
        while let Some(item) = self.next().await {
            all.push(item?);
        }
        Ok(all)
    }

    /// How many match in all, if the request asked for it with `count` and a page has been read.
    #[must_use]
    pub fn count(&self) -> Option<i64> {
        self.count
    }

    /// Where the page after the current one is; the items of the current page that were not asked for yet are not there.
    #[must_use]
    pub fn next_link(&self) -> Option<NextLink<T>> {
        self.pages.next_link()
    }

    /// Where the changes from now on are: known when the last item has been read, and only for delta queries.
    #[must_use]
    pub fn delta_link(&self) -> Option<DeltaLink<T>> {
        self.pages.delta_link()
    }

    /// The stream of pages, without the items of the current page that were not asked for yet.
    #[must_use]
    pub fn into_pages(self) -> Pages<T> {
        self.pages
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match self.pages.poll_page(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(Some(Ok(page))) => {
                    self.count = page.count.or(self.count);
                    self.page = page.value.unwrap_or_default().into_iter();
                }
            }
        }
    }
}

impl<T: Element + Send + Sync + 'static> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

/// Finds a circle in a chain of links while keeping only one of them (Brent's teleporting turtle): the kept link is replaced
/// after 1, 2, 4, 8, ... steps, so that sooner or later it stands inside the circle and comes up again.
#[derive(Debug, Default)]
struct Cycle {
    kept: Option<String>,
    steps: u64,
    until: u64,
}

impl Cycle {
    fn closes(&mut self, link: &str) -> bool {
        if self.kept.as_deref() == Some(link) {
            return true;
        }
        if self.steps >= self.until {
            self.kept = Some(link.to_owned());
            self.until = self.until.saturating_mul(2).max(1);
            self.steps = 0;
        }
        self.steps += 1;
        false
    }
}
