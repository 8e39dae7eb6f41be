//! The whole road through the pages: register, confirm, accept, and see the agreements.

use domain::registration::{Answers, Applicant, Step};
use storage::{people, registrations};
use testkit::{Client, Sample, TestPortal, answers_of, on_both};

on_both!(
    a_municipality_and_a_partner_meet,
    every_kind_walks_its_own_pages,
    a_question_and_its_answer,
    a_double_click_and_a_second_administrator,
    both_languages_go_the_same_road,
);

/// Fills in every page and sends the form; the browser stands at *verzonden*.
async fn fill_in(client: &mut Client, applicant: Applicant, answers: &Answers) {
    let first = format!("/aanmelden/{}/{}", applicant.as_str(), applicant.steps()[0].as_str());
    client.get(&first).await.expect_status(200);
    for step in applicant.steps() {
        let path = format!("/aanmelden/{}/{}", applicant.as_str(), step.as_str());
        client.get(&path).await.expect_status(200);
        let answer = client.post_step(applicant, *step, answers).await.expect_status(303);
        let next = applicant.after(*step).map_or_else(
            || "/aanmelden/verzonden".to_owned(),
            |next| format!("/aanmelden/{}/{}", applicant.as_str(), next.as_str()),
        );
        assert_eq!(answer.location(), Some(next.as_str()));
    }
    client.get("/aanmelden/verzonden").await.expect_status(200);
}

/// Confirms with the link from the mail, read in another browser.
async fn confirm(portal: &TestPortal, email: &str) {
    portal.run_jobs().await;
    let link = portal.mail.link(email, "/aanmelden/bevestigen/");
    let mut reader = portal.client();
    reader.get(&link).await.expect_status(200);
    let confirmed = reader.post(&link, &[]).await;
    let page = reader.follow(confirmed).await.expect_status(200);
    assert!(page.body.contains("<h1"), "a page that thanks");
    portal.run_jobs().await;
}

/// The administrator's page of the registration that waits longest.
async fn waiting(portal: &TestPortal) -> String {
    let mut tx = portal.app.read().await.expect("a transaction");
    let queue = registrations::queue(&mut tx).await.expect("the queue");
    format!("/beheer/aanmeldingen/{}", queue.first().expect("one waits").id)
}

async fn accept(portal: &TestPortal, administrator: &mut Client) {
    let page = waiting(portal).await;
    administrator.get("/beheer/aanmeldingen").await.expect_status(200);
    administrator.get(&page).await.expect_status(200);
    let done = administrator.submit(&format!("{page}/accepteren"), &[]).await.expect_status(303);
    administrator.follow(done).await.expect_status(200).expect_text("goedgekeurd");
    portal.run_jobs().await;
}

async fn join(portal: &TestPortal, administrator: &mut Client, sample: Sample<'_>) {
    let answers = answers_of(sample, &portal.kvk());
    fill_in(&mut portal.client(), sample.applicant(), &answers).await;
    confirm(portal, &answers.registrant_email).await;
    accept(portal, administrator).await;
}

async fn a_municipality_and_a_partner_meet(portal: TestPortal) {
    portal.administrator().await;
    let mut noor = portal.sign_in(TestPortal::ADMINISTRATOR).await;
    join(&portal, &mut noor, Sample::Municipality("Zeewolde")).await;
    join(&portal, &mut noor, Sample::Nationwide("Zonnestroom", "energie")).await;
    assert_eq!(portal.agreements().await, 1);
    for (own, other) in [("zeewolde", "Zonnestroom"), ("zonnestroom", "Zeewolde")] {
        let mut kim = portal.sign_in(&format!("kim@{own}.example")).await;
        let list = kim.get("/overeenkomsten").await.expect_status(200);
        assert!(list.says(other) && list.says("LCV-2026-000001") && list.says("Klaargezet"), "{}", list.body);
        // Ids by time begin with a zero; what else lies under this path does not.
        let at = list.body.find("href=\"/overeenkomsten/0").expect("a link") + 6;
        let path = list.body[at..].split('"').next().expect("a path").to_owned();
        let page = kim.get(&path).await.expect_status(200);
        for words in
            ["LCV-2026-000001", "Zeewolde", "Zonnestroom", "BKR VPS", "kim@zeewolde.example", "kim@zonnestroom.example"]
        {
            assert!(page.says(words) || page.body.contains(words), "{words}");
        }
        for secret in ["lou@zeewolde.example", "lou@zonnestroom.example"] {
            assert!(!page.body.contains(secret), "a signatory's address is shown: {secret}");
        }
        let partners = kim.get("/samenwerkingspartners").await.expect_status(200).expect_text(other);
        assert!(!partners.body.contains("lou@"), "a signatory's address is shown");
        let file = kim.get("/overeenkomsten.csv").await.expect_status(200);
        assert!(file.body.contains("LCV-2026-000001") && file.body.contains("BKR VPS"), "{}", file.body);
        let file = kim.get("/samenwerkingspartners.csv").await.expect_status(200);
        assert!(file.body.contains(other) && !file.body.contains("lou@"), "{}", file.body);
        kim.get("/organisatie").await.expect_status(200);
        kim.get("/mijn").await.expect_status(200);
    }
    let mut partner = portal.sign_in("kim@zonnestroom.example").await;
    partner.get("/kaart").await.expect_status(200).expect_text("Zeewolde");
    noor.get("/kaart").await.expect_status(200);
    for path in
        ["/beheer", "/beheer/organisaties", "/beheer/mails", "/beheer/taken", "/beheer/logboek", "/overeenkomsten"]
    {
        noor.get(path).await.expect_status(200);
    }
}

async fn every_kind_walks_its_own_pages(portal: TestPortal) {
    portal.administrator().await;
    let mut noor = portal.sign_in(TestPortal::ADMINISTRATOR).await;
    let samples = [
        Sample::Executor("Kredietbank Midden"),
        Sample::JointBody("Regio Noord", &["Almere", "Lelystad"]),
        Sample::In("Woonhuis", "huur", &["Lelystad"]),
        Sample::Landlord("Bo Smit", "Almere"),
    ];
    for sample in samples {
        join(&portal, &mut noor, sample).await;
    }
    assert_eq!(portal.agreements().await, 2);
    assert_eq!(Applicant::Landlord.steps().len(), 3, "at most three screens");
}

async fn a_question_and_its_answer(portal: TestPortal) {
    portal.administrator().await;
    let mut noor = portal.sign_in(TestPortal::ADMINISTRATOR).await;
    let sample = Sample::Municipality("Zeewolde");
    let answers = answers_of(sample, &portal.kvk());
    let mut kim = portal.client();
    fill_in(&mut kim, sample.applicant(), &answers).await;
    // Sent in: its pages say so, and change nothing any more.
    let late = kim.post_step(sample.applicant(), Step::Contacts, &answers).await;
    assert!(late.status == 200 || late.status == 409, "{}", late.status);
    confirm(&portal, &answers.registrant_email).await;
    let page = waiting(&portal).await;
    noor.get(&page).await.expect_status(200);
    let empty = noor.submit(&format!("{page}/vragen"), &[("question", " ")]).await;
    assert_eq!(empty.status, 422, "it says what is missing");
    noor.get(&page).await.expect_status(200);
    noor.submit(&format!("{page}/vragen"), &[("question", "Wie tekent er?")]).await.expect_status(303);
    portal.run_jobs().await;
    let link = portal.mail.link(&answers.registrant_email, "/aanmelden/verder/");
    let mut elsewhere = portal.client();
    elsewhere.get(&link).await.expect_status(200);
    let resumed = elsewhere.post(&link, &[]).await.expect_status(303);
    elsewhere.follow(resumed).await.expect_status(200).expect_text("Wie tekent er?");
    let sent = elsewhere.post_step(sample.applicant(), Step::Review, &answers).await.expect_status(303);
    elsewhere.follow(sent).await.expect_status(200);
    accept(&portal, &mut noor).await;
}

async fn a_double_click_and_a_second_administrator(portal: TestPortal) {
    portal.administrator().await;
    portal.administrator_at("tom@vroegteken.example").await;
    let mut noor = portal.sign_in(TestPortal::ADMINISTRATOR).await;
    let mut tom = portal.sign_in("tom@vroegteken.example").await;
    portal.register_municipality("Zeewolde").await;
    let page = waiting(&portal).await;
    for client in [&mut noor, &mut tom] {
        client.get(&page).await.expect_status(200);
    }
    noor.submit(&format!("{page}/accepteren"), &[]).await.expect_status(303);
    // The page of the other still shows the form.
    let second = tom.submit(&format!("{page}/accepteren"), &[]).await;
    assert!(matches!(second.status, 200 | 303 | 409), "{}", second.status);
    let calm = tom.follow(second).await;
    assert!(calm.says("Noor van Dam"), "who decided: {}", calm.body);
    let refused = tom.get(&page).await.expect_status(200);
    assert!(!refused.body.contains("/weigeren\""), "nothing is left to decide");
    portal.run_jobs().await;
    let mut tx = portal.app.read().await.expect("a transaction");
    let count = storage::organisations::count(&mut tx, &storage::organisations::Filter::default()).await;
    assert_eq!(count.expect("a count"), 1);
}

async fn both_languages_go_the_same_road(portal: TestPortal) {
    let sample = Sample::Landlord("Bo Smit", "Almere");
    let answers = answers_of(sample, "");
    let mut client = portal.client();
    client.get("/").await.expect_status(200);
    client.post("/taal", &[("taal", "en"), ("terug", "/aanmelden")]).await.expect_status(303);
    let page = client.get("/aanmelden").await.expect_status(200);
    assert!(page.body.contains("<html lang=\"en\""), "the choice is kept");
    fill_in(&mut client, sample.applicant(), &answers).await;
    confirm(&portal, &answers.registrant_email).await;
    let subjects: Vec<_> = portal.mail.to(&answers.registrant_email).into_iter().map(|letter| letter.subject).collect();
    assert_eq!(subjects, ["Confirm your registration", "Your registration has been received"]);
    portal.administrator().await;
    let mut noor = portal.sign_in(TestPortal::ADMINISTRATOR).await;
    accept(&portal, &mut noor).await;
    let mut tx = portal.app.read().await.expect("a transaction");
    let bo = people::by_email(&mut tx, &answers.registrant_email).await.expect("an answer").expect("there");
    assert_eq!(bo.language, "en");
}
