//! Who goes loses access at once; the last one stays until somebody else is there; what was done is kept.

use super::{NL, bo, look, members, role, signatory};
use app::{AppError, changes, people};
use domain::{
    agreement::StateKind,
    change::{Effect, Stage},
    party::Role,
    people::Refusal as No,
};
use testkit::{Sample, TestPortal, on_both};

on_both!(
    access_ends_at_once,
    the_last_one_stays,
    two_who_end_each_other,
    a_signatory_goes_and_the_agreements_follow,
    who_left_is_not_brought_back_by_a_proposal,
    somebody_leaves,
    roles_elsewhere_stay,
);

async fn access_ends_at_once(portal: TestPortal) {
    let city = portal.join(Sample::Municipality("Zeewolde")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    bo(&portal, &kim, "Zeewolde").await;
    let mut client = portal.sign_in("bo@zeewolde.example").await;
    client.get("/overeenkomsten").await.expect_status(200);
    let id = role(&portal, city, "bo@zeewolde.example", Role::Contact).await.expect("a role");
    let mut kims = portal.sign_in("kim@zeewolde.example").await;
    let path = format!("/organisatie/mensen/{id}/beeindigen");
    kims.get(&path).await.expect_status(200).expect_text("Bo van Zeewolde is daarna geen contactpersoon meer");
    let done = kims.submit(&path, &[]).await.expect_status(303);
    kims.follow(done).await.expect_text("De rol is beëindigd");
    let gone = client.get("/overeenkomsten").await.expect_status(303);
    assert!(gone.location().is_some_and(|to| to.starts_with("/inloggen")), "the session has ended");
    portal.run_jobs().await;
    assert!(portal.mail.last_to("bo@zeewolde.example").plain.contains("u bent geen contactpersoon meer"));
    people::end(&portal.app, &kim, id).await.expect("twice is once");
    assert_eq!(portal.run_jobs().await, 0, "and nobody is mailed twice");
    kims.get("/organisatie").await.expect_text("Rol beëindigd: contactpersoon");
    kims.get(&path).await.expect_status(404);
    // The role stays as history.
    let mut tx = portal.app.read().await.expect("a transaction");
    let held = storage::people::held(&mut tx, id).await.expect("an answer").expect("a role");
    assert!(held.ended_at.is_some() && held.organisation == Some(city));
}

async fn the_last_one_stays(portal: TestPortal) {
    let city = portal.join(Sample::Municipality("Zeewolde")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    let contact = role(&portal, city, "kim@zeewolde.example", Role::Contact).await.expect("a role");
    let signs = role(&portal, city, "lou@zeewolde.example", Role::Signatory).await.expect("a role");
    for (id, why) in [(contact, No::LastContact), (signs, No::LastSignatory)] {
        let last = people::end(&portal.app, &kim, id).await;
        assert!(matches!(&last, Err(AppError::People(refusal)) if *refusal == why), "{last:?}");
        assert_eq!(people::ending(&portal.app, &kim, id).await.expect("a page").outcome, Err(why));
    }
    let mut client = portal.sign_in("kim@zeewolde.example").await;
    let page = client.get("/organisatie/vertrekken").await.expect_status(200);
    let page = page.expect_text("Dit is de laatste contactpersoon");
    assert!(!page.body.contains("action=\"/organisatie/vertrekken\""));
    client.post("/organisatie/vertrekken", &[]).await.expect_status(409).expect_text("Nodig eerst iemand anders uit");
    assert_eq!(members(&portal, city).await.len(), 2);
    // An executor needs nobody who signs.
    let executor = portal.join(Sample::Executor("Kredietbank")).await;
    let kim = portal.actor("kim@kredietbank.example").await;
    let id = role(&portal, executor, "kim@kredietbank.example", Role::Contact).await.expect("a role");
    let last = people::end(&portal.app, &kim, id).await;
    assert!(matches!(last, Err(AppError::People(No::LastContact))), "{last:?}");
    // Where two sign together, two stay.
    let mut answers = testkit::answers_of(Sample::Nationwide("Zonnestroom", "energie"), &portal.kvk());
    answers.signatories.push(domain::registration::PersonAnswer {
        ground: "register".into(),
        ..testkit::person("Mo", "Zonnestroom", "directeur")
    });
    answers.jointly = true;
    let joint = portal.join_with(Sample::Nationwide("Zonnestroom", "energie").applicant(), &answers).await;
    let kim = portal.actor("kim@zonnestroom.example").await;
    let id = role(&portal, joint, "mo@zonnestroom.example", Role::Signatory).await.expect("a role");
    let two = people::end(&portal.app, &kim, id).await;
    assert!(matches!(two, Err(AppError::People(No::TwoSign))), "{two:?}");
}

async fn two_who_end_each_other(portal: TestPortal) {
    let city = portal.join(Sample::Municipality("Zeewolde")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    let bo = bo(&portal, &kim, "Zeewolde").await;
    let of = async |email| role(&portal, city, email, Role::Contact).await.expect("a role");
    let (kims, bos) = (of("kim@zeewolde.example").await, of("bo@zeewolde.example").await);
    let (one, two) = tokio::join!(people::end(&portal.app, &kim, bos), people::end(&portal.app, &bo, kims));
    assert_eq!([&one, &two].iter().filter(|done| done.is_ok()).count(), 1, "{one:?} {two:?}");
    portal.run_jobs().await;
    let left = members(&portal, city).await.into_iter().filter(|one| one.role == Role::Contact).count();
    assert_eq!(left, 1, "somebody always coordinates");
}

async fn a_signatory_goes_and_the_agreements_follow(portal: TestPortal) {
    let city = portal.join(Sample::Municipality("Zeewolde")).await;
    portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    portal.give_role("kim@zeewolde.example", "Zeewolde").await;
    let kim = portal.actor("kim@zeewolde.example").await;
    let id = role(&portal, city, "lou@zeewolde.example", Role::Signatory).await.expect("a role");
    let before = people::ending(&portal.app, &kim, id).await.expect("a page").outcome.expect("it can be");
    assert_eq!(before.all(Effect::Revised), 1);
    assert!(role(&portal, city, "lou@zeewolde.example", Role::Signatory).await.is_some(), "a look changes nothing");
    people::end(&portal.app, &kim, id).await.expect("ended");
    portal.run_jobs().await;
    let (_, changes) = changes::own(&portal.app, &kim).await.expect("its own");
    assert_eq!((changes.len(), changes[0].stage), (1, Stage::Done));
    assert_eq!(changes[0].happened.all(Effect::Revised), 1);
    let agreements = portal.uuids("SELECT id FROM agreements WHERE party_id = $1", city.0).await;
    let mut tx = portal.app.read().await.expect("a transaction");
    let kept = storage::agreements::find(&mut tx, domain::ids::AgreementId(agreements[0])).await;
    let kept = kept.expect("an answer").expect("an agreement");
    assert_eq!((kept.parts.state.kind(), kept.parts.revision.number), (StateKind::Prepared, 2));
}

async fn who_left_is_not_brought_back_by_a_proposal(portal: TestPortal) {
    let city = portal.join(Sample::Municipality("Zeewolde")).await;
    portal.give_role("kim@zeewolde.example", "Zeewolde").await;
    let kim = portal.actor("kim@zeewolde.example").await;
    let id = people::nominate(&portal.app, &kim, &signatory("Mo", "Zeewolde"), NL).await.expect("proposed");
    let lou = role(&portal, city, "lou@zeewolde.example", Role::Signatory).await.expect("a role");
    people::end(&portal.app, &kim, lou).await.expect("ended");
    let seen = look(&portal, &kim, id).await.review.change;
    let names: Vec<_> = seen.answers.expect("answers").signatories.into_iter().map(|one| one.email).collect();
    assert_eq!(names, ["kim@zeewolde.example", "mo@zeewolde.example"]);
    assert_eq!((seen.stage, seen.version), (Stage::Asked, 2), "who looked before looks again");
    let noor = portal.administrator().await;
    let stale = changes::accept(&portal.app, &noor, id, 1, "x").await;
    assert!(matches!(stale, Err(AppError::Stale)), "{stale:?}");
    portal.run_jobs().await;
}

async fn somebody_leaves(portal: TestPortal) {
    let city = portal.join(Sample::Municipality("Zeewolde")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    bo(&portal, &kim, "Zeewolde").await;
    let mut client = portal.sign_in("bo@zeewolde.example").await;
    client.get("/organisatie/vertrekken").await.expect_status(200).expect_text("U beëindigt al uw rollen bij");
    let left = client.submit("/organisatie/vertrekken", &[]).await.expect_status(303);
    client.follow(left).await.expect_text("U werkt niet meer voor deze organisatie");
    portal.run_jobs().await;
    assert!(portal.mail.last_to("kim@zeewolde.example").plain.contains("Bo van Zeewolde is geen contactpersoon meer"));
    assert_eq!(members(&portal, city).await.len(), 2);
    let mut kims = portal.sign_in("kim@zeewolde.example").await;
    kims.get("/organisatie").await.expect_text("Werkt hier niet meer");
    // A signatory who is not the last may leave as well.
    portal.give_role("kim@zeewolde.example", "Zeewolde").await;
    let mut lou = portal.sign_in("lou@zeewolde.example").await;
    lou.get("/organisatie").await.expect_text("Ik werk hier niet meer");
    lou.get("/organisatie/vertrekken").await.expect_status(200);
    lou.submit("/organisatie/vertrekken", &[]).await.expect_status(303);
    lou.get("/tekenen").await.expect_status(303);
    portal.run_jobs().await;
}

async fn roles_elsewhere_stay(portal: TestPortal) {
    let city = portal.join(Sample::Municipality("Zeewolde")).await;
    portal.join(Sample::Municipality("Almere")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    let mut bo = testkit::person("Bo", "Zeewolde", "x");
    bo.email = "kim@almere.example".into();
    people::invite_contact(&portal.app, &kim, &bo, NL).await.expect("invited");
    portal.run_jobs().await;
    let mut client = portal.sign_in("kim@almere.example").await;
    client.get("/organisatie").await.expect_status(200);
    let id = role(&portal, city, "kim@almere.example", Role::Contact).await.expect("a role");
    people::end(&portal.app, &kim, id).await.expect("ended");
    portal.run_jobs().await;
    client.get("/organisatie").await.expect_status(200).expect_text("Almere");
    let name = members(&portal, city).await;
    assert!(name.iter().all(|one| one.person.email != "kim@almere.example"));
}
