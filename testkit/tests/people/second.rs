//! A new signatory needs a second pair of eyes: a colleague's or the administrator's, never that of who asked.

use super::{NL, bo, digest, independent, look, members, role, signatory};
use app::{AppError, changes, people};
use domain::{
    access::Answer,
    change::{Kind, Refusal, Stage},
    party::Role,
    people::Refusal as No,
};
use testkit::{Sample, TestPortal, on_both};

on_both!(
    a_colleague_agrees,
    a_colleague_turns_down,
    whom_the_asker_brought_in_does_not_count,
    with_one_contact_person_the_administrator_decides,
    nobody_agrees_to_an_own_request,
    at_once_it_is_done_once,
    through_the_pages,
    other_organisations_know_nothing_of_it,
);

async fn a_colleague_agrees(portal: TestPortal) {
    let city = portal.join(Sample::Municipality("Zeewolde")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    let bo = bo(&portal, &kim, "Zeewolde").await;
    independent(&portal, "bo@zeewolde.example").await;
    let id = people::nominate(&portal.app, &kim, &signatory("Mo", "Zeewolde"), NL).await.expect("proposed");
    portal.run_jobs().await;
    assert!(portal.mail.last_to("bo@zeewolde.example").plain.contains("Mo van Zeewolde (burgemeester)"));
    assert!(portal.mail.to("mo@zeewolde.example").is_empty(), "nobody is invited before it is agreed to");
    assert!(role(&portal, city, "mo@zeewolde.example", Role::Signatory).await.is_none());
    let waits = people::own(&portal.app, &bo).await.expect("people").waiting.expect("a proposal");
    assert!(!waits.own && waits.newcomers[0].name == "Mo van Zeewolde");
    let seen = look(&portal, &bo, id).await;
    assert_eq!(seen.may_agree, Ok(()));
    changes::agree(&portal.app, &bo, id, seen.review.change.version, &digest(&seen)).await.expect("agreed");
    portal.run_jobs().await;
    assert!(role(&portal, city, "mo@zeewolde.example", Role::Signatory).await.is_some());
    assert!(portal.mail.last_to("mo@zeewolde.example").subject.starts_with("Uitnodiging"));
    assert!(portal.mail.last_to("kim@zeewolde.example").subject.contains("goedgekeurd"));
    let told = portal.mail.last_to("bo@zeewolde.example").plain;
    assert!(told.contains("Kim van Zeewolde droeg dit voor, Bo van Zeewolde keurde het goed"), "{told}");
    let late = changes::agree(&portal.app, &bo, id, 1, "x").await;
    assert!(matches!(late, Err(AppError::Change(Refusal::Decided))), "{late:?}");
}

async fn a_colleague_turns_down(portal: TestPortal) {
    let city = portal.join(Sample::Municipality("Zeewolde")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    let bo = bo(&portal, &kim, "Zeewolde").await;
    let id = people::nominate(&portal.app, &kim, &signatory("Mo", "Zeewolde"), NL).await.expect("proposed");
    let wordless = changes::turn_down(&portal.app, &bo, id, 1, " ").await;
    assert!(matches!(wordless, Err(AppError::Problems(_))), "{wordless:?}");
    let own = changes::turn_down(&portal.app, &kim, id, 1, "Toch niet.").await;
    assert!(matches!(own, Err(AppError::People(No::OwnRequest))), "{own:?}");
    changes::turn_down(&portal.app, &bo, id, 1, "Wij kennen Mo niet.").await.expect("turned down");
    portal.run_jobs().await;
    let told = portal.mail.last_to("kim@zeewolde.example").plain;
    assert!(told.contains("Bo van Zeewolde") && told.contains("Wij kennen Mo niet."), "{told}");
    assert!(role(&portal, city, "mo@zeewolde.example", Role::Signatory).await.is_none());
    assert!(portal.mail.to("mo@zeewolde.example").is_empty());
    // The way is free again.
    people::nominate(&portal.app, &kim, &signatory("Mo", "Zeewolde"), NL).await.expect("proposed");
    portal.run_jobs().await;
}

async fn whom_the_asker_brought_in_does_not_count(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    let bo = bo(&portal, &kim, "Zeewolde").await;
    let id = people::nominate(&portal.app, &kim, &signatory("Mo", "Zeewolde"), NL).await.expect("proposed");
    let seen = look(&portal, &bo, id).await;
    assert_eq!(seen.may_agree, Err(No::NotIndependent));
    let puppet = changes::agree(&portal.app, &bo, id, 1, &digest(&seen)).await;
    assert!(matches!(puppet, Err(AppError::People(No::NotIndependent))), "{puppet:?}");
    // Nor does the list of contact persons, written anew, make them independent.
    let mut answers =
        changes::answers_now(&app::organisations::own(&portal.app, &kim).await.expect("own"), portal.app.today());
    answers.contacts.reverse();
    changes::change_contacts(&portal.app, &kim, &answers, NL).await.expect("another order");
    let puppet = changes::agree(&portal.app, &bo, id, 1, &digest(&seen)).await;
    assert!(matches!(puppet, Err(AppError::People(No::NotIndependent))), "{puppet:?}");
    portal.run_jobs().await;
}

async fn with_one_contact_person_the_administrator_decides(portal: TestPortal) {
    let city = portal.join(Sample::Municipality("Zeewolde")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    let noor = portal.administrator().await;
    let id = people::nominate(&portal.app, &kim, &signatory("Mo", "Zeewolde"), NL).await.expect("proposed");
    let (asked, ..) = changes::queue(&portal.app, &noor).await.expect("the queue");
    assert!(asked.iter().any(|(change, _)| change.id == id));
    let review = changes::review(&portal.app, &noor, id).await.expect("a review");
    let seen = review.preview.expect("it waits").expect("it is possible");
    changes::accept(&portal.app, &noor, id, review.change.version, &seen.digest).await.expect("accepted");
    portal.run_jobs().await;
    assert!(role(&portal, city, "mo@zeewolde.example", Role::Signatory).await.is_some());
    assert_eq!(members(&portal, city).await.len(), 3, "who signed stays");
}

async fn nobody_agrees_to_an_own_request(portal: TestPortal) {
    let city = portal.join(Sample::Municipality("Zeewolde")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    let id = people::nominate(&portal.app, &kim, &signatory("Mo", "Zeewolde"), NL).await.expect("proposed");
    let seen = look(&portal, &kim, id).await;
    assert_eq!(seen.may_agree, Err(No::OwnRequest));
    let own = changes::agree(&portal.app, &kim, id, 1, &digest(&seen)).await;
    assert!(matches!(own, Err(AppError::People(No::OwnRequest))), "{own:?}");
    let administer = changes::accept(&portal.app, &kim, id, 1, &digest(&seen)).await;
    assert!(matches!(administer, Err(AppError::NotAllowed(Answer::NotYourRole))), "{administer:?}");
    changes::take_back(&portal.app, &kim, id).await.expect("taken back");
    // An administrator who fills it in does not agree to it alone; the contact person does.
    let noor = portal.administrator().await;
    let shown = app::organisations::show(&portal.app, &noor, city).await.expect("shown");
    let mut answers = changes::answers_now(&shown, portal.app.today());
    answers.signatories.push(signatory("Mo", "Zeewolde"));
    let id = changes::direct(&portal.app, &noor, city, Some(Kind::Signatories), &answers, NL).await.expect("asked");
    let id = id.expect("it waits");
    let seen = look(&portal, &kim, id).await;
    let alone = changes::accept(&portal.app, &noor, id, 1, &digest(&seen)).await;
    assert!(matches!(alone, Err(AppError::People(No::OwnRequest))), "{alone:?}");
    changes::agree(&portal.app, &kim, id, 1, &digest(&seen)).await.expect("agreed");
    portal.run_jobs().await;
    assert!(role(&portal, city, "mo@zeewolde.example", Role::Signatory).await.is_some());
}

async fn at_once_it_is_done_once(portal: TestPortal) {
    let city = portal.join(Sample::Municipality("Zeewolde")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    let bo = bo(&portal, &kim, "Zeewolde").await;
    independent(&portal, "bo@zeewolde.example").await;
    let mo = signatory("Mo", "Zeewolde");
    let (one, two) =
        tokio::join!(people::nominate(&portal.app, &kim, &mo, NL), people::nominate(&portal.app, &kim, &mo, NL),);
    assert_eq!([&one, &two].iter().filter(|done| done.is_ok()).count(), 1, "{one:?} {two:?}");
    let id = one.or(two).expect("one");
    let seen = look(&portal, &bo, id).await;
    let noor = portal.administrator().await;
    let digest = digest(&seen);
    let (one, two, three) = tokio::join!(
        changes::agree(&portal.app, &bo, id, 1, &digest),
        changes::accept(&portal.app, &noor, id, 1, &digest),
        changes::turn_down(&portal.app, &bo, id, 1, "Nee."),
    );
    assert_eq!([&one, &two, &three].iter().filter(|done| done.is_ok()).count(), 1, "{one:?} {two:?} {three:?}");
    portal.run_jobs().await;
    let signs = role(&portal, city, "mo@zeewolde.example", Role::Signatory).await.is_some();
    assert_eq!(signs, three.is_err());
    assert_eq!(portal.mail.to("mo@zeewolde.example").len(), usize::from(signs), "one invitation");
}

async fn through_the_pages(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    let kim_actor = portal.actor("kim@zeewolde.example").await;
    bo(&portal, &kim_actor, "Zeewolde").await;
    independent(&portal, "bo@zeewolde.example").await;
    let mut kim = portal.sign_in("kim@zeewolde.example").await;
    kim.get("/organisatie/mensen").await.expect_status(200).expect_text("Tekenbevoegde voordragen");
    let path = "/organisatie/mensen/uitnodigen/tekenbevoegden";
    kim.get(path).await.expect_status(200).expect_text("Iemand anders dan u keurt dit goed");
    kim.post(path, &[("signatories-0-name", " ")]).await.expect_status(422);
    assert!(!kim.get("/organisatie/mensen").await.body.contains("Wacht op goedkeuring"), "nobody was proposed");
    let fields = [
        ("signatories-0-name", "Mo de Wit"),
        ("signatories-0-function", "wethouder"),
        ("signatories-0-email", "geen adres"),
        ("signatories-0-ground", "office"),
    ];
    let wrong = kim.post(path, &fields).await.expect_status(422);
    let wrong = wrong.expect_text("geen volledig e-mailadres");
    assert!(wrong.body.contains("value=\"Mo de Wit\""), "what was typed stays");
    for crlf in ["mo@zeewolde.example\r\nBcc: x@evil.example", "mo@zeewolde.example\nX: y"] {
        let mut fields = fields;
        fields[2].1 = crlf;
        kim.post(path, &fields).await.expect_status(422);
    }
    let mut with_line = fields;
    (with_line[0].1, with_line[2].1) = ("Mo\r\nBcc: x@evil.example", "mo@zeewolde.example");
    kim.post(path, &with_line).await.expect_status(422);
    let mut right = fields;
    right[2].1 = "mo@zeewolde.example";
    let sent = kim.post(path, &right).await.expect_status(303);
    let people = kim.follow(sent).await.expect_text("Het voorstel wacht nu op goedkeuring");
    let page = people.body.split("href=\"/organisatie/mensen/aanvragen/").nth(1).expect("a link");
    let page = format!("/organisatie/mensen/aanvragen/{}", page.split('"').next().expect("an id"));
    kim.get(&page).await.expect_status(200).expect_text("U droeg dit zelf voor");
    kim.post(&format!("{page}/goedkeuren"), &[("version", "1"), ("preview", "x")]).await.expect_status(409);
    let mut bo = portal.sign_in("bo@zeewolde.example").await;
    bo.get("/organisatie/mensen").await.expect_text("Kim van Zeewolde droeg op");
    bo.get(&page).await.expect_status(200).expect_text("Mo de Wit");
    bo.post(&format!("{page}/afwijzen"), &[("version", "1"), ("reason", "")]).await.expect_status(422);
    bo.get(&page).await.expect_status(200);
    let agreed = bo.submit(&format!("{page}/goedkeuren"), &[]).await.expect_status(303);
    bo.follow(agreed).await.expect_text("U keurde het voorstel goed").expect_text("Mo de Wit");
    portal.run_jobs().await;
    kim.get("/organisatie").await.expect_text("Goedgekeurd door een andere contactpersoon: tekenbevoegden");
    let kept = portal.mail.all();
    assert!(kept.iter().all(|letter| !letter.to.contains("evil") && !letter.subject.contains("evil")));
}

async fn other_organisations_know_nothing_of_it(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    portal.join(Sample::Municipality("Almere")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    let stranger = portal.actor("kim@almere.example").await;
    let id = people::nominate(&portal.app, &kim, &signatory("Mo", "Zeewolde"), NL).await.expect("proposed");
    assert!(matches!(changes::look(&portal.app, &stranger, id).await, Err(AppError::NotFound)));
    assert!(matches!(changes::agree(&portal.app, &stranger, id, 1, "x").await, Err(AppError::NotFound)));
    assert!(matches!(changes::turn_down(&portal.app, &stranger, id, 1, "Nee.").await, Err(AppError::NotFound)));
    // A role that ends between page and click.
    let bo = bo(&portal, &kim, "Zeewolde").await;
    independent(&portal, "bo@zeewolde.example").await;
    let seen = look(&portal, &bo, id).await;
    portal.end_roles("bo@zeewolde.example").await;
    let gone = changes::agree(&portal.app, &bo, id, 1, &digest(&seen)).await;
    assert!(matches!(gone, Err(AppError::NotAllowed(Answer::NotYourRole))), "{gone:?}");
    // Another kind of change is the administrator's alone.
    let mut answers =
        changes::answers_now(&app::organisations::own(&portal.app, &kim).await.expect("own"), portal.app.today());
    answers.system.code = "inforing".into();
    let other = changes::ask(&portal.app, &kim, Kind::System, &answers, NL).await.expect("asked");
    assert!(matches!(changes::look(&portal.app, &kim, other).await, Err(AppError::NotFound)));
    assert!(matches!(changes::agree(&portal.app, &kim, other, 1, "x").await, Err(AppError::NotFound)));
    let noor = portal.administrator().await;
    let stage = changes::review(&portal.app, &noor, other).await.expect("a review").change.stage;
    assert_eq!(stage, Stage::Asked);
    portal.run_jobs().await;
}
