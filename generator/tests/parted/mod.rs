//! Several texts in one file, parted by lines `=== WHAT`.

/// What stands behind each `===`, and the text up to the next; what stands before the first is a remark.
pub(crate) fn parts(file: &str) -> impl Iterator<Item = (&str, &str)> {
    let begins = |&at: &usize| at == 0 || file[..at].ends_with('\n');
    let begins: Vec<usize> = file.match_indices("=== ").map(|(at, _)| at).filter(begins).collect();
    let ends: Vec<usize> = begins.iter().skip(1).copied().chain([file.len()]).collect();
    begins.into_iter().zip(ends).filter_map(|(begin, end)| file[begin..end].strip_prefix("=== ")?.split_once('\n'))
}
