//! Asking, taking back, correcting, refusing; contact persons; who may do what; bad input.

use super::{accept, agreement, current, done, kept, preview};
use app::{AppError, changes, mail::Language, organisations};
use domain::{
    access::{Acting, Actor, Answer},
    agreement::StateKind,
    change::{Kind, Refusal, Stage},
    registration::{Answers, PersonAnswer},
};
use testkit::{Sample, TestPortal, on_both, person};

on_both!(
    a_request_waits_and_can_be_taken_back,
    a_refusal_and_a_correction_are_told,
    what_does_something_else_than_was_shown_is_not_accepted,
    contact_persons_change_at_once_and_make_no_version,
    a_website_makes_no_version,
    only_who_may,
    a_landlord_moves_house,
    a_joint_body_has_a_system_per_member,
    an_executor_changes_its_name,
);

const NL: Language = Language::Dutch;

async fn own(portal: &TestPortal, actor: &Actor) -> Answers {
    let (shown, _) = changes::own(&portal.app, actor).await.expect("its own");
    changes::answers_now(&shown, portal.app.today())
}

async fn a_request_waits_and_can_be_taken_back(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    let mut answers = own(&portal, &kim).await;
    let nothing = changes::ask(&portal.app, &kim, Kind::System, &answers, NL).await;
    assert!(matches!(nothing, Err(AppError::Change(Refusal::NothingChanges))), "{nothing:?}");
    answers.system.code = "inforing".into();
    let id = changes::ask(&portal.app, &kim, Kind::System, &answers, NL).await.expect("asked");
    let twice = changes::ask(&portal.app, &kim, Kind::System, &answers, NL).await;
    assert!(matches!(twice, Err(AppError::Change(Refusal::Already))), "{twice:?}");
    changes::take_back(&portal.app, &kim, id).await.expect("taken back");
    changes::take_back(&portal.app, &kim, id).await.expect("twice is once");
    let noor = portal.administrator().await;
    let late = changes::accept(&portal.app, &noor, id, 1, "x").await;
    assert!(matches!(late, Err(AppError::Change(Refusal::Decided))), "{late:?}");
    // The way is free again.
    let id = changes::ask(&portal.app, &kim, Kind::System, &answers, NL).await.expect("asked");
    accept(&portal, id).await;
    done(&portal, id).await;
    let late = changes::take_back(&portal.app, &kim, id).await;
    assert!(matches!(late, Err(AppError::Change(Refusal::Decided))), "{late:?}");
    assert!(portal.mail.last_to("kim@zeewolde.example").subject.contains("goedgekeurd"));
    assert_eq!(own(&portal, &kim).await.system.code, "inforing");
    // What is wrong is refused next to its field.
    answers.system.code = "other".into();
    let wrong = changes::ask(&portal.app, &kim, Kind::System, &answers, NL).await;
    assert!(matches!(&wrong, Err(AppError::Problems(problems)) if problems[0].field == "system_name"), "{wrong:?}");
    let foreign = changes::ask(&portal.app, &kim, Kind::Area, &answers, NL).await;
    assert!(matches!(foreign, Err(AppError::NotFound)), "a municipality has no area: {foreign:?}");
}

async fn a_refusal_and_a_correction_are_told(portal: TestPortal) {
    portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    let kim = portal.actor("kim@zonnestroom.example").await;
    let noor = portal.administrator().await;
    let mut answers = own(&portal, &kim).await;
    answers.name = "Zonnestrom Nederland".into();
    let id = changes::ask(&portal.app, &kim, Kind::Facts, &answers, NL).await.expect("asked");
    answers.name = "Zonnestroom Nederland".into();
    let told = vec![("Naam".to_owned(), "Zonnestrom Nederland → Zonnestroom Nederland".to_owned())];
    changes::correct(&portal.app, &noor, id, 1, &answers, told.clone()).await.expect("corrected");
    let stale = changes::correct(&portal.app, &noor, id, 1, &answers, told).await;
    assert!(matches!(stale, Err(AppError::Stale)), "{stale:?}");
    portal.run_jobs().await;
    let mail = portal.mail.last_to("kim@zonnestroom.example");
    assert!(mail.plain.contains("Zonnestrom Nederland → Zonnestroom Nederland"), "{}", mail.plain);
    for words in ["", "  \n", "bel\u{7}"] {
        let wordless = changes::refuse(&portal.app, &noor, id, 2, words).await;
        assert!(matches!(wordless, Err(AppError::Problems(_))), "{words:?}");
    }
    changes::refuse(&portal.app, &noor, id, 2, "Staat zo niet in het handelsregister.").await.expect("refused");
    portal.run_jobs().await;
    let mail = portal.mail.last_to("kim@zonnestroom.example");
    assert!(mail.plain.contains("Staat zo niet in het handelsregister."), "{}", mail.plain);
    assert_eq!(kept(&portal, id).await.stage, Stage::Refused);
    assert_eq!(own(&portal, &kim).await.name, "Zonnestroom", "nothing has changed");
}

async fn what_does_something_else_than_was_shown_is_not_accepted(portal: TestPortal) {
    let party = portal.join(Sample::Municipality("Zeewolde")).await;
    let partner = portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    let noor = portal.administrator().await;
    let mut answers = own(&portal, &kim).await;
    answers.system.code = "inforing".into();
    let id = changes::ask(&portal.app, &kim, Kind::System, &answers, NL).await.expect("asked");
    let (version, shown) = preview(&portal, &noor, id).await;
    // Meanwhile the municipality releases: it would be recalled, and that was not shown.
    let pair = current(&portal, party, partner).await.expect("a pair");
    let step = app::agreements::moves::Step::Release;
    app::agreements::moves::step(&portal.app, &kim, pair, None, step).await.expect("released");
    portal.run_jobs().await;
    let other = changes::accept(&portal.app, &noor, id, version, &shown.digest).await;
    assert!(matches!(other, Err(AppError::Change(Refusal::OtherPreview))), "{other:?}");
    assert_eq!(kept(&portal, id).await.stage, Stage::Asked, "and nothing has happened");
    assert_eq!(own(&portal, &kim).await.system.code, "bkr_vps");
    let (version, shown) = preview(&portal, &noor, id).await;
    let (one, two) = tokio::join!(
        changes::accept(&portal.app, &noor, id, version, &shown.digest),
        changes::accept(&portal.app, &noor, id, version, &shown.digest),
    );
    assert_eq!([&one, &two].iter().filter(|done| done.is_ok()).count(), 1, "{one:?} {two:?}");
    done(&portal, id).await;
    let now = agreement(&portal, pair).await.parts;
    assert_eq!((now.state.kind(), now.revision.number), (StateKind::Prepared, 2));
}

async fn contact_persons_change_at_once_and_make_no_version(portal: TestPortal) {
    let party = portal.join(Sample::Municipality("Zeewolde")).await;
    let partner = portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    let mut answers = own(&portal, &kim).await;
    answers.contacts = vec![
        person("Sam", "Zeewolde", "coördinator"),
        PersonAnswer { phone: "030 765 43 21".into(), ..answers.contacts[0].clone() },
    ];
    changes::change_contacts(&portal.app, &kim, &answers, NL).await.expect("changed");
    portal.run_jobs().await;
    assert!(portal.mail.last_to("sam@zeewolde.example").subject.contains("Uitnodiging"));
    let sam = portal.actor("sam@zeewolde.example").await;
    let (shown, _) = changes::own(&portal.app, &sam).await.expect("Sam coordinates");
    let names: Vec<_> = shown.members.iter().take(2).map(|member| member.person.name.as_str()).collect();
    assert_eq!(names, ["Sam van Zeewolde", "Kim van Zeewolde"], "in the order of the form");
    assert_eq!(shown.members[1].person.phone.as_deref(), Some("030 765 43 21"));
    // Kim goes. Who is gone acts for nobody.
    let mut answers = changes::answers_now(&shown, portal.app.today());
    answers.contacts.truncate(1);
    changes::change_contacts(&portal.app, &sam, &answers, NL).await.expect("changed");
    let kim = portal.actor("kim@zeewolde.example").await;
    assert!(matches!(kim.acting(), Acting::Nobody));
    answers.contacts.clear();
    let nobody = changes::change_contacts(&portal.app, &sam, &answers, NL).await;
    assert!(matches!(nobody, Err(AppError::Problems(_))), "somebody coordinates: {nobody:?}");
    let pair = current(&portal, party, partner).await.expect("a pair");
    assert_eq!(agreement(&portal, pair).await.parts.revision.number, 1, "an annex that informs");
    portal.run_jobs().await;
}

async fn a_website_makes_no_version(portal: TestPortal) {
    let party = portal.join(Sample::Municipality("Zeewolde")).await;
    let partner = portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    let kim = portal.actor("kim@zonnestroom.example").await;
    let mut answers = own(&portal, &kim).await;
    answers.website = "https://elders.example".into();
    let id = changes::ask(&portal.app, &kim, Kind::Facts, &answers, NL).await.expect("asked");
    let foreseen = accept(&portal, id).await;
    assert_eq!(foreseen.touched(), 0);
    assert_eq!(kept(&portal, id).await.stage, Stage::Done, "no agreement has to follow");
    let pair = current(&portal, party, partner).await.expect("a pair");
    assert_eq!(agreement(&portal, pair).await.parts.revision.number, 1);
    assert_eq!(own(&portal, &kim).await.website, "https://elders.example");
    portal.run_jobs().await;
}

async fn only_who_may(portal: TestPortal) {
    let own_id = portal.join(Sample::Municipality("Zeewolde")).await;
    portal.join(Sample::Municipality("Almere")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    let mut answers = own(&portal, &kim).await;
    answers.system.code = "inforing".into();
    let id = changes::ask(&portal.app, &kim, Kind::System, &answers, NL).await.expect("asked");
    let signatory = portal.actor("lou@zeewolde.example").await;
    let refused = changes::ask(&portal.app, &signatory, Kind::Facts, &answers, NL).await;
    assert!(matches!(refused, Err(AppError::NotAllowed(Answer::NotYourRole))), "{refused:?}");
    let stranger = portal.actor("kim@almere.example").await;
    let foreign = changes::take_back(&portal.app, &stranger, id).await;
    assert!(matches!(foreign, Err(AppError::NotFound)), "{foreign:?}");
    for actor in [&kim, &signatory, &stranger, &Actor::Visitor] {
        let refused = changes::accept(&portal.app, actor, id, 1, "").await;
        assert!(matches!(refused, Err(AppError::NotAllowed(_))), "{refused:?}");
        let refused = changes::refuse(&portal.app, actor, id, 1, "Nee.").await;
        assert!(matches!(refused, Err(AppError::NotAllowed(_))), "{refused:?}");
        let refused = changes::review(&portal.app, actor, id).await;
        assert!(matches!(refused, Err(AppError::NotAllowed(_))), "{:?}", refused.map(drop));
        let day = portal.app.today();
        let refused = changes::end(&portal.app, actor, own_id, day, "Weg.", NL).await;
        assert!(matches!(refused, Err(AppError::NotAllowed(_))), "{refused:?}");
    }
    let noor = portal.administrator().await;
    assert_eq!(changes::waiting(&portal.app, &noor).await.expect("a count"), 1);
    let (asked, ..) = changes::queue(&portal.app, &noor).await.expect("the queue");
    assert_eq!((asked[0].0.id, asked[0].1.as_str()), (id, "Zeewolde"));
    portal.run_jobs().await;
}

async fn a_landlord_moves_house(portal: TestPortal) {
    let party = portal.join(Sample::Municipality("Zeewolde")).await;
    let other = portal.join(Sample::Municipality("Almere")).await;
    let partner = portal.join(Sample::Landlord("Bo Smit", "Zeewolde")).await;
    let bo = portal.actor("kim@bo-smit.example").await;
    let mut answers = own(&portal, &bo).await;
    assert_eq!((answers.registrant_name.as_str(), answers.kvk.as_str()), ("Bo Smit", ""));
    answers.street = "Dorpsweg 2".into();
    answers.registrant_email = "bo@nieuw.example".into();
    let id = changes::ask(&portal.app, &bo, Kind::Facts, &answers, NL).await.expect("asked");
    accept(&portal, id).await;
    done(&portal, id).await;
    let bo = portal.actor("bo@nieuw.example").await;
    let mut answers = own(&portal, &bo).await;
    assert_eq!(answers.street, "Dorpsweg 2");
    assert!(matches!(bo.acting(), Acting::Organisation { contact: true, signatory: true, .. }));
    let pair = current(&portal, party, partner).await.expect("a pair");
    assert_eq!(agreement(&portal, pair).await.parts.revision.number, 2);
    // And lets a home in Almere instead.
    answers.area_codes = vec!["GM0034".into()];
    let id = changes::ask(&portal.app, &bo, Kind::Area, &answers, NL).await.expect("asked");
    accept(&portal, id).await;
    done(&portal, id).await;
    assert_eq!(agreement(&portal, pair).await.parts.state.kind(), StateKind::Withdrawn);
    assert!(current(&portal, other, partner).await.is_some());
}

async fn a_joint_body_has_a_system_per_member(portal: TestPortal) {
    let party = portal.join(Sample::JointBody("Regio", &["Urk", "Dronten"])).await;
    let in_urk = portal.join(Sample::In("Aqua", "water", &["Urk"])).await;
    let in_both = portal.join(Sample::In("Zonnestroom", "energie", &["Urk", "Dronten"])).await;
    let kim = portal.actor("kim@regio.example").await;
    let mut answers = own(&portal, &kim).await;
    assert_eq!(answers.members.len(), 2);
    let dronten = domain::municipality::by_name("Dronten").expect("on the list").code.to_string();
    answers
        .member_systems
        .insert(dronten, domain::registration::SystemAnswer { code: "inforing".into(), name: String::new() });
    let id = changes::ask(&portal.app, &kim, Kind::System, &answers, NL).await.expect("asked");
    let foreseen = accept(&portal, id).await;
    assert_eq!(foreseen.touched(), 1, "only who is active in Dronten");
    done(&portal, id).await;
    for (partner, revision) in [(in_urk, 1), (in_both, 2)] {
        let pair = current(&portal, party, partner).await.expect("a pair");
        assert_eq!(agreement(&portal, pair).await.parts.revision.number, revision);
    }
    assert_eq!(own(&portal, &kim).await.member_systems.len(), 1);
}

async fn an_executor_changes_its_name(portal: TestPortal) {
    let mut executor = testkit::answers_of(Sample::Executor("Kredietbank"), &portal.kvk());
    let mut signatory = person("Lou", "Kredietbank", "directeur");
    "register".clone_into(&mut signatory.ground);
    executor.signatories = vec![signatory];
    portal.join_with(domain::registration::Applicant::Executor, &executor).await;
    let mut client = testkit::answers_of(Sample::Municipality("Zeewolde"), &portal.kvk());
    client.executor = "yes".into();
    client.executor_name = "Kredietbank".into();
    client.executor_party = true;
    let party = portal.join_with(domain::registration::Applicant::Municipality, &client).await;
    let partner = portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    let pair = current(&portal, party, partner).await.expect("a pair");
    assert!(agreement(&portal, pair).await.parts.executor.is_some());
    let kim = portal.actor("kim@kredietbank.example").await;
    let mut answers = own(&portal, &kim).await;
    answers.street = "Nieuwe weg 1".into();
    let id = changes::ask(&portal.app, &kim, Kind::Facts, &answers, NL).await.expect("asked");
    assert_eq!(accept(&portal, id).await.touched(), 1, "it is a party");
    done(&portal, id).await;
    assert_eq!(agreement(&portal, pair).await.parts.revision.number, 2);
    // It stops: the agreement goes on without it.
    let noor = portal.administrator().await;
    let shown = organisations::own(&portal.app, &kim).await.expect("shown");
    let end = changes::end(&portal.app, &noor, shown.organisation.id, portal.app.today(), "Weg.", NL).await;
    let id = end.expect("asked");
    accept(&portal, id).await;
    done(&portal, id).await;
    let now = agreement(&portal, pair).await.parts;
    assert_eq!((now.executor, now.revision.number, now.state.kind()), (None, 3, StateKind::Prepared));
}
