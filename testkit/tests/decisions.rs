//! The administrator's side: correct, ask, refuse, accept; two at once; coverage conflicts.

use app::{
    AppError,
    registrations::{self, Corrections},
    secret::Token,
};
use domain::{
    access::{Acting, Actor, Answer},
    audit::{Event, Subject},
    ids::PersonId,
    registration::{Finding, NotNow, Stage, Step},
};
use jiff::civil::date;
use storage::{audit, coverage, organisations, registrations as kept};
use testkit::{Sample, TestPortal, answers_of, on_both};

on_both!(
    a_correction_is_told,
    a_question_reopens_the_answers,
    a_refusal_gives_its_reason,
    nothing_happens_without_words,
    the_second_administrator_is_told,
    a_double_click_makes_one_organisation,
    only_an_administrator_decides,
    a_draft_is_nobody_elses,
    the_checks_find_what_deserves_a_look,
    a_covered_municipality_needs_a_day,
    a_municipality_that_ended_is_not_accepted,
);

async fn a_correction_is_told(portal: TestPortal) {
    let administrator = portal.administrator().await;
    let registered = portal.register_partner_nationwide("Zonnestrom", "energie").await;
    let fields = [("name", "Zonnestroom"), ("contacts-0-phone", "030 765 43 21"), ("sector", "water")];
    let corrections = Corrections { fields: fields.map(|(name, value)| (name.to_owned(), value.to_owned())).into() };
    registrations::correct(&portal.app, &administrator, registered.id, registered.version, corrections)
        .await
        .expect("corrected");
    portal.run_jobs().await;
    let mail = portal.mail.last_to(&registered.email);
    for words in
        ["Zonnestrom → Zonnestroom", "020 123 45 67 → 030 765 43 21", "naam", "telefoonnummer (contactpersoon)"]
    {
        assert!(mail.plain.contains(words), "{words}: {}", mail.plain);
    }
    let review = registrations::review(&portal.app, &administrator, registered.id).await.expect("a review");
    let application = review.application.expect("complete");
    assert_eq!(application.name.as_str(), "Zonnestroom");
    assert_eq!(review.summary.registration.answers.sector, "energie", "choices are not corrected");
    let wanted = Event::RegistrationCorrected { fields: vec!["name".into(), "contacts-0-phone".into()] };
    assert_eq!(review.history.last().expect("a line").event, wanted);
    // A correction that makes it wrong is refused and changes nothing.
    let version = review.summary.registration.version;
    let corrections = Corrections { fields: vec![("kvk".into(), "12".into())] };
    let refused = registrations::correct(&portal.app, &administrator, registered.id, version, corrections).await;
    assert!(matches!(refused, Err(AppError::Problems(_))), "{refused:?}");
    let review = registrations::review(&portal.app, &administrator, registered.id).await.expect("a review");
    assert_eq!(review.summary.registration.version, version);
}

async fn a_question_reopens_the_answers(portal: TestPortal) {
    let administrator = portal.administrator().await;
    let registered = portal.register_municipality("Zeewolde").await;
    let text = "Wie tekent er?\nEn sinds wanneer?";
    registrations::question(&portal.app, &administrator, registered.id, registered.version, text).await.expect("asked");
    portal.run_jobs().await;
    let mail = portal.mail.last_to(&registered.email);
    assert!(mail.plain.contains("Wie tekent er?") && mail.plain.contains("En sinds wanneer?"), "{}", mail.plain);
    let link = portal.mail.link(&registered.email, "/aanmelden/verder/");
    let fresh = link.rsplit('/').next().and_then(Token::parse).expect("a token");
    // The first link may have gone astray: it leads nowhere any more.
    let old = registrations::draft(&portal.app, &registered.token).await;
    assert!(matches!(old, Err(AppError::NotFound)), "{old:?}");
    let mut draft = registrations::resume(&portal.app, &fresh).await.expect("the answers").registration;
    assert_eq!(draft.question.as_deref(), Some(text));
    "burgemeester".clone_into(&mut draft.answers.signatories[0].function);
    registrations::save(&portal.app, &fresh, Step::Signatories, draft.answers).await.expect("saved");
    assert_eq!(registrations::submit(&portal.app, &fresh).await.expect("sent in"), Stage::Confirmed);
    let (queue, _) = registrations::queue(&portal.app, &administrator).await.expect("the queue");
    assert_eq!(queue[0].registration.stage, Stage::Confirmed);
    let version = queue[0].registration.version;
    registrations::accept(&portal.app, &administrator, registered.id, version, None).await.expect("accepted");
    portal.run_jobs().await;
}

async fn a_refusal_gives_its_reason(portal: TestPortal) {
    let administrator = portal.administrator().await;
    let registered = portal.register_partner_nationwide("Zonnestroom", "energie").await;
    registrations::refuse(&portal.app, &administrator, registered.id, registered.version, "Geen vergunning.")
        .await
        .expect("refused");
    portal.run_jobs().await;
    let mail = portal.mail.last_to(&registered.email);
    assert!(mail.subject.contains("niet goedgekeurd") && mail.plain.contains("Geen vergunning."), "{}", mail.plain);
    let review = registrations::review(&portal.app, &administrator, registered.id).await.expect("a review");
    let registration = &review.summary.registration;
    assert_eq!((registration.stage, registration.reason.as_deref()), (Stage::Refused, Some("Geen vergunning.")));
    assert_eq!(review.decided_by.as_deref(), Some("Noor van Dam"));
    assert_eq!(review.history.last().expect("a line").event, Event::RegistrationRefused);
    let version = registration.version;
    let late = registrations::accept(&portal.app, &administrator, registered.id, version, None).await;
    assert!(matches!(late, Err(AppError::NotNow(NotNow::AlreadyDecided))), "{late:?}");
    assert_eq!(portal.agreements().await, 0);
}

async fn nothing_happens_without_words(portal: TestPortal) {
    let administrator = portal.administrator().await;
    let registered = portal.register_municipality("Zeewolde").await;
    let too_long = "x".repeat(2_001);
    for text in ["", "  \n ", too_long.as_str(), "rechts\u{202e}naar links", "bel\u{7}"] {
        let (id, version) = (registered.id, registered.version);
        let asked = registrations::question(&portal.app, &administrator, id, version, text).await;
        let refused = registrations::refuse(&portal.app, &administrator, id, version, text).await;
        for answer in [asked, refused] {
            assert!(matches!(answer, Err(AppError::Problems(_))), "{text:?}: {answer:?}");
        }
    }
    assert_eq!(portal.run_jobs().await, 0);
}

async fn the_second_administrator_is_told(portal: TestPortal) {
    let first = portal.administrator().await;
    let second = portal.administrator_at("tom@vroegteken.example").await;
    let registered = portal.register_municipality("Zeewolde").await;
    let (id, version) = (registered.id, registered.version);
    let corrections = Corrections { fields: vec![("city".into(), "Zeewolde".into())] };
    registrations::correct(&portal.app, &first, id, version, corrections.clone()).await.expect("corrected");
    let answers = [
        registrations::accept(&portal.app, &second, id, version, None).await.map(drop),
        registrations::refuse(&portal.app, &second, id, version, "Nee.").await,
        registrations::question(&portal.app, &second, id, version, "Wat?").await,
        registrations::correct(&portal.app, &second, id, version, corrections).await,
    ];
    for answer in answers {
        assert!(matches!(answer, Err(AppError::Stale)), "{answer:?}");
    }
    registrations::accept(&portal.app, &second, id, version + 1, None).await.expect("accepted");
    portal.run_jobs().await;
}

async fn a_double_click_makes_one_organisation(portal: TestPortal) {
    let administrator = portal.administrator().await;
    let registered = portal.register_municipality("Zeewolde").await;
    let clicks: Vec<_> = (0..4)
        .map(|_| {
            let (app, id, version) = (portal.app.clone(), registered.id, registered.version);
            tokio::spawn(async move { registrations::accept(&app, &administrator, id, version, None).await })
        })
        .collect();
    let mut accepted = 0;
    for click in clicks {
        match click.await.expect("no panic") {
            Ok(_) => accepted += 1,
            Err(AppError::Stale | AppError::NotNow(NotNow::AlreadyDecided)) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    portal.run_jobs().await;
    let mut tx = portal.app.read().await.expect("a transaction");
    let count = organisations::count(&mut tx, &organisations::Filter::default()).await.expect("a count");
    assert_eq!((accepted, count), (1, 1));
    let history = audit::history(&mut tx, Subject::Registration(registered.id)).await.expect("a history");
    let accepted = history.iter().filter(|line| line.event.code() == "registration_accepted").count();
    assert_eq!(accepted, 1);
    let invitations = portal.mail.all().iter().filter(|letter| letter.subject.starts_with("Uitnodiging")).count();
    assert_eq!(invitations, 2, "one for each person");
}

async fn only_an_administrator_decides(portal: TestPortal) {
    portal.join(Sample::Municipality("Almere")).await;
    let registered = portal.register_municipality("Zeewolde").await;
    let (id, version) = (registered.id, registered.version);
    let nobody = Actor::Person { id: PersonId(uuid::Uuid::from_u128(1)), acting: Acting::Nobody, signs: false };
    let actors = [
        (Actor::Visitor, Answer::SignInFirst),
        (portal.actor("kim@almere.example").await, Answer::NotYourRole),
        (portal.actor("lou@almere.example").await, Answer::NotYourRole),
        (nobody, Answer::NotYourRole),
    ];
    for (actor, wanted) in actors {
        let app = &portal.app;
        let answers = [
            registrations::queue(app, &actor).await.map(drop),
            registrations::review(app, &actor, id).await.map(drop),
            registrations::accept(app, &actor, id, version, None).await.map(drop),
            registrations::refuse(app, &actor, id, version, "Nee.").await,
            registrations::question(app, &actor, id, version, "Wat?").await,
            registrations::correct(app, &actor, id, version, Corrections::default()).await,
            app::jobs::health(app, &actor).await.map(drop),
            app::jobs::log(app, &actor, app::jobs::Piece::First, None).await.map(drop),
        ];
        for answer in answers {
            assert!(matches!(answer, Err(AppError::NotAllowed(no)) if no == wanted), "{actor:?}: {answer:?}");
        }
    }
}

async fn a_draft_is_nobody_elses(portal: TestPortal) {
    let administrator = portal.administrator().await;
    let answers = answers_of(Sample::Municipality("Zeewolde"), &portal.kvk());
    let token = portal.draft(domain::registration::Applicant::Municipality, &answers).await;
    let id = registrations::draft(&portal.app, &token).await.expect("the draft").registration.id;
    portal.run_jobs().await;
    let shown = registrations::review(&portal.app, &administrator, id).await;
    assert!(matches!(shown, Err(AppError::NotFound)), "{:?}", shown.map(drop));
    let accepted = registrations::accept(&portal.app, &administrator, id, 1, None).await;
    assert!(matches!(accepted, Err(AppError::NotNow(NotNow::NotConfirmed))), "{accepted:?}");
    let (queue, decided) = registrations::queue(&portal.app, &administrator).await.expect("the queue");
    assert!(queue.is_empty() && decided.is_empty());
}

async fn the_checks_find_what_deserves_a_look(portal: TestPortal) {
    let administrator = portal.administrator().await;
    let first = portal.register_partner_nationwide("Zonnestroom", "energie").await;
    let kvk = kept::find(&mut portal.app.read().await.expect("a transaction"), first.id).await.expect("an answer");
    let kvk = kvk.expect("there").answers.kvk;
    portal.accept(&first).await;
    portal.run_jobs().await;
    let mut answers = answers_of(Sample::Nationwide("Zonnestroom Zakelijk", "energie"), &kvk);
    answers.signatories[0].email = "info@elders.example".into();
    answers.signatories[0].own_mailbox = true;
    answers.executor = "yes".into();
    answers.executor_name = "Onbekend Bureau".into();
    answers.executor_party = true;
    let registered = portal.register_with(domain::registration::Applicant::SignalPartner, &answers).await;
    let review = registrations::review(&portal.app, &administrator, registered.id).await.expect("a review");
    let has = |wanted: fn(&Finding) -> bool| review.findings.iter().any(wanted);
    assert!(has(|f| matches!(f, Finding::DuplicateKvk { name, .. } if name == "Zonnestroom")), "{:?}", review.findings);
    assert!(has(|f| matches!(f, Finding::OtherDomain { .. })));
    assert!(has(|f| matches!(f, Finding::SharedMailbox { .. })));
    assert!(has(|f| matches!(f, Finding::ExecutorUnknown { .. })));
    assert!(!review.findings.iter().any(Finding::blocks));
    let landlord = portal.register_landlord("Bo Smit", "Almere").await;
    let review = registrations::review(&portal.app, &administrator, landlord.id).await.expect("a review");
    assert_eq!(review.findings, [Finding::NoKvk], "the same person twice is normal for a landlord");
}

async fn a_covered_municipality_needs_a_day(portal: TestPortal) {
    let administrator = portal.administrator().await;
    portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    let zeewolde = portal.join(Sample::Municipality("Zeewolde")).await;
    assert_eq!(portal.agreements().await, 1);
    let registered = portal.register_joint_body("Regio Noord", &["Zeewolde", "Almere"]).await;
    let review = registrations::review(&portal.app, &administrator, registered.id).await.expect("a review");
    assert!(review.findings.iter().any(Finding::blocks), "{:?}", review.findings);
    let (id, version) = (registered.id, registered.version);
    let accept = async |on| registrations::accept(&portal.app, &administrator, id, version, on).await;
    let without = accept(None).await;
    assert!(matches!(without, Err(AppError::NeedsHandOver)), "{without:?}");
    // In the past, and on the first day of the present coverage: neither leaves a day for both.
    for day in [date(2026, 11, 23), date(2026, 11, 24)] {
        let refused = accept(Some(day)).await;
        assert!(matches!(refused, Err(AppError::HandOverDate)), "{day}: {refused:?}");
    }
    let new = accept(Some(date(2027, 1, 1))).await.expect("accepted");
    portal.run_jobs().await;
    let mut tx = portal.app.read().await.expect("a transaction");
    for (day, wanted) in [(date(2026, 12, 31), zeewolde), (date(2027, 1, 1), new)] {
        let covered = coverage::on(&mut tx, day).await.expect("a list");
        let of = |code: &str| covered.iter().find(|c| c.municipality.as_str() == code).map(|c| c.organisation);
        assert_eq!((of("GM0050"), of("GM0034")), (Some(wanted), Some(new)), "{day}");
        assert_eq!(covered.len(), 2, "each municipality once");
    }
    for organisation in [zeewolde, new] {
        let history = audit::history(&mut tx, Subject::Organisation(organisation)).await.expect("a history");
        let told = history.iter().filter(|line| line.event.code() == "coverage_handed_over").count();
        assert_eq!(told, 1);
    }
    drop(tx);
    assert_eq!(portal.agreements().await, 2, "the new party has its own");
}

async fn a_municipality_that_ended_is_not_accepted(portal: TestPortal) {
    let administrator = portal.administrator().await;
    // Wijdemeren ends on 1 January 2027.
    let registered = portal.register_municipality("Wijdemeren").await;
    portal.clock.set("2027-01-01T09:00:00+01:00");
    let (id, version) = (registered.id, registered.version);
    let late = registrations::accept(&portal.app, &administrator, id, version, None).await;
    assert!(matches!(late, Err(AppError::Problems(_))), "{late:?}");
    let review = registrations::review(&portal.app, &administrator, id).await.expect("a review");
    assert!(review.application.is_err(), "the page says what is wrong");
}
