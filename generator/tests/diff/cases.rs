//! The pairs of `rules/*.txt`: for each rule a base, a revision that triggers it, and a near miss.

const FILES: [(&str, &str); 5] = [
    ("addresses", include_str!("rules/addresses.txt")),
    ("requests", include_str!("rules/requests.txt")),
    ("answers", include_str!("rules/answers.txt")),
    ("types", include_str!("rules/types.txt")),
    ("pages", include_str!("rules/pages.txt")),
];

/// A rule and its three models, as text.
pub(crate) struct Case {
    pub(crate) rule: String,
    pub(crate) base: String,
    pub(crate) revision: String,
    pub(crate) near: String,
}

/// All of them, in the order of the files.
pub(crate) fn cases() -> Vec<Case> {
    let mut out: Vec<Case> = Vec::new();
    for (_, text) in FILES {
        let mut part = 0;
        for line in text.lines().filter(|line| !line.starts_with('#') || line.starts_with("## ")) {
            if let Some(rule) = line.strip_prefix("## ") {
                out.push(Case {
                    rule: rule.trim().to_owned(),
                    base: String::new(),
                    revision: String::new(),
                    near: String::new(),
                });
                part = 0;
                continue;
            }
            let Some(case) = out.last_mut() else { continue };
            match line.trim() {
                "--- revision" => part = 1,
                "--- near" => part = 2,
                _ => {
                    let text = [&mut case.base, &mut case.revision, &mut case.near].into_iter().nth(part).unwrap();
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
    }
    out
}
