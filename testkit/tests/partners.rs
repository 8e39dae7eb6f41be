//! Partners: who sees whom, narrowed by what, as a page, a file and cards. Never the address of a signatory.

use domain::registration::{Applicant, SystemAnswer};
use serde_json::json;
use std::{collections::BTreeSet, path::Path, process::Command};
use testkit::{Client, Sample, TestPortal, answers_of, on_both};

on_both!(
    filters_narrow_the_page_and_the_file_alike,
    a_joint_body_is_narrowed_by_its_members,
    cards_are_read_by_others,
    cards_are_for_partners_only,
    no_page_shows_the_address_of_a_signatory,
);

/// The names of the partners on a page.
fn names(html: &str) -> Vec<String> {
    let cards = html.split("class=\"partner__name\">").skip(1);
    cards.filter_map(|rest| rest.split('<').next()).map(str::to_owned).collect()
}

/// The partners in a file: its first column, each once.
fn in_file(csv: &str) -> BTreeSet<String> {
    csv.lines().skip(1).filter_map(|line| line.split(';').next()).map(str::to_owned).collect()
}

async fn municipality(portal: &TestPortal, name: &str, system: &str) {
    let mut answers = answers_of(Sample::Municipality(name), &portal.kvk());
    answers.system = SystemAnswer {
        code: system.to_owned(),
        name: if system == "other" { "Eigen systeem".to_owned() } else { String::new() },
    };
    portal.join_with(Applicant::Municipality, &answers).await;
}

async fn filters_narrow_the_page_and_the_file_alike(portal: TestPortal) {
    municipality(&portal, "Almere", "bkr_vps").await;
    municipality(&portal, "Zeewolde", "inforing").await;
    municipality(&portal, "Amsterdam", "other").await;
    portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    portal.join(Sample::In("Aqua", "water", &["Zeewolde", "Almere"])).await;
    let mut partner = portal.sign_in("kim@zonnestroom.example").await;
    let cases: [(&str, &[&str]); 10] = [
        ("", &["Almere", "Amsterdam", "Zeewolde"]),
        ("systeem=bkr_vps", &["Almere"]),
        ("systeem=other", &["Amsterdam"]),
        ("provincie=flevoland", &["Almere", "Zeewolde"]),
        ("provincie=flevoland&systeem=inforing", &["Zeewolde"]),
        ("gemeente=GM0050", &["Zeewolde"]),
        ("zoek=am&provincie=noord-holland", &["Amsterdam"]),
        ("stand=prepared", &["Almere", "Amsterdam", "Zeewolde"]),
        ("stand=signed", &[]),
        ("systeem=onzin&provincie=onzin&gemeente=onzin&stand=onzin", &["Almere", "Amsterdam", "Zeewolde"]),
    ];
    for (query, wanted) in cases {
        let page = partner.get(&format!("/samenwerkingspartners?{query}")).await.expect_status(200);
        assert_eq!(names(&page.body), wanted, "{query}");
        let file = partner.get(&format!("/samenwerkingspartners.csv?{query}")).await.expect_status(200);
        assert_eq!(in_file(&file.body), wanted.iter().map(|name| (*name).to_owned()).collect(), "{query}");
    }
    let mut party = portal.sign_in("kim@zeewolde.example").await;
    for (query, wanted) in
        [("", vec!["Aqua", "Zonnestroom"]), ("sector=water", vec!["Aqua"]), ("stand=released", Vec::new())]
    {
        let page = party.get(&format!("/samenwerkingspartners?{query}")).await.expect_status(200);
        assert_eq!(names(&page.body), wanted, "{query}");
    }
}

async fn a_joint_body_is_narrowed_by_its_members(portal: TestPortal) {
    portal.join(Sample::JointBody("Samen", &["Almere", "Zeewolde"])).await;
    portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    portal.join(Sample::In("Aqua", "water", &["Zeewolde"])).await;
    let mut party = portal.sign_in("kim@samen.example").await;
    for (query, wanted) in [
        ("", vec!["Aqua", "Zonnestroom"]),
        ("gemeente=GM0034", vec!["Zonnestroom"]),
        ("gemeente=GM0050", vec!["Aqua", "Zonnestroom"]),
    ] {
        let page = party.get(&format!("/samenwerkingspartners?{query}")).await.expect_status(200);
        assert_eq!(names(&page.body), wanted, "{query}");
        assert!(page.body.contains("name=\"gemeente\""));
    }
    let mut partner = portal.sign_in("kim@aqua.example").await;
    let page = partner.get("/samenwerkingspartners?gemeente=GM0050").await.expect_status(200);
    assert_eq!(names(&page.body), ["Samen"]);
    let page = partner.get("/samenwerkingspartners?gemeente=GM0034").await.expect_status(200);
    assert!(names(&page.body).is_empty(), "active in one member, not in the other");
}

/// The addresses of the cards on a page.
fn cards(html: &str) -> Vec<String> {
    let links = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.filter(|href| href.ends_with(".vcf")).map(str::to_owned).collect()
}

/// Python with the judges, unless one means to go without.
pub fn python() -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "a switch of the tests, not a setting of the portal")]
    let python = std::env::var("VROEGTEKEN_JUDGES_PYTHON");
    let python = python.expect("VROEGTEKEN_JUDGES_PYTHON names a Python with the judges, or is `none`");
    (python != "none").then_some(python)
}

async fn cards_are_read_by_others(portal: TestPortal) {
    municipality(&portal, "Almere", "bkr_vps").await;
    let mut answers = answers_of(Sample::Nationwide("Zonnestroom", "energie"), &portal.kvk());
    answers.name = "Zon, Wind; & Waterkracht Coöperatie voor de Noordelijke Kustgemeenten U.A.".into();
    answers.contacts[0].name = "Zoë van der Ĳssel-de Wit, jr".into();
    answers.contacts[0].function = "coördinator; debiteurenbeheer".into();
    portal.join_with(Applicant::SignalPartner, &answers).await;
    let mut party = portal.sign_in("kim@almere.example").await;
    let page = party.get("/samenwerkingspartners").await.expect_status(200);
    let links = cards(&page.body);
    assert_eq!(links.len(), 1, "{links:?}");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cards-{:?}", portal.engine));
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut files = Vec::new();
    for (version, query) in [("4.0", ""), ("3.0", "?versie=3")] {
        let card = party.get(&format!("{}{query}", links[0])).await.expect_status(200);
        assert_eq!(card.headers["content-type"], "text/vcard; charset=utf-8");
        assert!(card.body.lines().all(|line| line.len() <= 75), "folded");
        let file = folder.join(format!("card-{version}.vcf"));
        std::fs::write(&file, &card.body).expect("a file");
        let wanted = json!({
            "version": version,
            "name": answers.contacts[0].name,
            "organisation": answers.name,
            "function": answers.contacts[0].function,
            "email": answers.contacts[0].email,
            "phone": answers.contacts[0].phone,
            "categories": ["Coördinatie"],
        });
        std::fs::write(file.with_extension("json"), wanted.to_string()).expect("a file");
        files.push(file);
    }
    if let Some(python) = python() {
        let judged = Command::new(python).arg("tests/judge_cards.py").args(&files).output().expect("Python runs");
        assert!(judged.status.success(), "{}", String::from_utf8_lossy(&judged.stderr));
    }
}

async fn cards_are_for_partners_only(portal: TestPortal) {
    municipality(&portal, "Almere", "bkr_vps").await;
    municipality(&portal, "Zeewolde", "bkr_vps").await;
    portal.join(Sample::In("Aqua", "water", &["Almere"])).await;
    let mut almere = portal.sign_in("kim@almere.example").await;
    let link = cards(&almere.get("/samenwerkingspartners").await.expect_status(200).body).remove(0);
    almere.get(&link).await.expect_status(200);
    let (before, _) = link.rsplit_once('/').expect("a path");
    let signatory = portal.actor("lou@aqua.example").await.person().expect("a person");
    almere.get(&format!("{before}/{signatory}.vcf")).await.expect_status(404);
    for wrong in ["onzin", "onzin.vcf", ".vcf", "00000000-0000-0000-0000-000000000000.vcf"] {
        almere.get(&format!("{before}/{wrong}")).await.expect_status(404);
    }
    let mut other = portal.sign_in("kim@zeewolde.example").await;
    other.get(&link).await.expect_status(404);
    portal.client().get(&link).await.expect_status(303);
}

/// Every page and file that links of these pages lead to, up to a number.
async fn all_pages(client: &mut Client, first: &[&str], most: usize) -> Vec<(String, String)> {
    let mut open: Vec<String> = first.iter().map(|path| (*path).to_owned()).collect();
    let (mut known, mut pages) = (BTreeSet::new(), Vec::new());
    while let Some(path) = open.pop() {
        if pages.len() >= most || !known.insert(path.clone()) {
            continue;
        }
        let page = client.get(&path).await;
        let links = page.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let own = links.filter(|href| href.starts_with('/') && !href.starts_with("//") && !href.starts_with("/assets"));
        open.extend(own.map(|href| href.replace("&amp;", "&").replace("&#38;", "&")));
        pages.push((path, page.body));
    }
    pages
}

async fn no_page_shows_the_address_of_a_signatory(portal: TestPortal) {
    municipality(&portal, "Almere", "bkr_vps").await;
    portal.join(Sample::JointBody("Samen", &["Zeewolde", "Dronten"])).await;
    portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    portal.join(Sample::In("Aqua", "water", &["Almere", "Zeewolde"])).await;
    portal.join(Sample::Executor("Kredietbank")).await;
    let organisations = ["almere", "samen", "zonnestroom", "aqua", "kredietbank"];
    let people =
        organisations.iter().flat_map(|own| ["kim", "lou"].map(|first| (own, format!("{first}@{own}.example"))));
    let mut seen = 0;
    // Nobody signs for an executor that is no party.
    for (own, email) in people.filter(|(_, email)| email != "lou@kredietbank.example") {
        let mut client = portal.sign_in(&email).await;
        let first = [
            "/",
            "/overeenkomsten",
            "/overeenkomsten.csv",
            "/samenwerkingspartners",
            "/samenwerkingspartners.csv",
            "/kaart",
            "/tekenen",
        ];
        let pages = all_pages(&mut client, &first, 60).await;
        assert!(pages.len() > 8, "{email} sees pages");
        for (path, body) in &pages {
            for other in organisations.iter().filter(|other| *other != own) {
                let address = format!("lou@{other}.example");
                assert!(!body.contains(&address), "{email} sees {address} on {path}");
                let encoded = address.replace('@', "%40");
                assert!(!body.contains(&encoded), "{email} sees {encoded} on {path}");
            }
            seen += usize::from(body.contains("kim%40") || body.contains("kim@"));
        }
    }
    assert!(seen > 10, "contact persons are shown: {seen}");
}
