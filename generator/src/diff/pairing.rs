//! One-to-one pairing of what vanished with what appeared: the best score first, ties by name, so that the result does
//! not depend on order, and is the same pair seen from the other side.

use std::collections::BTreeSet;

/// Beyond so many possible pairs likeness is not worked out, and only names are compared: no input may take long.
const MOST_PAIRS: usize = 250_000;

/// Whether all possible pairs may be compared by likeness.
pub(super) fn few(gone: usize, new: usize) -> bool {
    gone.saturating_mul(new) <= MOST_PAIRS
}

/// A possible pair.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    pub(super) gone: String,
    pub(super) new: String,
    /// Between 0 and 1.
    pub(super) score: f64,
}

/// Chooses pairs, each name at most once, the best first.
pub(super) fn choose(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by(|a, b| {
        let key = |candidate: &Candidate| {
            let (first, second) = if candidate.gone <= candidate.new {
                (candidate.gone.clone(), candidate.new.clone())
            } else {
                (candidate.new.clone(), candidate.gone.clone())
            };
            (first, second)
        };
        b.score.total_cmp(&a.score).then_with(|| key(a).cmp(&key(b)))
    });
    let (mut gone, mut new) = (BTreeSet::new(), BTreeSet::new());
    candidates.retain(|candidate| {
        let free = !gone.contains(&candidate.gone) && !new.contains(&candidate.new);
        if free {
            gone.insert(candidate.gone.clone());
            new.insert(candidate.new.clone());
        }
        free
    });
    candidates
}

/// The length of the longest common subsequence. What both begin and end with is part of one, whatever lies between.
pub(super) fn common_subsequence<T: PartialEq>(a: &[T], b: &[T]) -> usize {
    let front = a.iter().zip(b).take_while(|(left, right)| left == right).count();
    let (a, b) = (&a[front..], &b[front..]);
    let back = a.iter().rev().zip(b.iter().rev()).take_while(|(left, right)| left == right).count();
    front + back + between(&a[..a.len() - back], &b[..b.len() - back])
}

fn between<T: PartialEq>(a: &[T], b: &[T]) -> usize {
    let mut row = vec![0usize; b.len() + 1];
    for left in a {
        let mut diagonal = 0;
        for (index, right) in b.iter().enumerate() {
            let above = row[index + 1];
            row[index + 1] = if left == right { diagonal + 1 } else { above.max(row[index]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

/// How alike two sequences are, by their longest common subsequence.
#[expect(clippy::cast_precision_loss, reason = "sequences are short")]
pub(super) fn likeness<T: PartialEq>(a: &[T], b: &[T]) -> f64 {
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    2.0 * common_subsequence(a, b) as f64 / (a.len() + b.len()) as f64
}

/// How much two sets have in common: the size of what both have by the size of what either has.
#[expect(clippy::cast_precision_loss, reason = "sets are small")]
pub(super) fn overlap<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f64 {
    let both = a.intersection(b).count();
    let either = a.len() + b.len() - both;
    if either == 0 { 0.0 } else { both as f64 / either as f64 }
}

/// How alike two short texts are, by their words without case; the beginning of a long text stands for the whole.
pub(super) fn text_likeness(a: &str, b: &str) -> f64 {
    fn words(text: &str) -> Vec<String> {
        text.split(|character: char| !character.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(80)
            .map(str::to_lowercase)
            .collect()
    }
    likeness(&words(a), &words(b))
}

/// How alike two names are: the parts of camel case count, so that `siteId` and `driveSiteId` are near each other.
pub(super) fn name_likeness(a: &str, b: &str) -> f64 {
    fn letters(name: &str) -> Vec<char> {
        name.chars().take(120).flat_map(char::to_lowercase).collect()
    }
    likeness(&letters(a), &letters(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_ends_change_no_length() {
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        for (a, b, length) in [
            ("", "", 0),
            ("abc", "abc", 3),
            ("abcd", "abxd", 3),
            ("aab", "ab", 2),
            ("aba", "a", 1),
            ("xay", "yax", 1),
            ("intune-one-list", "intune-two-list", 13),
        ] {
            assert_eq!(common_subsequence(&letters(a), &letters(b)), length, "{a} {b}");
            assert_eq!(between(&letters(a), &letters(b)), length, "{a} {b}");
        }
    }
}
