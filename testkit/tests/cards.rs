//! Contact cards: who keeps them, who sees them where, and when they go.

use crate::signing::{Pair, pair};
use app::{
    AppError,
    agreements::moves::{Step, step},
    cards, housekeeping, people,
};
use domain::{
    access::Actor,
    audit::{Event, Subject},
    cards::{CardAnswer, MOST, Purpose},
    registration::Complaint,
};
use testkit::{Sample, TestPortal, on_both};

on_both!(
    contact_persons_keep_the_cards_of_their_own,
    what_is_wrong_is_said_and_nothing_is_kept,
    two_at_once_are_told,
    everybody_sees_them_for_their_purpose,
    who_leaves_stands_on_no_card,
    a_new_address_is_on_the_cards,
    they_are_erased_with_the_organisation,
);

const PATH: &str = "/organisatie/contactkaarten";

fn desk(purpose: Purpose, email: &str) -> CardAnswer {
    CardAnswer {
        purpose: purpose.as_str().into(),
        name: format!("Team {}", purpose.as_str()),
        function: "loket".into(),
        email: email.into(),
        phone: "0320 12 34 56".into(),
    }
}

fn fields<'a>(purpose: &'a str, name: &'a str, email: &'a str) -> [(&'a str, &'a str); 5] {
    [("purpose", purpose), ("name", name), ("function", ""), ("email", email), ("phone", "")]
}

async fn events(portal: &TestPortal, actor: &Actor) -> Vec<Event> {
    let mut tx = portal.app.read().await.expect("a transaction");
    let own = actor.organisation().expect("an organisation");
    let history = storage::audit::history(&mut tx, Subject::Organisation(own)).await.expect("a history");
    history.into_iter().map(|line| line.event).filter(|event| event.code().starts_with("card")).collect()
}

async fn contact_persons_keep_the_cards_of_their_own(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    portal.join(Sample::Nationwide("Aqua", "water")).await;
    let mut kim = portal.sign_in("kim@zeewolde.example").await;
    kim.get(PATH).await.expect_status(200).expect_text("Daarom zien anderen hier uw contactpersonen");
    let new = format!("{PATH}/nieuw");
    let form = kim.get(&format!("{new}?doel=data")).await.expect_status(200);
    assert!(form.body.contains("value=\"data\" checked"), "the purpose is chosen already");
    let done = kim.submit(&new, &fields("data", "Team <b>Noord</b>", "team@zeewolde.example")).await;
    kim.follow(done.expect_status(303)).await.expect_text("De contactkaart is toegevoegd.");
    let page = kim.get(PATH).await.expect_status(200);
    assert!(page.body.contains("Team &#60;b&#62;Noord") && page.body.contains("mailto:team%40zeewolde.example"));
    let own = portal.actor("kim@zeewolde.example").await;
    let card = cards::own(&portal.app, &own).await.expect("cards").cards.remove(0);
    let one = format!("{PATH}/{}", card.id);
    kim.get(&one).await.expect_status(200).expect_text("Contactkaart wijzigen");
    let version = card.version.to_string();
    let changed = fields("operations", "Team Zuid", "zuid@zeewolde.example");
    let changed = [changed.as_slice(), &[("version", version.as_str())]].concat();
    kim.submit(&one, &changed).await.expect_status(303);
    kim.get(PATH).await.expect_status(200).expect_text("Team Zuid");
    kim.get("/organisatie").await.expect_text("Contactkaart gewijzigd: uitvoering");
    // Another organisation's is unknown, and a signatory keeps none.
    let mut other = portal.sign_in("kim@aqua.example").await;
    other.get(&one).await.expect_status(404);
    other.post(&format!("{one}/verwijderen"), &[]).await.expect_status(404);
    other.post(&one, &changed).await.expect_status(404);
    let mut lou = portal.sign_in("lou@zeewolde.example").await;
    lou.get(PATH).await.expect_status(403);
    // Who showed who they are too long ago shows it anew.
    portal.clock.forward(app::identity::FRESH);
    let asked = kim.get(&one).await.expect_status(303);
    assert!(asked.location().is_some_and(|to| to.starts_with("/bevestigen")), "{:?}", asked.location());
    let mut kim = portal.sign_in("kim@zeewolde.example").await;
    kim.get(PATH).await.expect_status(200);
    kim.post(&format!("{one}/verwijderen"), &[]).await.expect_status(303);
    kim.post(&format!("{one}/verwijderen"), &[]).await.expect_status(404);
    let purpose = |purpose: Purpose| purpose.as_str().to_owned();
    assert_eq!(
        events(&portal, &own).await,
        [
            Event::CardAdded { purpose: purpose(Purpose::Data) },
            Event::CardChanged { purpose: purpose(Purpose::Operations) },
            Event::CardRemoved { purpose: purpose(Purpose::Operations) },
        ]
    );
}

async fn what_is_wrong_is_said_and_nothing_is_kept(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    let mut client = portal.sign_in("kim@zeewolde.example").await;
    let new = format!("{PATH}/nieuw");
    client.get(&new).await.expect_status(200);
    for (wrong, says) in [
        (fields("", "", ""), "Kies waarvoor deze kaart is."),
        (fields("data", "Team", ""), "Vul een e-mailadres of een telefoonnummer in."),
        (fields("data", "Team", "lou@zeewolde.example"), "adres van een tekenbevoegde"),
        (fields("data", "Team\r\nBcc: x@evil.example", "a@b.example"), "onzichtbare tekens"),
        (fields("data", "Team", "a@b.example\r\nBcc: x@evil.example"), "onzichtbare tekens"),
    ] {
        client.submit(&new, &wrong).await.expect_status(422).expect_text(says);
    }
    for number in 0..MOST {
        let one = desk(Purpose::Data, &format!("p{number}@zeewolde.example"));
        cards::add(&portal.app, &kim, &one).await.expect("added");
    }
    let sixth = cards::add(&portal.app, &kim, &desk(Purpose::Data, "x@zeewolde.example")).await;
    assert!(matches!(&sixth, Err(AppError::Problems(p)) if p[0].complaint == Complaint::TooMany), "{sixth:?}");
    client.submit(&new, &fields("data", "Team", "x@zeewolde.example")).await.expect_text("zijn er al 5 kaarten");
    cards::add(&portal.app, &kim, &desk(Purpose::Policy, "x@zeewolde.example")).await.expect("another purpose");
    let own = cards::own(&portal.app, &kim).await.expect("cards").cards;
    assert_eq!(own.len(), MOST + 1);
    let moved = cards::change(&portal.app, &kim, (own[MOST].id, 1), &desk(Purpose::Data, "x@zeewolde.example")).await;
    assert!(matches!(&moved, Err(AppError::Problems(_))), "{moved:?}");
    cards::change(&portal.app, &kim, (own[0].id, 1), &desk(Purpose::Data, "y@zeewolde.example")).await.expect("full");
}

async fn two_at_once_are_told(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    cards::add(&portal.app, &kim, &desk(Purpose::Data, "a@zeewolde.example")).await.expect("added");
    let id = cards::own(&portal.app, &kim).await.expect("cards").cards[0].id;
    let mut client = portal.sign_in("kim@zeewolde.example").await;
    let one = format!("{PATH}/{id}");
    client.get(&one).await.expect_status(200);
    cards::change(&portal.app, &kim, (id, 1), &desk(Purpose::Data, "b@zeewolde.example")).await.expect("changed");
    let typed = [fields("data", "Balie Zuid", "c@zeewolde.example").as_slice(), &[("version", "1")]].concat();
    let told = client.submit(&one, &typed).await.expect_status(409);
    assert!(told.body.contains("intussen veranderd") && told.body.contains("Balie Zuid"), "what was typed stays");
    assert!(told.body.contains("name=\"version\" value=\"2\""), "and is saved the next time");
    cards::remove(&portal.app, &kim, id).await.expect("removed");
    client.submit(&one, &typed).await.expect_status(404);
}

/// Four cards of Zeewolde, one for each purpose.
async fn four(portal: &TestPortal, kim: &Actor) {
    for purpose in Purpose::ALL {
        let card = desk(purpose, &format!("{}@almere.example", purpose.as_str()));
        cards::add(&portal.app, kim, &card).await.expect("added");
    }
}

async fn everybody_sees_them_for_their_purpose(portal: TestPortal) {
    let pair: Pair = pair(&portal).await;
    let page = format!("/overeenkomsten/{}", pair.agreement);
    let mut partner = portal.sign_in("kim@zonnestroom.example").await;
    let before = partner.get("/samenwerkingspartners").await.expect_status(200);
    assert!(before.body.contains("kim%40almere.example") && !before.body.contains("partner__purpose"));
    four(&portal, &pair.contact).await;
    let seen = partner.get("/samenwerkingspartners").await.expect_status(200);
    for purpose in ["coordination", "policy", "operations", "data"] {
        assert!(seen.body.contains(&format!("mailto:{purpose}%40almere.example")), "{purpose}");
    }
    assert!(!seen.body.contains("kim%40almere.example"), "a card says who coordinates");
    assert_eq!(seen.body.matches("partner__purpose").count(), 4);
    let file = partner.get("/samenwerkingspartners.csv").await.expect_status(200);
    for purpose in ["Coördinatie", "Beleid", "Uitvoering", "Datalevering"] {
        assert_eq!(file.body.matches(&format!(";{purpose};Team ")).count(), 1, "{}", file.body);
    }
    let links = seen.body.split("href=\"").filter_map(|rest| rest.split('"').next());
    let links: Vec<_> = links.filter(|href| href.ends_with(".vcf")).collect();
    assert_eq!(links.len(), 4);
    let data = partner.get(links[3]).await.expect_status(200);
    assert!(
        data.body.contains("CATEGORIES:Datalevering\r\n") && data.body.contains("FN:Team data\r\n"),
        "{}",
        data.body
    );
    // Until it is signed: whom to ask about arrangements. Who delivers comes later.
    let shows = async |client: &mut testkit::Client| {
        let html = client.get(&page).await.expect_status(200).body;
        ["coordination", "policy", "operations", "data"].map(|purpose| html.contains(&format!("{purpose}%40almere")))
    };
    assert_eq!(shows(&mut partner).await, [true, true, false, false]);
    let mut own = portal.sign_in("kim@almere.example").await;
    assert_eq!(shows(&mut own).await, [true, false, false, false], "of the own side only who coordinates");
    step(&portal.app, &pair.contact, pair.agreement, None, Step::Release).await.expect("released");
    portal.run_jobs().await;
    for signatory in [crate::signing::MAYOR, crate::signing::DIRECTOR] {
        portal.sign_all(signatory).await;
    }
    assert_eq!(shows(&mut partner).await, [true, false, true, true]);
    // A card with an address that becomes a signatory's is hidden.
    let mut client = portal.sign_in("kim@almere.example").await;
    portal.execute("UPDATE cards SET email = $1 WHERE purpose = 'data'", crate::signing::MAYOR).await;
    assert_eq!(shows(&mut partner).await, [true, false, true, false]);
    let seen = partner.get("/samenwerkingspartners").await.expect_status(200);
    assert!(!seen.body.contains("Team data"));
    client.get(PATH).await.expect_status(200).expect_text("Anderen zien deze kaart niet");
}

async fn who_leaves_stands_on_no_card(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    let bo = testkit::person("Bo", "Zeewolde", "beleidsadviseur");
    people::invite_contact(&portal.app, &kim, &bo, app::mail::Language::Dutch).await.expect("invited");
    portal.run_jobs().await;
    for email in [bo.email.as_str(), "team@zeewolde.example"] {
        cards::add(&portal.app, &kim, &desk(Purpose::Policy, email)).await.expect("added");
    }
    let actor = portal.actor(&bo.email).await;
    people::leaving(&portal.app, &actor).await.expect("a look ahead");
    assert_eq!(cards::own(&portal.app, &kim).await.expect("cards").cards.len(), 2, "looking takes nothing away");
    people::leave(&portal.app, &actor).await.expect("left");
    portal.run_jobs().await;
    let left = cards::own(&portal.app, &kim).await.expect("cards").cards;
    assert_eq!(left.iter().filter_map(|card| card.email.as_deref()).collect::<Vec<_>>(), ["team@zeewolde.example"]);
    assert!(events(&portal, &kim).await.contains(&Event::CardsTakenAway { number: 1 }));
}

async fn a_new_address_is_on_the_cards(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    let bo = testkit::person("Bo", "Zeewolde", "beleidsadviseur");
    people::invite_contact(&portal.app, &kim, &bo, app::mail::Language::Dutch).await.expect("invited");
    cards::add(&portal.app, &kim, &desk(Purpose::Policy, &bo.email)).await.expect("added");
    let noor = portal.administrator().await;
    let all = people::own(&portal.app, &kim).await.expect("people").members;
    let role = all.iter().find(|one| one.person.email == bo.email).expect("a role").id;
    people::ask_address(&portal.app, &kim, role, "bo@elders.example").await.expect("asked");
    let one = people::addresses_asked(&portal.app, &noor).await.expect("a list").remove(0).recovery;
    people::agree_address(&portal.app, &noor, one.id, one.version).await.expect("agreed");
    portal.run_jobs().await;
    let card = cards::own(&portal.app, &kim).await.expect("cards").cards.remove(0);
    assert_eq!(card.email.as_deref(), Some("bo@elders.example"));
}

async fn they_are_erased_with_the_organisation(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    portal.join(Sample::Municipality("Almere")).await;
    let (kim, other) = (portal.actor("kim@zeewolde.example").await, portal.actor("kim@almere.example").await);
    for actor in [&kim, &other] {
        cards::add(&portal.app, actor, &desk(Purpose::Policy, "team@buro.example")).await.expect("added");
    }
    let own = kim.organisation().expect("an organisation");
    let mut tx = portal.app.db().begin().await.expect("a transaction");
    storage::organisation_changes::end(&mut tx, own, portal.app.now()).await.expect("ended");
    tx.commit().await.expect("kept");
    let left = async || {
        housekeeping::run(&portal.app).await.expect("it keeps house");
        portal.run_jobs().await;
        let mut tx = portal.app.read().await.expect("a transaction");
        storage::cards::of(&mut tx, own).await.expect("cards").len()
    };
    assert_eq!(left().await, 1);
    portal.clock.set("2028-11-23T09:00:00Z");
    assert_eq!(left().await, 1, "a day too early");
    portal.clock.set("2028-11-26T09:00:00Z");
    assert_eq!((left().await, left().await), (0, 0));
    let erased = events(&portal, &kim).await;
    assert_eq!(erased.iter().filter(|event| **event == Event::CardsErased { number: 1 }).count(), 1, "{erased:?}");
    assert_eq!(cards::own(&portal.app, &other).await.expect("cards").cards.len(), 1);
}
