//! The links of a registration once more: mailed again, after a mistyped address, and mended by the administrator.

use app::{AppError, registrations, secret::Token};
use domain::{
    access::{Actor, Answer},
    audit::Event,
    registration::{Answers, Applicant, NotNow, Stage, Step},
};
use testkit::{Sample, TestPortal, answers_of, on_both};

on_both!(
    executors_are_offered_by_name,
    what_is_awaited_is_mailed_again,
    another_address_in_a_draft_gets_another_link,
    an_address_that_was_never_confirmed_is_mended,
    an_address_is_mended_after_it_was_confirmed,
    a_question_follows_to_the_mended_address,
    only_an_administrator_mends,
    an_administrator_mends_through_the_pages,
);

const NEW: &str = "goed@zeewolde.example";

/// The token at the end of the last link of this kind in the mails to somebody.
fn token(portal: &TestPortal, email: &str, before: &str) -> Token {
    let link = portal.mail.link(email, before);
    link.rsplit('/').next().and_then(Token::parse).expect("a token in the link")
}

async fn submitted(portal: &TestPortal) -> (Token, Answers) {
    let answers = answers_of(Sample::Municipality("Zeewolde"), &portal.kvk());
    let draft = portal.draft(Applicant::Municipality, &answers).await;
    assert_eq!(registrations::submit(&portal.app, &draft).await.expect("sent in"), Stage::Submitted);
    portal.run_jobs().await;
    (draft, answers)
}

async fn executors_are_offered_by_name(portal: TestPortal) {
    assert!(registrations::executor_names(&portal.app).await.expect("a list").is_empty());
    for sample in [Sample::Executor("Kredietbank Zuid"), Sample::Municipality("Zeewolde"), Sample::Executor("Éénhulp")]
    {
        portal.join(sample).await;
    }
    portal.register_executor("Nog Niet Goedgekeurd").await;
    let names = registrations::executor_names(&portal.app).await.expect("a list");
    assert_eq!(names, ["Éénhulp", "Kredietbank Zuid"], "accepted executors only, by name");
}

async fn what_is_awaited_is_mailed_again(portal: TestPortal) {
    let administrator = portal.administrator().await;
    let answers = answers_of(Sample::Municipality("Zeewolde"), &portal.kvk());
    let email = &answers.registrant_email;
    let draft = portal.draft(Applicant::Municipality, &answers).await;
    portal.run_jobs().await;
    let mails = || portal.mail.to(email).len();
    let before = mails();
    registrations::mail_again(&portal.app, &draft).await.expect("mailed");
    portal.run_jobs().await;
    assert_eq!(mails(), before + 1);
    assert_eq!(token(&portal, email, "/aanmelden/verder/").reveal(), draft.reveal(), "the same link");

    registrations::submit(&portal.app, &draft).await.expect("sent in");
    portal.run_jobs().await;
    let first = token(&portal, email, "/aanmelden/bevestigen/");
    registrations::mail_again(&portal.app, &draft).await.expect("mailed");
    portal.run_jobs().await;
    let second = token(&portal, email, "/aanmelden/bevestigen/");
    let old = registrations::confirm(&portal.app, &first).await;
    assert!(matches!(old, Err(AppError::NotFound)), "an older confirmation link leads nowhere: {old:?}");
    let registration = registrations::confirm(&portal.app, &second).await.expect("confirmed");
    let nothing = registrations::mail_again(&portal.app, &draft).await;
    assert!(matches!(nothing, Err(AppError::NotNow(NotNow::AlreadyConfirmed))), "{nothing:?}");

    let version = registration.version + 1;
    registrations::question(&portal.app, &administrator, registration.id, version, "Wie tekent?").await.expect("asked");
    portal.run_jobs().await;
    let asked = token(&portal, email, "/aanmelden/verder/");
    registrations::mail_again(&portal.app, &asked).await.expect("mailed");
    portal.run_jobs().await;
    assert!(portal.mail.last_to(email).plain.contains("Wie tekent?"), "the question again");
    assert_eq!(token(&portal, email, "/aanmelden/verder/").reveal(), asked.reveal());
    registrations::refuse(&portal.app, &administrator, registration.id, version + 1, "Nee.").await.expect("refused");
    portal.run_jobs().await;
    let decided = registrations::mail_again(&portal.app, &asked).await;
    assert!(matches!(decided, Err(AppError::NotNow(NotNow::AlreadyDecided))), "{decided:?}");
    let unknown = Token::parse(&"A".repeat(43)).expect("a token");
    let unknown = registrations::mail_again(&portal.app, &unknown).await;
    assert!(matches!(unknown, Err(AppError::NotFound)), "{unknown:?}");
}

async fn another_address_in_a_draft_gets_another_link(portal: TestPortal) {
    let mut answers = answers_of(Sample::Municipality("Zeewolde"), &portal.kvk());
    let draft = portal.draft(Applicant::Municipality, &answers).await;
    portal.run_jobs().await;
    answers.registrant_email = NEW.to_owned();
    registrations::save(&portal.app, &draft, Step::Begin, answers).await.expect("saved");
    let fresh = registrations::readdress(&portal.app, &draft).await.expect("another link");
    portal.run_jobs().await;
    assert_eq!(token(&portal, NEW, "/aanmelden/verder/").reveal(), fresh.reveal(), "the new address got it");
    let old = registrations::draft(&portal.app, &draft).await;
    assert!(matches!(old, Err(AppError::NotFound)), "{:?}", old.map(drop));
    registrations::submit(&portal.app, &fresh).await.expect("sent in");
    portal.run_jobs().await;
    let late = registrations::readdress(&portal.app, &fresh).await;
    assert!(matches!(late, Err(AppError::NotNow(NotNow::AlreadySent))), "{:?}", late.map(drop));
    // A private landlord gets no link to a draft, whatever the address.
    let landlord = answers_of(Sample::Landlord("Bo Smit", "Zeewolde"), &portal.kvk());
    let draft = portal.draft(Applicant::Landlord, &landlord).await;
    registrations::readdress(&portal.app, &draft).await.expect("another token");
    assert_eq!(portal.run_jobs().await, 0);
}

async fn an_address_that_was_never_confirmed_is_mended(portal: TestPortal) {
    let administrator = portal.administrator().await;
    let (draft, answers) = submitted(&portal).await;
    let old = token(&portal, &answers.registrant_email, "/aanmelden/bevestigen/");
    let waits = registrations::unconfirmed(&portal.app, &administrator).await.expect("a list");
    assert_eq!(waits.len(), 1);
    let (id, version) = (waits[0].id, waits[0].version);
    let mend =
        async |version, typed: &str| registrations::mend_address(&portal.app, &administrator, id, version, typed).await;
    let wrong = mend(version, "geen adres").await;
    assert!(
        matches!(&wrong, Err(AppError::Problems(problems)) if problems[0].field == "registrant_email"),
        "{wrong:?}"
    );
    let stale = mend(version + 1, NEW).await;
    assert!(matches!(stale, Err(AppError::Stale)), "{stale:?}");
    assert!(!mend(version, &answers.registrant_email).await.expect("the same"), "nothing changes");
    assert_eq!(portal.run_jobs().await, 0, "and nobody is mailed");
    assert!(mend(version, NEW).await.expect("mended"));
    portal.run_jobs().await;
    for dead in [&old, &draft] {
        assert!(matches!(registrations::confirm(&portal.app, dead).await, Err(AppError::NotFound)));
        assert!(matches!(registrations::draft(&portal.app, dead).await, Err(AppError::NotFound)));
    }
    let fresh = token(&portal, NEW, "/aanmelden/bevestigen/");
    let confirmed = registrations::confirm(&portal.app, &fresh).await.expect("confirmed");
    portal.run_jobs().await;
    assert_eq!((confirmed.email.as_str(), confirmed.answers.registrant_email.as_str()), (NEW, NEW));
    assert!(registrations::unconfirmed(&portal.app, &administrator).await.expect("a list").is_empty());
    let review = registrations::review(&portal.app, &administrator, id).await.expect("a review");
    assert!(review.history.iter().any(|line| line.event == Event::RegistrationReaddressed));
    assert!(review.application.is_ok());
}

async fn an_address_is_mended_after_it_was_confirmed(portal: TestPortal) {
    let administrator = portal.administrator().await;
    let registered = portal.register_municipality("Zeewolde").await;
    let app = &portal.app;
    registrations::mend_address(app, &administrator, registered.id, registered.version, NEW).await.expect("mended");
    portal.run_jobs().await;
    // Nothing is decided on an address that nobody has confirmed.
    let accepted = registrations::accept(app, &administrator, registered.id, registered.version + 1, None).await;
    assert!(matches!(accepted, Err(AppError::NotNow(NotNow::NotConfirmed))), "{accepted:?}");
    let (queue, _) = registrations::queue(app, &administrator).await.expect("the queue");
    assert!(queue.is_empty());
    registrations::confirm(app, &token(&portal, NEW, "/aanmelden/bevestigen/")).await.expect("confirmed");
    let review = registrations::review(app, &administrator, registered.id).await.expect("a review");
    let version = review.summary.registration.version;
    registrations::accept(app, &administrator, registered.id, version, None).await.expect("accepted");
    let late = registrations::mend_address(app, &administrator, registered.id, version + 1, "x@y.example").await;
    assert!(matches!(late, Err(AppError::NotNow(NotNow::AlreadyDecided))), "{late:?}");
    portal.run_jobs().await;
}

async fn a_question_follows_to_the_mended_address(portal: TestPortal) {
    let administrator = portal.administrator().await;
    let registered = portal.register_municipality("Zeewolde").await;
    let (app, id, version) = (&portal.app, registered.id, registered.version);
    registrations::question(app, &administrator, id, version, "Wie tekent?").await.expect("asked");
    portal.run_jobs().await;
    let old = token(&portal, &registered.email, "/aanmelden/verder/");
    registrations::mend_address(app, &administrator, id, version + 1, NEW).await.expect("mended");
    portal.run_jobs().await;
    assert!(matches!(registrations::resume(app, &old).await, Err(AppError::NotFound)));
    assert!(portal.mail.last_to(NEW).plain.contains("Wie tekent?"));
    let fresh = token(&portal, NEW, "/aanmelden/verder/");
    assert_eq!(registrations::submit(app, &fresh).await.expect("sent in"), Stage::Confirmed);
}

async fn only_an_administrator_mends(portal: TestPortal) {
    let administrator = portal.administrator().await;
    portal.join(Sample::Municipality("Almere")).await;
    let registered = portal.register_municipality("Zeewolde").await;
    let actors =
        [(Actor::Visitor, Answer::SignInFirst), (portal.actor("kim@almere.example").await, Answer::NotYourRole)];
    for (actor, wanted) in actors {
        let answers = [
            registrations::unconfirmed(&portal.app, &actor).await.map(drop),
            registrations::addressed(&portal.app, &actor, registered.id).await.map(drop),
            registrations::mend_address(&portal.app, &actor, registered.id, registered.version, NEW).await.map(drop),
        ];
        for answer in answers {
            assert!(matches!(answer, Err(AppError::NotAllowed(no)) if no == wanted), "{actor:?}: {answer:?}");
        }
    }
    // A draft stays the registrant's own.
    let answers = answers_of(Sample::Municipality("Urk"), &portal.kvk());
    let draft = portal.draft(Applicant::Municipality, &answers).await;
    let id = registrations::draft(&portal.app, &draft).await.expect("the draft").registration.id;
    let mended = registrations::mend_address(&portal.app, &administrator, id, 1, NEW).await;
    assert!(matches!(mended, Err(AppError::NotFound)), "{mended:?}");
    portal.run_jobs().await;
}

async fn an_administrator_mends_through_the_pages(portal: TestPortal) {
    portal.administrator().await;
    let (_, answers) = submitted(&portal).await;
    let mut noor = portal.sign_in(TestPortal::ADMINISTRATOR).await;
    let queue = noor.get("/beheer/aanmeldingen").await.expect_status(200);
    assert!(queue.says(&answers.registrant_email), "who waits for a confirmation stands in the queue");
    let path =
        queue.body.split("href=\"").filter_map(|rest| rest.split('"').next()).find(|href| href.ends_with("/adres"));
    let path = path.expect("a link to mend the address").to_owned();
    noor.get(&path).await.expect_status(200);
    let wrong = noor.submit(&path, &[("registrant_email", "geen adres")]).await.expect_status(422);
    assert!(wrong.body.contains("geen adres"), "what was typed stays");
    noor.submit(&path, &[("registrant_email", NEW)]).await.expect_status(303);
    portal.run_jobs().await;
    noor.get("/beheer/aanmeldingen").await.expect_status(200).expect_text(NEW);
    let confirm = portal.mail.link(NEW, "/aanmelden/bevestigen/");
    let mut registrant = portal.client();
    registrant.get(&confirm).await.expect_status(200);
    let done = registrant.submit(&confirm, &[]).await;
    registrant.follow(done).await.expect_status(200).expect_text("bevestigd");
    portal.run_jobs().await;
}
