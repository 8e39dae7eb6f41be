//! Passkeys through the pages: made, used, refused, removed.

use app::identity::{self, passkeys};
use domain::{audit::Event, means::Means};
use jiff::SignedDuration;
use serde_json::Value;
use testkit::{
    Answer, Client, PUBLIC_URL, TestPortal,
    authenticator::{self, Algorithm, SoftPasskey},
    on_both,
};

on_both!(
    a_passkey_signs_in_without_an_address,
    every_kind_of_key_signs_in,
    a_first_sign_in_offers_a_passkey_once,
    what_does_not_fit_opens_nothing,
    an_answer_counts_once_in_its_browser_and_in_time,
    a_copied_passkey_is_found_out,
    somebody_elses_passkey_is_unknown,
    a_removed_passkey_opens_nothing,
    passkeys_of_others_do_not_exist,
    keys_ask_for_a_fresh_confirmation,
    what_is_no_answer_says_so,
    nobody_has_more_than_twenty,
);

const NOOR: &str = TestPortal::ADMINISTRATOR;
const SESSION: &str = "__Host-sessie";
const MADE: &str = "/mijn/passkeys";

fn json(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("{} gives no options: {}", answer.path, answer.body))
}

async fn begin(client: &mut Client, path: &str) -> Value {
    json(&client.post(&format!("{path}/begin"), &[]).await.expect_status(200))
}

/// Makes a passkey for whoever is signed in in this browser.
async fn make(client: &mut Client, name: &str, algorithm: Algorithm) -> SoftPasskey {
    client.get(MADE).await.expect_status(200);
    let options = begin(client, MADE).await;
    let mut soft = SoftPasskey::new(algorithm, name.as_bytes());
    let made = soft.make(&options, PUBLIC_URL).to_string();
    client.post(MADE, &[("naam", name), ("antwoord", &made)]).await.expect_status(303);
    soft
}

/// A browser in which somebody is about to sign in, and what the authenticator is told.
async fn asked(portal: &TestPortal) -> (Client, Value) {
    let mut client = portal.client();
    client.get("/inloggen").await.expect_status(200);
    let options = begin(&mut client, "/inloggen/passkey").await;
    (client, options)
}

async fn answer(client: &mut Client, answer: &Value) -> Answer {
    client.post("/inloggen/passkey", &[("antwoord", &answer.to_string())]).await
}

async fn sign_in(portal: &TestPortal, soft: &mut SoftPasskey) -> (Client, Answer) {
    let (mut client, options) = asked(portal).await;
    let given = soft.answer(&options, PUBLIC_URL);
    let came = answer(&mut client, &given).await;
    (client, came)
}

/// That nothing was opened, and why.
#[track_caller]
fn refused(client: &Client, answer: Answer, why: &str) {
    assert!(client.cookie(SESSION).is_none(), "{} opened a session", answer.path);
    answer.expect_status(200).expect_text(why);
}

const NOT_GOOD: &str = "Deze passkey klopt niet.";
const UNKNOWN: &str = "Deze passkey kennen wij niet (meer).";
const EXPIRED: &str = "Dit duurde te lang, of het werd al eens verstuurd.";

async fn a_passkey_signs_in_without_an_address(portal: TestPortal) {
    portal.administrator().await;
    let mut client = portal.sign_in(NOOR).await;
    let mut soft = make(&mut client, "Laptop", Algorithm::Es256).await;
    client.get(MADE).await.expect_status(200).expect_text("Laptop").expect_text("nog niet");
    let (mut other, came) = sign_in(&portal, &mut soft).await;
    assert_eq!(came.expect_status(303).location(), Some("/beheer"));
    other.get("/mijn").await.expect_status(200).expect_text("een passkey");
    // Back to where somebody was going, and never to another site.
    for (wish, wanted) in [("/mijn?x=1", "/mijn?x=1"), ("//evil.example", "/beheer")] {
        let (mut client, options) = asked(&portal).await;
        let given = soft.answer(&options, PUBLIC_URL).to_string();
        let came = client.post("/inloggen/passkey", &[("antwoord", &given), ("terug", wish)]).await;
        assert_eq!(came.expect_status(303).location(), Some(wanted));
    }
    let person = portal.actor(NOOR).await.person().expect("a person");
    let mut tx = portal.app.read().await.expect("a transaction");
    let subject = domain::audit::Subject::Person(person);
    let history = storage::audit::history(&mut tx, subject).await.expect("a history");
    let by_passkey = history.iter().filter(|line| line.event == Event::SignedIn { means: Means::Passkey }).count();
    assert_eq!(by_passkey, 3);
    let kept = storage::passkeys::of_person(&mut tx, person).await.expect("a list").remove(0);
    assert_eq!((kept.counter, kept.public_key), (3, soft.public_key().to_cose()), "signatures are verified with it");
    portal.run_jobs().await;
}

async fn every_kind_of_key_signs_in(portal: TestPortal) {
    portal.administrator().await;
    let mut client = portal.sign_in(NOOR).await;
    for (name, algorithm) in [("een", Algorithm::Es256), ("twee", Algorithm::EdDsa), ("drie", Algorithm::Rs256)] {
        let mut soft = make(&mut client, name, algorithm).await;
        sign_in(&portal, &mut soft).await.1.expect_status(303);
    }
    let options = begin(&mut client, MADE).await;
    assert_eq!(options["excludeCredentials"].as_array().map(Vec::len), Some(3), "no device makes a second one");
    assert_eq!(options["rp"]["id"], "portaal.vroegteken.example", "whatever the Host header says");
    portal.run_jobs().await;
}

async fn a_first_sign_in_offers_a_passkey_once(portal: TestPortal) {
    portal.administrator().await;
    let offer = "Voortaan inloggen zonder code?";
    let mut first = portal.sign_in(NOOR).await;
    first.get("/beheer").await.expect_text(offer);
    assert!(!first.get("/beheer").await.says(offer), "told once");
    assert!(!portal.sign_in(NOOR).await.get("/beheer").await.says(offer), "offered at the first time only");
    portal.run_jobs().await;
}

async fn what_does_not_fit_opens_nothing(portal: TestPortal) {
    portal.administrator().await;
    let mut client = portal.sign_in(NOOR).await;
    let mut soft = make(&mut client, "Laptop", Algorithm::Es256).await;
    let (mut client, options) = asked(&portal).await;
    let elsewhere = soft.answer(&options, "https://evil.example");
    let came = answer(&mut client, &elsewhere).await;
    refused(&client, came, NOT_GOOD);
    soft.flags = 1;
    let (client, came) = sign_in(&portal, &mut soft).await;
    refused(&client, came, NOT_GOOD);
    soft.flags = authenticator::PRESENT_AND_VERIFIED;
    // A challenge of another browser, and one of making a passkey.
    let (_, foreign) = asked(&portal).await;
    let (mut client, _) = asked(&portal).await;
    let came = answer(&mut client, &soft.answer(&foreign, PUBLIC_URL)).await;
    refused(&client, came, NOT_GOOD);
    let mut signed_in = portal.sign_in(NOOR).await;
    signed_in.get(MADE).await.expect_status(200);
    let making = begin(&mut signed_in, MADE).await;
    let (mut client, _) = asked(&portal).await;
    let came = answer(&mut client, &soft.answer(&making, PUBLIC_URL)).await;
    refused(&client, came, NOT_GOOD);
    // Another key under the same id.
    let mut thief = SoftPasskey::new(Algorithm::Es256, &soft.id);
    thief.user.clone_from(&soft.user);
    thief.counter = 99;
    let (client, came) = sign_in(&portal, &mut thief).await;
    refused(&client, came, NOT_GOOD);
    sign_in(&portal, &mut soft).await.1.expect_status(303);
    portal.run_jobs().await;
}

async fn an_answer_counts_once_in_its_browser_and_in_time(portal: TestPortal) {
    portal.administrator().await;
    let mut client = portal.sign_in(NOOR).await;
    let mut soft = make(&mut client, "Laptop", Algorithm::Es256).await;
    let (mut client, options) = asked(&portal).await;
    let browser = client.cookie("__Host-passkey").expect("it waits").to_owned();
    let given = soft.answer(&options, PUBLIC_URL);
    // A stranger has the answer and not the browser.
    let mut stranger = portal.client();
    stranger.get("/inloggen").await;
    let came = answer(&mut stranger, &given).await;
    refused(&stranger, came, EXPIRED);
    answer(&mut client, &given).await.expect_status(303);
    // A thief has both, too late.
    let mut thief = portal.client();
    thief.get("/inloggen").await;
    thief.set_cookie("__Host-passkey", &browser);
    let came = answer(&mut thief, &given).await;
    refused(&thief, came, EXPIRED);
    let (mut late, options) = asked(&portal).await;
    portal.clock.forward(SignedDuration::from_mins(5));
    let came = answer(&mut late, &soft.answer(&options, PUBLIC_URL)).await;
    refused(&late, came, EXPIRED);
    app::housekeeping::run(&portal.app).await.expect("kept");
    assert!(!portal.everything().await.contains("ceremonies."), "what is over is forgotten");
    portal.run_jobs().await;
}

async fn a_copied_passkey_is_found_out(portal: TestPortal) {
    portal.administrator().await;
    let mut client = portal.sign_in(NOOR).await;
    let mut soft = make(&mut client, "Laptop", Algorithm::EdDsa).await;
    sign_in(&portal, &mut soft).await.1.expect_status(303);
    sign_in(&portal, &mut soft).await.1.expect_status(303);
    soft.counter = 0;
    let (client, came) = sign_in(&portal, &mut soft).await;
    refused(&client, came, NOT_GOOD);
    soft.counter = 1;
    let (client, came) = sign_in(&portal, &mut soft).await;
    refused(&client, came, NOT_GOOD);
    sign_in(&portal, &mut soft).await.1.expect_status(303);
    portal.run_jobs().await;
}

async fn somebody_elses_passkey_is_unknown(portal: TestPortal) {
    portal.administrator().await;
    portal.somebody("eva@zon.example").await;
    let mut noor = portal.sign_in(NOOR).await;
    let mut soft = make(&mut noor, "Laptop", Algorithm::Es256).await;
    // It says that it is Eva's.
    let eva = portal.actor("eva@zon.example").await.person().expect("a person");
    let own = std::mem::replace(&mut soft.user, eva.0.as_bytes().to_vec());
    let (client, came) = sign_in(&portal, &mut soft).await;
    refused(&client, came, UNKNOWN);
    soft.user = own;
    // Eva cannot confirm with Noor's passkey, nor take its id for her own.
    let mut eva = portal.sign_in("eva@zon.example").await;
    make(&mut eva, "Telefoon", Algorithm::Es256).await;
    let options = begin(&mut eva, "/bevestigen/passkey").await;
    let given = soft.answer(&options, PUBLIC_URL).to_string();
    eva.post("/bevestigen/passkey", &[("antwoord", &given)]).await.expect_status(422).expect_text(UNKNOWN);
    let options = begin(&mut eva, MADE).await;
    let mut same = SoftPasskey::new(Algorithm::Es256, &soft.id);
    let made = same.make(&options, PUBLIC_URL).to_string();
    let came = eva.post(MADE, &[("naam", "Van Noor"), ("antwoord", &made)]).await;
    came.expect_status(422).expect_text("staat al in het portaal");
    sign_in(&portal, &mut soft).await.1.expect_status(303);
    portal.run_jobs().await;
}

async fn only(portal: &TestPortal, email: &str) -> String {
    let person = portal.actor(email).await.person().expect("a person");
    let mut tx = portal.app.read().await.expect("a transaction");
    let all = storage::passkeys::of_person(&mut tx, person).await.expect("a list");
    assert_eq!(all.len(), 1);
    all[0].id.to_string()
}

async fn a_removed_passkey_opens_nothing(portal: TestPortal) {
    portal.administrator().await;
    let mut client = portal.sign_in(NOOR).await;
    let mut soft = make(&mut client, "Laptop", Algorithm::Es256).await;
    let path = format!("{MADE}/{}", only(&portal, NOOR).await);
    client.get(&path).await.expect_status(200).expect_text("Passkey: Laptop");
    client.post(&path, &[("naam", "  ")]).await.expect_status(422).expect_text("Vul een naam in");
    let long = "x".repeat(500);
    client.post(&path, &[("naam", &long)]).await.expect_status(303);
    client.get(MADE).await.expect_text(&"x".repeat(passkeys::LONGEST_NAME));
    let (mut waiting, options) = asked(&portal).await;
    client.post(&format!("{path}/verwijderen"), &[]).await.expect_status(303);
    client.get(MADE).await.expect_status(200).expect_text("U hebt nog geen passkey.");
    client.post(&format!("{path}/verwijderen"), &[]).await.expect_status(404);
    let came = answer(&mut waiting, &soft.answer(&options, PUBLIC_URL)).await;
    refused(&waiting, came, UNKNOWN);
    assert_eq!(portal.sign_in(NOOR).await.get("/beheer").await.status, 200, "a code by mail always works");
    portal.run_jobs().await;
}

async fn passkeys_of_others_do_not_exist(portal: TestPortal) {
    portal.administrator().await;
    portal.somebody("eva@zon.example").await;
    let mut noor = portal.sign_in(NOOR).await;
    make(&mut noor, "Laptop", Algorithm::Es256).await;
    let path = format!("{MADE}/{}", only(&portal, NOOR).await);
    let mut eva = portal.sign_in("eva@zon.example").await;
    eva.get(MADE).await.expect_status(200).expect_text("U hebt nog geen passkey.");
    eva.get(&path).await.expect_status(404);
    eva.post(&path, &[("naam", "Gestolen")]).await.expect_status(404);
    eva.post(&format!("{path}/verwijderen"), &[]).await.expect_status(404);
    noor.get(MADE).await.expect_status(200).expect_text("Laptop");
    portal.run_jobs().await;
}

async fn keys_ask_for_a_fresh_confirmation(portal: TestPortal) {
    portal.administrator().await;
    let mut client = portal.sign_in(NOOR).await;
    let mut soft = make(&mut client, "Laptop", Algorithm::Es256).await;
    portal.clock.forward(SignedDuration::from_mins(10));
    let back = "/bevestigen?terug=%2Fmijn%2Fpasskeys";
    assert_eq!(client.get(MADE).await.expect_status(303).location(), Some(back));
    assert_eq!(client.post(&format!("{MADE}/begin"), &[]).await.expect_status(303).location(), Some(back));
    let one = format!("{MADE}/{}/verwijderen", only(&portal, NOOR).await);
    assert_eq!(client.post(&one, &[]).await.expect_status(303).location(), Some(back), "it is not removed");
    // By the passkey.
    client.get(back).await.expect_status(200).expect_text("Bevestig dat u het bent");
    let options = begin(&mut client, "/bevestigen/passkey").await;
    assert_eq!(options["allowCredentials"].as_array().map(Vec::len), Some(1));
    let given = soft.answer(&options, PUBLIC_URL).to_string();
    let came = client.post("/bevestigen/passkey", &[("antwoord", &given), ("terug", MADE)]).await;
    assert_eq!(came.expect_status(303).location(), Some(MADE));
    client.get(MADE).await.expect_status(200);
    // By a code, after a wrong one.
    portal.clock.forward(SignedDuration::from_mins(10));
    client.get(back).await.expect_status(200);
    client.post("/bevestigen", &[("code", "12345678")]).await.expect_status(422).expect_text("Vraag een nieuwe code");
    client.post("/bevestigen/code", &[("terug", MADE)]).await.expect_status(303);
    portal.run_jobs().await;
    let code = portal.mail.code(NOOR);
    let wrong = if code == "00000000" { "00000001" } else { "00000000" };
    client.post("/bevestigen", &[("code", wrong)]).await.expect_status(422).expect_text("nog 4 keer");
    client.get(MADE).await.expect_status(303);
    let came = client.post("/bevestigen", &[("code", &code), ("terug", MADE)]).await;
    assert_eq!(came.expect_status(303).location(), Some(MADE));
    client.get(MADE).await.expect_status(200);
    // A code that somebody else asked for in this browser confirms nothing.
    portal.somebody("eva@zon.example").await;
    portal.clock.forward(SignedDuration::from_mins(10));
    let address = domain::values::EmailAddress::parse("eva@zon.example").expect("an address");
    let asked = identity::request_code(&portal.app, &address, app::mail::Language::Dutch, identity::AskedBy::Known)
        .await
        .expect("asked");
    portal.run_jobs().await;
    client.set_cookie("__Host-inloggen", &asked.reveal());
    let code = portal.mail.code("eva@zon.example");
    client.post("/bevestigen", &[("code", &code)]).await.expect_status(422);
    client.get(MADE).await.expect_status(303);
    portal.run_jobs().await;
}

async fn what_is_no_answer_says_so(portal: TestPortal) {
    portal.administrator().await;
    let mut client = portal.sign_in(NOOR).await;
    let mut soft = make(&mut client, "Laptop", Algorithm::Es256).await;
    for broken in ["", "{}", "null", "[[[[", "{\"rawId\":\"***\",\"response\":{\"clientDataJSON\":\"\"}}"] {
        let (mut client, _) = asked(&portal).await;
        let came = client.post("/inloggen/passkey", &[("antwoord", broken)]).await;
        refused(&client, came, UNKNOWN_OR_NOT_GOOD);
    }
    // Cut off at every tenth place.
    let whole = {
        let (_, options) = asked(&portal).await;
        soft.answer(&options, PUBLIC_URL).to_string()
    };
    for length in (0..whole.len()).step_by(97) {
        let (mut client, _) = asked(&portal).await;
        let came = client.post("/inloggen/passkey", &[("antwoord", &whole[..length])]).await;
        refused(&client, came, NOT_GOOD);
    }
    // Larger than a form, and larger than an answer.
    for (size, status) in [(10 << 20, 413), (200 * 1024, 200)] {
        let (mut client, _) = asked(&portal).await;
        let came = client.post("/inloggen/passkey", &[("antwoord", &"x".repeat(size))]).await;
        assert!(came.status == status && client.cookie(SESSION).is_none(), "{size}: {}", came.status);
    }
    let (mut client, _) = asked(&portal).await;
    client.post_bare("/inloggen/passkey/begin", &[]).await.expect_status(400);
    sign_in(&portal, &mut soft).await.1.expect_status(303);
    portal.run_jobs().await;
}

const UNKNOWN_OR_NOT_GOOD: &str = "Deze passkey";

async fn nobody_has_more_than_twenty(portal: TestPortal) {
    portal.administrator().await;
    let mut client = portal.sign_in(NOOR).await;
    for number in 0..passkeys::MOST {
        make(&mut client, &format!("Sleutel {number}"), Algorithm::EdDsa).await;
    }
    let options = begin(&mut client, MADE).await;
    let made = SoftPasskey::new(Algorithm::EdDsa, b"one too many").make(&options, PUBLIC_URL).to_string();
    let came = client.post(MADE, &[("naam", "Nog een"), ("antwoord", &made)]).await;
    came.expect_status(422).expect_text("het grootste aantal passkeys").expect_text("Sleutel 19");
    portal.run_jobs().await;
}
