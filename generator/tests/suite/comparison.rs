//! The figures of the README and of `docs/comparison.md` about the crate in `generated/`, counted again.

use std::fs;

use crate::project::root;

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// The rows of the first table below a heading, as cells.
fn rows(text: &str, heading: &str) -> Vec<Vec<String>> {
    let section = text.split_once(heading).unwrap_or_else(|| panic!("no `{heading}`")).1;
    let table = section.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    table.skip(2).map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// The tree differs from system to system; the README says which it means.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
#[test]
fn the_crates_that_a_user_depends_on() {
    let table = rows(&text("README.md"), "## What a user depends on\n");
    assert_eq!(table.len(), 3);
    for row in table {
        let features = row[1].trim_matches('`');
        let output = std::process::Command::new(env!("CARGO"))
            .args(["tree", "--locked", "--offline", "-p", "msgraph-backup", "-e", "normal", "--prefix", "none"])
            .args(["--no-default-features", "--features", features])
            .current_dir(root())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let tree = String::from_utf8(output.stdout).unwrap();
        let crates: std::collections::BTreeSet<&str> = tree.lines().map(|line| line.trim_end_matches(" (*)")).collect();
        assert_eq!(row[2], (crates.len() - 1).to_string(), "{features}: {crates:?}");
        if row[0] == "models only" {
            // The crates are named one by one.
            let unnamed =
                crates.iter().filter_map(|line| line.split(' ').next()).filter(|name| !row[3].contains(&format!("`{name}`")));
            assert_eq!(unnamed.collect::<Vec<_>>(), ["msgraph-backup"]);
        }
    }
}

#[test]
fn the_code_that_is_compared_is_that_of_the_examples() {
    let (document, readme) = (text("generator/docs/comparison.md"), text("README.md"));
    let in_short = rows(&readme, "## Beside other clients of Microsoft Graph\n");
    let tasks = [
        ("## List, with a filter, over all pages\n", "list"),
        ("## Set a property to null\n", "update"),
        ("## Be throttled\n", "throttle"),
    ];
    assert_eq!(in_short.len(), tasks.len());
    for ((heading, example), short) in tasks.into_iter().zip(in_short) {
        let program = text(&format!("generated/examples/{example}.rs"));
        let run: Vec<&str> = program.lines().map(str::trim).collect();
        let section = document.split_once(heading).unwrap().1;
        let code = section.split_once("```rust\n").and_then(|(_, rest)| rest.split_once("```")).unwrap().0;
        for line in code.lines() {
            assert!(run.contains(&line.trim()), "examples/{example}.rs has no line `{line}`");
        }
        let counted = code.lines().filter(|line| line.contains(char::is_alphanumeric)).count().to_string();
        let table = rows(&document, heading);
        assert_eq!((table[0][0].as_str(), &table[0][1], &short[1]), ("ours", &counted, &counted), "{heading}");
        // Both places say the same of the others: the first number of each cell.
        let number = |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>();
        for (name, column) in [("Go", 2), ("C#", 3), ("graph-rs-sdk", 4)] {
            let row = table.iter().find(|row| row[0].split([',', ' ']).any(|word| word == name)).unwrap();
            assert_eq!(number(&row[1]), number(&short[column]), "{heading} {name}");
        }
    }
}
