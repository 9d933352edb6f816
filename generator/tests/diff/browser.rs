//! The HTML report in a browser: it is opened, searched and folded as a reader would, with and without scripts, on a desk and
//! on a phone. Runs where Chromium is installed; `DOCWRIGHT_SCREENSHOTS=DIR` keeps the pictures.

use std::path::{Path, PathBuf};
use std::process::Command;

use docwright::diff::render::{self, Links};
use docwright::diff::{self, Options};

use crate::text_model::model;

/// Names under which the browser is installed.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

fn browser() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    NAMES.iter().flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name))).find(|file| file.is_file())
}

/// Opens a file and gives back what the browser prints.
fn open(browser: &Path, profile: &Path, file: &Path, more: &[String]) -> String {
    let done = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=5000"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .args(more)
        .arg(format!("file://{}", file.display()))
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).into_owned()
}

/// What a reader does, step by step; each step writes down what is to be seen then.
const READER: &str = r#"<script>
addEventListener("load", function () {
  var seen = [];
  function look(what) {
    var items = Array.from(document.querySelectorAll("main > details > section li"));
    var shown = items.filter(function (item) { return item.checkVisibility(); });
    seen.push(what + ": " + shown.length + " of " + items.length + " shown, status '" + document.getElementById("found").textContent + "'");
  }
  function type(text) {
    var field = document.getElementById("filter");
    field.focus();
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  look("opened");
  document.querySelector("details.additive > summary").click();
  look("additive unfolded");
  document.querySelector("details.risky > summary").click();
  look("risky folded");
  type("size resp-prop-removed");
  look("searched");
  var item = Array.from(document.querySelectorAll("main li")).find(function (item) { return item.checkVisibility(); });
  item.querySelector("summary").click();
  seen.push("evidence open: " + item.querySelector("details").open + ", its note visible: " + item.querySelector("details p").checkVisibility());
  seen.push("link: " + item.querySelector("a[href^='https://example.org/old/']").href);
  type("");
  look("search emptied");
  seen.push("wider than the window: " + (document.documentElement.scrollWidth > innerWidth));
  document.body.insertAdjacentHTML("beforeend", "<pre id='seen'></pre>");
  document.getElementById("seen").textContent = seen.join("\n");
});
</script>"#;

fn report_page() -> String {
    let base = "type team\n  .size Int32\n  .name String\nop GET /teams/{id}\n  answer 200 team\n";
    let revision = "type team\n  .name Int32\n  .colour String\n  .founded DateTimeOffset\nop GET /teams/{id}\n  answer 200 team\n\
        op GET /chats/{id}/a/path/that/is/so/long/that/a/phone/cannot/show/it/on/one/line/{id}\n";
    let report = diff::compare(&model(base), &model(revision), &Options::default());
    let links = Links { base: Some("https://example.org/old".to_owned()), revision: Some("https://example.org/new".to_owned()) };
    render::html(&report, &links)
}

#[expect(clippy::disallowed_methods, reason = "a browser opens files")]
#[test]
fn a_reader_searches_and_folds_the_report() {
    let Some(browser) = browser() else {
        println!("left out: there is no Chromium on this machine");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let profile = folder.path().join("profile");
    let page = report_page();
    let (plain, acted) = (folder.path().join("report.html"), folder.path().join("acted.html"));
    std::fs::write(&plain, &page).unwrap();
    std::fs::write(&acted, page.replace("</body>", &format!("{READER}</body>"))).unwrap();

    let dom = open(&browser, &profile, &acted, &["--dump-dom".to_owned(), "--window-size=1200,900".to_owned()]);
    let seen = dom.split_once("<pre id=\"seen\">").and_then(|(_, rest)| rest.split_once("</pre>")).map_or("", |(seen, _)| seen);
    let wanted = "opened: 2 of 5 shown, status ''\n\
        additive unfolded: 5 of 5 shown, status ''\n\
        risky folded: 3 of 5 shown, status ''\n\
        searched: 1 of 5 shown, status '1 found'\n\
        evidence open: true, its note visible: true\n\
        link: https://example.org/old/v1.0/resources/team.md#L2\n\
        search emptied: 3 of 5 shown, status ''\n\
        wider than the window: false";
    assert_eq!(seen, wanted);

    let phone = open(&browser, &profile, &acted, &["--dump-dom".to_owned(), "--window-size=390,844".to_owned()]);
    assert!(phone.contains("wider than the window: false"), "the report scrolls sideways on a phone");

    // A browser that runs no script, by the page's own policy: `--dump-dom` needs the engine itself.
    let still = folder.path().join("still.html");
    std::fs::write(&still, page.replace("script-src 'unsafe-inline'", "script-src 'none'")).unwrap();
    let without = open(&browser, &profile, &still, &["--dump-dom".to_owned()]);
    assert!(without.contains("<p id=\"search\" hidden=\"\""), "without scripts nothing offers a search");
    assert!(without.contains("details class=\"level risky\" open"));

    let kept = std::env::var_os("DOCWRIGHT_SCREENSHOTS").map(PathBuf::from);
    let pictures = kept.unwrap_or_else(|| folder.path().to_owned());
    for (name, size) in [("desk.png", "1200,900"), ("phone.png", "390,844")] {
        let picture = pictures.join(name);
        let more = [format!("--screenshot={}", picture.display()), format!("--window-size={size}")];
        open(&browser, &profile, &plain, &more);
        let bytes = std::fs::read(&picture).unwrap();
        assert!(bytes.starts_with(b"\x89PNG") && bytes.len() > 5_000, "{name}: {} bytes", bytes.len());
    }
}
