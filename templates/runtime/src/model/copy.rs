//! `Clone` of models.

use super::extra::Extra;
use super::field::{Edit, Model, View, Views};
use super::scalar::{ScalarEdit, Token};

/// Copies all that a model has into an empty one of the same type. What `Clone` of every model does.
pub fn copy(from: &dyn Model, to: &mut dyn Model) {
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
        (View::Token(token), Edit::Text(slot)) => copy_token(token, *slot),
        (View::Token(token), Edit::Bool(slot)) => copy_token(token, *slot),
        (View::Token(token), Edit::Int(slot)) => copy_token(token, *slot),
        (View::Token(token), Edit::Int32(slot)) => copy_token(token, *slot),
        (View::Token(token), Edit::Float(slot)) => copy_token(token, *slot),
        (View::Token(token), Edit::Scalar(slot) | Edit::Exact(slot)) => copy_token(token, *slot),
        (View::Json(json), Edit::Json(slot)) => **slot = Some(json.clone()),
        (View::Model(model), Edit::Model(slot)) => {
            if let Some(to) = slot.reset(true) {
                copy(model, to);
            }
        }
        (View::Texts(texts), Edit::Texts(slot)) => **slot = Some(texts.to_vec()),
        (View::Scalars(values), Edit::Scalars(slot) | Edit::Exacts(slot)) => {
            slot.reset(true);
            for token in (0..values.count()).filter_map(|index| values.token(index)) {
                token.with_text(|token| slot.push(token));
            }
        }
        (View::Jsons(values), Edit::Jsons(slot)) => **slot = Some(values.to_vec()),
        (View::Models(models), Edit::Models(slot)) => {
            slot.reset(true);
            for model in (0..models.count()).filter_map(|index| models.get(index)) {
                if let Some(to) = slot.push() {
                    copy(model, to);
                }
            }
        }
        _ => {}
    }
}

fn copy_token(token: Token<'_>, to: &mut dyn ScalarEdit) {
    token.with_text(|token| to.set(Some(token)));
}
