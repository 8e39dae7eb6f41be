//! Signing in through the pages: codes, guesses, sessions, acting for another organisation.

use app::identity;
use domain::{registration::Applicant, values::EmailAddress};
use jiff::SignedDuration;
use testkit::{Client, Engine, Sample, TestPortal, answers_of, host_of, on_both};

on_both!(
    a_code_opens_a_session_in_the_browser_that_asked,
    a_code_fits_no_other_browser,
    a_code_works_once,
    an_expired_code_says_so,
    ten_wrong_codes_lock_nobody_out,
    nobody_learns_who_has_access,
    looking_changes_nothing,
    a_session_ends_unused_and_at_last,
    signing_out_everywhere_ends_every_browser,
    somebody_chooses_for_whom_to_act,
    mails_with_codes_do_not_flood,
    an_administrator_is_invited_once,
);

const NOOR: &str = TestPortal::ADMINISTRATOR;
const SESSION: &str = "__Host-sessie";

/// A browser that asked for a code, and the code.
async fn asked(portal: &TestPortal, email: &str) -> (Client, String) {
    let mut client = portal.client();
    client.get("/inloggen").await.expect_status(200);
    client.post("/inloggen", &[("email", email)]).await.expect_status(303);
    portal.run_jobs().await;
    client.get("/inloggen/code").await.expect_status(200);
    let code = portal.mail.code(email);
    (client, code)
}

async fn is_in(client: &mut Client) -> bool {
    let answer = client.get("/mijn").await;
    let asks = answer.location().is_some_and(|to| to.starts_with("/inloggen"));
    if !asks {
        answer.expect_status(200);
    }
    !asks
}

async fn a_code_opens_a_session_in_the_browser_that_asked(portal: TestPortal) {
    portal.administrator().await;
    let (mut client, code) = asked(&portal, NOOR).await;
    assert!(!is_in(&mut client).await);
    let spaced = format!(" {} {} ", &code[..4], &code[4..]);
    let answer = client.post("/inloggen/code", &[("code", &spaced), ("terug", "/mijn?x=1")]).await.expect_status(303);
    assert_eq!(answer.location(), Some("/mijn?x=1"));
    assert!(is_in(&mut client).await);
    // The address may be typed in capitals.
    let mut other = portal.client();
    other.get("/inloggen").await;
    other.post("/inloggen", &[("email", " Noor@VROEGTEKEN.example ")]).await.expect_status(303);
    portal.run_jobs().await;
    assert_eq!(portal.mail.to(NOOR).len(), 3);
    let link = portal.mail.link(NOOR, "/inloggen/code");
    assert_eq!(link, format!("/inloggen/code#code={}", portal.mail.code(NOOR)), "a fragment reaches no server");
    // Only paths of this portal are gone back to.
    let code = portal.mail.code(NOOR);
    let answer = other.post("/inloggen/code", &[("code", &code), ("terug", "//evil.example")]).await;
    assert_eq!(answer.expect_status(303).location(), Some("/beheer"));
    portal.run_jobs().await;
}

async fn a_code_fits_no_other_browser(portal: TestPortal) {
    portal.administrator().await;
    let (mut mine, code) = asked(&portal, NOOR).await;
    let (mut other, _) = asked(&portal, NOOR).await;
    let wrong = other.post("/inloggen/code", &[("code", &code)]).await;
    assert!(wrong.status != 303 && !is_in(&mut other).await, "a code that leaked opens nothing elsewhere");
    let mut stranger = portal.client();
    stranger.get("/inloggen").await;
    let refused = stranger.post("/inloggen/code", &[("code", &code)]).await;
    assert!(refused.status != 303 && stranger.cookie(SESSION).is_none());
    mine.post("/inloggen/code", &[("code", &code)]).await.expect_status(303);
    assert!(is_in(&mut mine).await);
}

async fn a_code_works_once(portal: TestPortal) {
    portal.administrator().await;
    let (mut client, code) = asked(&portal, NOOR).await;
    let browser = client.cookie("__Host-inloggen").expect("it waits").to_owned();
    client.post("/inloggen/code", &[("code", &code)]).await.expect_status(303);
    // A copy of the browser's secret and of the code together open nothing a second time.
    let mut thief = portal.client();
    thief.get("/inloggen").await;
    thief.set_cookie("__Host-inloggen", &browser);
    let refused = thief.post("/inloggen/code", &[("code", &code)]).await;
    assert!(refused.status != 303 && thief.cookie(SESSION).is_none());
    assert!(refused.says("verlopen of al gebruikt"), "{}", refused.body);
}

async fn an_expired_code_says_so(portal: TestPortal) {
    portal.administrator().await;
    let (mut client, code) = asked(&portal, NOOR).await;
    portal.clock.forward(SignedDuration::from_mins(15));
    let refused = client.post("/inloggen/code", &[("code", &code)]).await;
    assert!(refused.status != 303 && client.cookie(SESSION).is_none());
    assert!(refused.says("Deze code is verlopen"), "{}", refused.body);
    let (mut client, code) = asked(&portal, NOOR).await;
    portal.clock.forward(SignedDuration::from_secs(14 * 60 + 59));
    client.post("/inloggen/code", &[("code", &code)]).await.expect_status(303);
}

async fn ten_wrong_codes_lock_nobody_out(portal: TestPortal) {
    portal.administrator().await;
    let (mut client, code) = asked(&portal, NOOR).await;
    let wrong = if code == "00000000" { "00000001" } else { "00000000" };
    for guess in 1..=10 {
        let refused = client.post("/inloggen/code", &[("code", wrong)]).await;
        assert_ne!(refused.status, 303);
        let words = if guess < identity::GUESSES { "Deze code klopt niet" } else { "te vaak" };
        assert!(refused.says(words), "guess {guess}: {}", refused.body);
    }
    // No guess is left for the right one either.
    client.post("/inloggen/code", &[("code", &code)]).await;
    assert!(client.cookie(SESSION).is_none());
    // The person signs in from any browser, this one included.
    let mut other = portal.sign_in(NOOR).await;
    assert!(is_in(&mut other).await);
    client.get("/inloggen").await;
    client.post("/inloggen", &[("email", NOOR)]).await.expect_status(303);
    portal.run_jobs().await;
    client.post("/inloggen/code", &[("code", &portal.mail.code(NOOR))]).await.expect_status(303);
    portal.run_jobs().await;
}

async fn nobody_learns_who_has_access(portal: TestPortal) {
    portal.administrator().await;
    let mut seen = Vec::new();
    for email in [NOOR, "niemand@vroegteken.example"] {
        let mut client = portal.client();
        client.get("/inloggen").await;
        let asked = client.post("/inloggen", &[("email", email)]).await.expect_status(303);
        portal.run_jobs().await;
        let page = client.get("/inloggen/code").await.expect_status(200);
        let wrong = client.post("/inloggen/code", &[("code", "12345670")]).await;
        let mask = |html: String, token: &str| html.replace(token, "");
        let token = client.token().to_owned();
        let masked = |html: &str| html.lines().filter(|line| !line.contains("csrf")).collect::<Vec<_>>().join("\n");
        let words = mask(masked(&page.body), &token);
        seen.push((asked.location().map(str::to_owned), words, wrong.status, masked(&wrong.body)));
    }
    assert_eq!(seen[0], seen[1]);
    assert!(portal.mail.to("niemand@vroegteken.example").is_empty());
}

async fn looking_changes_nothing(portal: TestPortal) {
    portal.administrator().await;
    let (mut client, code) = asked(&portal, NOOR).await;
    let before = portal.everything().await;
    // A link scanner, and the browser itself.
    for path in ["/inloggen/code", &format!("/inloggen/code?code={code}"), "/inloggen", "/"] {
        portal.client().get(path).await.expect_status(200);
        client.get(path).await.expect_status(200);
    }
    assert_eq!(portal.everything().await, before);
    assert!(!is_in(&mut client).await);
}

async fn a_session_ends_unused_and_at_last(portal: TestPortal) {
    portal.administrator().await;
    let mut client = portal.sign_in(NOOR).await;
    for _ in 0..6 {
        portal.clock.forward(SignedDuration::from_mins(119));
        assert!(is_in(&mut client).await, "it is used");
    }
    portal.clock.forward(SignedDuration::from_mins(6));
    assert!(!is_in(&mut client).await, "twelve hours are the most");
    let mut client = portal.sign_in(NOOR).await;
    portal.clock.forward(SignedDuration::from_mins(120));
    assert!(!is_in(&mut client).await, "two hours unused");
    portal.clock.forward(SignedDuration::from_secs(1));
    app::housekeeping::run(&portal.app).await.expect("it forgets");
    assert!(!portal.everything().await.contains("sessions.id"), "ended sessions are forgotten");
}

async fn signing_out_everywhere_ends_every_browser(portal: TestPortal) {
    portal.administrator().await;
    let mut one = portal.sign_in(NOOR).await;
    let mut other = portal.sign_in(NOOR).await;
    let mut third = portal.sign_in(NOOR).await;
    let kept = third.cookie(SESSION).expect("signed in").to_owned();
    third.get("/").await;
    third.post("/uitloggen", &[]).await.expect_status(303);
    assert!(!is_in(&mut third).await && is_in(&mut one).await);
    third.set_cookie(SESSION, &kept);
    assert!(!is_in(&mut third).await, "a copy of the cookie opens nothing");
    one.get("/").await;
    let answer = one.post("/uitloggen/overal", &[]).await.expect_status(303);
    assert_eq!(answer.headers["clear-site-data"], "\"storage\"", "pages are kept nowhere; this forgets the rest");
    assert!(!is_in(&mut one).await && !is_in(&mut other).await);
}

async fn somebody_chooses_for_whom_to_act(portal: TestPortal) {
    // One executor's employee coordinates for two municipalities.
    for name in ["Urk", "Almere"] {
        let mut answers = answers_of(Sample::Municipality(name), &portal.kvk());
        answers.contacts[0].email = "sam@bureau.example".into();
        portal.join_with(Applicant::Municipality, &answers).await;
    }
    let stranger = portal.join(Sample::Municipality("Zeewolde")).await;
    let mut client = portal.sign_in("sam@bureau.example").await;
    let page = client.get("/mijn").await.expect_status(200);
    assert!(page.says("Almere") && page.says("Urk") && !page.says("Zeewolde"));
    let sam = portal.actor("sam@bureau.example").await;
    let person = sam.person().expect("a person");
    let memberships = {
        let mut tx = portal.app.read().await.expect("a transaction");
        storage::people::memberships(&mut tx, person).await.expect("memberships")
    };
    for membership in memberships {
        let (id, _, name) = membership.organisation.expect("an organisation");
        client.post("/organisatie", &[("organisatie", &id.to_string())]).await.expect_status(303);
        client.get("/organisatie").await.expect_status(200).expect_text(&host_of(&name));
    }
    for foreign in [stranger.to_string(), "beheer".to_owned(), "onzin".to_owned()] {
        client.post("/organisatie", &[("organisatie", &foreign)]).await.expect_status(404);
    }
}

async fn mails_with_codes_do_not_flood(portal: TestPortal) {
    portal.administrator().await;
    let before = portal.mail.all().len();
    for _ in 0..15 {
        let mut client = portal.client();
        client.get("/inloggen").await;
        client.post("/inloggen", &[("email", NOOR)]).await.expect_status(303);
    }
    portal.run_jobs().await;
    assert_eq!(portal.mail.all().len() - before, 10, "ten go at once");
    portal.clock.forward(SignedDuration::from_mins(3));
    portal.run_jobs().await;
    assert_eq!(portal.mail.all().len() - before, 13, "then one a minute: nobody is locked out");
    portal.clock.forward(SignedDuration::from_mins(3));
    portal.run_jobs().await;
    assert_eq!(portal.mail.all().len() - before, 15);
}

async fn an_administrator_is_invited_once(portal: TestPortal) {
    portal.administrator().await;
    portal.administrator().await;
    assert_eq!(portal.mail.to(NOOR).len(), 1);
    let email = EmailAddress::parse(NOOR).expect("an address");
    let again = identity::invite_administrator(&portal.app, &email, "Noor", app::mail::Language::Dutch).await;
    assert!(!again.expect("an answer"));
    let mut client = portal.sign_in(NOOR).await;
    client.get("/beheer").await.expect_status(200);
}

#[tokio::test]
async fn one_place_cannot_ask_without_end() {
    let portal = TestPortal::with(Engine::Sqlite, |settings| settings.requests_per_quarter = 3).await;
    let mut client = portal.client();
    client.get("/inloggen").await;
    for status in [303, 303, 303, 429, 429] {
        client.post("/inloggen", &[("email", "niemand@vroegteken.example")]).await.expect_status(status);
    }
    let mut elsewhere = portal.client().at(8);
    elsewhere.get("/inloggen").await;
    elsewhere.post("/inloggen", &[("email", "niemand@vroegteken.example")]).await.expect_status(303);
    portal.clock.forward(SignedDuration::from_mins(16));
    client.post("/inloggen", &[("email", "niemand@vroegteken.example")]).await.expect_status(303);
}
