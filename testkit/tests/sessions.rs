//! Sessions: shown, ended one by one, told of by mail where they begin in a new browser, and confirmed afresh for what
//! has consequences.

use app::{identity::strength, registrations};
use domain::{
    means::{Asked, Means, Whose},
    party::OrganisationKind,
    registration::Stage,
};
use jiff::SignedDuration;
use testkit::{
    AuthenticatorApp, Client, PUBLIC_URL, Sample, TestPortal,
    authenticator::{Algorithm, SoftPasskey},
    on_both,
};

on_both!(
    somebody_ends_sessions_one_by_one,
    sessions_of_others_do_not_exist,
    signing_in_over_a_session_ends_it,
    confirming_gives_another_token,
    others_are_offered_where_the_means_suffice,
    whose_means_change_is_told,
    a_sign_in_in_a_new_browser_is_mailed,
    acts_with_consequences_ask_for_a_fresh_confirmation,
    a_role_that_ends_between_page_and_click,
);

const NOOR: &str = TestPortal::ADMINISTRATOR;
const KIM: &str = "kim@zeewolde.example";

async fn is_in(client: &mut Client) -> bool {
    client.get("/mijn").await.status == 200
}

/// Where the buttons go that end the sessions of this page.
fn ends(page: &str) -> Vec<String> {
    let forms = page.split("action=\"").skip(1).filter_map(|rest| rest.split('"').next());
    forms
        .filter(|action| action.starts_with("/mijn/sessies/") && action.ends_with("/beeindigen"))
        .map(str::to_owned)
        .collect()
}

async fn somebody_ends_sessions_one_by_one(portal: TestPortal) {
    portal.administrator().await;
    let mut one = portal.sign_in(NOOR).await;
    let alone = one.get("/mijn").await.expect_status(200);
    assert!(
        ends(&alone.body).is_empty() && !alone.body.contains("/mijn/sessies/andere"),
        "this one has a way out above"
    );
    let mut others = Vec::new();
    for _ in 0..3 {
        portal.clock.forward(SignedDuration::from_mins(1));
        others.push(portal.sign_in(NOOR).await);
    }
    let page = one.get("/mijn").await.expect_status(200);
    let ways = ends(&page.body);
    assert_eq!(ways.len(), 3);
    // The last used stands first: the page was asked for by the first one, then comes the third of the others.
    let done = one.post(&ways[0], &[]).await.expect_status(303);
    one.follow(done).await.expect_text("U bent in die browser uitgelogd.");
    let mut left = Vec::new();
    for other in &mut others {
        left.push(is_in(other).await);
    }
    assert_eq!(left, [true, true, false]);
    one.get("/mijn").await;
    one.post(&ways[0], &[]).await.expect_status(404);
    let done = one.post("/mijn/sessies/andere", &[]).await.expect_status(303);
    one.follow(done).await.expect_text("U bent nog alleen in deze browser ingelogd.");
    for other in &mut others {
        assert!(!is_in(other).await);
    }
    assert!(is_in(&mut one).await);
    // Twice is once.
    one.post("/mijn/sessies/andere", &[]).await.expect_status(303);
    let log = one.get("/beheer/logboek").await.expect_status(200);
    assert_eq!(
        log.body.matches("Uitgelogd in alle andere browsers").count(),
        1 + in_the_filter(&log.body),
        "{}",
        log.body
    );
}

/// How often the page names it as a kind to choose.
fn in_the_filter(page: &str) -> usize {
    page.matches("value=\"other_sessions_ended\"").count()
}

async fn sessions_of_others_do_not_exist(portal: TestPortal) {
    portal.administrator().await;
    portal.somebody("eva@zon.example").await;
    let mut noor = portal.sign_in(NOOR).await;
    portal.sign_in(NOOR).await;
    let way = ends(&noor.get("/mijn").await.body).remove(0);
    let mut eva = portal.sign_in("eva@zon.example").await;
    eva.get("/mijn").await.expect_status(200);
    eva.post(&way, &[]).await.expect_status(404);
    eva.post("/mijn/sessies/onzin/beeindigen", &[]).await.expect_status(404);
    eva.post("/mijn/sessies/andere", &[]).await.expect_status(303);
    assert_eq!(ends(&noor.get("/mijn").await.body), [way], "nothing of it ended");
}

/// Signs in with a code, in this browser as it is.
async fn enter(portal: &TestPortal, client: &mut Client, email: &str) {
    client.get("/inloggen").await.expect_status(200);
    client.post("/inloggen", &[("email", email)]).await.expect_status(303);
    portal.run_jobs().await;
    let code = portal.mail.code(email);
    client.get("/inloggen/code").await;
    client.post("/inloggen/code", &[("code", &code)]).await.expect_status(303);
    portal.run_jobs().await;
}

/// The cookie that opens a session.
const SESSION: &str = "__Host-sessie";

/// Whether a copy of this cookie opens a session.
async fn opens(portal: &TestPortal, copy: &str) -> bool {
    let mut client = portal.client();
    client.set_cookie(SESSION, copy);
    is_in(&mut client).await
}

async fn signing_in_over_a_session_ends_it(portal: TestPortal) {
    portal.administrator().await;
    portal.somebody("eva@zon.example").await;
    let mut client = portal.client();
    enter(&portal, &mut client, NOOR).await;
    let first = client.cookie(SESSION).expect("signed in").to_owned();
    assert!(opens(&portal, &first).await);
    // The form was on the screen in another tab; whoever sends it signs in over the session.
    for email in [NOOR, "eva@zon.example"] {
        let before = client.cookie(SESSION).expect("signed in").to_owned();
        client.get("/mijn").await.expect_status(200);
        client.post("/inloggen", &[("email", email)]).await.expect_status(303);
        portal.run_jobs().await;
        client.post("/inloggen/code", &[("code", &portal.mail.code(email))]).await.expect_status(303);
        portal.run_jobs().await;
        let now = client.cookie(SESSION).expect("signed in").to_owned();
        assert!(now != before && opens(&portal, &now).await && !opens(&portal, &before).await);
    }
    let mut other = portal.sign_in(NOOR).await;
    assert!(ends(&other.get("/mijn").await.body).is_empty(), "none stayed behind");
    portal.run_jobs().await;
}

async fn confirming_gives_another_token(portal: TestPortal) {
    portal.administrator().await;
    let mut client = portal.sign_in(NOOR).await;
    let first = client.cookie(SESSION).expect("signed in").to_owned();
    portal.clock.forward(SignedDuration::from_mins(11));
    client.get("/bevestigen").await.expect_status(200);
    client.post("/bevestigen/code", &[]).await.expect_status(303);
    portal.run_jobs().await;
    client.post("/bevestigen", &[("code", "1"), ("terug", "/mijn")]).await.expect_status(422);
    assert!(opens(&portal, &first).await, "nothing was confirmed");
    let code = portal.mail.code(NOOR);
    client.post("/bevestigen", &[("code", &code), ("terug", "/mijn")]).await.expect_status(303);
    assert!(!opens(&portal, &first).await);
    assert!(is_in(&mut client).await, "the browser itself has the new one");
}

async fn others_are_offered_where_the_means_suffice(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    let executor = portal.join(Sample::Executor("Kredietbank")).await;
    let inviter = portal.actor("kim@kredietbank.example").await;
    let kim = testkit::person("Kim", "Zeewolde", "beleidsadviseur");
    app::people::invite_contact(&portal.app, &inviter, &kim, app::mail::Language::Dutch).await.expect("invited");
    portal.run_jobs().await;
    let mut client = portal.sign_in(KIM).await;
    let zeewolde = portal.uuids(ZEEWOLDE, uuid::Uuid::nil()).await[0].to_string();
    client.get("/mijn").await;
    client.post("/organisatie", &[("organisatie", &zeewolde)]).await.expect_status(303);
    let theirs = format!("/organisatie/mensen/van/{executor}");
    let page = client.get(&theirs).await.expect_status(404);
    assert!(page.says("hoort bij Kredietbank"), "{}", page.body);
    let noor = portal.administrator().await;
    let asked = Asked { sign_in: Means::Passkey, sign: Means::Passkey };
    strength::set(&portal.app, &noor, &[(Whose::Kind(OrganisationKind::Executor), asked)]).await.expect("set");
    let page = client.get(&theirs).await.expect_status(404);
    assert!(!page.says("hoort bij"), "by these means they could not go on there");
}

async fn whose_means_change_is_told(portal: TestPortal) {
    portal.administrator().await;
    portal.join(Sample::Municipality("Zeewolde")).await;
    let mut client = portal.sign_in(NOOR).await;
    let mut kim = portal.sign_in(KIM).await;
    let told = |email: &str| portal.mail.to(email).into_iter().map(|mail| mail.subject).collect::<Vec<_>>();
    let offers = "Bekijk waar u bent ingelogd, of log daar uit";
    // A passkey comes and goes.
    client.get("/mijn/passkeys").await.expect_status(200);
    let options = client.post("/mijn/passkeys/begin", &[]).await.expect_status(200);
    let options = serde_json::from_str(&options.body).expect("options");
    let made = SoftPasskey::new(Algorithm::Es256, b"one").make(&options, PUBLIC_URL).to_string();
    let done = client.post("/mijn/passkeys", &[("naam", "Telefoon"), ("antwoord", &made)]).await.expect_status(303);
    let page = client.follow(done).await.expect_status(200).expect_text(offers);
    portal.run_jobs().await;
    let mail = portal.mail.last_to(NOOR);
    assert_eq!(mail.subject, "Passkey gemaakt");
    for words in ["Noor van Dam", "Wanneer", "Was u dat niet?", "/mijn"] {
        assert!(mail.plain.contains(words), "{words} in {}", mail.plain);
    }
    let way =
        page.body.split("href=\"/mijn/passkeys/").nth(1).and_then(|rest| rest.split('"').next()).expect("a passkey");
    let way = format!("/mijn/passkeys/{way}");
    client.get(&way).await.expect_status(200);
    let done = client.submit(&format!("{way}/verwijderen"), &[]).await.expect_status(303);
    client.follow(done).await.expect_text(offers);
    portal.run_jobs().await;
    assert_eq!(portal.mail.last_to(NOOR).subject, "Passkey verwijderd");
    // An app, in the language of the person; what never counted is no news.
    kim.get("/mijn/authenticator").await.expect_status(200);
    kim.submit("/taal", &[("taal", "en")]).await.expect_status(303);
    kim.get("/mijn/authenticator").await.expect_status(200);
    kim.post("/mijn/authenticator/begin", &[]).await.expect_status(303);
    kim.post("/mijn/authenticator/verwijderen", &[]).await.expect_status(303);
    let before = told(KIM).len();
    kim.post("/mijn/authenticator/begin", &[]).await.expect_status(303);
    let page = kim.get("/mijn/authenticator").await.expect_status(200);
    let key = page.body.split("<code>").nth(1).and_then(|rest| rest.split("</code>").next()).expect("a key");
    let code = AuthenticatorApp::new(key).code_at(portal.app.now());
    kim.post("/mijn/authenticator", &[("code", &code)]).await.expect_status(303);
    portal.run_jobs().await;
    assert_eq!(portal.mail.last_to(KIM).subject, "Authenticator app connected");
    kim.post("/mijn/authenticator/verwijderen", &[]).await.expect_status(303);
    portal.run_jobs().await;
    assert_eq!(told(KIM)[before..], ["Authenticator app connected", "Authenticator app disconnected"]);
}

async fn a_sign_in_in_a_new_browser_is_mailed(portal: TestPortal) {
    portal.administrator().await;
    portal.join(Sample::Municipality("Zeewolde")).await;
    let told = |email: &str| {
        let all = portal.mail.to(email);
        all.into_iter().filter(|mail| mail.subject == "Ingelogd in een nieuwe browser").collect::<Vec<_>>()
    };
    let mut own = portal.client();
    enter(&portal, &mut own, NOOR).await;
    assert!(told(NOOR).is_empty(), "the very first time is no news");
    own.post("/uitloggen", &[]).await.expect_status(303);
    enter(&portal, &mut own, NOOR).await;
    assert!(told(NOOR).is_empty(), "this browser is known");
    let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    let mut other = portal.client().with_header("user-agent", agent);
    enter(&portal, &mut other, NOOR).await;
    let mails = told(NOOR);
    assert_eq!(mails.len(), 1);
    for words in ["Noor van Dam", "een code per mail", "Firefox, Linux", "Was u dat niet?", "/mijn"] {
        assert!(mails[0].plain.contains(words), "{words} in {}", mails[0].plain);
    }
    // Kim signs in for the first time where Noor did before, and then at home: only that is new.
    other.post("/uitloggen", &[]).await.expect_status(303);
    enter(&portal, &mut other, KIM).await;
    assert!(told(KIM).is_empty());
    enter(&portal, &mut portal.client(), KIM).await;
    assert_eq!((told(KIM).len(), told(NOOR).len()), (1, 1));
    // A browser that was forgotten is new again, even when it is the only one.
    portal.clock.forward(SignedDuration::from_hours(24 * 181));
    app::housekeeping::run(&portal.app).await.expect("it forgets");
    portal.run_jobs().await;
    enter(&portal, &mut own, NOOR).await;
    assert_eq!(told(NOOR).len(), 2);
}

async fn acts_with_consequences_ask_for_a_fresh_confirmation(portal: TestPortal) {
    let waiting = portal.register_municipality("Zeewolde").await;
    portal.administrator().await;
    let mut client = portal.sign_in(NOOR).await;
    portal.clock.forward(SignedDuration::from_mins(11));
    // Looking asks for nothing.
    let review = format!("/beheer/aanmeldingen/{}", waiting.id);
    client.get(&review).await.expect_status(200);
    let accept = format!("{review}/accepteren");
    let first = client.submit(&accept, &[]).await.expect_status(303);
    let back = format!("/bevestigen?terug={}", review.replace('/', "%2F").replace('-', "%2D"));
    assert_eq!(first.location(), Some(back.as_str()));
    let stage =
        async || registrations::draft(&portal.app, &waiting.token).await.expect("it is there").registration.stage;
    assert_eq!(stage().await, Stage::Confirmed, "nothing was decided");
    client.get(&back).await.expect_status(200);
    client.post("/bevestigen/code", &[("terug", &review)]).await.expect_status(303);
    portal.run_jobs().await;
    let code = portal.mail.code(NOOR);
    let came = client.post("/bevestigen", &[("code", &code), ("terug", &review)]).await.expect_status(303);
    assert_eq!(came.location(), Some(review.as_str()));
    client.get(&review).await.expect_status(200);
    client.submit(&accept, &[]).await.expect_status(303);
    assert_eq!(stage().await, Stage::Accepted);
    portal.run_jobs().await;
    // Whoever waited too long with the people of an organisation, or with administrators, confirms before they see the form.
    let mut kim = portal.sign_in(KIM).await;
    portal.clock.forward(SignedDuration::from_mins(11));
    for path in [
        "/organisatie/mensen/uitnodigen/contactpersonen",
        "/organisatie/vertrekken",
        "/organisatie/wijzigen/contactpersonen",
        "/beheer/beheerders",
        "/beheer/bewaren",
    ] {
        let client = if path.starts_with("/beheer") { &mut client } else { &mut kim };
        let asked = client.get(path).await.expect_status(303);
        assert!(
            asked.location().is_some_and(|to| to.starts_with("/bevestigen?terug=")),
            "{path}: {:?}",
            asked.location()
        );
    }
    kim.get("/organisatie/mensen").await.expect_status(200);
    kim.post("/organisatie/vertrekken", &[]).await.expect_status(303);
    assert!(is_in(&mut kim).await, "Kim is still there");
}

async fn a_role_that_ends_between_page_and_click(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    portal.join(Sample::Municipality("Almere")).await;
    // Kim of Almere works for nobody else; Kim of Zeewolde may sign for Almere as well.
    portal.give_role(KIM, "Almere").await;
    for email in [KIM, "kim@almere.example"] {
        let mut client = portal.sign_in(email).await;
        let form = "/organisatie/mensen/uitnodigen/contactpersonen";
        if email == KIM {
            // Acting for Zeewolde, whichever comes first.
            let zeewolde = portal.uuids(ZEEWOLDE, uuid::Uuid::nil()).await[0].to_string();
            client.get("/mijn").await;
            client.post("/organisatie", &[("organisatie", &zeewolde)]).await.expect_status(303);
        }
        client.get(form).await.expect_status(200);
        portal.execute(END_CONTACT, email).await;
        let fields = [
            ("contacts-0-name", "Bo"),
            ("contacts-0-email", "bo@zeewolde.example"),
            ("contacts-0-phone", "036 522 95 22"),
            ("contacts-0-function", "x"),
        ];
        let answer = client.post(form, &fields).await;
        answer.expect_status(403);
        assert!(portal.mail.to("bo@zeewolde.example").is_empty(), "nobody was invited");
    }
    portal.run_jobs().await;
}

const ZEEWOLDE: &str = "SELECT id FROM organisations WHERE id <> $1 AND name LIKE '%Zeewolde%'";
const END_CONTACT: &str = "UPDATE roles SET ended_at = 1 WHERE role = 'contact' AND person_id = \
    (SELECT id FROM persons WHERE email = $1)";
