//! The elements of an array, and the collection that they become.

use serde::de::SeqAccess;

use super::super::error::Trace;
use super::super::extra::Note;
use super::super::field::ModelsEdit;
use super::super::json::{Json, RawInto};
use super::super::scalar::{Accepted, ScalarsEdit, Token};
use super::value::{Outcome, Target, ValueVisitor};

/// A collection that is being read.
pub(super) enum List<'a> {
    Texts(&'a mut Vec<String>),
    Scalars(&'a mut dyn ScalarsEdit, Rewriting),
    Exacts(&'a mut dyn ScalarsEdit, Rewriting),
    Models(&'a mut dyn ModelsEdit),
}

impl List<'_> {
    fn item(&mut self) -> Target<'_, '_> {
        match self {
            Self::Texts(list) => Target::TextItem(list),
            Self::Scalars(list, rewriting) => Target::ScalarItem(*list, rewriting),
            Self::Exacts(list, rewriting) => Target::ExactItem(*list, rewriting),
            Self::Models(list) => Target::ModelItem(*list),
        }
    }
}

pub(super) fn read_elements<'de, A: SeqAccess<'de>>(mut list: List<'_>, mut seq: A, trace: &Trace) -> Result<Outcome, A::Error> {
    let mut nulls: Vec<u32> = Vec::new();
    let mut index = 0;
    loop {
        match seq.next_element_seed(ValueVisitor { target: list.item(), trace }) {
            Ok(None) => break,
            Ok(Some(Outcome::Null)) => nulls.push(u32::try_from(index).unwrap_or(u32::MAX)),
            Ok(Some(_)) => {}
            Err(error) => {
                trace.element(index);
                return Err(error);
            }
        }
        index += 1;
    }
    if let List::Scalars(list, rewriting) | List::Exacts(list, rewriting) = &list
        && rewriting.rewritten
    {
        return Ok(Outcome::Noted(Box::new(rewriting.note(*list, &nulls))));
    }
    if nulls.is_empty() {
        return Ok(Outcome::Value);
    }
    let others = index - nulls.len();
    Ok(Outcome::Noted(Box::new(Note::Nulls(nulls.into_boxed_slice(), others))))
}

pub(super) fn read_jsons<'de, A: SeqAccess<'de>>(list: &mut Vec<Json>, mut seq: A, trace: &Trace) -> Result<Outcome, A::Error> {
    loop {
        match seq.next_element_seed(RawInto(|json: &str| list.push(Json::from_checked(json)))) {
            Ok(Some(())) => {}
            Ok(None) => return Ok(Outcome::Value),
            Err(error) => {
                trace.element(list.len());
                return Err(error);
            }
        }
    }
}

fn count(list: &dyn ScalarsEdit) -> usize {
    list.view().map_or(0, super::super::scalar::ScalarsView::count)
}

/// The texts of a collection's elements as they arrived, kept once one is written otherwise than its value would be.
#[derive(Default)]
pub(super) struct Rewriting {
    rewritten: bool,
    arrived: Vec<Option<Box<str>>>,
}

impl Rewriting {
    pub(super) fn push(&mut self, list: &mut dyn ScalarsEdit, token: Token<'_>) -> Option<Outcome> {
        let before = count(list);
        match list.push(token) {
            Accepted::Same => {}
            Accepted::Rewritten => {
                self.rewritten = true;
                self.arrived.resize(before, None);
                self.arrived.push(Some(token.to_json()));
            }
            Accepted::Refused => return None,
        }
        Some(Outcome::Value)
    }

    fn note(&self, list: &dyn ScalarsEdit, nulls: &[u32]) -> Note {
        let encoded = |index: usize| list.view().and_then(|list| list.token(index)).map(Token::to_json).unwrap_or_default();
        let as_encoded: Vec<Box<str>> = (0..count(list)).map(encoded).collect();
        let mut arrived: Vec<Box<str>> = as_encoded
            .iter()
            .enumerate()
            .map(|(index, encoded)| self.arrived.get(index).cloned().flatten().unwrap_or_else(|| encoded.clone()))
            .collect();
        for null in nulls {
            let place = usize::try_from(*null).unwrap_or(usize::MAX).min(arrived.len());
            arrived.insert(place, "null".into());
        }
        let array = |elements: &[Box<str>]| format!("[{}]", elements.join(",")).into_boxed_str();
        Note::Text { arrived: array(&arrived), encoded: array(&as_encoded) }
    }
}
