//! `docs/standards/asvs.md`, held against what exists: the tests and files that it names, its numbers and its counts.

use std::{collections::BTreeMap, fs, path::Path};

const ROOT: &str = "..";

/// A line of the table.
struct Requirement<'a> {
    /// Chapter, section, place.
    number: (u32, u32, u32),
    level: u32,
    state: &'a str,
    why: &'a str,
}

fn text() -> String {
    fs::read_to_string("../docs/standards/asvs.md").expect("the list")
}

fn number(text: &str) -> Option<(u32, u32, u32)> {
    let mut parts = text.split('.').map(|part| part.parse().ok());
    let all = (parts.next()??, parts.next()??, parts.next()??);
    parts.next().is_none().then_some(all)
}

fn requirements(text: &str) -> Vec<Requirement<'_>> {
    let rows = text.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let cells = rows.map(|row| row.split(" | ").collect::<Vec<_>>());
    let found = cells.filter_map(|cells| match cells[..] {
        ["requirement" | "---", ..] => None,
        [one, what, level, state, why] => {
            assert!(!what.is_empty() && !why.is_empty(), "{one}");
            let number = number(one).unwrap_or_else(|| panic!("{one} is no number"));
            Some(Requirement { number, level: level.parse().expect("a level"), state, why })
        }
        _ => panic!("{cells:?}"),
    });
    found.collect()
}

/// The anchor of a heading, as GitHub makes it.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.collect::<String>().trim().to_lowercase().replace(' ', "-")
}

/// Whether a file of Rust has a test of this name: marked as one, or run on both engines.
fn is_test(source: &str, name: &str) -> bool {
    let Some(at) = ["async fn ", "fn "].iter().find_map(|kind| source.find(&format!("{kind}{name}("))) else {
        return false;
    };
    let marked = source[..at].trim_end().rsplit('\n').take_while(|line| !line.trim().is_empty());
    let marked = marked.take_while(|line| line.trim() != "}").any(|line| {
        let line = line.trim();
        line.starts_with("#[test]") || line.starts_with("#[tokio::test")
    });
    let on_both = source.split("on_both!(").skip(1).filter_map(|rest| rest.split(");").next());
    marked || on_both.flat_map(|list| list.split(',')).any(|entry| entry.trim() == name)
}

/// What is wrong with a reference, if anything is: `file`, `file#heading`, `file.rs::test` or `file.test.mjs::title`.
fn wrong(reference: &str) -> Option<String> {
    let (path, name) = reference.split_once("::").map_or((reference, None), |(path, name)| (path, Some(name)));
    let (path, heading) = path.split_once('#').map_or((path, None), |(path, heading)| (path, Some(heading)));
    let file = Path::new(ROOT).join(path);
    if !file.exists() {
        return Some(format!("{path} does not exist"));
    }
    if name.is_none() && heading.is_none() {
        return None;
    }
    let source = fs::read_to_string(&file).expect("text");
    let found = match (name, heading) {
        (Some(name), _) if path.ends_with(".rs") => is_test(&source, name),
        (Some(title), _) => ['\'', '"', '`'].iter().any(|quote| source.contains(&format!("({quote}{title}{quote},"))),
        (None, Some(heading)) => {
            let headings = source.lines().filter_map(|line| line.strip_prefix('#'));
            headings.map(|line| anchor(line.trim_start_matches('#'))).any(|found| found == heading)
        }
        (None, None) => true,
    };
    (!found).then(|| format!("{path} has no {}", name.or(heading).unwrap_or_default()))
}

#[test]
fn what_the_list_of_asvs_names_exists() {
    let text = text();
    let mut faults = Vec::new();
    for Requirement { number: (chapter, section, place), state, why, .. } in requirements(&text) {
        let references: Vec<&str> = why.split('`').skip(1).step_by(2).collect();
        assert!(matches!(state, "shown" | "not applicable" | "open"), "{chapter}.{section}.{place} is {state}");
        if state == "shown" && references.is_empty() {
            faults.push(format!("{chapter}.{section}.{place} names nothing that shows it"));
        }
        let broken = references.into_iter().filter_map(wrong);
        faults.extend(broken.map(|fault| format!("{chapter}.{section}.{place}: {fault}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_counts_of_the_list_are_right() {
    let text = text();
    let all = requirements(&text);
    for pair in all.windows(2) {
        assert!(pair[0].number < pair[1].number, "{:?} stands twice or in the wrong place", pair[1].number);
    }
    let mut heading = 0;
    for line in text.lines() {
        if let Some(chapter) = line.strip_prefix("## V") {
            heading = chapter.split(' ').next().and_then(|text| text.parse().ok()).expect("a chapter");
        } else if let Some(found) = line.strip_prefix("| ").and_then(|row| number(row.split(' ').next()?)) {
            assert_eq!(found.0, heading, "{found:?} stands under another chapter");
        }
    }
    let mut levels = BTreeMap::new();
    let mut states = BTreeMap::new();
    for requirement in &all {
        *levels.entry(requirement.level).or_insert(0) += 1;
        *states.entry(requirement.state).or_insert(0) += 1;
    }
    // As the standard has them.
    assert_eq!(levels, BTreeMap::from([(1, 70), (2, 183)]));
    let count = |state: &str| states.get(state).copied().unwrap_or(0);
    let line = format!(
        "{} requirements: {} of level 1, {} of level 2; {} shown, {} not applicable, {} open.",
        all.len(),
        levels[&1],
        levels[&2],
        count("shown"),
        count("not applicable"),
        count("open")
    );
    assert!(text.contains(&format!("\n{line}\n")), "the line at the top should be: {line}");
    println!("{line}");
}

/// A check that finds nothing missing would say yes to everything.
#[test]
fn a_reference_that_leads_nowhere_is_noticed() {
    let here = "testkit/tests/standards.rs";
    for good in [here, "testkit/tests/standards.rs::a_reference_that_leads_nowhere_is_noticed", "README.md#test"] {
        assert_eq!(wrong(good), None);
    }
    assert_eq!(wrong("testkit/tests/identity.rs::a_code_works_once"), None, "a test on both engines");
    assert_eq!(wrong("e2e/tests/sign-in.test.mjs::signing out everywhere ends the other browser too"), None);
    for bad in [
        "testkit/tests/nothing.rs",
        "testkit/tests/standards.rs::nothing",
        "testkit/tests/standards.rs::anchor",
        "e2e/tests/sign-in.test.mjs::signing out",
        "README.md#nothing",
    ] {
        assert!(wrong(bad).is_some(), "{bad}");
    }
}
