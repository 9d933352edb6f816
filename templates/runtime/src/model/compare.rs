//! `PartialEq` and `Debug` of models.

use std::fmt;

use super::extra::Extra;
use super::field::{Model, ModelsView, View};
use super::scalar::{ScalarView, ScalarsView, Token};

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
        (View::Text(a), View::Text(b)) => a == b,
        (View::Bool(a), View::Bool(b)) => a == b,
        (View::Scalar(a), View::Scalar(b)) => same_scalar(a, b),
        (View::Json(a), View::Json(b)) => a == b,
        (View::Model(a), View::Model(b)) => same_model(a.get(), b.get()),
        (View::Texts(a), View::Texts(b)) => a == b,
        (View::Scalars(a), View::Scalars(b)) => same_scalars(a, b),
        (View::Jsons(a), View::Jsons(b)) => a == b,
        (View::Models(a), View::Models(b)) => same_models(a, b),
        _ => false,
    }
}

fn same_scalar(a: &dyn ScalarView, b: &dyn ScalarView) -> bool {
    let mut same = a.is_some() == b.is_some();
    a.write(&mut |a: Token<'_>| b.write(&mut |b: Token<'_>| same = a == b));
    same
}

fn same_scalars(a: &dyn ScalarsView, b: &dyn ScalarsView) -> bool {
    a.count() == b.count()
        && (0..a.count().unwrap_or(0)).all(|index| {
            let mut same = false;
            a.write(index, &mut |a: Token<'_>| b.write(index, &mut |b: Token<'_>| same = a == b));
            same
        })
}

fn same_model(a: Option<&dyn Model>, b: Option<&dyn Model>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => equal(a, b),
        (None, None) => true,
        _ => false,
    }
}

fn same_models(a: &dyn ModelsView, b: &dyn ModelsView) -> bool {
    a.count() == b.count() && (0..a.count().unwrap_or(0)).all(|index| same_model(a.get(index), b.get(index)))
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
            View::Text(text) => fmt::Debug::fmt(text.as_deref().unwrap_or_default(), f),
            View::Bool(value) => fmt::Debug::fmt(&value.unwrap_or_default(), f),
            View::Scalar(value) => {
                let mut written = Ok(());
                value.write(&mut |token| written = write!(f, "{token}"));
                written
            }
            View::Json(json) => f.write_str(json.as_ref().map_or("null", |json| json.as_str())),
            View::Model(model) => model.get().map_or(Ok(()), |model| ModelDebug(model).fmt(f)),
            View::Texts(texts) => f.debug_list().entries(texts.iter().flatten()).finish(),
            View::Scalars(values) => {
                let mut list = f.debug_list();
                for index in 0..values.count().unwrap_or(0) {
                    values.write(index, &mut |token| {
                        list.entry(&format_args!("{token}"));
                    });
                }
                list.finish()
            }
            View::Jsons(jsons) => f.debug_list().entries(jsons.iter().flatten()).finish(),
            View::Models(models) => {
                let all = (0..models.count().unwrap_or(0)).filter_map(|index| models.get(index));
                f.debug_list().entries(all.map(ModelDebug)).finish()
            }
        }
    }
}
