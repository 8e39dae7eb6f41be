//! Forms that survive signing in again, confirming and stronger means: kept for their person in their browser, sent by a
//! press and once, and gone after some hours.

use app::identity::strength;
use domain::{
    ids::OrganisationId,
    means::{Asked, Means, Whose},
    party::OrganisationKind,
};
use jiff::SignedDuration;
use testkit::{Answer, Client, PUBLIC_URL, Sample, TestPortal, on_both};

on_both!(
    a_form_survives_a_session_that_ended_elsewhere,
    a_form_survives_a_session_that_stood_idle,
    a_form_survives_the_fresh_confirmation,
    a_form_survives_the_demand_of_stronger_means,
    another_person_sees_nothing_of_it,
    another_browser_sees_nothing_of_it,
    a_kept_form_is_sent_once,
    a_kept_form_is_thrown_away,
    what_is_too_large_or_a_file_is_told,
    strangers_and_forgers_keep_nothing,
    a_role_that_ended_meanwhile_is_refused,
    a_kept_form_of_the_other_organisation,
    a_few_are_kept_and_for_some_hours,
    signing_out_throws_them_away,
);

const KIM: &str = "kim@zeewolde.example";
const NOOR: &str = TestPortal::ADMINISTRATOR;
const BO: &str = "bo@zeewolde.example";
const INVITE: &str = "/organisatie/mensen/uitnodigen/contactpersonen";
/// What the form to invite a contact person says.
const FORM: &[(&str, &str)] = &[
    ("contacts-0-name", "Bo Bakker"),
    ("contacts-0-email", BO),
    ("contacts-0-phone", "0320 123456"),
    ("contacts-0-function", "adviseur met \"een\" <lange> functie & meer"),
];

struct Set {
    portal: TestPortal,
    zeewolde: OrganisationId,
}

async fn set(portal: TestPortal) -> Set {
    portal.administrator().await;
    let zeewolde = portal.join(Sample::Municipality("Zeewolde")).await;
    Set { portal, zeewolde }
}

impl Set {
    /// Kim with the form on the screen.
    async fn kim(&self) -> Client {
        let mut client = self.portal.sign_in(KIM).await.with_header("referer", &format!("{PUBLIC_URL}{INVITE}"));
        client.get(INVITE).await.expect_status(200);
        client
    }

    async fn members(&self) -> usize {
        let mut tx = self.portal.app.read().await.expect("a transaction");
        storage::people::members(&mut tx, self.zeewolde).await.expect("members").len()
    }

    async fn kept(&self) -> usize {
        self.portal.uuids("SELECT id FROM kept_forms WHERE id <> $1", uuid::Uuid::nil()).await.len()
    }

    /// Ends all sessions of Kim, as from another browser.
    async fn end_sessions(&self) {
        let sql = "DELETE FROM sessions WHERE person_id = (SELECT id FROM persons WHERE email = $1)";
        self.portal.execute(sql, KIM).await;
    }
}

/// Where a form is kept, by the answer that leads to what comes first.
#[track_caller]
fn kept(answer: &Answer, first: &str) -> String {
    assert_eq!(answer.status, 303, "{}", answer.body);
    let to = answer.location().expect("it leads on");
    let back = to.strip_prefix(first).and_then(|rest| rest.strip_prefix("?terug=")).unwrap_or_else(|| panic!("{to}"));
    let back = back.replace("%2F", "/").replace("%2D", "-");
    assert!(back.starts_with("/verder/"), "{back}");
    for typed in ["Bo", "bakker", "0320", "zeewolde"] {
        assert!(!to.contains(typed), "nothing that was typed stands in an address");
    }
    back
}

/// Signs in on the page that an answer leads to, in this browser.
async fn sign_in(portal: &TestPortal, client: &mut Client, back: &str, email: &str) -> Answer {
    client.post("/inloggen", &[("email", email), ("terug", back)]).await.expect_status(303);
    portal.run_jobs().await;
    client.get("/inloggen/code").await.expect_status(200);
    let code = portal.mail.code(email);
    let answer = client.post("/inloggen/code", &[("code", &code), ("terug", back)]).await.expect_status(303);
    portal.run_jobs().await;
    assert_eq!(answer.location(), Some(back));
    answer
}

async fn send(client: &mut Client, kept: &str) -> Answer {
    client.submit(&format!("{kept}/versturen"), &[]).await
}

async fn a_form_survives_a_session_that_ended_elsewhere(portal: TestPortal) {
    let set = set(portal).await;
    let mut client = set.kim().await;
    let before = set.members().await;
    set.end_sessions().await;
    let asked = client.post(INVITE, FORM).await;
    let way = kept(&asked, "/inloggen");
    client.get(&way).await.expect_status(303);
    let page = client.follow(asked).await.expect_status(200).expect_text("Wat u had ingevuld, is bewaard.");
    assert!(!page.says("Bo Bakker"), "nobody is signed in");
    let came = sign_in(&set.portal, &mut client, &way, KIM).await;
    let page = client.follow(came).await.expect_status(200).expect_text("Wilt u dit nog versturen?");
    for text in ["Bo Bakker", BO, "0320 123456", "adviseur met \"een\" <lange> functie & meer", "Zeewolde", INVITE] {
        assert!(page.says(text), "{text}: {}", page.body);
    }
    assert!(page.body.contains(&format!("href=\"{INVITE}\"")) && !page.body.contains("style="));
    assert_eq!(set.members().await, before, "it is not sent by itself");
    // In the other language as well.
    client.submit("/taal", &[("taal", "en")]).await.expect_status(303);
    client.get(&way).await.expect_status(200).expect_text("Do you still want to send this?").expect_text("Bo Bakker");
    let sent = send(&mut client, &way).await.expect_status(303);
    assert_eq!(sent.location(), Some("/organisatie/mensen"));
    assert_eq!(set.members().await, before + 1);
    set.portal.run_jobs().await;
    assert_eq!(set.portal.mail.to(BO).len(), 1);
    let everything = set.portal.everything().await;
    assert!(!everything.contains("contacts-0-email"), "nothing that was filled in stays where it was kept");
}

async fn a_form_survives_a_session_that_stood_idle(portal: TestPortal) {
    let set = set(portal).await;
    let mut client = set.kim().await;
    set.portal.clock.forward(SignedDuration::from_hours(3));
    app::housekeeping::run(&set.portal.app).await.expect("it forgets");
    set.portal.run_jobs().await;
    let before = set.members().await;
    let way = kept(&client.post(INVITE, FORM).await, "/inloggen");
    client.get("/inloggen").await;
    sign_in(&set.portal, &mut client, &way, KIM).await;
    client.get(&way).await.expect_status(200).expect_text("Bo Bakker");
    send(&mut client, &way).await.expect_status(303);
    assert_eq!(set.members().await, before + 1);
    set.portal.run_jobs().await;
}

async fn a_form_survives_the_fresh_confirmation(portal: TestPortal) {
    let set = set(portal).await;
    let mut client = set.kim().await;
    let before = set.members().await;
    set.portal.clock.forward(SignedDuration::from_mins(11));
    let asked = client.post(INVITE, FORM).await;
    let way = kept(&asked, "/bevestigen");
    client.follow(asked).await.expect_status(200).expect_text("Wat u had ingevuld, is bewaard.");
    client.post("/bevestigen/code", &[("terug", &way)]).await.expect_status(303);
    set.portal.run_jobs().await;
    let code = set.portal.mail.code(KIM);
    let came = client.post("/bevestigen", &[("code", &code), ("terug", &way)]).await.expect_status(303);
    assert_eq!(came.location(), Some(way.as_str()));
    client.follow(came).await.expect_status(200).expect_text("Bo Bakker");
    // Whoever waits here too long confirms once more, and nothing is lost.
    set.portal.clock.forward(SignedDuration::from_mins(11));
    let again = kept(&send(&mut client, &way).await, "/bevestigen");
    assert_ne!(again, way);
    let page = client.get(&again).await.expect_status(200).expect_text("Bo Bakker");
    assert!(page.body.contains(&format!("href=\"{INVITE}\"")), "the page that it first stood on");
    client.post("/bevestigen/code", &[]).await.expect_status(303);
    set.portal.run_jobs().await;
    let code = set.portal.mail.code(KIM);
    client.post("/bevestigen", &[("code", &code), ("terug", &again)]).await.expect_status(303);
    client.get(&again).await.expect_status(200);
    assert_eq!(set.members().await, before);
    send(&mut client, &again).await.expect_status(303);
    assert_eq!(set.members().await, before + 1);
    set.portal.run_jobs().await;
    // A press of a button without anything filled in goes back to its page, as ever.
    set.portal.clock.forward(SignedDuration::from_mins(11));
    let led = client.post("/organisatie/vertrekken", &[]).await.expect_status(303);
    assert!(!led.location().is_some_and(|to| to.contains("verder")), "{:?}", led.location());
}

async fn a_form_survives_the_demand_of_stronger_means(portal: TestPortal) {
    let set = set(portal).await;
    let mut client = set.kim().await;
    let noor = set.portal.actor(NOOR).await;
    let asked = Asked { sign_in: Means::Passkey, sign: Means::Passkey };
    let city = Whose::Kind(OrganisationKind::Municipality);
    strength::set(&set.portal.app, &noor, &[(city, asked)]).await.expect("set");
    let before = set.members().await;
    let led = client.post(INVITE, FORM).await;
    let way = kept(&led, "/mijn/inlogmiddel");
    client.follow(led).await.expect_status(200).expect_text("Wat u had ingevuld, is bewaard.");
    // Looking is possible, sending is not.
    client.get(&way).await.expect_status(200).expect_text("Bo Bakker");
    let again = kept(&send(&mut client, &way).await, "/mijn/inlogmiddel");
    assert_eq!(set.members().await, before);
    let stronger = "UPDATE sessions SET means = 'passkey' WHERE person_id = (SELECT id FROM persons WHERE email = $1)";
    set.portal.execute(stronger, KIM).await;
    client.get(&again).await.expect_status(200).expect_text("Bo Bakker");
    send(&mut client, &again).await.expect_status(303);
    assert_eq!(set.members().await, before + 1);
    set.portal.run_jobs().await;
}

async fn another_person_sees_nothing_of_it(portal: TestPortal) {
    let set = set(portal).await;
    set.portal.join(Sample::Municipality("Almere")).await;
    let mut client = set.kim().await;
    set.end_sessions().await;
    let way = kept(&client.post(INVITE, FORM).await, "/inloggen");
    client.get("/inloggen").await;
    sign_in(&set.portal, &mut client, &way, "kim@almere.example").await;
    let unknown = client.get("/verder/01900000-0000-7000-8000-000000000001").await.expect_status(404);
    let page = client.get(&way).await.expect_status(404);
    assert_eq!((page.body, page.headers), (unknown.body, unknown.headers));
    client.post(&format!("{way}/versturen"), FORM).await.expect_status(404);
    client.post(&format!("{way}/weggooien"), &[]).await.expect_status(404);
    // A form that Kim of Zeewolde had on the screen is not kept for who is signed in now, nor for who was here last.
    let mut form = vec![("csrf", client.token().to_owned())];
    form.extend(FORM.iter().map(|(name, value)| (*name, (*value).to_owned())));
    client.post("/uitloggen", &[]).await.expect_status(303);
    assert_eq!(set.kept().await, 1, "signing out throws away what is one's own");
    client.get("/inloggen").await;
    sign_in(&set.portal, &mut client, &way, KIM).await;
    client.get(&way).await.expect_status(200).expect_text("Bo Bakker");
    set.portal.clock.forward(SignedDuration::from_mins(11));
    let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let led = client.post_bare(INVITE, &form).await.expect_status(303);
    assert_eq!(led.location().map(|to| to.contains("verder")), Some(false), "it was made for somebody else");
    assert_eq!(set.kept().await, 1);
}

async fn another_browser_sees_nothing_of_it(portal: TestPortal) {
    let set = set(portal).await;
    let mut client = set.kim().await;
    set.end_sessions().await;
    let way = kept(&client.post(INVITE, FORM).await, "/inloggen");
    let mut other = set.portal.sign_in(KIM).await;
    other.get(&way).await.expect_status(404);
    other.get("/mijn").await.expect_status(200);
    other.post(&format!("{way}/versturen"), &[]).await.expect_status(404);
    other.post(&format!("{way}/weggooien"), &[]).await.expect_status(404);
    client.get("/inloggen").await;
    sign_in(&set.portal, &mut client, &way, KIM).await;
    client.get(&way).await.expect_status(200);
}

async fn a_kept_form_is_sent_once(portal: TestPortal) {
    let set = set(portal).await;
    let mut client = set.kim().await;
    set.end_sessions().await;
    let way = kept(&client.post(INVITE, FORM).await, "/inloggen");
    client.get("/inloggen").await;
    sign_in(&set.portal, &mut client, &way, KIM).await;
    let before = set.members().await;
    client.get(&way).await.expect_status(200);
    let token = client.token().to_owned();
    send(&mut client, &way).await.expect_status(303);
    let mut form = vec![("csrf", token.as_str())];
    form.extend(FORM);
    let twice = client.post_bare(&format!("{way}/versturen"), &form).await.expect_status(409);
    twice.expect_text("Er is niets dubbel gedaan.");
    client.get(&way).await.expect_status(409);
    assert_eq!(set.members().await, before + 1);
    set.portal.run_jobs().await;
    client.get("/mijn").await;
    for path in ["versturen", "weggooien"] {
        client.post_bare(&format!("{way}/{path}"), FORM).await.expect_status(400);
    }
}

async fn a_kept_form_is_thrown_away(portal: TestPortal) {
    let set = set(portal).await;
    let mut client = set.kim().await;
    set.end_sessions().await;
    let way = kept(&client.post(INVITE, FORM).await, "/inloggen");
    client.get("/inloggen").await;
    sign_in(&set.portal, &mut client, &way, KIM).await;
    client.get(&way).await.expect_status(200);
    let gone = client.submit(&format!("{way}/weggooien"), &[]).await.expect_status(303);
    assert_eq!(gone.location(), Some(INVITE));
    client.follow(gone).await.expect_status(200).expect_text("Weggegooid. Er is niets verstuurd.");
    client.get(&way).await.expect_status(404);
    assert_eq!(set.kept().await, 0);
}

async fn what_is_too_large_or_a_file_is_told(portal: TestPortal) {
    let set = set(portal).await;
    let mut client = set.kim().await;
    set.end_sessions().await;
    let huge = "x".repeat(web::LARGEST_FORM);
    let mut form = FORM.to_vec();
    form.push(("contacts-1-name", &huge));
    let led = client.post(INVITE, &form).await.expect_status(303);
    assert_eq!(led.location(), Some(format!("/inloggen?terug={}", INVITE.replace('/', "%2F")).as_str()));
    client.follow(led).await.expect_status(200).expect_text("was te groot om te bewaren");
    let file = Some(("multipart/form-data; boundary=x", b"--x\r\n\r\nbytes\r\n--x--\r\n".to_vec()));
    let led = client.send("POST", "/beheer/importeren", file).await.expect_status(303);
    client.follow(led).await.expect_status(200).expect_text("Een gekozen bestand bewaren wij niet.");
    assert_eq!(set.kept().await, 0);
    // What just fits is kept whole, and goes.
    let most = "x".repeat(web::LARGEST_FORM - 2_000);
    form.last_mut().expect("a field").1 = &most;
    let way = kept(&client.post(INVITE, &form).await, "/inloggen");
    client.get("/inloggen").await;
    sign_in(&set.portal, &mut client, &way, KIM).await;
    client.get(&way).await.expect_status(200);
    send(&mut client, &way).await.expect_status(303);
    set.portal.run_jobs().await;
}

async fn strangers_and_forgers_keep_nothing(portal: TestPortal) {
    let set = set(portal).await;
    // Whoever never signed in here, with the token of a page that anybody may see.
    let mut stranger = set.portal.client();
    stranger.get("/inloggen").await.expect_status(200);
    let led = stranger.post(INVITE, FORM).await.expect_status(303);
    assert!(!led.location().is_some_and(|to| to.contains("verder")));
    assert!(!stranger.follow(led).await.says("bewaard"));
    // A foreign page in the browser of somebody whose session ended.
    let mut client = set.kim().await;
    let own = client.token().to_owned();
    set.end_sessions().await;
    for token in ["", "onzin", stranger.token(), &own[1..]] {
        let mut form = vec![("csrf", token)];
        form.extend(FORM);
        let led = client.post_bare(INVITE, &form).await.expect_status(303);
        assert!(!led.location().is_some_and(|to| to.contains("verder")), "{token}");
    }
    // Codes and answers of passkeys are good for once.
    let mut client = set.kim().await;
    set.end_sessions().await;
    for field in ["code", "antwoord"] {
        let led = client.post("/mijn/authenticator", &[(field, "123456"), ("naam", "Telefoon")]).await;
        assert!(!led.expect_status(303).location().is_some_and(|to| to.contains("verder")));
    }
    assert_eq!(set.kept().await, 0);
}

async fn a_role_that_ended_meanwhile_is_refused(portal: TestPortal) {
    let set = set(portal).await;
    let mut client = set.kim().await;
    set.portal.administrator_at(KIM).await;
    set.end_sessions().await;
    let way = kept(&client.post(INVITE, FORM).await, "/inloggen");
    let end = "UPDATE roles SET ended_at = 1 WHERE role = 'contact' AND person_id = \
        (SELECT id FROM persons WHERE email = $1)";
    set.portal.execute(end, KIM).await;
    client.get("/inloggen").await;
    sign_in(&set.portal, &mut client, &way, KIM).await;
    client.get(&way).await.expect_status(200).expect_text("Bo Bakker");
    send(&mut client, &way).await.expect_status(403).expect_text("Dit hoort niet bij uw rol");
    set.portal.run_jobs().await;
    assert!(set.portal.mail.to(BO).is_empty());
}

async fn a_kept_form_of_the_other_organisation(portal: TestPortal) {
    let set = set(portal).await;
    let almere = set.portal.join(Sample::Municipality("Almere")).await;
    let inviter = set.portal.actor("kim@almere.example").await;
    let kim = testkit::person("Kim", "Zeewolde", "beleidsadviseur");
    app::people::invite_contact(&set.portal.app, &inviter, &kim, app::mail::Language::Dutch).await.expect("invited");
    set.portal.run_jobs().await;
    let mut client = set.portal.sign_in(KIM).await;
    let to = set.zeewolde.to_string();
    client.get("/mijn").await;
    client.submit("/organisatie", &[("organisatie", &to)]).await.expect_status(303);
    client.get(INVITE).await.expect_status(200).expect_text("Zeewolde");
    set.end_sessions().await;
    let before = set.members().await;
    let way = kept(&client.post(INVITE, FORM).await, "/inloggen");
    client.get("/inloggen").await;
    // Whoever signs in again acts for the first of their organisations.
    let came = sign_in(&set.portal, &mut client, &way, KIM).await;
    let page = client.follow(came).await.expect_status(200).expect_text("Ga eerst verder als Zeewolde");
    assert!(page.says("u werkt nu voor Almere") && !page.body.contains("versturen\""), "{}", page.body);
    let naar = page.body.split("name=\"naar\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    assert_eq!(naar, Some(way.as_str()));
    let on = client.post("/organisatie", &[("organisatie", &to), ("naar", &way)]).await.expect_status(303);
    client.follow(on).await.expect_status(200).expect_text("Alsnog versturen");
    send(&mut client, &way).await.expect_status(303);
    assert_eq!(set.members().await, before + 1);
    let mut tx = set.portal.app.read().await.expect("a transaction");
    let others = storage::people::members(&mut tx, almere).await.expect("members");
    assert!(others.iter().all(|member| member.person.email != BO));
    drop(tx);
    set.portal.run_jobs().await;
}

async fn a_few_are_kept_and_for_some_hours(portal: TestPortal) {
    let set = set(portal).await;
    let mut client = set.kim().await;
    set.end_sessions().await;
    let mut ways = Vec::new();
    for _ in 0..7 {
        set.portal.clock.forward(SignedDuration::from_secs(1));
        ways.push(kept(&client.post(INVITE, FORM).await, "/inloggen"));
    }
    assert_eq!(set.kept().await, 5);
    client.get("/inloggen").await;
    sign_in(&set.portal, &mut client, &ways[6], KIM).await;
    client.get(&ways[1]).await.expect_status(404);
    client.get(&ways[2]).await.expect_status(200);
    // Even before anything was erased.
    for _ in 0..13 {
        set.portal.clock.forward(SignedDuration::from_mins(10));
        client.get("/mijn").await.expect_status(200);
    }
    client.get(&ways[6]).await.expect_status(404);
    app::housekeeping::run(&set.portal.app).await.expect("it forgets");
    assert_eq!(set.kept().await, 0);
}

async fn signing_out_throws_them_away(portal: TestPortal) {
    let set = set(portal).await;
    let mut client = set.kim().await;
    set.end_sessions().await;
    let way = kept(&client.post(INVITE, FORM).await, "/inloggen");
    client.get("/inloggen").await;
    sign_in(&set.portal, &mut client, &way, KIM).await;
    client.get("/mijn").await;
    client.post("/uitloggen", &[]).await.expect_status(303);
    assert_eq!(set.kept().await, 0);
    // A person who is erased leaves none, as whoever gets a new address.
    let mut tx = set.portal.app.db().begin().await.expect("a transaction");
    let kim = storage::people::by_email(&mut tx, KIM).await.expect("an answer").expect("Kim").id;
    let form = storage::kept_forms::KeptForm {
        id: set.portal.app.ports().id(),
        person: kim,
        browser: [1; 32],
        made_for: vec![0; 16],
        path: "/".into(),
        page: "/".into(),
        fields: "x=1".into(),
        made_at: set.portal.app.now(),
        sent_at: None,
    };
    storage::kept_forms::add(&mut tx, &form, 5).await.expect("kept");
    storage::keeping::end_ways_in(&mut tx, kim).await.expect("ended");
    tx.commit().await.expect("kept");
    assert_eq!(set.kept().await, 0);
}
