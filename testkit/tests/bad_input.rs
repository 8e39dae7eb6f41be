//! What people type wrong, send too large, twice, too late, or from elsewhere: a clear sentence at
//! the field, what was typed stays, and never half a result.

use app::{AppError, registrations};
use domain::registration::{Answers, Applicant, Complaint, Step, check_step};
use testkit::{Answer, Client, Engine, Sample, TestPortal, answers_of, on_both};

on_both!(
    wrong_answers_are_said_at_their_field,
    what_was_typed_stays_and_is_mended,
    links_that_are_stale_foreign_or_used_say_so,
    a_form_of_fifty_megabytes,
    what_is_no_form_is_refused,
    a_field_that_stands_twice_is_refused,
    a_draft_of_another_browser_is_not_mine,
);

const PARTNER: Applicant = Applicant::SignalPartner;

fn answers() -> Answers {
    answers_of(Sample::Nationwide("Zonnestroom", "energie"), "12345678")
}

/// A browser with a draft that has its first page.
async fn begun(portal: &TestPortal, applicant: Applicant, answers: &Answers) -> Client {
    let mut client = portal.client();
    let first = applicant.steps()[0];
    client.get(&format!("/aanmelden/{}/{}", applicant.as_str(), first.as_str())).await.expect_status(200);
    client.post_step(applicant, first, answers).await.expect_status(303);
    client
}

/// The page names the field in its summary and beside the field, and is marked as failed.
#[track_caller]
fn says_at(answer: &Answer, field: &str) {
    assert_eq!(answer.status, 422, "{} {field}: {}", answer.path, answer.body);
    let anchors: Vec<_> = answer.body.match_indices("href=\"#").map(|(at, _)| &answer.body[at + 7..]).collect();
    let anchors: Vec<_> = anchors.iter().filter_map(|rest| rest.split('"').next()).collect();
    let anchor = anchors.iter().find(|anchor| anchor.contains(&field.replace('_', "-")) || anchor.contains(field));
    let anchor = anchor.unwrap_or_else(|| panic!("{field} is not in the summary: {anchors:?}"));
    assert!(answer.body.contains(&format!("id=\"{anchor}\"")), "the summary leads to the field: {anchor}");
    assert!(answer.body.contains("aria-invalid=\"true\"") || answer.body.contains("aria-describedby"), "{field}");
}

type Case = (Applicant, Step, fn(&mut Answers), &'static str);

fn cases() -> Vec<Case> {
    vec![
        // KvK numbers: too short, too long, with letters, of another country, only zeros, none.
        (PARTNER, Step::Organisation, |a| a.kvk = "1234567".into(), "kvk"),
        (PARTNER, Step::Organisation, |a| a.kvk = "123456789".into(), "kvk"),
        (PARTNER, Step::Organisation, |a| a.kvk = "1234567x".into(), "kvk"),
        (PARTNER, Step::Organisation, |a| a.kvk = "BE 0123.456.789".into(), "kvk"),
        (PARTNER, Step::Organisation, |a| a.kvk = "HRB 12345".into(), "kvk"),
        (PARTNER, Step::Organisation, |a| a.kvk = "١٢٣٤٥٦٧٨".into(), "kvk"),
        (PARTNER, Step::Organisation, |a| a.kvk = "00000000".into(), "kvk"),
        (PARTNER, Step::Organisation, |a| a.kvk.clear(), "kvk"),
        // Names: marks that turn the direction of text, control characters, nothing but signs.
        (PARTNER, Step::Organisation, |a| a.name = "Zon\u{202e}moorts".into(), "name"),
        (PARTNER, Step::Organisation, |a| a.name = "Zon\u{200f}".into(), "name"),
        (PARTNER, Step::Organisation, |a| a.name = "Zon\u{2066}stroom\u{2069}".into(), "name"),
        (PARTNER, Step::Organisation, |a| a.name = "Zon\u{0}stroom".into(), "name"),
        (PARTNER, Step::Organisation, |a| a.name = "Zon\u{1b}[31m".into(), "name"),
        (PARTNER, Step::Organisation, |a| a.name = "Zon\r\nBcc: x".into(), "name"),
        (PARTNER, Step::Organisation, |a| a.name = "Zon\u{200b}".into(), "name"),
        (PARTNER, Step::Organisation, |a| a.name = "!!!".into(), "name"),
        (PARTNER, Step::Organisation, |a| a.name = "x".repeat(201), "name"),
        (PARTNER, Step::Organisation, |a| a.postcode = "0123 AB".into(), "postcode"),
        (PARTNER, Step::Organisation, |a| a.website = "javascript://x".into(), "website"),
        (PARTNER, Step::Organisation, |a| a.sector = "hypotheek".into(), "partner_kind"),
        (PARTNER, Step::Area, |a| a.area = "chosen".into(), "area_codes"),
        (PARTNER, Step::Area, |a| a.area.clear(), "area"),
        // Addresses.
        (
            PARTNER,
            Step::Contacts,
            |a| a.contacts[0].email = "kim@x.example\r\nBcc: y@x.example".into(),
            "contacts-0-email",
        ),
        (PARTNER, Step::Contacts, |a| a.contacts[0].email = "kim\u{7f}@x.example".into(), "contacts-0-email"),
        (PARTNER, Step::Contacts, |a| a.contacts[0].email = "kim@x".into(), "contacts-0-email"),
        (PARTNER, Step::Contacts, |a| a.contacts[0].email = "kim@@x.example".into(), "contacts-0-email"),
        (PARTNER, Step::Contacts, |a| a.contacts[0].phone = "12".into(), "contacts-0-phone"),
        (PARTNER, Step::Contacts, |a| a.contacts.push(a.contacts[0].clone()), "contacts-1-email"),
        (PARTNER, Step::Signatories, |a| a.signatories[0].email.clear(), "signatories-0-email"),
        (PARTNER, Step::Signatories, |a| a.signatories[0].email = "info@x.example".into(), "signatories-0-email"),
        (PARTNER, Step::Signatories, |a| a.signatories[0].ground.clear(), "signatories-0-ground"),
        (PARTNER, Step::Signatories, |a| a.signatories[0].ground = "mandate".into(), "signatories-0-mandate_date"),
        (PARTNER, Step::Signatories, |a| a.jointly = true, "jointly"),
        (PARTNER, Step::Execution, |a| a.executor = "yes".into(), "executor_name"),
        (Applicant::Municipality, Step::Organisation, |a| a.municipality = "Utopia".into(), "municipality"),
        (Applicant::Municipality, Step::Organisation, |a| a.municipality = "Bergen".into(), "municipality"),
        (Applicant::JointBody, Step::Members, |a| a.members.truncate(1), "members"),
        (Applicant::JointBody, Step::Members, |a| a.members.push(a.members[0].clone()), "members"),
        (Applicant::JointBody, Step::Members, |a| a.members.push("GM9999".into()), "members"),
        (Applicant::Landlord, Step::Homes, |a| a.area_codes.clear(), "area_codes"),
        (Applicant::Landlord, Step::Homes, |a| a.area_codes = vec!["Utopia".into()], "area_codes"),
    ]
}

fn complete(applicant: Applicant) -> Answers {
    let sample = match applicant {
        Applicant::Municipality => Sample::Municipality("Zeewolde"),
        Applicant::JointBody => Sample::JointBody("Regio Noord", &["Almere", "Lelystad"]),
        Applicant::Landlord => Sample::Landlord("Bo Smit", "Almere"),
        Applicant::SignalPartner => return answers(),
        Applicant::Executor => Sample::Executor("Kredietbank"),
    };
    answers_of(sample, "12345678")
}

async fn wrong_answers_are_said_at_their_field(portal: TestPortal) {
    for applicant in Applicant::ALL {
        let complete = complete(*applicant);
        let mut client = begun(&portal, *applicant, &complete).await;
        for step in applicant.steps().iter().filter(|step| **step != Step::Review) {
            client.post_step(*applicant, *step, &complete).await.expect_status(303);
        }
        for (_, step, spoil, field) in cases().into_iter().filter(|case| case.0 == *applicant) {
            let mut wrong = complete.clone();
            spoil(&mut wrong);
            let answer = client.post_step(*applicant, step, &wrong).await;
            says_at(&answer, field);
            // Nobody gets past the last page with it.
            let sent = client.post_step(*applicant, Step::Review, &wrong).await;
            assert_eq!(sent.status, 422, "{step:?} {field}");
            client.post_step(*applicant, step, &complete).await.expect_status(303);
        }
    }
    portal.run_jobs().await;
    assert!(portal.mail.all().iter().all(|letter| letter.subject != "Bevestig uw aanmelding"));
}

#[test]
fn the_rules_agree_with_the_pages() {
    let today = jiff::civil::date(2026, 11, 24);
    for (applicant, step, spoil, field) in cases() {
        let mut wrong = complete(applicant);
        spoil(&mut wrong);
        if field == "partner_kind" {
            continue; // Which sectors are open is data.
        }
        let problems = check_step(applicant, step, &wrong, today);
        assert!(problems.iter().any(|problem| problem.field == field), "{step:?} {field}: {problems:?}");
    }
}

async fn what_was_typed_stays_and_is_mended(portal: TestPortal) {
    let mut client = begun(&portal, PARTNER, &answers()).await;
    let mut wrong = answers();
    wrong.kvk = "12-34".into();
    wrong.name = "<b>\"Zon\" & 'Maan'</b>".into();
    let page = client.post_step(PARTNER, Step::Organisation, &wrong).await;
    says_at(&page, "kvk");
    assert!(page.body.contains("value=\"12-34\""), "what was typed stands in the field");
    assert!(!page.body.contains("<b>\"Zon"), "and is text, not markup");
    // Also after a reload, and on the last page.
    let again = client.get("/aanmelden/signaalpartner/organisatie").await.expect_status(200);
    assert!(again.body.contains("value=\"12-34\""));
    client.post_step(PARTNER, Step::Organisation, &answers()).await.expect_status(303);
    // A shared mailbox passes once somebody says that it is not shared.
    let mut desk = answers();
    desk.signatories[0].email = "info@zonnestroom.example".into();
    says_at(&client.post_step(PARTNER, Step::Signatories, &desk).await, "signatories-0-email");
    desk.signatories[0].own_mailbox = true;
    client.post_step(PARTNER, Step::Signatories, &desk).await.expect_status(303);
    portal.run_jobs().await;
}

async fn links_that_are_stale_foreign_or_used_say_so(portal: TestPortal) {
    let administrator = portal.administrator().await;
    let registered = portal.register_municipality("Zeewolde").await;
    let old = portal.mail.link(&registered.email, "/aanmelden/verder/");
    let used = portal.mail.link(&registered.email, "/aanmelden/bevestigen/");
    let mut client = portal.client();
    let foreign = old.replace("/verder/", "/bevestigen/");
    let crossed = used.replace("/bevestigen/", "/verder/");
    let unknown = format!("/aanmelden/verder/{}", "A".repeat(43));
    registrations::question(&portal.app, &administrator, registered.id, registered.version, "Wat?")
        .await
        .expect("asked");
    portal.run_jobs().await;
    for path in
        [old.as_str(), &used, &foreign, &crossed, &unknown, "/aanmelden/verder/onzin", "/aanmelden/bevestigen/x"]
    {
        for answer in [client.get(path).await, client.post(path, &[]).await] {
            let answer = client.follow(answer).await;
            assert!(matches!(answer.status, 200 | 404 | 410), "{path}: {}", answer.status);
            assert!(answer.body.contains("<h1") && !answer.says("Deze pagina bestaat niet"), "{path} explains itself");
        }
    }
    let (queue, _) = registrations::queue(&portal.app, &administrator).await.expect("the queue");
    assert_eq!(queue[0].registration.stage, domain::registration::Stage::Questioned, "none of them did anything");
}

async fn a_form_of_fifty_megabytes(portal: TestPortal) {
    let mut client = begun(&portal, PARTNER, &answers()).await;
    let mut body = format!("csrf={}&name=", client.token()).into_bytes();
    body.resize(50 * 1024 * 1024, b'x');
    for path in ["/aanmelden/signaalpartner/organisatie", "/inloggen"] {
        let form = Some(("application/x-www-form-urlencoded", body.clone()));
        let answer = client.send("POST", path, form).await.expect_status(413);
        assert!(answer.body.contains("<h1") && answer.body.contains("href=\"/\""), "a page with a way onward");
    }
    // What was kept before stands.
    client.get("/aanmelden/signaalpartner/begin").await.expect_status(200).expect_text("signaalpartner");
    portal.run_jobs().await;
}

async fn what_is_no_form_is_refused(portal: TestPortal) {
    let mut client = begun(&portal, PARTNER, &answers()).await;
    let path = "/aanmelden/signaalpartner/organisatie";
    let token = client.token().to_owned();
    let bodies: [(&str, Vec<u8>); 5] = [
        ("application/json", b"{\"name\": 1}".to_vec()),
        ("multipart/form-data; boundary=x", b"--x--".to_vec()),
        ("text/plain", format!("csrf={token}").into_bytes()),
        ("application/octet-stream", vec![0xff; 64]),
        ("application/x-www-form-urlencoded", vec![0xff, 0xfe, 0x00]),
    ];
    for (kind, body) in bodies {
        let answer = client.send("POST", path, Some((kind, body))).await;
        assert!(matches!(answer.status, 400 | 415), "{kind}: {}", answer.status);
        assert!(answer.body.contains("<h1"), "{kind}: a page");
    }
    // Bytes that are no UTF-8 within a field: refused, or kept as a mark, never an error of the portal.
    let body = format!("csrf={token}&name=%ff%fe&kvk=12345678").into_bytes();
    let answer = client.send("POST", path, Some(("application/x-www-form-urlencoded", body))).await;
    assert!(matches!(answer.status, 400 | 422), "{}", answer.status);
    // Ten thousand fields, each allowed.
    let mut body = format!("csrf={token}");
    body.push_str(&"&members=GM0034".repeat(10_000));
    let answer = client.send("POST", path, Some(("application/x-www-form-urlencoded", body.into_bytes()))).await;
    assert_eq!(answer.status, 422);
    portal.run_jobs().await;
}

/// Whoever checks the first and uses the second can be fooled: a field of one value stands once.
async fn a_field_that_stands_twice_is_refused(portal: TestPortal) {
    portal.administrator().await;
    let mut client = portal.client();
    client.get("/inloggen").await.expect_status(200);
    let email = ("email", TestPortal::ADMINISTRATOR);
    client.post("/inloggen", &[email, ("email", "x@y.example")]).await.expect_status(400);
    client.post("/inloggen?email=x@y.example", &[]).await.expect_status(200).expect_text("e-mailadres");
    let before = portal.mail.all().len();
    portal.run_jobs().await;
    assert_eq!(portal.mail.all().len(), before, "nobody was mailed");
    client.post("/inloggen", &[email]).await.expect_status(303);
    portal.run_jobs().await;
}

async fn a_draft_of_another_browser_is_not_mine(portal: TestPortal) {
    let mut mine = begun(&portal, PARTNER, &answers()).await;
    let mut other = portal.client();
    let page = other.get("/aanmelden/signaalpartner/organisatie").await;
    assert_eq!(page.status, 303, "it begins at the beginning");
    let begin = other.follow(page).await.expect_status(200);
    assert!(!begin.body.contains("kim@zonnestroom.example"));
    other.set_cookie("__Host-aanmelding", &"A".repeat(43));
    other.get("/aanmelden/signaalpartner/organisatie").await.expect_status(303);
    mine.get("/aanmelden/signaalpartner/organisatie").await.expect_status(200);
    // The first page cannot be skipped, nor begun with nothing.
    let mut third = portal.client();
    third.get("/aanmelden/signaalpartner/begin").await.expect_status(200);
    says_at(&third.post_step(PARTNER, Step::Begin, &Answers::default()).await, "registrant_email");
    portal.run_jobs().await;
}

#[tokio::test]
async fn the_use_case_refuses_what_the_page_would() {
    let portal = TestPortal::new(Engine::Sqlite).await;
    let none = Answers { area: "chosen".into(), ..answers() };
    let token =
        registrations::begin(&portal.app, PARTNER, none.clone(), app::mail::Language::Dutch).await.expect("begun");
    portal.run_jobs().await;
    let refused = registrations::submit(&portal.app, &token).await;
    let Err(AppError::Problems(problems)) = refused else { panic!("{refused:?}") };
    assert!(problems.iter().any(|problem| problem.complaint == Complaint::NoArea), "{problems:?}");
    let empty = registrations::begin(&portal.app, PARTNER, Answers::default(), app::mail::Language::Dutch).await;
    assert!(matches!(empty, Err(AppError::Problems(_))));
    assert_eq!(portal.run_jobs().await, 0);
}
