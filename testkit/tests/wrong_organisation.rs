//! Somebody with roles in two organisations: a page opened in the wrong one, and two tabs.

use domain::ids::OrganisationId;
use testkit::{Answer, Client, Sample, TestPortal, on_both};

on_both!(
    a_page_of_the_other_organisation_leads_on,
    who_has_no_role_there_sees_what_is_unknown,
    a_form_of_the_other_tab_does_nothing,
    a_form_of_the_other_tab_that_this_organisation_may_not_send,
    a_file_of_the_other_tab_is_not_read,
    the_header_works_in_every_tab,
    forms_of_somebody_else_are_forged,
);

const KIM: &str = "kim@zeewolde.example";

struct Set {
    portal: TestPortal,
    zeewolde: OrganisationId,
    almere: OrganisationId,
    lelystad: OrganisationId,
}

/// Kim is a contact person of Zeewolde and of Almere, and knows nothing of Lelystad.
async fn set(portal: TestPortal) -> Set {
    let zeewolde = portal.join(Sample::Municipality("Zeewolde")).await;
    let almere = portal.join(Sample::Municipality("Almere")).await;
    let lelystad = portal.join(Sample::Municipality("Lelystad")).await;
    portal.join(Sample::Nationwide("Aqua", "water")).await;
    let inviter = portal.actor("kim@almere.example").await;
    let kim = testkit::person("Kim", "Zeewolde", "beleidsadviseur");
    app::people::invite_contact(&portal.app, &inviter, &kim, app::mail::Language::Dutch).await.expect("invited");
    portal.run_jobs().await;
    Set { portal, zeewolde, almere, lelystad }
}

async fn agreement(portal: &TestPortal, organisation: OrganisationId) -> String {
    let found = portal.uuids("SELECT id FROM agreements WHERE party_id = $1", organisation.0).await;
    format!("/overeenkomsten/{}", found[0])
}

async fn switch(client: &mut Client, to: OrganisationId) {
    client.get("/mijn").await.expect_status(200);
    client.submit("/organisatie", &[("organisatie", &to.to_string())]).await.expect_status(303);
}

/// Presses the button of a page that leads on to another organisation.
async fn go_on(client: &mut Client, page: &Answer, to: OrganisationId) -> Answer {
    let id = to.to_string();
    assert!(page.body.contains(&format!("name=\"organisatie\" value=\"{id}\"")), "the page offers that one");
    let (_, rest) = page.body.split_once("name=\"naar\" value=\"").expect("where it goes on");
    let (naar, _) = rest.split_once('"').expect("a value");
    client.submit("/organisatie", &[("organisatie", &id), ("naar", naar)]).await
}

async fn a_page_of_the_other_organisation_leads_on(portal: TestPortal) {
    let set = set(portal).await;
    let mut client = set.portal.sign_in(KIM).await;
    switch(&mut client, set.zeewolde).await;
    let theirs = agreement(&set.portal, set.almere).await;
    for path in [theirs.clone(), format!("{theirs}?x=%3Cb%3E")] {
        let page = client.get(&path).await.expect_status(404).expect_text("Deze pagina hoort bij Almere");
        let page = page.expect_text("Verder als Almere").expect_text("U werkt nu voor Zeewolde");
        assert!(!page.says("Aqua"), "nothing of the page itself is shown");
        let done = client.submit("/taal", &[("taal", "en"), ("terug", &path)]).await.expect_status(303);
        client.follow(done).await.expect_status(404).expect_text("This page belongs to Almere");
        assert!(page.body.contains(&format!("name=\"terug\" value=\"{path}\"")), "the other language is of this page");
        client.submit("/taal", &[("taal", "nl"), ("terug", "/")]).await.expect_status(303);
        client.get("/").await.expect_status(200).expect_text("Zeewolde");
        let page = client.get(&path).await.expect_status(404);
        let done = go_on(&mut client, &page, set.almere).await.expect_status(303);
        assert_eq!(done.location(), Some(path.as_str()));
        client.follow(done).await.expect_status(200).expect_text("Aqua");
        switch(&mut client, set.zeewolde).await;
    }
    // What only the administration has, for who is an administrator as well.
    set.portal.administrator_at(KIM).await;
    switch(&mut client, set.zeewolde).await;
    client.get("/beheer/beheerders").await.expect_status(403).expect_text("Deze pagina hoort bij Beheer");
    let beheer = [("organisatie", "beheer"), ("naar", "//evil.example")];
    let done = client.submit("/organisatie", &beheer).await.expect_status(303);
    assert_eq!(done.location(), Some("/"), "nowhere else");
    // The role there has ended meanwhile.
    switch(&mut client, set.zeewolde).await;
    let page = client.get(&theirs).await.expect_text("hoort bij");
    let sql = "UPDATE roles SET ended_at = 1 WHERE organisation_id IS NULL OR organisation_id IN \
        (SELECT id FROM organisations WHERE name = $1)";
    set.portal.execute(sql, "Almere").await;
    go_on(&mut client, &page, set.almere).await.expect_status(404);
    assert!(!client.get(&theirs).await.expect_status(404).says("hoort bij"));
}

async fn who_has_no_role_there_sees_what_is_unknown(portal: TestPortal) {
    let set = set(portal).await;
    let unknown = "/overeenkomsten/01900000-0000-7000-8000-000000000001";
    let theirs = agreement(&set.portal, set.lelystad).await;
    for email in [KIM, "kim@almere.example"] {
        let mut client = set.portal.sign_in(email).await;
        let expected = client.get(unknown).await.expect_status(404);
        for path in [theirs.as_str(), "/overeenkomsten/onzin", "/nergens"] {
            let page = client.get(path).await.expect_status(404);
            assert_eq!(page.body, expected.body, "{email} {path}");
            assert_eq!(page.headers, expected.headers, "{email} {path}");
        }
        client.get("/beheer/beheerders").await.expect_status(403).expect_text("Dit hoort niet bij uw rol");
    }
    // A form is not tried for the other organisation.
    let mut client = set.portal.sign_in(KIM).await;
    switch(&mut client, set.zeewolde).await;
    let own = agreement(&set.portal, set.zeewolde).await;
    client.get(&own).await.expect_status(200);
    for foreign in [agreement(&set.portal, set.almere).await, theirs, unknown.to_owned()] {
        let page = client.post(&format!("{foreign}/doorzetten"), &[("version", "1")]).await.expect_status(404);
        assert!(page.says("Deze pagina bestaat niet") && !page.says("hoort bij"));
    }
}

/// What a form to invite a contact person says.
const BO: &[(&str, &str)] = &[
    ("contacts-0-name", "Bo Bakker"),
    ("contacts-0-email", "bo@zeewolde.example"),
    ("contacts-0-phone", "0320 123456"),
    ("contacts-0-function", "adviseur"),
];
const INVITE: &str = "/organisatie/mensen/uitnodigen/contactpersonen";

async fn people_of(portal: &TestPortal, organisation: OrganisationId) -> usize {
    let mut tx = portal.app.read().await.expect("a transaction");
    storage::people::members(&mut tx, organisation).await.expect("members").len()
}

async fn a_form_of_the_other_tab_does_nothing(portal: TestPortal) {
    let set = set(portal).await;
    let mut client =
        set.portal.sign_in(KIM).await.with_header("referer", &format!("{}{INVITE}?x", testkit::PUBLIC_URL));
    switch(&mut client, set.zeewolde).await;
    client.get(INVITE).await.expect_status(200).expect_text("Zeewolde");
    let token = client.token().to_owned();
    // The other tab.
    switch(&mut client, set.almere).await;
    let before = (people_of(&set.portal, set.zeewolde).await, people_of(&set.portal, set.almere).await);
    let mut form = vec![("csrf", token.as_str())];
    form.extend(BO);
    let page = client.post_bare(INVITE, &form).await.expect_status(409);
    let page = page.expect_text("Dit formulier is gemaakt toen u voor Zeewolde werkte");
    let page = page.expect_text("Er is niets gedaan").expect_text("Intussen werkt u voor Almere");
    assert_eq!(set.portal.run_jobs().await, 0);
    assert_eq!((people_of(&set.portal, set.zeewolde).await, people_of(&set.portal, set.almere).await), before);
    // The way on, and then the same form does what it says.
    let done = go_on(&mut client, &page, set.zeewolde).await.expect_status(303);
    let kept = done.location().expect("where it is kept").to_owned();
    let page = client.follow(done).await.expect_status(200).expect_text("Bo Bakker");
    assert!(page.body.contains(&format!("href=\"{INVITE}?x\"")), "the page of the form");
    client.submit(&format!("{kept}/versturen"), &[]).await.expect_status(303);
    assert_eq!(people_of(&set.portal, set.zeewolde).await, before.0 + 1);
    assert_eq!(people_of(&set.portal, set.almere).await, before.1);
    set.portal.run_jobs().await;
}

async fn a_form_of_the_other_tab_that_this_organisation_may_not_send(portal: TestPortal) {
    let set = set(portal).await;
    set.portal.administrator_at(KIM).await;
    let mut client = set.portal.sign_in(KIM).await;
    switch(&mut client, set.zeewolde).await;
    client.get(INVITE).await.expect_status(200);
    let token = client.token().to_owned();
    client.post("/organisatie", &[("organisatie", "beheer")]).await.expect_status(303);
    let before = people_of(&set.portal, set.zeewolde).await;
    let mut form = vec![("csrf", token.as_str())];
    form.extend(BO);
    // The administration invites nobody for an organisation: the form leads to whom it was made for.
    let page = client.post_bare(INVITE, &form).await.expect_status(409);
    let page = page.expect_text("Dit formulier is gemaakt toen u voor Zeewolde werkte");
    assert!(!page.says("Bo Bakker"));
    let done = go_on(&mut client, &page, set.zeewolde).await.expect_status(303);
    let kept = done.location().expect("where it is kept").to_owned();
    client.follow(done).await.expect_status(200).expect_text("Bo Bakker");
    client.submit(&format!("{kept}/versturen"), &[]).await.expect_status(303);
    assert_eq!(people_of(&set.portal, set.zeewolde).await, before + 1);
    // Made for the administration, by this browser or not: nothing leads on to Zeewolde.
    client.post("/organisatie", &[("organisatie", "beheer")]).await.expect_status(303);
    client.get("/mijn").await.expect_status(200);
    client.post(INVITE, BO).await.expect_status(403).expect_text("Dit hoort niet bij uw rol");
    form[0].1 = "";
    client.post_bare(INVITE, &form).await.expect_status(403);
    set.portal.run_jobs().await;
}

async fn a_file_of_the_other_tab_is_not_read(portal: TestPortal) {
    let set = set(portal).await;
    let mut client = set.portal.sign_in(KIM).await;
    switch(&mut client, set.zeewolde).await;
    client.get("/organisatie").await.expect_status(200);
    let token = client.token().to_owned();
    switch(&mut client, set.almere).await;
    let part = |name: &str, more: &str, value: &str| {
        format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"{more}\r\n\r\n{value}\r\n")
    };
    let body = part("csrf", "", &token) + &part("document", "; filename=\"a.pdf\"", "%PDF-") + "--x--\r\n";
    let sent = client.send("POST", "/controleren", Some(("multipart/form-data; boundary=x", body.into_bytes()))).await;
    sent.expect_status(409).expect_text("Dit formulier is gemaakt toen u voor Zeewolde werkte");
}

async fn the_header_works_in_every_tab(portal: TestPortal) {
    let set = set(portal).await;
    let mut client = set.portal.sign_in(KIM).await;
    switch(&mut client, set.zeewolde).await;
    client.get("/organisatie").await.expect_status(200);
    let token = client.token().to_owned();
    switch(&mut client, set.almere).await;
    let csrf = ("csrf", token.as_str());
    client.post_bare("/taal", &[csrf, ("taal", "en"), ("terug", "/organisatie")]).await.expect_status(303);
    let to = set.zeewolde.to_string();
    client.post_bare("/organisatie", &[csrf, ("organisatie", &to)]).await.expect_status(303);
    client.get("/organisatie").await.expect_text("Zeewolde");
    switch(&mut client, set.almere).await;
    client.post_bare("/uitloggen", &[csrf]).await.expect_status(303);
    client.get("/organisatie").await.expect_status(303);
}

async fn forms_of_somebody_else_are_forged(portal: TestPortal) {
    let set = set(portal).await;
    let mut client = set.portal.sign_in("kim@lelystad.example").await;
    client.get(INVITE).await.expect_status(200);
    let token = client.token().to_owned();
    client.post("/uitloggen", &[]).await.expect_status(303);
    client.get("/inloggen").await.expect_status(200);
    let visitors = client.token().to_owned();
    client.post("/inloggen", &[("email", KIM)]).await.expect_status(303);
    set.portal.run_jobs().await;
    client.get("/inloggen/code").await.expect_status(200);
    client.post("/inloggen/code", &[("code", &set.portal.mail.code(KIM))]).await.expect_status(303);
    for token in [token.as_str(), "", &token[1..], &format!("{token}A")] {
        let mut form = vec![("csrf", token)];
        form.extend(BO);
        client.post_bare(INVITE, &form).await.expect_status(400);
    }
    // A page that was made for nobody in particular is of this browser.
    let mut form = vec![("csrf", visitors.as_str())];
    form.extend(BO);
    client.post_bare(INVITE, &form).await.expect_status(303);
    set.portal.run_jobs().await;
}
