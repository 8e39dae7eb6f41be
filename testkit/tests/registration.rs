//! From the first answer to an accepted organisation, for every kind; tokens; both clocks.

use app::{AppError, jobs, mail::Language, registrations, secret::Token};
use domain::{
    audit::{Event, Subject},
    calendar::local_date,
    party::{OrganisationKind, Role},
    registration::{Answers, Applicant, NotNow, Stage, Step},
};
use jiff::{SignedDuration, civil::date};
use storage::{audit, coverage, organisations, people};
use testkit::{Sample, TestPortal, answers_of, on_both};

on_both!(
    every_kind_joins,
    acceptance_invites_everybody_once,
    a_draft_is_resumed_and_sent_in_once,
    a_confirmation_counts_once,
    the_clock_until_the_decision_knows_holidays,
    the_clock_until_the_agreements_stand,
    a_landlord_gets_no_link_to_a_draft,
    mails_speak_the_language_of_the_registrant,
);

async fn every_kind_joins(portal: TestPortal) {
    let cases = [
        (Sample::Executor("Kredietbank Midden"), OrganisationKind::Executor, 0),
        (Sample::Municipality("Zeewolde"), OrganisationKind::Municipality, 0),
        (Sample::JointBody("Regio Noord", &["Almere", "Lelystad"]), OrganisationKind::JointBody, 0),
        (Sample::Nationwide("Zonnestroom", "energie"), OrganisationKind::SignalPartner, 2),
        (Sample::In("Woonhuis", "huur", &["Lelystad"]), OrganisationKind::SignalPartner, 3),
        (Sample::Landlord("Bo Smit", "Zeewolde"), OrganisationKind::SignalPartner, 4),
    ];
    for (sample, kind, agreements) in cases {
        let id = portal.join(sample).await;
        let mut tx = portal.app.read().await.expect("a transaction");
        let organisation = organisations::find(&mut tx, id).await.expect("an answer").expect("there");
        assert_eq!((organisation.kind, organisation.name.as_str()), (kind, sample.name()));
        let history =
            audit::history(&mut tx, Subject::Registration(organisation.registration)).await.expect("a history");
        let events: Vec<_> = history.iter().map(|line| line.event.code()).collect();
        let wanted =
            ["registration_begun", "registration_submitted", "registration_confirmed", "registration_accepted"];
        assert_eq!(events, wanted, "{sample:?}");
        let history = audit::history(&mut tx, Subject::Organisation(id)).await.expect("a history");
        assert_eq!(history[0].event, Event::OrganisationAdded { registration: organisation.registration });
        drop(tx);
        assert_eq!(portal.agreements().await, agreements, "{sample:?}");
    }
    let mut tx = portal.app.read().await.expect("a transaction");
    let covered = coverage::on(&mut tx, portal.app.today()).await.expect("a list");
    let covered: Vec<_> = covered.iter().map(|c| (c.municipality.to_string(), c.name.clone())).collect();
    let wanted = [("GM0034", "Regio Noord"), ("GM0050", "Zeewolde"), ("GM0995", "Regio Noord")];
    assert_eq!(covered, wanted.map(|(code, name)| (code.to_owned(), name.to_owned())));
}

async fn acceptance_invites_everybody_once(portal: TestPortal) {
    let mut answers = answers_of(Sample::Nationwide("Zonnestroom", "energie"), &portal.kvk());
    // One person in both roles gets one invitation for both.
    answers.signatories.push(answers.contacts[0].clone());
    "register".clone_into(&mut answers.signatories[1].ground);
    let id = portal.join_with(Applicant::SignalPartner, &answers).await;
    let kim: Vec<_> = portal.mail.to("kim@zonnestroom.example").into_iter().map(|letter| letter.subject).collect();
    let wanted = [
        "Uw aanmelding is bewaard",
        "Bevestig uw aanmelding",
        "Uw aanmelding is ontvangen",
        "Uitnodiging: overeenkomsten van Zonnestroom",
        "Uw aanmelding is goedgekeurd",
    ];
    assert_eq!(kim, wanted);
    let lou = portal.mail.to("lou@zonnestroom.example");
    assert_eq!(lou.len(), 1);
    assert!(lou[0].plain.contains("Alleen door Lou van Zonnestroom zelf te tekenen"), "{}", lou[0].plain);
    let mut tx = portal.app.read().await.expect("a transaction");
    let roles: Vec<_> =
        people::members(&mut tx, id).await.expect("members").into_iter().map(|m| (m.person.email, m.role)).collect();
    let wanted = [
        ("kim@zonnestroom.example", Role::Contact),
        ("lou@zonnestroom.example", Role::Signatory),
        ("kim@zonnestroom.example", Role::Signatory),
    ];
    assert_eq!(roles, wanted.map(|(email, role)| (email.to_owned(), role)));
    let person = people::by_email(&mut tx, "kim@zonnestroom.example").await.expect("an answer").expect("there");
    let history = audit::history(&mut tx, Subject::Person(person.id)).await.expect("a history");
    assert_eq!(history.len(), 1, "one invitation: {history:?}");
}

async fn a_draft_is_resumed_and_sent_in_once(portal: TestPortal) {
    let answers = answers_of(Sample::Municipality("Zeewolde"), &portal.kvk());
    let first = Answers {
        registrant_name: answers.registrant_name.clone(),
        registrant_email: answers.registrant_email.clone(),
        ..Answers::default()
    };
    let token = registrations::begin(&portal.app, Applicant::Municipality, first.clone(), Language::Dutch).await;
    let token = token.expect("begun");
    portal.run_jobs().await;
    // The link in the mail leads to the same draft; wrong answers are kept, with what is wrong.
    let link = portal.mail.link(&answers.registrant_email, "/aanmelden/verder/");
    let from_mail = link.rsplit('/').next().and_then(Token::parse).expect("a token");
    let wrong = Answers { kvk: "123".into(), ..first };
    let problems =
        registrations::save(&portal.app, &from_mail, Step::Organisation, wrong.clone()).await.expect("saved");
    assert!(problems.iter().any(|problem| problem.field == "kvk"), "{problems:?}");
    let resumed = registrations::resume(&portal.app, &token).await.expect("the draft");
    assert_eq!(resumed.registration.answers, wrong);
    let incomplete = registrations::submit(&portal.app, &token).await;
    assert!(matches!(incomplete, Err(AppError::Problems(_))), "{incomplete:?}");
    registrations::save(&portal.app, &token, Step::Review, answers.clone()).await.expect("saved");
    assert_eq!(registrations::submit(&portal.app, &token).await.expect("sent in"), Stage::Submitted);
    let again = registrations::submit(&portal.app, &token).await;
    assert!(matches!(again, Err(AppError::NotNow(NotNow::AlreadySent))), "{again:?}");
    let late = registrations::save(&portal.app, &token, Step::Review, answers).await;
    assert!(matches!(late, Err(AppError::NotNow(NotNow::AlreadySent))), "{late:?}");
    let resumed = registrations::resume(&portal.app, &token).await;
    assert!(matches!(resumed, Err(AppError::NotNow(NotNow::AlreadySent))), "{resumed:?}");
    portal.run_jobs().await;
}

async fn a_confirmation_counts_once(portal: TestPortal) {
    let answers = answers_of(Sample::Municipality("Zeewolde"), &portal.kvk());
    let draft = portal.draft(Applicant::Municipality, &answers).await;
    registrations::submit(&portal.app, &draft).await.expect("sent in");
    portal.run_jobs().await;
    let link = portal.mail.link(&answers.registrant_email, "/aanmelden/bevestigen/");
    let token = link.rsplit('/').next().and_then(Token::parse).expect("a token");
    // A token of one use fits no other, and an unknown one leads nowhere.
    let unknown = Token::parse(&"A".repeat(43)).expect("a token");
    for foreign in [&draft, &unknown] {
        let refused = registrations::confirm(&portal.app, foreign).await;
        assert!(matches!(refused, Err(AppError::NotFound)), "{refused:?}");
    }
    for foreign in [&token, &unknown] {
        let refused = registrations::draft(&portal.app, foreign).await;
        assert!(matches!(refused, Err(AppError::NotFound)), "{refused:?}");
    }
    // Looking changes nothing: link scanners open links.
    for _ in 0..3 {
        let pending = registrations::pending_confirmation(&portal.app, &token).await.expect("the registration");
        assert_eq!(pending.stage, Stage::Submitted);
    }
    let (one, other) =
        tokio::join!(registrations::confirm(&portal.app, &token), registrations::confirm(&portal.app, &token));
    assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
    let again = registrations::confirm(&portal.app, &token).await;
    assert!(matches!(again, Err(AppError::NotNow(NotNow::AlreadyConfirmed))), "{again:?}");
    portal.run_jobs().await;
    let received = portal.mail.to(&answers.registrant_email);
    assert_eq!(received.iter().filter(|letter| letter.subject == "Uw aanmelding is ontvangen").count(), 1);
}

async fn the_clock_until_the_decision_knows_holidays(portal: TestPortal) {
    let administrator = portal.administrator().await;
    // Thursday before Christmas: Friday and Saturday are holidays, then it is Sunday.
    portal.clock.set("2026-12-24T16:00:00+01:00");
    let registered = portal.register_municipality("Zeewolde").await;
    let mail = portal.mail.last_to(&registered.email);
    assert!(mail.plain.contains("maandag 28 december 2026"), "{}", mail.plain);
    let (queue, _) = registrations::queue(&portal.app, &administrator).await.expect("the queue");
    let by = queue[0].decide_by.expect("it waits");
    assert_eq!((local_date(by), queue[0].is_late), (date(2026, 12, 28), false));
    portal.clock.set("2026-12-28T23:59:00+01:00");
    assert_eq!(jobs::health(&portal.app, &administrator).await.expect("health").late, 0);
    portal.clock.set("2026-12-29T00:01:00+01:00");
    let health = jobs::health(&portal.app, &administrator).await.expect("health");
    assert_eq!((health.waiting, health.late), (1, 1));
    // The registrant is asked: the clock stands still, and begins anew with the answer.
    let (id, version) = (registered.id, registered.version);
    registrations::question(&portal.app, &administrator, id, version, "Welk systeem?").await.expect("asked");
    let health = jobs::health(&portal.app, &administrator).await.expect("health");
    assert_eq!((health.waiting, health.questioned, health.late), (0, 1, 0));
    portal.run_jobs().await;
}

async fn the_clock_until_the_agreements_stand(portal: TestPortal) {
    let administrator = portal.administrator().await;
    portal.join(Sample::Municipality("Zeewolde")).await;
    let registered = portal.register_partner_nationwide("Zonnestroom", "energie").await;
    let id = portal.accept(&registered).await;
    let alarms = || async { jobs::health(&portal.app, &administrator).await.expect("health").ungenerated };
    assert_eq!(alarms().await, 0, "seconds are fine");
    portal.clock.forward(SignedDuration::from_mins(5));
    assert_eq!(alarms().await, 1, "minutes are not");
    portal.run_jobs().await;
    assert_eq!(alarms().await, 0);
    let mut tx = portal.app.read().await.expect("a transaction");
    let organisation = organisations::find(&mut tx, id).await.expect("an answer").expect("there");
    assert_eq!(organisation.generated_at, Some(portal.app.now()));
}

async fn a_landlord_gets_no_link_to_a_draft(portal: TestPortal) {
    let registered = portal.register_landlord("Bo Smit", "Zeewolde").await;
    let subjects: Vec<_> = portal.mail.to(&registered.email).into_iter().map(|letter| letter.subject).collect();
    assert_eq!(subjects, ["Bevestig uw aanmelding", "Uw aanmelding is ontvangen"]);
    let id = portal.accept(&registered).await;
    portal.run_jobs().await;
    let mut tx = portal.app.read().await.expect("a transaction");
    let organisation = organisations::find(&mut tx, id).await.expect("an answer").expect("there");
    assert_eq!((organisation.kvk, organisation.sector.as_deref()), (None, Some("huur")));
}

async fn mails_speak_the_language_of_the_registrant(portal: TestPortal) {
    let answers = answers_of(Sample::Nationwide("Zonnestroom", "energie"), &portal.kvk());
    registrations::begin(&portal.app, Applicant::SignalPartner, answers.clone(), Language::English)
        .await
        .expect("begun");
    portal.run_jobs().await;
    let letter = portal.mail.last_to(&answers.registrant_email);
    assert_eq!((letter.language.as_str(), letter.subject.as_str()), ("en", "Your registration has been saved"));
    assert!(letter.html.contains("<html lang=\"en\">") && letter.plain.starts_with("Hello,"));
}
