//! A new mail address for somebody who lost every way in: two people agree, everybody concerned can stop it, once.

use super::{NL, bo, members, role, signatory};
use app::{AppError, housekeeping, people, people::Asked};
use domain::{
    access::Actor,
    ids::{OrganisationId, RoleId},
    party::Role,
    people::Refusal as No,
};
use jiff::SignedDuration;
use testkit::{Sample, TestPortal, on_both};

on_both!(
    a_contact_person_gets_one_at_once,
    a_signatory_waits_three_working_days,
    everybody_concerned_can_stop_it,
    the_link_in_the_mail_stops_it_once,
    nobody_does_it_alone,
    two_nodes_give_it_once,
    what_is_no_address_is_refused,
    an_address_that_was_taken_meanwhile,
    others_know_nothing_of_it,
    the_old_address_comes_back_by_no_proposal,
);

const LOU: &str = "lou@zeewolde.example";
const NEW: &str = "nieuw@elders.example";

/// Zeewolde with Kim and Bo as contact persons, Lou as signatory, and two administrators.
struct Town {
    portal: TestPortal,
    city: OrganisationId,
    kim: Actor,
    noor: Actor,
}

async fn town(portal: TestPortal) -> Town {
    let noor = portal.administrator().await;
    portal.administrator_at("ada@vroegteken.example").await;
    let city = portal.join(Sample::Municipality("Zeewolde")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    bo(&portal, &kim, "Zeewolde").await;
    Town { portal, city, kim, noor }
}

impl Town {
    async fn role(&self, email: &str, kind: Role) -> RoleId {
        role(&self.portal, self.city, email, kind).await.expect("a role")
    }

    async fn ask(&self, email: &str, kind: Role) {
        let id = self.role(email, kind).await;
        people::ask_address(&self.portal.app, &self.kim, id, NEW).await.expect("asked");
        self.portal.run_jobs().await;
    }

    async fn only(&self) -> Asked {
        let mut all = people::addresses_asked(&self.portal.app, &self.noor).await.expect("a list");
        assert_eq!(all.len(), 1);
        all.remove(0)
    }

    async fn agree(&self) {
        let one = self.only().await.recovery;
        people::agree_address(&self.portal.app, &self.noor, one.id, one.version).await.expect("agreed");
        self.portal.run_jobs().await;
    }

    async fn has(&self, email: &str) -> bool {
        members(&self.portal, self.city).await.iter().any(|one| one.person.email == email)
    }
}

fn refused(result: Result<(), AppError>, no: No) {
    match result {
        Err(AppError::People(refusal)) => assert_eq!(refusal, no),
        other => panic!("{other:?} is not {no:?}"),
    }
}

async fn a_contact_person_gets_one_at_once(portal: TestPortal) {
    let town = town(portal).await;
    let portal = &town.portal;
    let mut session = portal.sign_in("bo@zeewolde.example").await;
    let id = town.role("bo@zeewolde.example", Role::Contact).await;
    let mut kims = portal.sign_in("kim@zeewolde.example").await;
    let path = format!("/organisatie/mensen/{id}/nieuw-adres");
    kims.get("/organisatie/mensen").await.expect_text("Kan niet meer inloggen");
    kims.get(&path).await.expect_status(200).expect_text("Kan Bo van Zeewolde niet meer bij de mailbox");
    let again = kims.submit(&path, &[("email", "geen adres")]).await.expect_status(422);
    assert!(again.body.contains("geen adres"), "what was typed stays");
    kims.submit(&path, &[("email", "kim@zeewolde.example")]).await.expect_text("Dit adres kan niet worden gebruikt");
    let done = kims.submit(&path, &[("email", NEW)]).await.expect_status(303);
    kims.follow(done).await.expect_text("Gevraagd. De beheerder beslist").expect_text(NEW);
    portal.run_jobs().await;
    let old = portal.mail.last_to("bo@zeewolde.example");
    assert!(old.plain.contains("/herstel/") && !old.plain.contains(NEW), "{}", old.plain);
    assert!(portal.mail.last_to(TestPortal::ADMINISTRATOR).plain.contains("/beheer/herstel"));
    let mut noors = portal.sign_in(TestPortal::ADMINISTRATOR).await;
    noors
        .get("/beheer/herstel")
        .await
        .expect_text("Bo van Zeewolde, Zeewolde")
        .expect_text("geldt het nieuwe adres meteen");
    let agree = format!("/beheer/herstel/{}/goedkeuren", town.only().await.recovery.id);
    let done = noors.submit(&agree, &[]).await.expect_status(303);
    noors.follow(done).await.expect_text("Er is niets gevraagd");
    portal.run_jobs().await;
    assert!(town.has(NEW).await && !town.has("bo@zeewolde.example").await);
    session.get("/overeenkomsten").await.expect_status(303);
    assert!(
        portal.mail.last_to(NEW).plain.contains("u kunt weer inloggen")
            || portal.mail.last_to(NEW).plain.contains("dit is nu uw")
    );
    assert!(portal.mail.last_to("bo@zeewolde.example").plain.contains("niemand meer inloggen"));
    portal.sign_in(NEW).await.get("/organisatie").await.expect_status(200).expect_text("E-mailadres vervangen");
    noors.post(&agree, &[("version", "1")]).await.expect_status(409);
    portal.run_jobs().await;
}

async fn a_signatory_waits_three_working_days(portal: TestPortal) {
    let town = town(portal).await;
    let portal = &town.portal;
    let mut session = portal.sign_in(LOU).await;
    town.ask(LOU, Role::Signatory).await;
    let due = town.only().await.due.expect("a time to stop it");
    town.agree().await;
    assert!(portal.mail.last_to(NEW).plain.contains("tegengehouden"));
    // The portal began on a Tuesday: Friday is the third working day.
    assert_eq!(domain::calendar::local_date(due).to_string(), "2026-11-27");
    portal.clock.set(&due.to_string());
    housekeeping::run(&portal.app).await.expect("run");
    assert!(town.has(LOU).await && !town.has(NEW).await, "not before the time is over");
    portal.clock.forward(SignedDuration::from_secs(1));
    for _ in 0..2 {
        housekeeping::run(&portal.app).await.expect("run");
    }
    portal.run_jobs().await;
    assert!(town.has(NEW).await && !town.has(LOU).await);
    let given = portal.mail.to(NEW).iter().filter(|mail| mail.subject == "U kunt weer inloggen").count();
    assert_eq!(given, 1, "told once");
    session.get("/tekenen").await.expect_status(303);
    let gone = people::stop_address(&portal.app, &town.kim, people_id(&town).await).await;
    refused(gone, No::Over);
}

/// The only request there ever was.
async fn people_id(town: &Town) -> domain::ids::RecoveryId {
    let found = town.portal.uuids("SELECT id FROM recoveries WHERE id <> $1", uuid::Uuid::nil()).await;
    domain::ids::RecoveryId(found[0])
}

async fn everybody_concerned_can_stop_it(portal: TestPortal) {
    let town = town(portal).await;
    let app = &town.portal.app;
    let bo = town.portal.actor("bo@zeewolde.example").await;
    for (who, waits) in [(&bo, false), (&town.kim, true), (&town.noor, true)] {
        town.ask(LOU, Role::Signatory).await;
        let one = town.only().await.recovery;
        if waits {
            town.agree().await;
        }
        people::stop_address(app, who, one.id).await.expect("stopped");
        refused(people::stop_address(app, who, one.id).await, No::Over);
        refused(people::agree_address(app, &town.noor, one.id, one.version).await, No::Over);
        town.portal.run_jobs().await;
        assert!(town.portal.mail.last_to(LOU).plain.contains("Er is niets veranderd"));
        town.portal.clock.forward(SignedDuration::from_hours(24 * 9));
        housekeeping::run(app).await.expect("run");
        town.portal.run_jobs().await;
        assert!(town.has(LOU).await && !town.has(NEW).await);
    }
    town.ask(LOU, Role::Signatory).await;
    let one = town.only().await.recovery;
    people::refuse_address(app, &town.noor, one.id, one.version).await.expect("refused");
    refused(people::refuse_address(app, &town.noor, one.id, one.version).await, No::Over);
    town.portal.run_jobs().await;
}

async fn the_link_in_the_mail_stops_it_once(portal: TestPortal) {
    let town = town(portal).await;
    let portal = &town.portal;
    let mut client = portal.client();
    for second in [false, true] {
        town.ask(LOU, Role::Signatory).await;
        if second {
            town.agree().await;
        }
        let link = portal.mail.link(LOU, "/herstel/");
        let path = link.trim_start_matches(testkit::PUBLIC_URL).to_owned();
        client.get(&path).await.expect_status(200).expect_text("Lou van Zeewolde").expect_text("Tegenhouden");
        assert_eq!(
            people::addresses_asked(&portal.app, &town.noor).await.expect("a list").len(),
            1,
            "a page does nothing"
        );
        client.submit(&path, &[]).await.expect_status(303);
        client.post(&path, &[]).await.expect_status(303);
        assert_eq!(people::addresses_asked(&portal.app, &town.noor).await.expect("a list").len(), 0);
        client.get(&path).await.expect_status(404);
        portal.run_jobs().await;
        let cut = &path[..path.len() - 1];
        client.get(cut).await.expect_status(404);
        client.post(cut, &[]).await.expect_status(404);
    }
    // What has happened is stopped by no link any more.
    town.ask("bo@zeewolde.example", Role::Contact).await;
    let link = portal.mail.link("bo@zeewolde.example", "/herstel/");
    town.agree().await;
    let path = link.trim_start_matches(testkit::PUBLIC_URL);
    client.get(path).await.expect_status(404);
    client.post(path, &[]).await.expect_status(404);
    assert!(town.has(NEW).await);
}

async fn nobody_does_it_alone(portal: TestPortal) {
    let town = town(portal).await;
    let app = &town.portal.app;
    let ada = town.portal.actor("ada@vroegteken.example").await;
    let own = town.role("kim@zeewolde.example", Role::Contact).await;
    refused(people::ask_address(app, &town.kim, own, NEW).await, No::OwnAddress);
    // The administrator asks for an only contact person, and another one agrees.
    people::ask_address(app, &town.noor, own, NEW).await.expect("asked");
    refused(people::ask_address(app, &ada, own, "x@y.example").await, No::AskedAlready);
    let one = town.only().await.recovery;
    refused(people::agree_address(app, &town.noor, one.id, one.version).await, No::OwnRequest);
    let stale = people::agree_address(app, &ada, one.id, one.version + 1).await;
    assert!(matches!(stale, Err(AppError::Stale)), "{stale:?}");
    people::agree_address(app, &ada, one.id, one.version).await.expect("agreed");
    assert!(town.has(NEW).await, "a contact person who signs nothing does not wait");
    // With one administrator only there is the waiting time.
    town.portal.end_roles("ada@vroegteken.example").await;
    let bo = town.role("bo@zeewolde.example", Role::Contact).await;
    people::ask_address(app, &town.noor, bo, "bo@elders.example").await.expect("asked");
    let one = town.only().await.recovery;
    people::agree_address(app, &town.noor, one.id, one.version).await.expect("agreed");
    assert!(!town.has("bo@elders.example").await && town.only().await.recovery.due_at.is_some());
    // An administrator who lost the mailbox: the other one asks.
    let lost = town.portal.administrator_at("eva@vroegteken.example").await;
    let all = people::administrators(app, &town.noor).await.expect("a list");
    let role = all.iter().find(|one| Some(one.person.id) == lost.person()).expect("a role").id;
    people::ask_address(app, &town.noor, role, "eva@elders.example").await.expect("asked");
    let asked = people::addresses_asked(app, &town.noor).await.expect("a list");
    let one = asked.iter().find(|one| one.organisation.is_none()).expect("the one of Eva").recovery.clone();
    refused(people::agree_address(app, &lost, one.id, one.version).await, No::OwnAddress);
    people::agree_address(app, &town.noor, one.id, one.version).await.expect("agreed, and it waits");
    let mut tx = app.read().await.expect("a transaction");
    let still = storage::people::by_email(&mut tx, "eva@vroegteken.example").await.expect("an answer");
    assert!(still.is_some());
    drop(tx);
    town.portal.run_jobs().await;
}

async fn two_nodes_give_it_once(portal: TestPortal) {
    let town = town(portal).await;
    let portal = &town.portal;
    let id = town.role(LOU, Role::Signatory).await;
    let bo = portal.actor("bo@zeewolde.example").await;
    let (one, two) = tokio::join!(
        people::ask_address(&portal.app, &town.kim, id, NEW),
        people::ask_address(&portal.app, &bo, id, "anders@elders.example"),
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    let new = town.only().await.recovery.new_email;
    portal.run_jobs().await;
    let asked = town.only().await.recovery;
    let ada = portal.actor("ada@vroegteken.example").await;
    let (one, two) = tokio::join!(
        people::agree_address(&portal.app, &town.noor, asked.id, asked.version),
        people::agree_address(&portal.app, &ada, asked.id, asked.version),
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    portal.run_jobs().await;
    portal.clock.forward(SignedDuration::from_hours(24 * 9));
    let (one, two) = tokio::join!(people::give_due(&portal.app), people::give_due(&portal.app));
    assert_eq!(one.expect("run") + two.expect("run"), 1);
    portal.run_jobs().await;
    assert!(town.has(&new).await);
    let given = portal.mail.to(&new).iter().filter(|mail| mail.subject == "U kunt weer inloggen").count();
    assert_eq!(given, 1);
}

async fn what_is_no_address_is_refused(portal: TestPortal) {
    let town = town(portal).await;
    let id = town.role(LOU, Role::Signatory).await;
    let long = format!("{}@x.example", "a".repeat(300));
    for wrong in [
        "",
        "x",
        "x@",
        "a@b.example\r\nBcc: c@d.example",
        "a\n@b.example",
        "a@b.example,c@d.example",
        "info@zeewolde.example",
        &long,
    ] {
        let asked = people::ask_address(&town.portal.app, &town.kim, id, wrong).await;
        assert!(
            matches!(&asked, Err(AppError::Problems(problems)) if problems[0].field == "email"),
            "{wrong:?}: {asked:?}"
        );
    }
    for taken in [LOU, "KIM@zeewolde.example", TestPortal::ADMINISTRATOR] {
        refused(people::ask_address(&town.portal.app, &town.kim, id, taken).await, No::AddressTaken);
    }
    assert_eq!(town.portal.run_jobs().await, 0, "nobody is mailed");
}

async fn an_address_that_was_taken_meanwhile(portal: TestPortal) {
    let town = town(portal).await;
    town.ask(LOU, Role::Signatory).await;
    town.agree().await;
    town.portal.somebody(NEW).await;
    town.portal.clock.forward(SignedDuration::from_hours(24 * 9));
    assert_eq!(people::give_due(&town.portal.app).await.expect("run"), 1);
    town.portal.run_jobs().await;
    assert!(town.has(LOU).await && !town.has(NEW).await);
    assert!(town.portal.mail.last_to(LOU).plain.contains("tegengehouden"));
    assert_eq!(people::give_due(&town.portal.app).await.expect("run"), 0);
}

async fn others_know_nothing_of_it(portal: TestPortal) {
    let town = town(portal).await;
    let portal = &town.portal;
    portal.join(Sample::Municipality("Almere")).await;
    town.ask(LOU, Role::Signatory).await;
    let id = town.only().await.recovery.id;
    let stranger = portal.actor("kim@almere.example").await;
    let role = town.role(LOU, Role::Signatory).await;
    let asked = people::ask_address(&portal.app, &stranger, role, "x@y.example").await;
    assert!(matches!(asked, Err(AppError::NotFound)), "{asked:?}");
    let stopped = people::stop_address(&portal.app, &stranger, id).await;
    assert!(matches!(stopped, Err(AppError::NotFound)), "{stopped:?}");
    assert!(people::addresses_asked(&portal.app, &stranger).await.expect("a list").is_empty());
    for email in [LOU, "kim@zeewolde.example"] {
        let actor = portal.actor(email).await;
        let agreed = people::agree_address(&portal.app, &actor, id, 1).await;
        assert!(matches!(agreed, Err(AppError::NotAllowed(_))), "{agreed:?}");
    }
    let signs = portal.actor(LOU).await;
    let stopped = people::stop_address(&portal.app, &signs, id).await;
    assert!(matches!(stopped, Err(AppError::NotAllowed(_))), "{stopped:?}");
}

async fn the_old_address_comes_back_by_no_proposal(portal: TestPortal) {
    let town = town(portal).await;
    let portal = &town.portal;
    let change = people::nominate(&portal.app, &town.kim, &signatory("Jo", "Zeewolde"), NL).await.expect("proposed");
    town.ask(LOU, Role::Signatory).await;
    town.agree().await;
    portal.clock.forward(SignedDuration::from_hours(24 * 9));
    assert_eq!(people::give_due(&portal.app).await.expect("run"), 1);
    portal.run_jobs().await;
    let look = super::look(portal, &town.kim, change).await;
    let named: Vec<_> =
        look.review.change.answers.iter().flat_map(|all| &all.signatories).map(|one| &one.email).collect();
    assert!(named.iter().any(|email| *email == NEW) && named.iter().all(|email| *email != LOU), "{named:?}");
    let (version, seen) = (look.review.change.version, super::digest(&look));
    app::changes::accept(&portal.app, &town.noor, change, version, &seen).await.expect("accepted");
    portal.run_jobs().await;
    assert!(town.has(NEW).await && !town.has(LOU).await && town.has("jo@zeewolde.example").await);
}
