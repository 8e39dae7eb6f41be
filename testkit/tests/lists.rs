//! Long lists through the pages: nothing lost between pages, exact counts, files that open safely.

use app::{mail::Language, registrations};
use domain::registration::Applicant;
use std::collections::BTreeSet;
use testkit::{Client, Sample, TestPortal, answers_of, on_both};

on_both!(
    pages_follow_each_other,
    pages_lead_back,
    the_log_can_be_narrowed,
    filters_narrow_and_count,
    files_hold_everything_and_no_formula
);

/// Walks a list by its links to the next page; gives what stands before each `"` after `mark`.
async fn walk(client: &mut Client, first: &str, mark: &str) -> Vec<String> {
    walk_by(client, first, mark, "na=").await.concat()
}

/// Walks a list by its links with this parameter; gives the pages.
async fn walk_by(client: &mut Client, first: &str, mark: &str, parameter: &str) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = Vec::new();
    let mut path = first.to_owned();
    for _ in 0..20 {
        let page = client.get(&path).await.expect_status(200);
        let main = page.body.split("<main").nth(1).unwrap_or_default();
        let lines = main.split(mark).skip(1).filter_map(|rest| rest.split('"').next());
        found.push(lines.filter(|line| is_line(line)).map(str::to_owned).collect());
        let next = main
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .find(|href| href.contains(parameter) && !href.contains(".csv"));
        match next {
            Some(next) => path = next.replace("&amp;", "&").replace("&#38;", "&"),
            None => return found,
        }
    }
    panic!("{first} has no last page")
}

/// Neither another page of the list nor that of Monday's mail, which the list of mails leads to.
fn is_line(found: &str) -> bool {
    !found.contains('?') && found != "maandag"
}

async fn many(portal: &TestPortal, municipalities: usize) {
    let plan = app::demo::Plan { municipalities, partners: 0, mix: false, look_around: false, seed: 7 };
    app::demo::build(&portal.app, plan).await.expect("municipalities");
    portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
}

async fn pages_follow_each_other(portal: TestPortal) {
    many(&portal, 120).await;
    let mut kim = portal.sign_in("kim@zonnestroom.example").await;
    let ids = walk(&mut kim, "/overeenkomsten", "href=\"/overeenkomsten/").await;
    let once: BTreeSet<_> = ids.iter().collect();
    assert_eq!(once.len(), 120, "every agreement once over all pages");
    kim.get("/overeenkomsten").await.expect_status(200).expect_text("120");
    let mut noor = portal.sign_in(app::demo::ADMINISTRATOR).await;
    let organisations = walk(&mut noor, "/beheer/organisaties", "href=\"/beheer/organisaties/").await;
    assert_eq!(organisations.iter().collect::<BTreeSet<_>>().len(), 121);
    let partners = walk(&mut kim, "/samenwerkingspartners", "href=\"/overeenkomsten/").await;
    assert_eq!(partners.iter().collect::<BTreeSet<_>>().len(), 120);
    // What is no place in a list begins at its beginning, or is told; it never breaks the page.
    for wrong in ["onzin", "%ff", "a~b", "~", &"x".repeat(2_000)] {
        for path in ["/overeenkomsten", "/samenwerkingspartners"] {
            let answer = kim.get(&format!("{path}?na={wrong}")).await;
            assert!(matches!(answer.status, 200 | 400 | 404), "{path} {wrong:.20}: {}", answer.status);
        }
    }
}

async fn pages_lead_back(portal: TestPortal) {
    many(&portal, 120).await;
    // Each draft that is begun is a mail, a job and a line of the log.
    for _ in 0..110 {
        let draft = answers_of(Sample::Municipality("Zeewolde"), &portal.kvk());
        registrations::begin(&portal.app, Applicant::Municipality, draft, Language::Dutch).await.expect("begun");
    }
    portal.run_jobs().await;
    let mut noor = portal.sign_in(app::demo::ADMINISTRATOR).await;
    let lists = [
        ("/beheer/organisaties", "href=\"/beheer/organisaties/"),
        ("/beheer/mails", "href=\"/beheer/mails/"),
        ("/beheer/taken", "href=\"/beheer/mails/"),
        ("/beheer/logboek", "datetime=\""),
    ];
    for (path, mark) in lists {
        let pages = walk_by(&mut noor, path, mark, "na=").await;
        assert!(pages.len() > 2, "{path}: {}", pages.len());
        let once: BTreeSet<_> = pages.concat().into_iter().collect();
        assert!(path.ends_with("logboek") || once.len() == pages.concat().len(), "{path}: every line once");
        // From the last page, whose address the last "next" gave, back to the first.
        let mut last = path.to_owned();
        for _ in 1..pages.len() {
            let page = noor.get(&last).await.expect_status(200);
            last = link(&page.body, "rel=\"next\"");
        }
        let mut back = Vec::new();
        let mut here = last;
        loop {
            let page = noor.get(&here).await.expect_status(200);
            let main = page.body.split("<main").nth(1).unwrap_or_default();
            let lines = main.split(mark).skip(1).filter_map(|rest| rest.split('"').next());
            back.push(lines.filter(|line| is_line(line)).map(str::to_owned).collect::<Vec<_>>());
            if !page.body.contains("rel=\"prev\"") {
                break;
            }
            here = link(&page.body, "rel=\"prev\"");
        }
        back.reverse();
        assert_eq!(back, pages, "{path}: the same pages in both directions");
    }
}

/// The address of the link with this relation.
fn link(html: &str, relation: &str) -> String {
    let tag = html.split(relation).nth(1).expect("such a link").split("href=\"").nth(1).expect("an address");
    tag.split('"').next().unwrap_or_default().replace("&amp;", "&").replace("&#38;", "&")
}

async fn the_log_can_be_narrowed(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    portal.administrator().await;
    let mut noor = portal.sign_in(TestPortal::ADMINISTRATOR).await;
    let accepted = noor.get("/beheer/logboek?soort=registration_accepted").await.expect_status(200);
    assert_eq!(accepted.body.matches("<time").count(), 1, "{}", accepted.body);
    let all = noor.get("/beheer/logboek?soort=onzin").await.expect_status(200);
    assert!(all.body.matches("<time").count() > 3, "what is no kind filters nothing");
}

async fn filters_narrow_and_count(portal: TestPortal) {
    for name in ["Almere", "Zeewolde", "Amsterdam"] {
        portal.join(Sample::Municipality(name)).await;
    }
    portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    portal.join(Sample::Nationwide("Aqua", "water")).await;
    let mut kim = portal.sign_in("kim@zonnestroom.example").await;
    let cases = [("", 3), ("zoek=zeewol", 1), ("zoek=LCV-2026-00000", 3), ("zoek=geen", 0), ("provincie=Flevoland", 2)];
    for (query, wanted) in cases {
        let file = kim.get(&format!("/overeenkomsten.csv?{query}")).await.expect_status(200);
        assert_eq!(file.body.matches("LCV-2026-").count(), wanted, "{query}: {}", file.body);
    }
    // What somebody looks for is text: never a pattern, markup or SQL.
    for odd in ["%25", "_", "'", "\\", "%3Cscript%3E", "';DROP TABLE agreements;--", "%F0%9F%8C%B7"] {
        let odd = odd.replace(' ', "%20");
        let page = kim.get(&format!("/overeenkomsten?zoek={odd}")).await.expect_status(200);
        assert!(!page.body.contains("<script>"), "{odd}");
    }
    assert_eq!(portal.agreements().await, 6);
    // Sector and state that do not exist.
    for query in ["sector=goud", "staat=onzin", "provincie=Atlantis"] {
        let answer = kim.get(&format!("/overeenkomsten?{query}")).await;
        assert!(matches!(answer.status, 200 | 400), "{query}: {}", answer.status);
    }
}

async fn files_hold_everything_and_no_formula(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    let mut answers = answers_of(Sample::Nationwide("Formule", "energie"), &portal.kvk());
    answers.name = "=HYPERLINK(\"http://evil.example\")".into();
    answers.contacts[0].name = "+31 Kim".into();
    portal.join_with(Applicant::SignalPartner, &answers).await;
    let mut kim = portal.sign_in("kim@zeewolde.example").await;
    portal.administrator().await;
    let mut noor = portal.sign_in(TestPortal::ADMINISTRATOR).await;
    let files = [
        kim.get("/overeenkomsten.csv").await,
        kim.get("/samenwerkingspartners.csv").await,
        noor.get("/beheer/organisaties.csv").await,
        noor.get("/beheer/aanmeldingen.csv").await,
        noor.get("/overeenkomsten.csv").await,
    ];
    for file in files {
        let file = file.expect_status(200);
        let kind = file.headers.get("content-type").expect("a type").to_str().expect("plain");
        assert!(kind.starts_with("text/csv"), "{kind}");
        let name = file.headers.get("content-disposition").expect("a name").to_str().expect("plain");
        assert!(name.starts_with("attachment; filename="), "{name}");
        for line in file.body.lines() {
            for cell in line.split(';').flat_map(|cell| cell.split(',')) {
                let cell = cell.trim_start_matches(['\u{feff}', '"']);
                assert!(!cell.starts_with(['=', '+', '@', '\t']), "{} would run {cell}", file.path);
            }
        }
    }
}
