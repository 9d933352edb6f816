//! `Clone` of models.

use super::extra::Extra;
use super::field::{Edit, Model, View, Views};
use super::scalar::ScalarEdit;

/// What `Clone` of every model does.
#[must_use]
pub fn copy<T: Model + Default>(model: &T) -> T {
    let mut copied = T::default();
    copy_into(model, &mut copied);
    copied
}

/// Copies all that a model has into an empty one of the same type.
fn copy_into(from: &dyn Model, to: &mut dyn Model) {
    let views = Views::of(from);
    to.edit(&mut |edits: &mut [Edit<'_>], extra: &mut Extra| {
        for (view, edit) in views.fields.iter().zip(edits) {
            if let Some(view) = view {
                copy_field(*view, edit);
            }
        }
        extra.clone_from(views.extra);
    });
}

/// Copies a field; both are of one type, because they have one place in one table.
fn copy_field(from: View<'_>, to: &mut Edit<'_>) {
    match (from, to) {
        (View::Token(token), Edit::Text(slot)) => {
            ScalarEdit::read(*slot, token);
        }
        (View::Token(token), Edit::Bool(slot)) => {
            ScalarEdit::read(*slot, token);
        }
        (View::Token(token), Edit::Int(slot)) => {
            ScalarEdit::read(*slot, token);
        }
        (View::Token(token), Edit::Scalar(slot) | Edit::Exact(slot)) => {
            slot.read(token);
        }
        (View::Json(json), Edit::Json(slot)) => **slot = Some(json.clone()),
        (View::Model(model), Edit::Model(slot)) => copy_into(model, slot.start()),
        (View::Texts(texts), Edit::Texts(slot)) => **slot = Some(texts.to_vec()),
        (View::Scalars(values), Edit::Scalars(slot) | Edit::Exacts(slot)) => {
            slot.start();
            for token in (0..values.count()).filter_map(|index| values.token(index)) {
                slot.push(token);
            }
        }
        (View::Jsons(values), Edit::Jsons(slot)) => **slot = Some(values.to_vec()),
        (View::Models(models), Edit::Models(slot)) => {
            slot.start();
            for model in (0..models.count()).filter_map(|index| models.get(index)) {
                copy_into(model, slot.push());
            }
        }
        _ => {}
    }
}
