//! Authenticator apps through the pages: connected, asked for at signing in and to confirm, disconnected.

use domain::{audit::Event, means::Means};
use jiff::SignedDuration;
use testkit::{Answer, AuthenticatorApp, Client, TestPortal, on_both};

on_both!(
    an_app_is_connected_and_asked_for_after_the_mail,
    a_code_of_the_app_counts_once,
    wrong_codes_of_the_app_are_counted_in_their_browser,
    the_mail_alone_opens_nothing_any_more,
    what_was_begun_waits_a_quarter,
    an_app_confirms_in_the_place_of_the_mail,
    a_disconnected_app_is_asked_for_no_more,
    guesses_at_the_app_are_held_back,
);

const NOOR: &str = TestPortal::ADMINISTRATOR;
const PATH: &str = "/mijn/authenticator";
const SESSION: &str = "__Host-sessie";

/// The key that the page shows to be typed.
fn key(page: &Answer) -> String {
    let from = page.body.find("<code>").expect("a key") + "<code>".len();
    page.body[from..].split("</code>").next().expect("its end").to_owned()
}

/// A step of the clock later: a code counts once.
fn later(portal: &TestPortal) {
    portal.clock.forward(SignedDuration::from_secs(30));
}

/// Connects an app for whoever is signed in in this browser.
async fn connect(portal: &TestPortal, client: &mut Client) -> AuthenticatorApp {
    client.get(PATH).await.expect_status(200);
    let begun = client.post("/mijn/authenticator/begin", &[]).await.expect_status(303);
    let page = client.follow(begun).await.expect_status(200);
    assert!(page.body.contains("<svg class=\"qr\""), "with a picture");
    let app = AuthenticatorApp::new(&key(&page));
    let wrong = app.code_at(portal.app.now().checked_add(SignedDuration::from_hours(1)).expect("a time"));
    client.post(PATH, &[("code", &wrong)]).await.expect_status(422).expect_text("Deze code klopt niet.");
    let done = client.post(PATH, &[("code", &app.code_at(portal.app.now()))]).await.expect_status(303);
    client.follow(done).await.expect_text("De app is gekoppeld.").expect_text("Gekoppeld sinds");
    portal.run_jobs().await;
    later(portal);
    app
}

/// A browser in which the code of the mail fitted.
async fn halfway(portal: &TestPortal, email: &str) -> Client {
    let mut client = portal.client();
    client.get("/inloggen").await.expect_status(200);
    client.post("/inloggen", &[("email", email)]).await.expect_status(303);
    portal.run_jobs().await;
    client.get("/inloggen/code").await.expect_status(200);
    let code = portal.mail.code(email);
    let half = client.post("/inloggen/code", &[("code", &code), ("terug", "/mijn?x=1")]).await.expect_status(303);
    assert!(half.location().is_some_and(|to| to.starts_with("/inloggen/app?terug=")), "{:?}", half.location());
    assert!(client.cookie(SESSION).is_none(), "half of it opens nothing");
    client.follow(half).await.expect_status(200).expect_text("De code uit de mail klopt.");
    client
}

async fn an_app_is_connected_and_asked_for_after_the_mail(portal: TestPortal) {
    portal.administrator().await;
    let mut own = portal.sign_in(NOOR).await;
    let app = connect(&portal, &mut own).await;
    let mut client = halfway(&portal, NOOR).await;
    // Reloading the page of the first code leads on.
    let again = client.get("/inloggen/code?terug=%2Fmijn").await.expect_status(303);
    assert_eq!(again.location(), Some("/inloggen/app?terug=%2Fmijn"));
    let code = app.code_at(portal.app.now());
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    let done = client.post("/inloggen/app", &[("code", &spaced), ("terug", "/mijn?x=1")]).await.expect_status(303);
    assert_eq!(done.location(), Some("/mijn?x=1"));
    client.get("/mijn").await.expect_status(200).expect_text("een code per mail en een app");
    portal.run_jobs().await;
    let told = portal.mail.last_to(NOOR);
    assert!(told.subject.contains("nieuwe browser") && told.plain.contains("een code per mail en een app"));
    let person = portal.actor(NOOR).await.person().expect("a person");
    let mut tx = portal.app.read().await.expect("a transaction");
    let history = storage::audit::history(&mut tx, domain::audit::Subject::Person(person)).await.expect("a history");
    let of = |event: &Event| history.iter().filter(|line| line.event == *event).count();
    assert_eq!((of(&Event::AuthenticatorAdded), of(&Event::SignedIn { means: Means::MailCodeAndTotp })), (1, 1));
}

async fn a_code_of_the_app_counts_once(portal: TestPortal) {
    portal.administrator().await;
    let mut own = portal.sign_in(NOOR).await;
    let app = connect(&portal, &mut own).await;
    let mut one = halfway(&portal, NOOR).await;
    let mut other = halfway(&portal, NOOR).await;
    let code = app.code_at(portal.app.now());
    one.post("/inloggen/app", &[("code", &code)]).await.expect_status(303);
    other.post("/inloggen/app", &[("code", &code)]).await.expect_text("of u gebruikte hem al");
    assert!(other.cookie(SESSION).is_none());
    // The code of the step before is older than what was used; two steps away nothing fits.
    for seconds in [-30, 60, -60] {
        let beside = portal.app.now().checked_add(SignedDuration::from_secs(seconds)).expect("a time");
        other.post("/inloggen/app", &[("code", &app.code_at(beside))]).await.expect_text("klopt niet");
    }
    // A clock that is half a minute ahead is forgiven, and then that step is used up as well.
    let ahead = portal.app.now().checked_add(SignedDuration::from_secs(30)).expect("a time");
    other.post("/inloggen/app", &[("code", &app.code_at(ahead))]).await.expect_status(303);
    later(&portal);
    let mut third = halfway(&portal, NOOR).await;
    third.post("/inloggen/app", &[("code", &app.code_at(ahead))]).await.expect_text("klopt niet");
    // At once, from two browsers: one gets in.
    later(&portal);
    let mut fourth = halfway(&portal, NOOR).await;
    let code = app.code_at(portal.app.now());
    let fields = [("code", code.as_str())];
    let (a, b) = tokio::join!(third.post("/inloggen/app", &fields), fourth.post("/inloggen/app", &fields));
    assert_eq!([a.status, b.status].iter().filter(|status| **status == 303).count(), 1);
    portal.run_jobs().await;
}

async fn wrong_codes_of_the_app_are_counted_in_their_browser(portal: TestPortal) {
    portal.administrator().await;
    let mut own = portal.sign_in(NOOR).await;
    let app = connect(&portal, &mut own).await;
    let mut thief = halfway(&portal, NOOR).await;
    let mut person = halfway(&portal, NOOR).await;
    let wrong = app.code_at(portal.app.now().checked_add(SignedDuration::from_hours(1)).expect("a time"));
    for left in (1..5).rev() {
        let words = if left == 1 { "nog één keer".to_owned() } else { format!("nog {left} keer") };
        thief.post("/inloggen/app", &[("code", &wrong)]).await.expect_text(&words);
    }
    for _ in 0..3 {
        thief.post("/inloggen/app", &[("code", &wrong)]).await.expect_text("te vaak");
    }
    let right = app.code_at(portal.app.now());
    thief.post("/inloggen/app", &[("code", &right)]).await;
    assert!(thief.cookie(SESSION).is_none(), "the right one comes too late here");
    person.post("/inloggen/app", &[("code", &right)]).await.expect_status(303);
    portal.run_jobs().await;
}

async fn the_mail_alone_opens_nothing_any_more(portal: TestPortal) {
    portal.administrator().await;
    let mut own = portal.sign_in(NOOR).await;
    let app = connect(&portal, &mut own).await;
    let mut client = halfway(&portal, NOOR).await;
    // The code of the mail was used, in this browser too.
    let again = client.post("/inloggen/code", &[("code", &portal.mail.code(NOOR))]).await;
    assert!(again.status == 200 && client.cookie(SESSION).is_none());
    // A browser that asked for nothing, one that is at the first code, and one that is too late.
    let code = app.code_at(portal.app.now());
    let mut stranger = portal.client();
    stranger.get("/inloggen").await;
    stranger.post("/inloggen/app", &[("code", &code)]).await.expect_text("In deze browser wacht geen code");
    stranger.post("/inloggen", &[("email", NOOR)]).await.expect_status(303);
    stranger.get("/inloggen/app").await.expect_status(200).expect_text("Typ de code uit de mail");
    stranger.post("/inloggen/app", &[("code", &code)]).await;
    assert!(stranger.cookie(SESSION).is_none());
    portal.clock.forward(SignedDuration::from_mins(15));
    let late = app.code_at(portal.app.now());
    client.post("/inloggen/app", &[("code", &late)]).await.expect_text("verlopen");
    assert!(client.cookie(SESSION).is_none());
    portal.run_jobs().await;
}

async fn what_was_begun_waits_a_quarter(portal: TestPortal) {
    portal.administrator().await;
    let mut client = portal.sign_in(NOOR).await;
    client.get(PATH).await.expect_status(200);
    client.post(PATH, &[("code", "123456")]).await.expect_status(409);
    client.post("/mijn/authenticator/verwijderen", &[]).await.expect_status(404);
    client.post("/mijn/authenticator/begin", &[]).await.expect_status(303);
    let first = key(&client.get(PATH).await);
    client.post("/mijn/authenticator/begin", &[]).await.expect_status(303);
    let second = key(&client.get(PATH).await);
    assert_ne!(first, second, "begun anew");
    let now = portal.app.now();
    client.post(PATH, &[("code", &AuthenticatorApp::new(&first).code_at(now))]).await.expect_status(422);
    // It is not asked for before it was confirmed.
    portal.sign_in(NOOR).await;
    portal.clock.forward(SignedDuration::from_mins(16));
    let mut client = portal.sign_in(NOOR).await;
    client.get(PATH).await.expect_status(200).expect_text("U hebt nog geen app gekoppeld.");
    let late = AuthenticatorApp::new(&second).code_at(portal.app.now());
    client.post(PATH, &[("code", &late)]).await.expect_status(409);
    portal.clock.forward(SignedDuration::from_hours(2));
    app::housekeeping::run(&portal.app).await.expect("it forgets");
    assert!(!portal.everything().await.contains("authenticators."), "what was never confirmed is forgotten");
}

async fn an_app_confirms_in_the_place_of_the_mail(portal: TestPortal) {
    portal.administrator().await;
    let mut client = portal.sign_in(NOOR).await;
    let app = connect(&portal, &mut client).await;
    portal.clock.forward(SignedDuration::from_mins(11));
    let asked = client.get(PATH).await.expect_status(303);
    let page = client.follow(asked).await.expect_text("Met de code van uw app");
    assert!(!page.body.contains("/bevestigen/code"), "the mail alone would be a way around it");
    client.post("/bevestigen/app", &[("code", "1"), ("terug", PATH)]).await.expect_status(422);
    client.get(PATH).await.expect_status(303);
    // Neither does a code from the mail count that was asked for all the same.
    client.get("/bevestigen").await;
    client.post("/bevestigen/code", &[("terug", PATH)]).await.expect_status(303);
    portal.run_jobs().await;
    client.post("/bevestigen", &[("code", &portal.mail.code(NOOR)), ("terug", PATH)]).await.expect_status(422);
    client.get(PATH).await.expect_status(303);
    let code = app.code_at(portal.app.now());
    let done = client.post("/bevestigen/app", &[("code", &code), ("terug", PATH)]).await.expect_status(303);
    assert_eq!(done.location(), Some(PATH));
    client.get(PATH).await.expect_status(200);
    portal.clock.forward(SignedDuration::from_mins(11));
    // Somebody without an app has nothing to confirm with there.
    portal.somebody("eva@zon.example").await;
    let mut eva = portal.sign_in("eva@zon.example").await;
    eva.get("/mijn").await;
    eva.post("/bevestigen/app", &[("code", &app.code_at(portal.app.now()))]).await.expect_status(422);
}

async fn a_disconnected_app_is_asked_for_no_more(portal: TestPortal) {
    portal.administrator().await;
    let mut client = portal.sign_in(NOOR).await;
    let app = connect(&portal, &mut client).await;
    let secret = portal.everything().await;
    assert!(secret.contains("authenticators."));
    client.get(PATH).await.expect_status(200);
    client.post("/mijn/authenticator/begin", &[]).await.expect_status(303);
    client.get(PATH).await.expect_text("Gekoppeld sinds");
    let mut waiting = halfway(&portal, NOOR).await;
    client.post("/mijn/authenticator/verwijderen", &[]).await.expect_status(303);
    client.get(PATH).await.expect_text("De app is ontkoppeld.").expect_text("U hebt nog geen app gekoppeld.");
    let code = app.code_at(portal.app.now());
    waiting.post("/inloggen/app", &[("code", &code)]).await.expect_text("klopt niet");
    portal.sign_in(NOOR).await.get("/beheer").await.expect_status(200);
}

async fn guesses_at_the_app_are_held_back(portal: TestPortal) {
    portal.administrator().await;
    let mut own = portal.sign_in(NOOR).await;
    connect(&portal, &mut own).await;
    // The settings that a portal starts with, for whoever reads the mailbox and guesses at the app.
    let real = app::Settings::new(testkit::PUBLIC_URL, false);
    let narrow = portal.app.with_settings(|settings| settings.requests_per_account = real.requests_per_account);
    let browser = async || {
        let address = domain::values::EmailAddress::parse(NOOR).expect("an address");
        let dutch = app::mail::Language::Dutch;
        let asked = app::identity::request_code(&narrow, &address, dutch, app::identity::AskedBy::Known).await;
        let secret = asked.expect("asked");
        portal.run_jobs().await;
        let here = app::identity::Browser::default();
        let fitted =
            app::identity::enter_code(&narrow, &secret, &portal.mail.code(NOOR), here).await.expect("an answer");
        assert!(matches!(fitted, Ok(app::identity::Entered::AppNext)));
        secret
    };
    let (mut tried, mut held_back) = (0, false);
    while !held_back {
        let secret = browser().await;
        for _ in 0..5 {
            let here = app::identity::Browser::default();
            match app::identity::enter_app_code(&narrow, &secret, "no digits", here).await {
                Ok(answer) => assert!(answer.is_err()),
                Err(app::AppError::Wait { seconds }) => {
                    assert!(seconds <= 3600);
                    held_back = true;
                }
                Err(other) => panic!("{other:?}"),
            }
            tried += 1;
        }
        assert!(tried < 100, "sixty within an hour are the most");
    }
    // An hour later the person gets in as ever.
    portal.clock.forward(SignedDuration::from_mins(61));
    halfway(&portal, NOOR).await;
}
