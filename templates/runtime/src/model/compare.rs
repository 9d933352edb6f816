//! `PartialEq` and `Debug` of models.

use std::fmt;

use super::field::{Model, ModelsView, View, Views};
use super::scalar::Token;

/// Whether two models of one type are equal: values, nulls, undocumented properties in any order, `@odata.type`. How a
/// number was written does not count.
#[must_use]
pub fn equal(a: &dyn Model, b: &dyn Model) -> bool {
    let (a, b) = (Views::of(a), Views::of(b));
    let same = |index: usize, pair: (&Option<View<'_>>, &Option<View<'_>>)| match pair {
        (Some(x), Some(y)) => same_field(*x, *y) && a.extra.null_elements(index) == b.extra.null_elements(index),
        (None, None) => a.extra.is_null(index) == b.extra.is_null(index),
        _ => false,
    };
    a.fields.len() == b.fields.len()
        && a.fields.iter().zip(&b.fields).enumerate().all(|(index, pair)| same(index, pair))
        && a.extra.same_members(b.extra)
}

fn same_field(a: View<'_>, b: View<'_>) -> bool {
    match (a, b) {
        (View::Token(a), View::Token(b)) => a == b,
        (View::Json(a), View::Json(b)) => a == b,
        (View::Model(a), View::Model(b)) => equal(a, b),
        (View::Texts(a), View::Texts(b)) => a == b,
        (View::Scalars(a), View::Scalars(b)) => {
            a.count() == b.count() && (0..a.count()).all(|index| a.token(index) == b.token(index))
        }
        (View::Jsons(a), View::Jsons(b)) => a == b,
        (View::Models(a), View::Models(b)) => same_models(a, b),
        _ => false,
    }
}

fn same_models(a: &dyn ModelsView, b: &dyn ModelsView) -> bool {
    let same = |index| matches!((a.get(index), b.get(index)), (Some(a), Some(b)) if equal(a, b));
    a.count() == b.count() && (0..a.count()).all(same)
}

/// Writes a model for people: the properties that it has, by their names on the wire.
pub fn debug(name: &str, model: &dyn Model, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let views = Views::of(model);
    let mut out = f.debug_struct(name);
    for (index, property, view) in views.iter() {
        match view {
            Some(view) => out.field(property, &FieldDebug(view)),
            None if views.extra.is_null(index) => out.field(property, &format_args!("null")),
            None => &mut out,
        };
    }
    if let Some(odata_type) = views.extra.odata_type() {
        out.field("@odata.type", &odata_type);
    }
    for (member, json) in views.extra.iter() {
        out.field(member, &format_args!("{json}"));
    }
    out.finish()
}

struct FieldDebug<'a>(View<'a>);

struct ModelDebug<'a>(&'a dyn Model);

impl fmt::Debug for ModelDebug<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(self.0.table().short_name(), self.0, f)
    }
}

impl fmt::Debug for FieldDebug<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            View::Token(token) => fmt::Display::fmt(&token, f),
            View::Json(json) => fmt::Display::fmt(json, f),
            View::Model(model) => ModelDebug(model).fmt(f),
            View::Texts(texts) => f.debug_list().entries(texts).finish(),
            View::Scalars(values) => {
                let tokens = (0..values.count()).filter_map(|index| values.token(index));
                f.debug_list().entries(tokens.map(TokenDebug)).finish()
            }
            View::Jsons(jsons) => f.debug_list().entries(jsons).finish(),
            View::Models(models) => {
                let all = (0..models.count()).filter_map(|index| models.get(index));
                f.debug_list().entries(all.map(ModelDebug)).finish()
            }
        }
    }
}

struct TokenDebug<'a>(Token<'a>);

impl fmt::Debug for TokenDebug<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
