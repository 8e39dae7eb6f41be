//! The arrows between the crates, and the list of crates in ARCHITECTURE.md.

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Which crate may use which. A new arrow is a decision: it is written here and in ARCHITECTURE.md.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("storage", &["domain"]),
    ("documents", &["domain"]),
    ("signing", &[]),
    ("assertion", &[]),
    ("evidence", &["assertion"]),
    ("app", &["domain", "storage", "documents", "signing", "assertion", "evidence"]),
    ("web", &["domain", "app"]),
    ("vroegteken", &["domain", "storage", "documents", "signing", "app", "web"]),
    ("testkit", &["domain", "storage", "documents", "signing", "assertion", "evidence", "app", "web"]),
];

/// What the pure crate must never know of, directly.
const NOT_IN_DOMAIN: &[&str] = &["sqlx", "axum", "tokio", "lettre", "typst", "getrandom", "tracing"];

fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path("Cargo.toml")
        .no_deps()
        .other_options(vec!["--offline".into()])
        .exec()
        .expect("cargo")
}

fn short(name: &str) -> &str {
    name.strip_prefix("vroegteken-").unwrap_or(name)
}

type Arrows = BTreeMap<String, BTreeSet<String>>;

/// What each crate of the workspace uses of the others, tests aside.
fn present(metadata: &Metadata) -> Arrows {
    let members: BTreeSet<_> = metadata.workspace_packages().iter().map(|package| package.name.to_string()).collect();
    let uses = |package: &cargo_metadata::Package| {
        let own = package.dependencies.iter().filter(|dependency| dependency.kind != DependencyKind::Development);
        own.filter(|dependency| members.contains(&dependency.name)).map(|d| short(&d.name).to_owned()).collect()
    };
    metadata.workspace_packages().iter().map(|package| (short(&package.name).to_owned(), uses(package))).collect()
}

/// What the crates that there are may use.
fn allowed(present: &Arrows) -> Arrows {
    let set = |names: &&[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let there = ARROWS.iter().filter(|(name, _)| present.contains_key(*name));
    there.map(|(name, uses)| ((*name).to_owned(), set(uses))).collect()
}

/// The rows `| crate | may use | … |` of the first table.
fn documented() -> Arrows {
    let text = fs::read_to_string("../ARCHITECTURE.md").expect("ARCHITECTURE.md");
    let table = text.split("## Crates").nth(1).expect("a section on crates").split("\n## ").next().expect("its text");
    let rows = table.lines().filter(|line| line.starts_with("| ")).skip(2);
    rows.map(|row| {
        let mut cells = row.trim_matches('|').split('|').map(str::trim);
        let name = cells.next().expect("a crate").trim_matches('`').to_owned();
        let uses = cells.next().expect("what it may use");
        let uses = uses.split(',').map(|name| name.trim().trim_matches('`')).filter(|name| !matches!(*name, "" | "-"));
        (name, uses.map(str::to_owned).collect())
    })
    .collect()
}

#[test]
fn every_arrow_is_allowed_and_used() {
    let present = present(&metadata());
    let allowed = allowed(&present);
    assert_eq!(present.keys().collect::<Vec<_>>(), allowed.keys().collect::<Vec<_>>(), "the crates of the workspace");
    for (name, uses) in &present {
        let more: Vec<_> = uses.difference(&allowed[name]).collect();
        assert!(more.is_empty(), "{name} uses {more:?}: is that meant? Then say so in ARROWS and ARCHITECTURE.md");
    }
}

#[test]
fn architecture_md_names_the_same_crates_and_arrows() {
    assert_eq!(documented(), allowed(&present(&metadata())));
}

#[test]
fn the_domain_knows_no_outside() {
    let metadata = metadata();
    let domain = metadata.workspace_packages().into_iter().find(|p| short(&p.name) == "domain").expect("domain");
    for dependency in domain.dependencies.iter().filter(|d| d.kind == DependencyKind::Normal) {
        assert!(!NOT_IN_DOMAIN.contains(&dependency.name.as_str()), "domain uses {}", dependency.name);
    }
}

/// Crates that connect to where an address leads. The portal connects to its database and to the mail server that the
/// operator named, and nowhere else: nothing that people type is ever asked for. Whoever brings one of these in has to
/// refuse private addresses first, and to connect to the address that was looked at.
const GO_OUT: &[&str] =
    &["reqwest", "ureq", "isahc", "curl", "attohttpc", "minreq", "hyper-rustls", "hyper-tls", "awc"];

#[test]
fn the_portal_fetches_nothing_from_elsewhere() {
    let metadata = MetadataCommand::new()
        .manifest_path("../Cargo.toml")
        .other_options(vec!["--offline".into(), "--locked".into()])
        .exec()
        .expect("cargo");
    let resolve = metadata.resolve.as_ref().expect("a graph");
    let portal = metadata.packages.iter().find(|package| package.name == "vroegteken").expect("the binary");
    let (mut seen, mut open) = (BTreeSet::new(), vec![&portal.id]);
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let node = resolve.nodes.iter().find(|node| node.id == *id).expect("a node");
        let used = node.deps.iter().filter(|dep| dep.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal));
        open.extend(used.map(|dep| &dep.pkg));
    }
    let names: BTreeSet<&str> = seen.iter().map(|id| metadata[*id].name.as_str()).collect();
    assert!(names.contains("lettre") && names.contains("sqlx"), "the test sees what is used");
    let out: Vec<_> = GO_OUT.iter().filter(|name| names.contains(*name)).collect();
    assert!(out.is_empty(), "{out:?}");
}

#[test]
fn the_rooms_of_architecture_md_exist() {
    let root = Path::new("..");
    let text = fs::read_to_string(root.join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    // Every second piece between back ticks is code; those that begin with a folder are paths.
    let paths = text.split('`').skip(1).step_by(2).filter(|code| {
        code.contains('/') && !code.contains(' ') && root.join(code.split('/').next().unwrap_or_default()).is_dir()
    });
    let missing: Vec<_> = paths.filter(|path| !root.join(path).exists()).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
