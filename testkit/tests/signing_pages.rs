//! Signing through the pages: the list, the code, what came of it, and everything that can come between.

use app::{
    agreements::{
        self, Query,
        moves::{Selection, Step, step, step_many},
    },
    identity::GUESSES,
    signing_rounds,
};
use domain::{
    access::Actor,
    agreement::{Reason, StateKind},
    ids::AgreementId,
};
use jiff::SignedDuration;
use signing::verify::{Outcome, Trust, verify};
use testkit::{Answer, Client, Sample, TestPortal, on_both};

on_both!(
    both_sides_sign_and_the_municipality_is_first,
    the_partner_is_first_and_some_are_left,
    declining_needs_a_reason,
    a_list_that_changed_says_so,
    a_round_that_changed_says_what_was_not_signed,
    codes_are_counted_and_end,
    a_code_fits_the_browser_that_went_on,
    two_clicks_sign_once,
    somebody_elses_does_not_exist,
    nobody_signs_for_both_sides,
    a_role_that_ended_opens_nothing,
    looking_signs_nothing,
    signing_in_leads_to_what_waits,
    without_a_choice_nothing_begins,
);

const MAYOR: &str = "lou@almere.example";
const DIRECTOR: &str = "lou@zonnestroom.example";

/// A municipality and so many partners, the first of them Zonnestroom; everything is released.
async fn released(portal: &TestPortal, partners: usize) -> Actor {
    portal.join(Sample::Municipality("Almere")).await;
    let all = [("Zonnestroom", "energie"), ("Helder", "energie"), ("Vliet", "water"), ("Kompas", "zorg")];
    for (name, sector) in &all[..partners] {
        portal.join(Sample::Nationwide(name, sector)).await;
    }
    let contact = portal.actor("kim@almere.example").await;
    release(portal, &contact).await;
    contact
}

async fn release(portal: &TestPortal, contact: &Actor) {
    let all = Selection::Matching(Query::default());
    step_many(&portal.app, contact, &all, Step::Release).await.expect("released");
    portal.run_jobs().await;
}

/// What waits for somebody, as the form sends it.
async fn slots(portal: &TestPortal, email: &str) -> Vec<String> {
    let actor = portal.actor(email).await;
    let lines = signing_rounds::waiting(&portal.app, &actor).await.expect("a desk");
    lines.iter().map(|line| line.waiting.slot.to_string()).collect()
}

fn chosen(slots: &[String]) -> Vec<(&str, &str)> {
    slots.iter().map(|slot| ("slot", slot.as_str())).collect()
}

/// Goes on with these, and gives the path of the round.
async fn begin(portal: &TestPortal, client: &mut Client, slots: &[String]) -> String {
    client.get("/tekenen").await.expect_status(200);
    let begun = client.submit("/tekenen", &chosen(slots)).await.expect_status(303);
    portal.run_jobs().await;
    begun.location().expect("a round").to_owned()
}

async fn type_code(client: &mut Client, round: &str, code: &str) -> Answer {
    client.get(round).await.expect_status(200);
    client.submit(round, &[("code", code)]).await
}

/// Signs these from the list to the result.
async fn sign(portal: &TestPortal, client: &mut Client, email: &str, slots: &[String]) -> Answer {
    let round = begin(portal, client, slots).await;
    type_code(client, &round, &portal.mail.code(email)).await.expect_status(303);
    portal.run_jobs().await;
    client.get(&round).await.expect_status(200)
}

async fn state(portal: &TestPortal, contact: &Actor, id: AgreementId) -> StateKind {
    agreements::show(&portal.app, contact, id).await.expect("shown").kept.parts.state.kind()
}

async fn first(portal: &TestPortal, contact: &Actor) -> AgreementId {
    agreements::all(&portal.app, contact, &Query::default()).await.expect("a list")[0].id
}

async fn both_sides_sign_and_the_municipality_is_first(portal: TestPortal) {
    let contact = released(&portal, 1).await;
    let agreement = first(&portal, &contact).await;
    let mut mayor = portal.sign_in(MAYOR).await;
    let list = mayor.get("/tekenen").await.expect_status(200);
    assert!(list.says("Er wacht 1 overeenkomst op uw handtekening, namens gemeente Almere."), "{}", list.body);
    assert!(list.says("Zonnestroom") && list.says("artikel 3:15a") && list.says(signing_rounds::CONSENT));
    let mine = slots(&portal, MAYOR).await;
    let document = mayor.get(&format!("/tekenen/{}/document", mine[0])).await.expect_status(200);
    assert_eq!(document.headers["content-type"], "application/pdf");
    assert!(
        document.headers["content-disposition"].to_str().expect("text").starts_with("inline; filename=\"LCV-2026-")
    );
    assert!(document.body.starts_with("%PDF-"));
    let round = begin(&portal, &mut mayor, &mine).await;
    let asked = mayor.get(&round).await.expect_status(200);
    assert!(asked.says("Teken 1 overeenkomst") && asked.says(signing_rounds::CONSENT) && asked.says(MAYOR));
    let link = portal.mail.link(MAYOR, "/tekenen/ronde/");
    assert_eq!(link, format!("{round}#code={}", portal.mail.code(MAYOR)), "a fragment reaches no server");
    let confirmed = type_code(&mut mayor, &round, &portal.mail.code(MAYOR)).await.expect_status(303);
    assert_eq!(confirmed.location(), Some(round.as_str()));
    let busy = mayor.get(&round).await.expect_status(200);
    assert!(busy.says("0 van 1 getekend") && busy.body.contains("http-equiv=\"refresh\""));
    let stand = mayor.get(&format!("{round}/stand")).await.expect_status(200);
    assert_eq!(stand.body, r#"{"open":1,"refused":0,"signed":0}"#);
    portal.run_jobs().await;
    let done = mayor.get(&round).await.expect_status(200);
    assert!(done.says("U hebt 1 overeenkomst getekend") && !done.body.contains("http-equiv=\"refresh\""));
    assert_eq!(state(&portal, &contact, agreement).await, StateKind::PartlySigned);
    let own = format!("{round}/{}", mine[0]);
    assert!(done.body.contains(&own));
    let half = mayor.get(&own).await.expect_status(200);
    assert!(half.headers["content-disposition"].to_str().expect("text").contains("-deels-getekend.pdf"));
    mayor.get("/tekenen").await.expect_status(200).expect_text("Er wacht nu niets op uw handtekening");
    mayor.get("/mijn").await.expect_status(200).expect_text("Overeenkomsten getekend: 1, op");

    let mut director = portal.sign_in(DIRECTOR).await;
    let list = director.get("/tekenen").await.expect_status(200);
    assert!(list.says("gemeente Almere") && list.says("Al getekend door een ander Ja"), "{}", list.body);
    let theirs = slots(&portal, DIRECTOR).await;
    sign(&portal, &mut director, DIRECTOR, &theirs).await.expect_text("U hebt 1 overeenkomst getekend");
    assert_eq!(state(&portal, &contact, agreement).await, StateKind::Signed);
    let whole = mayor.get(&own).await.expect_status(200);
    assert!(!whole.headers["content-disposition"].to_str().expect("text").contains("deels"));
    let file = app::documents::file(&portal.app, &contact, agreement).await.expect("a file");
    let trust =
        Trust { roots: portal.app.ports().signing.as_ref().expect("keys").roots().to_vec(), ..Trust::default() };
    assert!(matches!(verify(&file.bytes, &trust, portal.app.now()).outcome, Outcome::AllSigned));
}

async fn the_partner_is_first_and_some_are_left(portal: TestPortal) {
    let contact = released(&portal, 4).await;
    let mut director = portal.sign_in(DIRECTOR).await;
    let theirs = slots(&portal, DIRECTOR).await;
    sign(&portal, &mut director, DIRECTOR, &theirs).await.expect_text("U hebt 1 overeenkomst getekend");
    let mut mayor = portal.sign_in(MAYOR).await;
    let list = mayor.get("/tekenen").await.expect_status(200);
    assert!(list.says("Er wachten 4 overeenkomsten op uw handtekening"));
    assert!(list.says("Tekenen (4)"), "the navigation counts");
    assert_eq!(list.body.matches(" checked").count(), 4);
    assert_eq!(mayor.get("/tekenen?kies=niets").await.expect_status(200).body.matches(" checked").count(), 0);
    assert_eq!(mayor.get("/tekenen?kies=alles").await.expect_status(200).body.matches(" checked").count(), 4);
    let mine = slots(&portal, MAYOR).await;
    sign(&portal, &mut mayor, MAYOR, &mine[..3]).await.expect_text("U hebt 3 overeenkomsten getekend");
    let left = slots(&portal, MAYOR).await;
    assert_eq!(left, mine[3..]);
    let list = agreements::all(&portal.app, &contact, &Query::default()).await.expect("a list");
    let count = |kind| list.iter().filter(|line| line.state == kind).count();
    assert_eq!(count(StateKind::Signed) + count(StateKind::PartlySigned) + count(StateKind::Released), 4);
    assert!(count(StateKind::PartlySigned) >= 2);
}

async fn declining_needs_a_reason(portal: TestPortal) {
    let contact = released(&portal, 1).await;
    let agreement = first(&portal, &contact).await;
    let mut director = portal.sign_in(DIRECTOR).await;
    let theirs = slots(&portal, DIRECTOR).await;
    let path = format!("/tekenen/{}/afwijzen", theirs[0]);
    director.get(&path).await.expect_status(200).expect_text("De contactpersonen van beide kanten");
    let empty = director.submit(&path, &[("reason", " \n ")]).await.expect_status(422);
    assert!(empty.says("Schrijf op waarom u niet tekent.") && empty.body.contains("<title>Fout:"));
    let long = format!("<b>{}", "é".repeat(Reason::MAX));
    let refused = director.submit(&path, &[("reason", &long)]).await.expect_status(422);
    assert!(refused.says("hooguit 2.000 tekens") && refused.body.contains("&#60;b&#62;éé"), "what was typed stays");
    director.submit(&path, &[("reason", "a\u{202e}b")]).await.expect_status(422).expect_text("onzichtbare tekens");
    assert_eq!(state(&portal, &contact, agreement).await, StateKind::Released);
    let done = director.submit(&path, &[("reason", "De looptijd klopt niet.")]).await.expect_status(303);
    director.follow(done).await.expect_text("U hebt de overeenkomst afgewezen");
    assert_eq!(state(&portal, &contact, agreement).await, StateKind::Declined);
    // A second click, and a page that was open elsewhere.
    director.post(&path, &[("reason", "Nog eens.")]).await.expect_status(409);
    director.get(&path).await.expect_status(409);
    assert!(slots(&portal, MAYOR).await.is_empty());
    let mut kim = portal.sign_in("kim@almere.example").await;
    kim.get(&format!("/overeenkomsten/{agreement}")).await.expect_text("De looptijd klopt niet.");
}

async fn a_list_that_changed_says_so(portal: TestPortal) {
    let contact = released(&portal, 3).await;
    let mut mayor = portal.sign_in(MAYOR).await;
    let mine = slots(&portal, MAYOR).await;
    mayor.get("/tekenen").await.expect_status(200);
    let one = signing_rounds::waiting(&portal.app, &portal.actor(MAYOR).await).await.expect("a desk")[0].clone();
    step(&portal.app, &contact, one.waiting.agreement, None, Step::TakeBack).await.expect("taken back");
    let again = mayor.submit("/tekenen", &chosen(&mine)).await.expect_status(409);
    assert!(again.says("De lijst is intussen veranderd"), "{}", again.body);
    assert_eq!(again.body.matches(" checked").count(), 2, "the rest of the choice is kept");
    assert!(!again.says(&one.waiting.number));
    mayor.get(&format!("/tekenen/{}/document", mine[0])).await.expect_status(409);
    // What is foreign or no id at all gives the very same words.
    for strange in ["onzin", &uuid::Uuid::from_u128(7).to_string()] {
        mayor.get("/tekenen").await.expect_status(200);
        let strange = mayor.submit("/tekenen", &[("slot", &mine[1]), ("slot", strange)]).await.expect_status(409);
        assert!(strange.says("De lijst is intussen veranderd"));
    }
    assert!(!portal.everything().await.contains("rounds.consent"), "no round was begun");
}

async fn a_round_that_changed_says_what_was_not_signed(portal: TestPortal) {
    let contact = released(&portal, 3).await;
    let mut mayor = portal.sign_in(MAYOR).await;
    let lines = signing_rounds::waiting(&portal.app, &portal.actor(MAYOR).await).await.expect("a desk");
    let round = begin(&portal, &mut mayor, &slots(&portal, MAYOR).await).await;
    // Between the list and the code: one is taken back, one is declined by the other side.
    step(&portal.app, &contact, lines[0].waiting.agreement, None, Step::TakeBack).await.expect("taken back");
    let other = format!("lou@{}", testkit::host_of(&lines[1].waiting.partner_name));
    let slot = slots(&portal, &other).await[0].parse().expect("a slot");
    let reason = Reason::parse("Nee.").expect("a reason");
    signing_rounds::decline(&portal.app, &portal.actor(&other).await, slot, reason).await.expect("declined");
    type_code(&mut mayor, &round, &portal.mail.code(MAYOR)).await.expect_status(303);
    portal.run_jobs().await;
    let done = mayor.get(&round).await.expect_status(200);
    assert!(done.says("U hebt 1 van 3 overeenkomsten getekend"), "{}", done.body);
    assert!(done.says("de gemeente heeft de overeenkomst teruggehaald") && done.says("intussen afgewezen"));
    // It stays readable, and what was not signed has no document.
    portal.clock.forward(SignedDuration::from_hours(9));
    let mut mayor = portal.sign_in(MAYOR).await;
    mayor.get(&round).await.expect_status(200).expect_text("Niet getekend");
    mayor.get(&format!("{round}/{}", lines[0].waiting.slot)).await.expect_status(404);
    mayor.get(&format!("{round}/{}", lines[2].waiting.slot)).await.expect_status(200);
}

async fn codes_are_counted_and_end(portal: TestPortal) {
    released(&portal, 1).await;
    let mut mayor = portal.sign_in(MAYOR).await;
    let mine = slots(&portal, MAYOR).await;
    let round = begin(&portal, &mut mayor, &mine).await;
    type_code(&mut mayor, &round, " ").await.expect_status(422).expect_text("Typ de code uit de mail.");
    let code = portal.mail.code(MAYOR);
    let wrong = if code == "00000000" { "00000001" } else { "00000000" };
    for left in (1..GUESSES).rev() {
        let words = if left == 1 { "nog één keer".to_owned() } else { format!("nog {left} keer") };
        let refused = mayor.submit(&round, &[("code", wrong)]).await.expect_status(422);
        assert!(refused.says(&words) && refused.body.contains("<title>Fout:"), "{}", refused.body);
    }
    mayor.submit(&round, &[("code", wrong)]).await.expect_status(422).expect_text("te vaak een verkeerde code");
    let late = mayor.post(&round, &[("code", &code)]).await.expect_status(422);
    assert!(late.says("te vaak") && !late.body.contains("name=\"code\""), "the right one comes too late");
    let again = format!("{round}/code");
    let sent = mayor.submit(&again, &[]).await.expect_status(303);
    mayor.follow(sent).await.expect_text("Er is een nieuwe code onderweg");
    portal.run_jobs().await;
    mayor.submit(&round, &[("code", &code)]).await.expect_status(422).expect_text("klopt niet");
    let code = portal.mail.code(MAYOR);
    portal.clock.forward(SignedDuration::from_mins(15));
    mayor.submit(&round, &[("code", &code)]).await.expect_status(422).expect_text("De code is verlopen");
    mayor.get(&round).await.expect_status(200).expect_text("De code is verlopen");
    mayor.submit(&again, &[]).await.expect_status(303);
    portal.run_jobs().await;
    let code = portal.mail.code(MAYOR);
    let spaced = format!(" {} {} ", &code[..4], &code[4..]);
    type_code(&mut mayor, &round, &spaced).await.expect_status(303);
    portal.run_jobs().await;
    mayor.get(&round).await.expect_status(200).expect_text("U hebt 1 overeenkomst getekend");
    assert!(mayor.cookie("__Host-tekenen").is_none(), "the secret is gone");
}

async fn a_code_fits_the_browser_that_went_on(portal: TestPortal) {
    released(&portal, 2).await;
    let mut mayor = portal.sign_in(MAYOR).await;
    let mine = slots(&portal, MAYOR).await;
    let round = begin(&portal, &mut mayor, &mine[..1]).await;
    let code = portal.mail.code(MAYOR);
    // Whoever reads the mailbox and signs in with it has another browser.
    let mut other = portal.sign_in(MAYOR).await;
    let page = other.get(&round).await.expect_status(200);
    assert!(page.says("In dit venster wacht geen code") && !page.body.contains("name=\"code\""));
    other.post(&round, &[("code", &code)]).await.expect_status(422).expect_text("In dit venster wacht geen code");
    // A second round in the same browser takes the place of the first.
    let second = begin(&portal, &mut mayor, &mine[1..]).await;
    mayor.get(&round).await.expect_status(200).expect_text("In dit venster wacht geen code");
    mayor.get(&second).await.expect_status(200).expect_text("Code uit de mail");
    // A new code moves the round to the browser that asks.
    let sent = other.submit(&format!("{round}/code"), &[]).await;
    assert_eq!(sent.status, 303);
    portal.run_jobs().await;
    type_code(&mut other, &round, &portal.mail.code(MAYOR)).await.expect_status(303);
    portal.run_jobs().await;
    other.get(&round).await.expect_status(200).expect_text("U hebt 1 overeenkomst getekend");
}

async fn two_clicks_sign_once(portal: TestPortal) {
    let contact = released(&portal, 1).await;
    let agreement = first(&portal, &contact).await;
    let mut mayor = portal.sign_in(MAYOR).await;
    let mine = slots(&portal, MAYOR).await;
    let round = begin(&portal, &mut mayor, &mine).await;
    let code = portal.mail.code(MAYOR);
    mayor.get(&round).await.expect_status(200);
    for _ in 0..2 {
        let answer = mayor.post(&round, &[("code", &code)]).await.expect_status(303);
        assert_eq!(answer.location(), Some(round.as_str()));
    }
    portal.run_jobs().await;
    mayor.post(&round, &[("code", &code)]).await.expect_status(303);
    mayor.post(&format!("{round}/code"), &[]).await.expect_status(303);
    portal.run_jobs().await;
    let shown = agreements::show(&portal.app, &contact, agreement).await.expect("shown");
    assert_eq!(shown.signatures.len(), 1);
    let mails = portal.mail.to(MAYOR).into_iter().filter(|letter| letter.subject == "Uw code om te tekenen").count();
    assert_eq!(mails, 1, "a round that is confirmed gets no other code");
}

async fn somebody_elses_does_not_exist(portal: TestPortal) {
    released(&portal, 2).await;
    let mut mayor = portal.sign_in(MAYOR).await;
    let mine = slots(&portal, MAYOR).await;
    let round = begin(&portal, &mut mayor, &mine).await;
    let mut director = portal.sign_in(DIRECTOR).await;
    let theirs = slots(&portal, DIRECTOR).await;
    director.get("/tekenen").await.expect_status(200);
    let stand = format!("{round}/stand");
    let document = format!("{round}/{}", mine[0]);
    for path in [&round, &stand, &document] {
        director.get(path).await.expect_status(404);
    }
    director.post(&round, &[("code", &portal.mail.code(MAYOR))]).await.expect_status(404);
    director.post(&format!("{round}/code"), &[]).await.expect_status(404);
    for end in ["document", "afwijzen"] {
        director.get(&format!("/tekenen/{}/{end}", mine[0])).await.expect_status(404);
        director.get(&format!("/tekenen/{}/{end}", theirs[0])).await.expect_status(200);
    }
    director.post(&format!("/tekenen/{}/afwijzen", mine[0]), &[("reason", "Nee.")]).await.expect_status(404);
    director.get("/tekenen").await.expect_status(200);
    let both = director.submit("/tekenen", &[("slot", &theirs[0]), ("slot", &mine[0])]).await.expect_status(409);
    assert!(both.says("De lijst is intussen veranderd"), "as for any that is unknown");
    for path in ["/tekenen", "/tekenen/x/document", "/tekenen/x/afwijzen"] {
        portal.sign_in("kim@almere.example").await.get(path).await.expect_status(403);
    }
}

async fn nobody_signs_for_both_sides(portal: TestPortal) {
    let contact = released(&portal, 1).await;
    portal.give_role(MAYOR, "Zonnestroom").await;
    let mut mayor = portal.sign_in(MAYOR).await;
    let list = mayor.get("/tekenen").await.expect_status(200);
    assert!(list.says("U mag deze overeenkomst ook voor de gemeente tekenen"), "{}", list.body);
    assert_eq!(list.body.matches(" checked").count(), 1);
    let mine = slots(&portal, MAYOR).await;
    let both = mayor.submit("/tekenen", &chosen(&mine)).await.expect_status(422);
    assert!(both.says("Niemand tekent voor beide kanten. Haal één van de twee weg."));
    assert_eq!(both.body.matches(" checked").count(), 2, "the choice is kept");
    sign(&portal, &mut mayor, MAYOR, &mine[1..]).await.expect_text("U hebt 1 overeenkomst getekend");
    mayor.get("/tekenen").await.expect_status(200).expect_text("Er wacht nu niets");
    assert_eq!(state(&portal, &contact, first(&portal, &contact).await).await, StateKind::PartlySigned);
}

async fn a_role_that_ended_opens_nothing(portal: TestPortal) {
    released(&portal, 1).await;
    let mut mayor = portal.sign_in(MAYOR).await;
    let mine = slots(&portal, MAYOR).await;
    let round = begin(&portal, &mut mayor, &mine).await;
    mayor.get(&round).await.expect_status(200);
    portal.end_roles(MAYOR).await;
    let code = portal.mail.code(MAYOR);
    mayor.post(&round, &[("code", &code)]).await.expect_status(403);
    mayor.post("/tekenen", &chosen(&mine)).await.expect_status(403);
    mayor.get("/tekenen").await.expect_status(403);
    // The own round can still be seen.
    mayor.get(&round).await.expect_status(200);
    portal.run_jobs().await;
    let progress = mayor.get(&format!("{round}/stand")).await.expect_status(200);
    assert!(progress.body.contains("\"signed\":0"));
}

async fn looking_signs_nothing(portal: TestPortal) {
    released(&portal, 2).await;
    let mut mayor = portal.sign_in(MAYOR).await;
    let mine = slots(&portal, MAYOR).await;
    let round = begin(&portal, &mut mayor, &mine).await;
    let code = portal.mail.code(MAYOR);
    let before = portal.everything().await;
    let slot = &mine[0];
    for path in [
        "/tekenen".to_owned(),
        format!("/tekenen/{slot}/document"),
        format!("/tekenen/{slot}/afwijzen"),
        format!("{round}?code={code}"),
        format!("{round}/stand"),
    ] {
        mayor.get(&path).await.expect_status(200);
        let asked = portal.client().get(&path).await.expect_status(303);
        assert!(asked.location().is_some_and(|to| to.starts_with("/inloggen?terug=")), "the link proves nothing");
    }
    assert_eq!(portal.everything().await, before);
}

async fn signing_in_leads_to_what_waits(portal: TestPortal) {
    let home = async |email: &str| {
        let mut client = portal.client();
        client.get("/inloggen").await.expect_status(200);
        client.post("/inloggen", &[("email", email)]).await.expect_status(303);
        portal.run_jobs().await;
        client.get("/inloggen/code").await.expect_status(200);
        let answer = client.post("/inloggen/code", &[("code", &portal.mail.code(email))]).await.expect_status(303);
        portal.run_jobs().await;
        answer.location().expect("a page").to_owned()
    };
    released(&portal, 1).await;
    assert_eq!(home(MAYOR).await, "/tekenen");
    assert_eq!(home("kim@almere.example").await, "/overeenkomsten");
    // Somebody who coordinates and signs goes where something waits.
    portal.give_role("kim@almere.example", "Almere").await;
    assert_eq!(home("kim@almere.example").await, "/tekenen");
    let mut mayor = portal.sign_in(MAYOR).await;
    sign(&portal, &mut mayor, MAYOR, &slots(&portal, MAYOR).await).await;
    assert_eq!(home("kim@almere.example").await, "/overeenkomsten");
}

async fn without_a_choice_nothing_begins(portal: TestPortal) {
    released(&portal, 2).await;
    let mut mayor = portal.sign_in(MAYOR).await;
    mayor.get("/tekenen?kies=niets").await.expect_status(200);
    let refused = mayor.submit("/tekenen", &[]).await.expect_status(422);
    assert!(refused.says("Kies ten minste één overeenkomst") && refused.body.contains("<title>Fout:"));
    assert_eq!(refused.body.matches(" checked").count(), 0, "the choice is kept");
    mayor.post("/taal", &[("taal", "en"), ("terug", "/tekenen")]).await.expect_status(303);
    mayor.get("/tekenen").await.expect_status(200).expect_text("2 agreements wait for your signature");
}
