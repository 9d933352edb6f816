//! From a base type to the type that `@odata.type` names, and back.

use std::fmt;

use super::compare::{debug, equal};
use super::copy::copy;
use super::decode::{Outcome, json_into};
use super::encode::member_json;
use super::error::DecodeError;
use super::extra::Extra;
use super::field::{Edit, Model, Views};
use super::table::Table;

/// The enum of all types that are derived from a base.
pub trait Derived: Sized + 'static {
    /// The base.
    type Base: Model + Clone + Default;

    /// An empty value of the type that an `@odata.type` names.
    fn named(odata_type: &str) -> Option<Self>;

    /// A value whose `@odata.type` is absent, that of the base or unknown.
    fn other(base: Self::Base) -> Self;

    /// The model inside.
    fn model(&self) -> &dyn Model;

    /// The model inside, to be changed.
    fn model_mut(&mut self) -> &mut dyn Model;
}

/// The value as the type that its `@odata.type` names. What `derived()` of every base does.
pub fn derived<E: Derived>(base: &E::Base) -> Result<E, DecodeError> {
    match odata_type(base).and_then(|name| E::named(&name)) {
        Some(mut derived) => transfer(base, derived.model_mut()).map(|()| derived),
        None => Ok(E::other(base.clone())),
    }
}

/// What `Clone` of every enum of derived types does.
pub fn copy_derived<E: Derived>(from: &E) -> E {
    let mut to = E::named(from.model().table().name).unwrap_or_else(|| E::other(E::Base::default()));
    copy(from.model(), to.model_mut());
    to
}

/// What `PartialEq` of every enum of derived types does: one type, and equal values of it.
#[must_use]
pub fn equal_derived<E: Derived>(a: &E, b: &E) -> bool {
    let (a, b) = (a.model(), b.model());
    a.table().name == b.table().name && equal(a, b)
}

/// What `Debug` of every enum of derived types does: the value by its type's name on the wire.
pub fn debug_derived<E: Derived>(value: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    debug(value.model().table().short_name(), value.model(), f)
}

/// The value as a derived type, whatever its `@odata.type` says: for answers that leave it out.
pub fn downcast<D: Model + Default>(base: &dyn Model) -> Result<D, DecodeError> {
    let mut derived = D::default();
    transfer(base, &mut derived)?;
    Ok(derived)
}

/// The value as its base type: what the base does not know is kept beside its properties, and `@odata.type` is sent.
pub fn upcast<B: Model + Default>(derived: &dyn Model) -> B {
    let mut base = B::default();
    // Cannot fail: a value that does not fit is kept as it is.
    let _ = transfer_into(derived, &mut base, &mut |extra, name, json, _| {
        extra.push(name, json);
        Ok(())
    });
    base
}

fn odata_type(model: &dyn Model) -> Option<String> {
    Views::of(model).extra.odata_type().map(str::to_owned)
}

fn transfer(from: &dyn Model, to: &mut dyn Model) -> Result<(), DecodeError> {
    let root = to.table().short_name();
    transfer_into(from, to, &mut |_, name, _, error| Err(DecodeError::of_property(root, name, error)))
}

type Misfit<'a> = dyn FnMut(&mut Extra, &str, &str, serde_json::Error) -> Result<(), DecodeError> + 'a;

/// Copies all that a model has into another, by the names of the properties.
fn transfer_into(from: &dyn Model, to: &mut dyn Model, misfit: &mut Misfit<'_>) -> Result<(), DecodeError> {
    let (source, target, views) = (from.table(), to.table(), Views::of(from));
    let kept = views.extra;
    let mut result = Ok(());
    to.edit(&mut |edits, extra| {
        let mut put = |name: &str, json: &str| put_json(target, edits, extra, name, json, misfit);
        result = views
            .iter()
            .filter_map(|(index, name, view)| member_json(view, kept, index).map(|json| (name, json)))
            .try_for_each(|(name, json)| put(name, &json))
            .and_then(|()| kept.iter().try_for_each(|(name, json)| put(name, json)));
        let odata_type = kept.odata_type().map_or_else(|| format!("#{}", source.name), str::to_owned);
        if target.is_named(&odata_type) {
            extra.send_own_type();
        } else if !source.name.is_empty() {
            extra.set_odata_type(Some(&odata_type));
        }
    });
    result
}

fn put_json(
    target: &Table,
    edits: &mut [Edit<'_>],
    extra: &mut Extra,
    name: &str,
    json: &str,
    misfit: &mut Misfit<'_>,
) -> Result<(), DecodeError> {
    let Some((index, edit)) = target.find(name).and_then(|index| Some((index, edits.get_mut(index)?))) else {
        extra.push(name, json);
        return Ok(());
    };
    match json_into(edit, json) {
        Ok(Outcome::Value) => {}
        Ok(Outcome::Null) => extra.set_null(index, true),
        Ok(Outcome::Noted(note)) => extra.set_note(index, Some(*note)),
        Err(error) => {
            edit.clear();
            misfit(extra, name, json, error)?;
        }
    }
    Ok(())
}
