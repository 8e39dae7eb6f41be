//! A change through the pages: asked by the contact person, decided by the administrator.

use super::current;
use domain::{ids::ChangeId, registration::Step};
use testkit::{Answer, Client, Sample, TestPortal, fields_of, on_both};

on_both!(through_the_pages, forms_say_what_is_wrong, foreign_ids_and_double_clicks);

/// Sends a form of many fields.
async fn send(client: &mut Client, path: &str, fields: &[(String, String)], act: &str) -> Answer {
    let mut all: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    all.push(("actie", act));
    client.post(path, &all).await
}

async fn administrator(portal: &TestPortal) -> Client {
    portal.administrator().await;
    portal.sign_in(TestPortal::ADMINISTRATOR).await
}

/// Where the first change of the queue is decided.
fn first(queue: &Answer) -> String {
    let mut links = queue.body.split("href=\"/beheer/wijzigingen/").skip(1).filter_map(|rest| rest.split('"').next());
    // Beside the changes, mergers and take-overs have pages of their own.
    let id = links.find(|end| end.parse::<ChangeId>().is_ok()).expect("a change");
    format!("/beheer/wijzigingen/{id}")
}

async fn through_the_pages(portal: TestPortal) {
    let party = portal.join(Sample::Municipality("Zeewolde")).await;
    let partner = portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    let mut kim = portal.sign_in("kim@zonnestroom.example").await;
    kim.get("/organisatie").await.expect_status(200).expect_text("Gegevens, mensen of werkgebied wijzigen");
    kim.get("/organisatie/wijzigen").await.expect_status(200).expect_text("U hebt nog geen wijziging aangevraagd");
    let path = "/organisatie/wijzigen/organisatie";
    kim.get(path).await.expect_status(200).expect_text("Wijziging aanvragen");
    let mut answers = testkit::answers_of(Sample::Nationwide("Zonnestroom", "energie"), "12345678");
    answers.name = "Zonnestroom <Nederland>".into();
    let sent = send(&mut kim, path, &fields_of(Step::Organisation, &answers), "verder").await;
    kim.follow(sent.expect_status(303)).await.expect_text("Uw wijziging is aangevraagd").expect_text("Te beoordelen");
    let mut noor = administrator(&portal).await;
    let queue = noor.get("/beheer/wijzigingen").await.expect_status(200).expect_text("Zonnestroom");
    let page = first(&queue);
    let review = noor.get(&page).await.expect_status(200).expect_text("Zonnestroom <Nederland>");
    review.expect_text("Dit raakt 1 overeenkomst.").expect_text("Krijgt een nieuwe versie");
    // A typing error is mended, and told.
    let mend = format!("{page}/verbeteren");
    noor.get(&mend).await.expect_status(200);
    answers.name = "Zonnestroom Nederland".into();
    let mut fields = fields_of(Step::Organisation, &answers);
    fields.push(("version".into(), "1".into()));
    let mended = send(&mut noor, &mend, &fields, "verder").await.expect_status(303);
    noor.follow(mended).await.expect_text("De verbetering is opgeslagen");
    let accepted = noor.submit(&format!("{page}/accepteren"), &[]).await.expect_status(303);
    noor.follow(accepted).await.expect_text("De wijziging is goedgekeurd");
    portal.run_jobs().await;
    noor.get(&page).await.expect_text("Doorgevoerd").expect_text("Wat er met de overeenkomsten is gebeurd");
    kim.get("/organisatie").await.expect_text("Zonnestroom Nederland").expect_text("Overeenkomsten bijgewerkt");
    let pair = current(&portal, party, partner).await.expect("a pair");
    kim.get(&format!("/overeenkomsten/{pair}")).await.expect_text("Zonnestroom Nederland");
    // One more contact person: a row more, then saved at once.
    let path = "/organisatie/wijzigen/contactpersonen";
    kim.get(path).await.expect_status(200);
    let contacts = fields_of(Step::Contacts, &answers);
    let more = send(&mut kim, path, &contacts, "toevoegen").await.expect_status(200);
    assert!(more.body.contains("name=\"contacts-1-name\""));
    let sent = send(&mut kim, path, &contacts, "verder").await.expect_status(303);
    kim.follow(sent).await.expect_text("De contactpersonen zijn gewijzigd");
    portal.run_jobs().await;
}

async fn forms_say_what_is_wrong(portal: TestPortal) {
    portal.join(Sample::In("Zonnestroom", "energie", &["Zeewolde"])).await;
    let mut kim = portal.sign_in("kim@zonnestroom.example").await;
    let path = "/organisatie/wijzigen/werkgebied";
    kim.get(path).await.expect_status(200);
    let none = kim.post(path, &[("area", "chosen"), ("actie", "verder")]).await.expect_status(422);
    none.expect_text("Kies minstens één gemeente waar u actief bent");
    let same = kim.post(path, &[("area", "chosen"), ("area_codes", "GM0050"), ("actie", "verder")]).await;
    same.expect_status(409).expect_text("U hebt niets veranderd");
    let province = kim.post(path, &[("area", "chosen"), ("actie", "provincie-utrecht")]).await.expect_status(200);
    assert!(province.body.contains("value=\"GM0344\" checked"), "nothing is sent, and what was chosen stays");
    let end = "/organisatie/beeindigen";
    kim.get(end).await.expect_status(200);
    kim.submit(end, &[("dag", "morgen"), ("reason", "x")]).await.expect_status(422).expect_text("Vul een dag in");
    kim.submit(end, &[("dag", "23-11-2026"), ("reason", "x")]).await.expect_status(422).expect_text("in het verleden");
    kim.submit(end, &[("dag", "1-1-2090"), ("reason", "x")]).await.expect_status(422).expect_text("vijf jaar vooruit");
    let kept = kim.submit(end, &[("dag", "1-1-2027"), ("reason", " ")]).await.expect_status(422);
    assert!(kept.expect_text("Vul een reden in").body.contains("1-1-2027"), "what was typed stays");
    let long = "x".repeat(2_001);
    kim.submit(end, &[("dag", "1-1-2027"), ("reason", &long)]).await.expect_status(422).expect_text("hooguit 2000");
    let sent = kim.submit(end, &[("dag", "1-1-2027"), ("reason", "Wij stoppen.")]).await.expect_status(303);
    kim.follow(sent).await.expect_text("per 1 januari 2027");
    let twice = kim.get(end).await.expect_status(200);
    drop(twice);
    let twice = kim.submit(end, &[("dag", "1-1-2027"), ("reason", "Wij stoppen.")]).await.expect_status(422);
    twice.expect_text("loopt al een wijziging");
    let mut noor = administrator(&portal).await;
    let page = first(&noor.get("/beheer/wijzigingen").await);
    noor.get(&page).await.expect_text("Wij stoppen.");
    let wordless = noor.submit(&format!("{page}/weigeren"), &[("reason", "")]).await.expect_status(422);
    wordless.expect_text("Vul een reden in");
    noor.submit(&format!("{page}/weigeren"), &[("reason", "Niet duidelijk.")]).await.expect_status(303);
    portal.run_jobs().await;
    kim.get("/organisatie/wijzigen").await.expect_text("Niet duidelijk.").expect_text("Geweigerd");
}

async fn foreign_ids_and_double_clicks(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    portal.join(Sample::Municipality("Almere")).await;
    let mut kim = portal.sign_in("kim@zeewolde.example").await;
    kim.get("/organisatie/wijzigen/werkgebied").await.expect_status(404);
    let path = "/organisatie/wijzigen/systeem";
    kim.get(path).await.expect_status(200);
    let choice = [("system", "inforing"), ("system_name", ""), ("actie", "verder")];
    kim.post(path, &choice).await.expect_status(303);
    kim.get(path).await.expect_status(200);
    kim.post(path, &choice).await.expect_status(409).expect_text("loopt al een wijziging");
    let mut noor = administrator(&portal).await;
    let page = first(&noor.get("/beheer/wijzigingen").await);
    let id = page.rsplit('/').next().expect("an id");
    let mut stranger = portal.sign_in("kim@almere.example").await;
    stranger.get("/organisatie/wijzigen").await.expect_status(200);
    stranger.post(&format!("/organisatie/wijzigingen/{id}/intrekken"), &[]).await.expect_status(404);
    noor.get(&page).await.expect_status(200);
    let forged = noor.submit(&format!("{page}/accepteren"), &[("preview", "onzin")]).await.expect_status(409);
    forged.expect_text("Bekijk het nieuwe overzicht");
    let accept = format!("{page}/accepteren");
    let fields: Vec<(String, String)> = hidden(&noor.get(&page).await.body);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    noor.post(&accept, &fields).await.expect_status(303);
    let again = noor.post(&accept, &fields).await.expect_status(303);
    noor.follow(again).await.expect_text("De wijziging is goedgekeurd");
    kim.get("/organisatie/wijzigen").await.expect_status(200);
    kim.post(&format!("/organisatie/wijzigingen/{id}/intrekken"), &[]).await.expect_status(409);
    portal.run_jobs().await;
}

/// Version and digest of the preview as they stand on the page.
fn hidden(body: &str) -> Vec<(String, String)> {
    ["version", "preview"]
        .iter()
        .filter_map(|name| {
            let rest = body.split(&format!("name=\"{name}\" value=\"")).nth(1)?;
            Some(((*name).to_owned(), rest.split('"').next()?.to_owned()))
        })
        .collect()
}
