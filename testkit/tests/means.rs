//! Which means suffice: set by the administrator, held against every session, never a dead end and never a way around.

use app::{AppError, identity::strength, signing_rounds};
use domain::{
    audit::Event,
    means::{Asked, Means, Whose},
    party::OrganisationKind,
};
use jiff::SignedDuration;
use testkit::{
    Client, PUBLIC_URL, Sample, TestPortal,
    authenticator::{Algorithm, SoftPasskey},
    on_both,
};

on_both!(
    the_administrator_sets_what_suffices,
    whoever_is_below_is_led_to_a_passkey,
    whoever_has_a_passkey_shows_it,
    a_mailbox_is_no_way_around_a_passkey,
    signing_takes_what_is_asked_and_keeps_it,
    the_list_to_sign_waits_for_the_strictest,
    administrators_lock_nobody_out,
);

const NOOR: &str = TestPortal::ADMINISTRATOR;
const KIM: &str = "kim@zeewolde.example";
const MAYOR: &str = "lou@zeewolde.example";
const PAGE: &str = "/beheer/inlogmiddelen";
const STRONGER: &str = "/mijn/inlogmiddel";
const KEYS: &str = "/mijn/passkeys";
const CITY: Whose = Whose::Kind(OrganisationKind::Municipality);

async fn ask(portal: &TestPortal, whose: Whose, sign_in: Means, sign: Means) {
    let noor = portal.administrator().await;
    strength::set(&portal.app, &noor, &[(whose, Asked { sign_in, sign })]).await.expect("set");
}

async fn make(client: &mut Client, name: &str) -> SoftPasskey {
    client.get(KEYS).await.expect_status(200);
    let options = client.post("/mijn/passkeys/begin", &[]).await.expect_status(200);
    let options = serde_json::from_str(&options.body).expect("options");
    let mut soft = SoftPasskey::new(Algorithm::Es256, name.as_bytes());
    let made = soft.make(&options, PUBLIC_URL).to_string();
    client.post(KEYS, &[("naam", name), ("antwoord", &made)]).await.expect_status(303);
    soft
}

async fn confirm(client: &mut Client, soft: &mut SoftPasskey, back: &str) {
    let options = client.post("/bevestigen/passkey/begin", &[]).await.expect_status(200);
    let options = serde_json::from_str(&options.body).expect("options");
    let given = soft.answer(&options, PUBLIC_URL).to_string();
    let done = client.post("/bevestigen/passkey", &[("antwoord", &given), ("terug", back)]).await.expect_status(303);
    assert_eq!(done.location(), Some(back));
}

async fn the_administrator_sets_what_suffices(portal: TestPortal) {
    portal.administrator().await;
    portal.join(Sample::Municipality("Zeewolde")).await;
    let mut client = portal.sign_in(NOOR).await;
    client.get(PAGE).await.expect_status(200).expect_text("Om te tekenen");
    let mut fields = Vec::new();
    for whose in Whose::ALL {
        fields.push((format!("inloggen-{}", whose.as_str()), "mail_code"));
        fields.push((format!("tekenen-{}", whose.as_str()), "mail_code"));
    }
    fields[0].1 = "mail_code_and_totp";
    let plain: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let done = client.post(PAGE, &plain).await.expect_status(303);
    client.follow(done).await.expect_text("Opgeslagen.");
    let noor = portal.actor(NOOR).await;
    let all = strength::all(&portal.app, &noor).await.expect("all");
    // To sign takes no less than to sign in, whatever was chosen beside it.
    let app = Means::MailCodeAndTotp;
    assert_eq!(all[0], (CITY, Asked { sign_in: app, sign: app }));
    assert!(all[1..].iter().all(|(_, asked)| *asked == Asked::default()));
    client.post(PAGE, &plain).await.expect_status(303);
    client.get("/beheer/logboek").await.expect_text("Nodig voor ‘Gemeente’: inloggen met een code per mail en een app");
    let mut tx = portal.app.read().await.expect("a transaction");
    let subject = domain::audit::Subject::Person(noor.person().expect("a person"));
    let history = storage::audit::history(&mut tx, subject).await.expect("a history");
    let told = history.iter().filter(|line| matches!(line.event, Event::MeansAsked { .. })).count();
    assert_eq!(told, 1, "what stays as it was is no event");
    for wrong in ["", "password", "MAIL_CODE"] {
        let mut wrong_fields = plain.clone();
        wrong_fields[2].1 = wrong;
        client.post(PAGE, &wrong_fields).await.expect_status(400);
    }
    client.post(PAGE, &plain[..4]).await.expect_status(400);
    let stranger = portal.actor(KIM).await;
    assert!(matches!(strength::set(&portal.app, &stranger, &[]).await, Err(AppError::NotAllowed(_))));
    portal.run_jobs().await;
}

async fn whoever_is_below_is_led_to_a_passkey(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    let mut client = portal.sign_in(KIM).await;
    client.get("/organisatie").await.expect_status(200);
    ask(&portal, CITY, Means::Passkey, Means::Passkey).await;
    // At once, for who is signed in already as well; nothing of the organisation can be seen or done.
    let led = client.get("/organisatie").await.expect_status(303);
    assert_eq!(led.location(), Some("/mijn/inlogmiddel?terug=%2Forganisatie"));
    let page = client.follow(led).await.expect_status(200).expect_text("is inloggen met een passkey nodig");
    assert!(page.body.contains("href=\"/mijn/passkeys\"") && !page.body.contains("href=\"/mijn/authenticator\""));
    for path in ["/overeenkomsten", "/organisatie/mensen", "/samenwerkingspartners", "/organisatie/wijzigen"] {
        let led = client.get(path).await.expect_status(303);
        assert!(led.location().is_some_and(|to| to.starts_with(STRONGER)), "{path}");
    }
    let led = client.post("/organisatie/vertrekken", &[]).await.expect_status(303);
    assert!(led.location().is_some_and(|to| to.starts_with(STRONGER)));
    // What needs more than stronger means stays refused.
    client.get("/beheer").await.expect_status(403);
    client.get("/mijn").await.expect_status(200).expect_text("Zeewolde");
    // The way on: a passkey is made, and the session is worth it.
    make(&mut client, "Telefoon").await;
    client.get("/organisatie").await.expect_status(200);
    client.get("/mijn").await.expect_text("een passkey");
    client.get(STRONGER).await.expect_text("U bent sterk genoeg ingelogd.");
    portal.run_jobs().await;
}

async fn whoever_has_a_passkey_shows_it(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    let mut client = portal.sign_in(KIM).await;
    let mut soft = make(&mut client, "Telefoon").await;
    ask(&portal, CITY, Means::Passkey, Means::Passkey).await;
    let mut client = portal.sign_in(KIM).await;
    let led = client.get("/overeenkomsten").await.expect_status(303);
    let page = client.follow(led).await.expect_status(200).expect_text("U hebt een passkey.");
    assert!(!page.body.contains("href=\"/mijn/passkeys\""), "no second one in its place");
    confirm(&mut client, &mut soft, "/overeenkomsten").await;
    client.get("/overeenkomsten").await.expect_status(200);
    portal.run_jobs().await;
}

async fn a_mailbox_is_no_way_around_a_passkey(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    let mut client = portal.sign_in(KIM).await;
    let mut soft = make(&mut client, "Telefoon").await;
    // Even where only signing asks for it.
    ask(&portal, CITY, Means::MailCode, Means::Passkey).await;
    portal.give_role(KIM, "Zeewolde").await;
    let mut thief = portal.sign_in(KIM).await;
    thief.get(KEYS).await.expect_status(200);
    let refused = thief.post("/mijn/passkeys/begin", &[]).await.expect_status(303);
    assert_eq!(refused.location(), Some(STRONGER));
    assert_eq!(thief.post("/mijn/authenticator/begin", &[]).await.expect_status(303).location(), Some(STRONGER));
    let person = portal.actor(KIM).await.person().expect("a person");
    let own = storage::passkeys::of_person(&mut portal.app.read().await.expect("a transaction"), person).await;
    let remove = format!("{KEYS}/{}/verwijderen", own.expect("a list")[0].id);
    assert_eq!(thief.post(&remove, &[]).await.expect_status(303).location(), Some(STRONGER));
    // With the passkey all of it goes.
    thief.get(KEYS).await;
    confirm(&mut thief, &mut soft, KEYS).await;
    thief.get(KEYS).await.expect_status(200);
    thief.post("/mijn/passkeys/begin", &[]).await.expect_status(200);
    thief.post(&remove, &[]).await.expect_status(303);
    thief.get(KEYS).await.expect_text("U hebt nog geen passkey.");
    portal.run_jobs().await;
}

async fn signing_takes_what_is_asked_and_keeps_it(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    let (app, contact) = (&portal.app, portal.actor(KIM).await);
    let agreement = portal.uuids("SELECT id FROM agreements WHERE id <> $1", uuid::Uuid::nil()).await[0];
    let id = domain::ids::AgreementId(agreement);
    app::agreements::moves::step(app, &contact, id, None, app::agreements::moves::Step::Release)
        .await
        .expect("released");
    portal.run_jobs().await;
    let mayor = portal.actor(MAYOR).await;
    let slot = signing_rounds::waiting(app, &mayor).await.expect("a desk")[0].waiting.slot;
    let before = signing_rounds::begin(app, &mayor, &[slot], app::mail::Language::Dutch).await.expect("begun");
    portal.run_jobs().await;
    let code = portal.mail.code(MAYOR);
    ask(&portal, CITY, Means::MailCode, Means::Passkey).await;
    // Neither begun nor confirmed by less, also what was begun before.
    let begun = signing_rounds::begin(app, &mayor, &[slot], app::mail::Language::Dutch).await;
    assert!(matches!(begun, Err(AppError::NeedsMeans)), "{begun:?}");
    let confirmed = signing_rounds::confirm(app, &mayor, before.round, Some(&before.secret), &code).await;
    assert!(matches!(confirmed, Err(AppError::NeedsMeans)), "{confirmed:?}");
    // Through the pages: looking is allowed, signing leads to the way on.
    let mut client = portal.sign_in(MAYOR).await;
    client.get("/tekenen").await.expect_status(200);
    let slot = slot.to_string();
    let led = client.post("/tekenen", &[("slot", &slot)]).await.expect_status(303);
    assert_eq!(led.location(), Some(STRONGER));
    client.follow(led).await.expect_text("is inloggen met een passkey nodig");
    let mut soft = make(&mut client, "Laptop").await;
    client.get("/tekenen").await.expect_status(200);
    let begun = client.post("/tekenen", &[("slot", &slot)]).await.expect_status(303);
    let round = begun.location().expect("a round").to_owned();
    portal.run_jobs().await;
    client.get(&round).await.expect_status(200);
    // A code is worth what a mailbox is, however its owner was signed in.
    client.post(&format!("{round}/code"), &[]).await;
    let told = client.post(&format!("{round}/passkey/begin"), &[]).await.expect_status(200);
    let told = serde_json::from_str(&told.body).expect("options");
    let given = soft.answer(&told, PUBLIC_URL).to_string();
    client.post(&format!("{round}/passkey"), &[("antwoord", &given)]).await.expect_status(303);
    portal.run_jobs().await;
    // The signature names them, on the page and in the document.
    let mut kim = portal.sign_in(KIM).await;
    let page = kim.get(&format!("/overeenkomsten/{agreement}")).await.expect_status(200);
    page.expect_text("bevestigd met een passkey, die precies dit document heeft ondertekend (niveau sterk)");
    let noor = portal.administrator().await;
    let shown = app::agreements::show(app, &noor, id).await.expect("shown");
    assert_eq!(shown.signatures.iter().map(|one| one.means).collect::<Vec<_>>(), [Means::Passkey]);
    let revision = shown.kept.parts.revision.id;
    let document = storage::documents::find(&mut app.read().await.expect("a transaction"), revision).await;
    let newest = document.expect("an answer").and_then(|document| document.newest).expect("signed bytes");
    let bytes = app.ports().store.get(newest).await.expect("bytes");
    let report = app::verification::judge(&bytes, &signing::verify::Trust::default(), false, app.now()).report;
    let reasons: Vec<_> = report.signatures.iter().map(|one| one.reason.as_str()).collect();
    assert!(reasons.iter().any(|reason| reason.contains("Bevestigd met een passkey (niveau sterk)")), "{reasons:?}");
    portal.run_jobs().await;
}

async fn the_list_to_sign_waits_for_the_strictest(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    portal.give_role(MAYOR, "Zonnestroom").await;
    ask(&portal, Whose::Kind(OrganisationKind::SignalPartner), Means::MailCodeAndTotp, Means::MailCodeAndTotp).await;
    let mut client = portal.sign_in(MAYOR).await;
    let led = client.get("/tekenen").await.expect_status(303);
    let page = client.follow(led).await.expect_text("een code per mail en een app");
    assert!(page.body.contains("href=\"/mijn/authenticator\"") && page.body.contains("href=\"/mijn/passkeys\""));
    // An app is enough here.
    client.get("/mijn/authenticator").await.expect_status(200);
    client.post("/mijn/authenticator/begin", &[]).await.expect_status(303);
    let page = client.get("/mijn/authenticator").await;
    let key = page.body.split("<code>").nth(1).and_then(|rest| rest.split("</code>").next()).expect("a key");
    let app = testkit::AuthenticatorApp::new(key);
    client.post("/mijn/authenticator", &[("code", &app.code_at(portal.app.now()))]).await.expect_status(303);
    client.get("/tekenen").await.expect_status(200);
    // A session that was opened by the mail alone cannot be: the app is asked for at once. One of before it is raised.
    portal.clock.forward(SignedDuration::from_mins(1));
    client.get("/mijn").await.expect_text("een code per mail en een app");
    portal.run_jobs().await;
}

async fn administrators_lock_nobody_out(portal: TestPortal) {
    portal.administrator().await;
    ask(&portal, Whose::Administration, Means::Passkey, Means::Passkey).await;
    let mut client = portal.sign_in(NOOR).await;
    let led = client.get(PAGE).await.expect_status(303);
    assert!(led.location().is_some_and(|to| to.starts_with(STRONGER)), "{:?}", led.location());
    make(&mut client, "Laptop").await;
    client.get(PAGE).await.expect_status(200);
    client.get("/beheer").await.expect_status(200);
    portal.run_jobs().await;
}
