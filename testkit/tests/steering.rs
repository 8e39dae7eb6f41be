//! Contact persons steer agreements through the pages: one, many, held, taken back, prepared again, ended.

use app::{
    agreements::{
        self, Piece, Query,
        moves::{self, Step},
    },
    signing_rounds,
};
use domain::{
    agreement::{Reason, StateKind},
    ids::AgreementId,
};
use testkit::{Answer, Client, Sample, TestPortal, on_both};

on_both!(
    one_is_released_and_taken_back,
    a_hold_with_a_day_ends_by_itself,
    prepared_again_after_a_refusal_and_after_a_signature,
    a_choice_over_two_pages,
    all_that_a_search_finds,
    two_people_release_at_once,
    the_partner_keeps_it_for_later,
    notice_and_withdrawal,
    wrong_roles_and_foreign_ids,
    documents_and_facts_as_files,
);

const KIM: &str = "kim@zeewolde.example";
const CHOOSE: &str = "/overeenkomsten/doorzetten";

async fn state(portal: &TestPortal, id: AgreementId) -> StateKind {
    let kim = portal.actor(KIM).await;
    agreements::show(&portal.app, &kim, id).await.expect("shown").kept.parts.state.kind()
}

fn page(id: AgreementId) -> String {
    format!("/overeenkomsten/{id}")
}

/// Presses a button of the agreement's page as it is now.
async fn press(client: &mut Client, id: AgreementId, act: &str, fields: &[(&str, &str)]) -> Answer {
    client.get(&page(id)).await.expect_status(200);
    let answer = client.submit(&format!("{}/{act}", page(id)), fields).await;
    client.follow(answer).await
}

async fn one_is_released_and_taken_back(portal: TestPortal) {
    let id = portal.pair().await;
    let mut kim = portal.sign_in(KIM).await;
    kim.get("/overeenkomsten").await.expect_status(200).expect_text("1 overeenkomst wacht op uw besluit");
    kim.get(&page(id)).await.expect_text("Wat kunt u doen?").expect_text("wordt gemaakt zodra de gemeente");
    let act = format!("{}/doorzetten", page(id));
    let first = kim.submit(&act, &[]).await.expect_status(303);
    // The second click of a double click carries the same version: calm, and nothing is done twice.
    kim.submit(&act, &[]).await.expect_status(303);
    kim.follow(first).await.expect_text("De overeenkomst is doorgezet.").expect_text("Wordt gemaakt");
    portal.run_jobs().await;
    kim.get(&page(id))
        .await
        .expect_text("Staat klaar")
        .expect_text("Doorgezet op 24 november 2026 door Kim van Zeewolde");
    kim.get("/overeenkomsten").await.expect_text("Ter ondertekening");
    // A page that was opened before knows nothing of it.
    let mut late = portal.sign_in(KIM).await;
    late.get(&page(id)).await.expect_status(200);
    press(&mut kim, id, "terughalen", &[]).await.expect_text("De overeenkomst is teruggehaald.");
    let mut lou = portal.sign_in("lou@zonnestroom.example").await;
    lou.get(&page(id)).await.expect_status(403);
    press(&mut kim, id, "doorzetten", &[]).await.expect_status(200);
    let stale = late.submit(&format!("{}/terughalen", page(id)), &[]).await.expect_status(409);
    stale.expect_text("intussen gewijzigd").expect_text("Laatste wijziging: Van ‘Klaargezet’ naar ‘Ter ondertekening’");
    assert_eq!(state(&portal, id).await, StateKind::Released);
    let version = portal.column("SELECT CAST(version AS TEXT) FROM agreements WHERE id = $1", id.0).await;
    let refused = late.post(&format!("{}/aanhouden", page(id)), &[("version", &version[0])]).await.expect_status(409);
    refused.expect_text("Dit kan nu niet").expect_text("De overeenkomst is al doorgezet");
    let moves = portal.column("SELECT kind FROM events WHERE subject_id = $1 AND kind = 'agreement_moved'", id.0).await;
    assert_eq!(moves.len(), 3, "released, taken back, released: {moves:?}");
    portal.run_jobs().await;
}

async fn a_hold_with_a_day_ends_by_itself(portal: TestPortal) {
    let id = portal.pair().await;
    let mut kim = portal.sign_in(KIM).await;
    for (day, why) in [("2026-11-24", "Kies een dag na vandaag"), ("volgende week", "Dit is geen datum")] {
        let wrong = press(&mut kim, id, "aanhouden", &[("tot", day)]).await.expect_status(422);
        assert!(wrong.body.contains("<title>Fout:") && wrong.body.contains("aria-invalid"));
        assert!(wrong.expect_text(why).body.contains(day), "what was typed stays");
    }
    press(&mut kim, id, "aanhouden", &[("tot", "1-12-2026")]).await.expect_text("wordt aangehouden");
    kim.get(&page(id)).await.expect_text("tot 1 december 2026").expect_text("Aangehouden op 24 november 2026 door Kim");
    kim.get("/overeenkomsten").await.expect_text("1 december 2026");
    portal.clock.set("2026-12-01T00:30:00+01:00");
    assert_eq!(moves::end_holds(&portal.app).await.expect("looked"), 1);
    let mut kim = portal.sign_in(KIM).await;
    kim.get(&page(id)).await.expect_text("Klaargezet").expect_text("Het aanhouden eindigde op 1 december 2026");
}

async fn prepared_again_after_a_refusal_and_after_a_signature(portal: TestPortal) {
    let id = portal.pair().await;
    let mut kim = portal.sign_in(KIM).await;
    press(&mut kim, id, "doorzetten", &[]).await.expect_status(200);
    portal.run_jobs().await;
    let lou = portal.actor("lou@zonnestroom.example").await;
    let slot = signing_rounds::waiting(&portal.app, &lou).await.expect("a desk")[0].waiting.slot;
    let reason = Reason::parse("De naam klopt <niet>.").expect("a reason");
    signing_rounds::decline(&portal.app, &lou, slot, reason).await.expect("declined");
    let declined = kim.get(&page(id)).await.expect_text("Afgewezen op 24 november 2026 door Lou van Zonnestroom");
    declined.expect_text("De naam klopt <niet>.");
    press(&mut kim, id, "opnieuw-klaarzetten", &[]).await.expect_text("als nieuwe versie");
    press(&mut kim, id, "doorzetten", &[]).await.expect_status(200);
    portal.run_jobs().await;
    portal.sign_all("lou@zeewolde.example").await;
    let partly = kim.get(&page(id)).await.expect_text("Getekend door Lou van Zeewolde op 24 november 2026");
    let partly = partly.expect_text("Terughalen of aanhouden kan dan niet meer");
    assert!(!partly.body.contains("/terughalen\"") && partly.body.contains("/opnieuw-klaarzetten\""));
    press(&mut kim, id, "opnieuw-klaarzetten", &[]).await.expect_text("Versie 2 is eerder getekend");
    assert_eq!(state(&portal, id).await, StateKind::Prepared);
    press(&mut kim, id, "doorzetten", &[]).await.expect_status(200);
    portal.run_jobs().await;
    portal.sign_all("lou@zonnestroom.example").await;
    portal.sign_all("lou@zeewolde.example").await;
    kim.get(&page(id)).await.expect_text("Getekende overeenkomst downloaden").expect_text("Alle partijen hebben");
}

/// Zeewolde with 60 signal partners: a list of two pages.
async fn sixty(portal: &TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    let administrator = portal.administrator().await;
    for n in 0..60 {
        let sector = if n % 3 == 0 { "energie" } else { "water" };
        let registered = portal.register_partner_in(&format!("Partner {n:02}"), sector, &["Zeewolde"]).await;
        app::registrations::accept(&portal.app, &administrator, registered.id, registered.version, None)
            .await
            .expect("accepted");
    }
    portal.run_jobs().await;
}

/// The values of the check boxes of the last answer.
fn boxes(answer: &Answer) -> Vec<String> {
    answer
        .body
        .split("name=\"kies\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect()
}

async fn a_choice_over_two_pages(portal: TestPortal) {
    sixty(&portal).await;
    let mut kim = portal.sign_in(KIM).await;
    let first = kim.get(CHOOSE).await.expect_status(200).expect_text("60 overeenkomsten die u kunt doorzetten");
    let here = boxes(&first);
    assert_eq!(here.len(), 50);
    let next = kim.submit(CHOOSE, &[("kies", &here[0]), ("kies", &here[7]), ("doe", "pagina-2")]).await;
    let next = next.expect_status(200).expect_text("2 overeenkomsten gekozen").expect_text("pagina 2 van 2");
    let there = boxes(&next);
    assert_eq!(there.len(), 10);
    // Searching keeps the choice as well.
    let searched = kim.submit(CHOOSE, &[("kies", &there[0]), ("zoek", "Partner 33"), ("doe", "zoek")]).await;
    let found = boxes(&searched.expect_text("3 overeenkomsten gekozen"));
    assert_eq!(found.len(), 1);
    let ahead = kim.submit(CHOOSE, &[("kies", &found[0]), ("doe", "vooruit")]).await.expect_status(200);
    let ahead = ahead.expect_text("U wilt 4 overeenkomsten doorzetten").expect_text("maandag 30 november 2026");
    ahead.expect_text("Lou van Zeewolde, directeur 4 nieuw");
    let kept = portal.column("SELECT number FROM agreements WHERE state = 'released' AND id <> $1", uuid::Uuid::nil());
    assert_eq!(kept.await.len(), 0, "looking changes nothing");
    // Back, and on again.
    kim.submit(CHOOSE, &[("doe", "terug")]).await.expect_text("4 overeenkomsten gekozen");
    kim.submit(CHOOSE, &[("doe", "vooruit")]).await.expect_status(200);
    let done = kim.submit(CHOOSE, &[("doe", "doorzetten")]).await.expect_status(303);
    let again = kim.submit(CHOOSE, &[("doe", "doorzetten")]).await.expect_status(303);
    kim.follow(done).await.expect_text("4 overeenkomsten zijn doorgezet.").expect_text("0 van 4 documenten");
    kim.follow(again).await.expect_text("Er is niets doorgezet.").expect_text("4 overeenkomsten zijn overgeslagen");
    portal.run_jobs().await;
    let ready = kim.get("/overeenkomsten/doorzetten/voortgang").await.expect_text("4 van 4 documenten");
    assert!(!ready.body.contains("http-equiv=\"refresh\""));
    kim.get(CHOOSE).await.expect_text("56 overeenkomsten die u kunt doorzetten");
    let none = kim.submit(CHOOSE, &[("doe", "vooruit")]).await.expect_status(422);
    none.expect_text("Kies eerst minstens één overeenkomst");
}

async fn all_that_a_search_finds(portal: TestPortal) {
    sixty(&portal).await;
    let mut kim = portal.sign_in(KIM).await;
    let found = kim.get(&format!("{CHOOSE}?sector=energie")).await.expect_status(200);
    found.expect_text("20 overeenkomsten die u kunt doorzetten");
    kim.submit(CHOOSE, &[("sector", "energie"), ("doe", "alles")]).await.expect_text("20 overeenkomsten gekozen");
    let all = kim.submit(CHOOSE, &[("sector", ""), ("doe", "alles")]).await;
    all.expect_text("60 overeenkomsten gekozen").expect_text("Daarvan staan er 10 niet op deze pagina");
    kim.submit(CHOOSE, &[("doe", "niets")]).await.expect_text("Nog niets gekozen");
    kim.submit(CHOOSE, &[("sector", "energie"), ("doe", "alles-hier")]).await.expect_text("20 overeenkomsten gekozen");
    kim.submit(CHOOSE, &[("doe", "vooruit")]).await.expect_text("U wilt 20 overeenkomsten doorzetten");
    let wrong = kim.submit(CHOOSE, &[("doe", "aanhouden"), ("tot", "24-11-2026")]).await.expect_status(422);
    wrong.expect_text("Kies een dag na vandaag");
    let held = kim.submit(CHOOSE, &[("doe", "aanhouden"), ("tot", "1-3-2027")]).await.expect_status(303);
    kim.follow(held).await.expect_text("De gekozen overeenkomsten worden aangehouden");
    kim.get(&format!("{CHOOSE}?stand=on_hold")).await.expect_text("20 overeenkomsten die u kunt doorzetten");
    kim.get("/overeenkomsten").await.expect_text("40 overeenkomsten wachten op uw besluit");
}

async fn two_people_release_at_once(portal: TestPortal) {
    let id = portal.pair().await;
    portal.join(Sample::In("Aqua", "water", &["Zeewolde"])).await;
    let (mut kim, mut other) = (portal.sign_in(KIM).await, portal.sign_in(KIM).await);
    for client in [&mut kim, &mut other] {
        client.get(CHOOSE).await.expect_status(200);
        client.submit(CHOOSE, &[("doe", "alles-hier")]).await.expect_text("2 overeenkomsten gekozen");
        client.submit(CHOOSE, &[("doe", "vooruit")]).await.expect_text("U wilt 2 overeenkomsten doorzetten");
    }
    let pressed = [("doe", "doorzetten")];
    let (one, two) = tokio::join!(kim.submit(CHOOSE, &pressed), other.submit(CHOOSE, &pressed));
    let answers = [kim.follow(one).await, other.follow(two).await];
    let won = answers.iter().filter(|answer| answer.says("2 overeenkomsten zijn doorgezet.")).count();
    assert_eq!(won, 1, "one wins");
    let told = answers.iter().filter(|answer| {
        answer.says("2 overeenkomsten zijn overgeslagen") || answer.says("Intussen is er iets gewijzigd")
    });
    assert_eq!(told.count(), 1, "the other is told");
    assert_eq!(state(&portal, id).await, StateKind::Released);
    portal.run_jobs().await;
    let made = portal.column("SELECT kind FROM events WHERE subject_id = $1 AND kind = 'document_made'", id.0).await;
    assert_eq!(made.len(), 1);
}

async fn the_partner_keeps_it_for_later(portal: TestPortal) {
    let id = portal.pair().await;
    let mut kim = portal.sign_in(KIM).await;
    let mut partner = portal.sign_in("kim@zonnestroom.example").await;
    assert!(!partner.get(&page(id)).await.body.contains("Wat kunt u doen?"), "nothing to do before the release");
    press(&mut kim, id, "doorzetten", &[]).await.expect_status(200);
    portal.run_jobs().await;
    press(&mut partner, id, "later", &[]).await.expect_text("staat op ‘later’");
    kim.get("/overeenkomsten").await.expect_text("Later");
    kim.get(&page(id)).await.expect_text("door de signaalpartner op ‘later’ gezet");
    let lou = portal.actor("lou@zonnestroom.example").await;
    assert!(signing_rounds::waiting(&portal.app, &lou).await.expect("a desk").is_empty());
    press(&mut partner, id, "niet-later", &[]).await.expect_text("niet langer op ‘later’");
    assert_eq!(signing_rounds::waiting(&portal.app, &lou).await.expect("a desk").len(), 1);
}

async fn notice_and_withdrawal(portal: TestPortal) {
    let id = portal.pair().await;
    portal.join(Sample::In("Aqua", "water", &["Zeewolde"])).await;
    let mut noor = portal.sign_in(TestPortal::ADMINISTRATOR).await;
    let withdraw = format!("{}/laten-vervallen", page(id));
    noor.get(&page(id)).await.expect_text("Overeenkomst laten vervallen…");
    noor.get(&withdraw).await.expect_status(200).expect_text("Dit kan niet ongedaan worden gemaakt");
    noor.submit(&withdraw, &[("reason", " ")]).await.expect_status(422).expect_text("Vul in waarom");
    let done = noor.submit(&withdraw, &[("reason", "Dubbel aangemeld.")]).await.expect_status(303);
    noor.follow(done).await.expect_text("De overeenkomst is vervallen.").expect_text("Dubbel aangemeld.");
    let mut kim = portal.sign_in(KIM).await;
    let seen = kim.get(&page(id)).await.expect_text("Vervallen op 24 november 2026, door de beheerder");
    assert!(!seen.says("Noor van Dam"), "the role is told, not the name");
    noor.get(&withdraw).await.expect_status(200).expect_text("Daaraan verandert niets meer");
    // Notice, once both have signed.
    let actor = portal.actor(KIM).await;
    let list = agreements::list(&portal.app, &actor, &Query::default(), &Piece::First).await.expect("a list");
    let other = list.page.lines.iter().find(|line| line.partner_name == "Aqua").expect("there").id;
    let end = format!("{}/opzeggen", page(other));
    kim.get(&end).await.expect_status(200).expect_text("Nog niet iedereen heeft getekend");
    moves::step(&portal.app, &actor, other, None, Step::Release).await.expect("released");
    portal.run_jobs().await;
    for email in ["lou@aqua.example", "lou@zeewolde.example"] {
        portal.sign_all(email).await;
    }
    let mut aqua = portal.sign_in("kim@aqua.example").await;
    aqua.get(&page(other)).await.expect_text("Overeenkomst opzeggen…");
    aqua.get(&end).await.expect_status(200);
    aqua.submit(&end, &[("einde", "")]).await.expect_status(422).expect_text("laatste dag");
    aqua.submit(&end, &[("einde", "23-11-2026")]).await.expect_status(422).expect_text("Kies vandaag of een latere");
    let done = aqua.submit(&end, &[("einde", "31-12-2026")]).await.expect_status(303);
    aqua.submit(&end, &[("einde", "31-12-2026")]).await.expect_status(303);
    let page = aqua.follow(done).await.expect_text("De overeenkomst is opgezegd.");
    page.expect_text("De laatste dag is 31 december 2026")
        .expect_text("Opgezegd op 24 november 2026 door Kim van Aqua");
}

async fn wrong_roles_and_foreign_ids(portal: TestPortal) {
    let id = portal.pair().await;
    portal.join(Sample::Municipality("Almere")).await;
    let mut stranger = portal.sign_in("kim@almere.example").await;
    stranger.get("/overeenkomsten").await.expect_status(200);
    let foreign = id.to_string();
    for act in ["vooruit", "doorzetten", "aanhouden", "zoek", "alles"] {
        stranger.post(CHOOSE, &[("gekozen", &foreign), ("doe", act)]).await.expect_status(404);
        stranger.post(CHOOSE, &[("gekozen", "onzin"), ("doe", act)]).await.expect_status(404);
    }
    for act in ["doorzetten", "aanhouden", "terughalen", "opnieuw-klaarzetten", "zo-laten"] {
        stranger.post(&format!("{}/{act}", page(id)), &[("version", "1")]).await.expect_status(404);
    }
    let mut partner = portal.sign_in("kim@zonnestroom.example").await;
    partner.get("/overeenkomsten").await.expect_status(200);
    partner.post(&format!("{}/doorzetten", page(id)), &[("version", "1")]).await.expect_status(403);
    partner.post(CHOOSE, &[("gekozen", &foreign), ("doe", "doorzetten")]).await.expect_status(403);
    partner.get(CHOOSE).await.expect_status(403);
    let mut kim = portal.sign_in(KIM).await;
    kim.get("/overeenkomsten").await.expect_status(200);
    kim.post(&format!("{}/later", page(id)), &[("version", "1")]).await.expect_status(403);
    kim.post(&format!("{}/laten-vervallen", page(id)), &[("version", "1"), ("reason", "x")]).await.expect_status(403);
    kim.post(&format!("{}/doorzetten", page(id)), &[("version", "onzin")]).await.expect_status(400);
    assert_eq!(state(&portal, id).await, StateKind::Prepared);
}

async fn documents_and_facts_as_files(portal: TestPortal) {
    let id = portal.pair().await;
    let mut partner = portal.sign_in("kim@zonnestroom.example").await;
    let header = |answer: &Answer, name: &str| answer.headers[name].to_str().expect("plain").to_owned();
    let copy = partner.get(&format!("{}/document?bekijk", page(id))).await.expect_status(200);
    assert!(copy.body.starts_with("%PDF-") && header(&copy, "content-type") == "application/pdf");
    let disposition = header(&copy, "content-disposition");
    assert!(disposition.starts_with("inline;") && disposition.contains("-nog-niet-getekend.pdf"), "{disposition}");
    let kept = partner.get(&format!("{}/document", page(id))).await.expect_status(200);
    assert!(header(&kept, "content-disposition").starts_with("attachment;"));
    let data = partner.get(&format!("{}/gegevens.json", page(id))).await.expect_status(200);
    assert_eq!(header(&data, "content-type"), "application/json");
    let facts: serde_json::Value = serde_json::from_str(&data.body).expect("JSON");
    assert_eq!(facts["sector"], "energie");
    assert!(!data.body.contains("lou@"), "no address of a signatory");
}
