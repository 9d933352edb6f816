//! `PartialEq` and `Debug` of models.

use std::fmt;

use super::extra::Extra;
use super::field::{Model, ModelsView, View};
use super::scalar::Token;

/// Whether two models of one type are equal: values, nulls, undocumented properties in any order, `@odata.type`. How a
/// number was written does not count.
#[must_use]
pub fn equal(a: &dyn Model, b: &dyn Model) -> bool {
    let mut same = false;
    a.view(&mut |a_fields, a_extra| {
        b.view(&mut |b_fields, b_extra| {
            let mut pairs = a_fields.iter().zip(b_fields).enumerate();
            same = a_fields.len() == b_fields.len()
                && pairs.all(|(index, (a, b))| same_field(*a, *b) && same_nulls(*a, index, a_extra, b_extra))
                && a_extra.same_members(b_extra);
        });
    });
    same
}

/// Whether a field is null, or has null among its elements, in both alike.
fn same_nulls(field: View<'_>, index: usize, a: &Extra, b: &Extra) -> bool {
    if field.is_some() { a.null_elements(index) == b.null_elements(index) } else { a.is_null(index) == b.is_null(index) }
}

fn same_field(a: View<'_>, b: View<'_>) -> bool {
    match (a, b) {
        (View::None, View::None) => true,
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
    let mut written = Ok(());
    model.view(&mut |fields, extra| {
        let mut out = f.debug_struct(name);
        for (index, (property, field)) in model.table().properties.iter().zip(fields).enumerate() {
            if field.is_some() {
                out.field(property, &FieldDebug(*field));
            } else if extra.is_null(index) {
                out.field(property, &format_args!("null"));
            }
        }
        if let Some(odata_type) = extra.odata_type() {
            out.field("@odata.type", &odata_type);
        }
        for (member, json) in extra.iter() {
            out.field(member, &format_args!("{json}"));
        }
        written = out.finish();
    });
    written
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
            View::None => f.write_str("null"),
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
