//! Monday's mail, through the use cases: what counts as open and as new, one mail a week, outages, the demo's button.

use app::{
    agreements::{
        self, Query,
        moves::{self, Selection, Step},
    },
    mail::Letter,
    monday, signing_rounds,
};
use domain::{
    agreement::Reason,
    ids::{AgreementId, PersonId},
    monday::Reminder,
    registration::Applicant,
};
use jiff::SignedDuration;
use std::collections::BTreeSet;
use storage::offers;
use testkit::{Engine, Sample, Server, TestPortal, answers_of, on_both};

on_both!(
    one_mail_says_what_is_new_over_all_organisations,
    offers_follow_what_can_be_signed,
    what_is_new_is_told_once_and_reminders_go_as_chosen,
    a_role_given_later_makes_old_agreements_new,
    two_who_sign_together_are_told_of_their_own_place,
    a_week_that_was_missed_is_not_made_later,
    a_clock_that_is_set_back_makes_no_second_mail,
    a_server_that_is_down_from_sunday_to_wednesday,
    a_lost_answer_gives_a_copy_with_the_same_id,
    many_runners_at_once_make_each_mail_once,
    a_run_that_outlived_its_week_stops,
    a_document_and_a_choice_at_the_same_moment,
);

const MONDAY: &str = "2026-11-30T08:00:00+01:00";
const MAYOR: &str = "lou@zeewolde.example";
const KIM: &str = "kim@zeewolde.example";

async fn agreement(portal: &TestPortal, party: &str, partner: &str) -> AgreementId {
    let contact = portal.actor(&format!("kim@{party}.example")).await;
    let lines = agreements::all(&portal.app, &contact, &Query::default()).await.expect("a list");
    lines.iter().find(|line| line.partner_name == partner).expect("the agreement").id
}

/// Zeewolde with these partners; everything is released and stands.
async fn released(portal: &TestPortal, partners: &[&str]) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    for partner in partners {
        portal.join(Sample::In(partner, "energie", &["Zeewolde"])).await;
    }
    let kim = portal.actor(KIM).await;
    let all = Selection::Matching(Query::default());
    let done = moves::step_many(&portal.app, &kim, &all, Step::Release).await.expect("released");
    assert_eq!(done.moved, partners.len());
    portal.run_jobs().await;
}

/// Moves the clock to a moment, looks at it as a serving portal does, and does what follows. `true`: a run began.
async fn at(portal: &TestPortal, moment: &str) -> bool {
    portal.clock.set(moment);
    let began = monday::tick(&portal.app).await.expect("looked at the clock");
    portal.run_jobs().await;
    began
}

fn mondays(portal: &TestPortal) -> Vec<Letter> {
    portal.mail.all().into_iter().filter(|letter| letter.message_id.starts_with("<maandag-")).collect()
}

fn mondays_to(portal: &TestPortal, email: &str) -> Vec<Letter> {
    mondays(portal).into_iter().filter(|letter| letter.to == email).collect()
}

/// Each of these people is told as much as waits on the own page.
async fn counts_agree(portal: &TestPortal, people: &[&str]) {
    for email in people {
        let actor = portal.actor(email).await;
        let person = actor.person().expect("a person");
        let mut tx = portal.app.read().await.expect("reads");
        let span = storage::monday::Span::since(None, i64::MAX);
        let counts = storage::monday::count(&mut tx, person, span).await.expect("counts");
        let header = storage::waiting::how_many(&mut tx, person).await.expect("counts");
        drop(tx);
        let desk = app::signing_rounds::waiting(&portal.app, &actor).await.expect("a desk");
        let page: BTreeSet<_> = desk.iter().map(|line| line.waiting.agreement).collect();
        let page = i64::try_from(page.len()).expect("a few");
        assert_eq!((counts.waiting, header), (page, page), "{email}");
    }
    let mut tx = portal.app.db().begin().await.expect("a transaction");
    assert_eq!(offers::rebuild(&mut tx).await.expect("rebuilt"), 0, "no offer was missing");
}

async fn open(portal: &TestPortal, id: AgreementId) -> Vec<i64> {
    let mut tx = portal.app.read().await.expect("reads");
    offers::of(&mut tx, id).await.expect("offers").into_iter().map(|(_, number)| number).collect()
}

async fn one_mail_says_what_is_new_over_all_organisations(portal: TestPortal) {
    released(&portal, &["Zonnestroom", "Aqua"]).await;
    portal.give_role("lou@aqua.example", "Zonnestroom").await;
    assert!(!at(&portal, "2026-11-30T07:59:59+01:00").await, "nothing before eight");
    assert!(at(&portal, MONDAY).await);
    assert!(!at(&portal, "2026-11-30T08:00:01+01:00").await, "once a week");
    let mayor = mondays_to(&portal, MAYOR);
    assert_eq!(mayor.len(), 1);
    assert_eq!(mayor[0].subject, "Nieuw om te tekenen: 2 overeenkomsten");
    for text in [
        "Lou van Zeewolde, er zijn 2 nieuwe overeenkomsten om te tekenen. In totaal wachten er nu 2.",
        "Zeewolde: 2 nieuw, 2 in totaal: met ",
        "Alleen door Lou van Zeewolde zelf te tekenen.",
        "https://portaal.vroegteken.example/tekenen",
        "https://portaal.vroegteken.example/mijn/mails",
    ] {
        assert!(mayor[0].plain.contains(text), "{text}: {}", mayor[0].plain);
    }
    assert!(mayor[0].plain.contains("Zonnestroom") && mayor[0].plain.contains("Aqua"));
    assert!(mayor[0].html.contains("Alleen door Lou van Zeewolde zelf te tekenen."));
    let both = mondays_to(&portal, "lou@aqua.example");
    assert_eq!(both.len(), 1, "one mail for both organisations");
    assert!(both[0].plain.contains("- Aqua: 1 nieuw") && both[0].plain.contains("- Zonnestroom: 1 nieuw"));
    let person = portal.actor(MAYOR).await.person().expect("a person");
    assert_eq!(mayor[0].message_id, format!("<maandag-2026-W49-{person}@portaal.vroegteken.example>"));
    // Nobody of these has ever signed in; contact persons get none.
    assert_eq!(mondays(&portal).len(), 3);
    let administrator = portal.administrator().await;
    let runs = monday::runs(&portal.app, &administrator, 5).await.expect("runs");
    let standing = monday::Standing { made: 3, sent: 3, waiting: 0, refused: 0 };
    assert_eq!((runs[0].0.monday.to_string().as_str(), runs[0].1), ("2026-11-30", standing));
    assert!(runs[0].0.finished_at.is_some());
}

async fn offers_follow_what_can_be_signed(portal: TestPortal) {
    let people = [MAYOR, "lou@zonnestroom.example"];
    portal.join(Sample::Municipality("Zeewolde")).await;
    portal.join(Sample::In("Zonnestroom", "energie", &["Zeewolde"])).await;
    let id = agreement(&portal, "zeewolde", "Zonnestroom").await;
    let kim = portal.actor(KIM).await;
    moves::step(&portal.app, &kim, id, None, Step::Release).await.expect("released");
    assert!(open(&portal, id).await.is_empty(), "its document does not stand yet");
    portal.run_jobs().await;
    let first = open(&portal, id).await;
    assert_eq!(first.len(), 2, "one for each side");
    counts_agree(&portal, &people).await;
    portal.take_step("kim@zonnestroom.example", id, Step::Defer).await;
    assert_eq!(open(&portal, id).await.len(), 1, "the partner keeps it for later");
    counts_agree(&portal, &people).await;
    portal.take_step("kim@zonnestroom.example", id, Step::Resume).await;
    let resumed = open(&portal, id).await;
    assert!(resumed.len() == 2 && resumed[1] > first[1], "it comes anew: {first:?} {resumed:?}");
    portal.take_step(KIM, id, Step::TakeBack).await;
    assert!(open(&portal, id).await.is_empty());
    portal.take_step(KIM, id, Step::Release).await;
    counts_agree(&portal, &people).await;
    portal.sign_all(MAYOR).await;
    assert_eq!(open(&portal, id).await.len(), 1, "the other side's place");
    counts_agree(&portal, &people).await;
    portal.take_step(KIM, id, Step::PrepareAgain).await;
    assert!(open(&portal, id).await.is_empty());
    portal.take_step(KIM, id, Step::Release).await;
    assert_eq!(open(&portal, id).await.len(), 2, "a new revision is open for both");
    let director = portal.actor("lou@zonnestroom.example").await;
    let slot = signing_rounds::waiting(&portal.app, &director).await.expect("a desk")[0].waiting.slot;
    let reason = Reason::parse("Eerst overleg.").expect("a reason");
    signing_rounds::decline(&portal.app, &director, slot, reason).await.expect("declined");
    assert!(open(&portal, id).await.is_empty());
    counts_agree(&portal, &people).await;
    portal.take_step(KIM, id, Step::PrepareAgain).await;
    portal.take_step(KIM, id, Step::Release).await;
    for email in people {
        portal.sign_all(email).await;
    }
    assert!(open(&portal, id).await.is_empty());
    counts_agree(&portal, &people).await;
}

async fn what_is_new_is_told_once_and_reminders_go_as_chosen(portal: TestPortal) {
    released(&portal, &["Zonnestroom"]).await;
    portal.join(Sample::In("Aqua", "water", &["Zeewolde"])).await;
    let four = portal.actor("lou@zonnestroom.example").await.person().expect("a person");
    choose(&portal, MAYOR, Reminder::Weekly).await;
    assert!(at(&portal, MONDAY).await);
    assert_eq!(mondays(&portal).len(), 2);
    // A week later nothing is new: who wants a reminder every week gets one.
    assert!(at(&portal, "2026-12-07T08:00:00+01:00").await);
    let all = mondays(&portal);
    assert_eq!((all.len(), all[2].to.as_str()), (3, MAYOR));
    assert_eq!(all[2].subject, "Herinnering: 1 overeenkomst om te tekenen");
    // Something came: it alone is new.
    portal.take_step(KIM, agreement(&portal, "zeewolde", "Aqua").await, Step::Release).await;
    choose(&portal, "lou@aqua.example", Reminder::OnlyNew).await;
    assert!(at(&portal, "2026-12-14T08:30:00+01:00").await);
    let mayor = mondays_to(&portal, MAYOR).pop().expect("a mail");
    assert_eq!(mayor.subject, "Nieuw om te tekenen: 1 overeenkomst");
    assert!(mayor.plain.contains("1 nieuw, 2 in totaal: met Aqua en Zonnestroom"), "{}", mayor.plain);
    choose(&portal, MAYOR, Reminder::OnlyNew).await;
    // The fourth Monday after the last mail is 28 December, the first of week 53.
    assert!(at(&portal, "2026-12-21T08:00:00+01:00").await);
    assert_eq!(mondays(&portal).len(), 5, "three weeks after the last one nothing goes");
    assert!(at(&portal, "2026-12-28T08:00:00+01:00").await);
    let last = mondays(&portal).pop().expect("a mail");
    assert_eq!(last.message_id, format!("<maandag-2026-W53-{four}@portaal.vroegteken.example>"));
    assert_eq!(mondays(&portal).len(), 6, "who wants news only gets no reminder");
    let ids: BTreeSet<_> = mondays(&portal).into_iter().map(|letter| letter.message_id).collect();
    assert_eq!(ids.len(), 6);
}

async fn choose(portal: &TestPortal, email: &str, reminder: Reminder) {
    let actor = portal.actor(email).await;
    let silent = BTreeSet::new();
    app::mail_choices::choose(&portal.app, &actor, &app::mail_choices::Choices { reminder, silent })
        .await
        .expect("chosen");
}

async fn a_role_given_later_makes_old_agreements_new(portal: TestPortal) {
    released(&portal, &["Zonnestroom", "Aqua"]).await;
    assert!(at(&portal, MONDAY).await);
    portal.clock.forward(SignedDuration::from_hours(1));
    portal.give_role("lou@aqua.example", "Zonnestroom").await;
    assert!(at(&portal, "2026-12-07T08:00:00+01:00").await);
    let aqua = mondays_to(&portal, "lou@aqua.example");
    assert_eq!(aqua.len(), 2);
    assert!(aqua[1].plain.contains("- Zonnestroom: 1 nieuw, 1 in totaal: met Zeewolde"), "{}", aqua[1].plain);
    assert!(aqua[1].plain.contains("- Aqua: 1: met Zeewolde"), "{}", aqua[1].plain);
    assert_eq!(mondays_to(&portal, "lou@zonnestroom.example").len(), 1);
}

async fn two_who_sign_together_are_told_of_their_own_place(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    let mut answers = answers_of(Sample::In("Zonnestroom", "energie", &["Zeewolde"]), &portal.kvk());
    let mut second = testkit::person("Mo", "Zonnestroom", "financieel directeur");
    "register".clone_into(&mut second.ground);
    answers.signatories.push(second);
    answers.jointly = true;
    portal.join_with(Applicant::SignalPartner, &answers).await;
    portal.take_step(KIM, agreement(&portal, "zeewolde", "Zonnestroom").await, Step::Release).await;
    let people = ["lou@zonnestroom.example", "mo@zonnestroom.example"];
    counts_agree(&portal, &people).await;
    portal.sign_all(people[0]).await;
    counts_agree(&portal, &people).await;
    assert!(at(&portal, MONDAY).await);
    assert!(mondays_to(&portal, people[0]).is_empty(), "nobody signs twice");
    assert_eq!(mondays_to(&portal, people[1]).len(), 1);
}

async fn a_week_that_was_missed_is_not_made_later(portal: TestPortal) {
    released(&portal, &["Zonnestroom"]).await;
    assert!(at(&portal, "2026-12-06T23:59:59+01:00").await, "the last second of the week still counts");
    assert_eq!(mondays(&portal).len(), 2);
    assert!(mondays(&portal)[0].message_id.contains("2026-W49"));
    portal.take_step("kim@zonnestroom.example", agreement(&portal, "zeewolde", "Zonnestroom").await, Step::Defer).await;
    portal
        .take_step("kim@zonnestroom.example", agreement(&portal, "zeewolde", "Zonnestroom").await, Step::Resume)
        .await;
    // All of week 50 nothing runs.
    assert!(!at(&portal, "2026-12-14T07:00:00+01:00").await);
    assert!(at(&portal, "2026-12-14T08:00:00+01:00").await);
    let last = mondays(&portal).pop().expect("a mail");
    assert!(last.message_id.contains("2026-W51") && mondays(&portal).len() == 3, "one for what came meanwhile");
}

async fn a_clock_that_is_set_back_makes_no_second_mail(portal: TestPortal) {
    released(&portal, &["Zonnestroom"]).await;
    choose(&portal, MAYOR, Reminder::Weekly).await;
    assert!(at(&portal, "2026-12-14T08:00:00+01:00").await);
    assert_eq!(mondays(&portal).len(), 2);
    // Back into a week that was missed: its run would come after that of a later week.
    for moment in ["2026-12-07T08:00:00+01:00", MONDAY, "2026-12-13T23:00:00+01:00", "2026-12-14T09:00:00+01:00"] {
        assert!(!at(&portal, moment).await, "{moment}");
    }
    assert_eq!(mondays(&portal).len(), 2);
    assert!(at(&portal, "2026-12-21T08:00:00+01:00").await);
    assert_eq!(mondays(&portal).len(), 3);
}

async fn a_server_that_is_down_from_sunday_to_wednesday(portal: TestPortal) {
    released(&portal, &["Zonnestroom"]).await;
    portal.clock.set("2026-11-29T20:00:00+01:00");
    portal.mail.set(Server::Down);
    assert!(at(&portal, MONDAY).await);
    for _ in 0..8 {
        portal.clock.forward(SignedDuration::from_hours(6));
        assert!(!monday::tick(&portal.app).await.expect("looked"));
        portal.run_jobs().await;
    }
    assert!(mondays(&portal).is_empty());
    let administrator = portal.administrator().await;
    let (_, standing) = monday::runs(&portal.app, &administrator, 1).await.expect("runs")[0];
    assert_eq!((standing.made, standing.waiting), (2, 2), "the administrator sees it");
    portal.mail.set(Server::Up);
    portal.clock.set("2026-12-02T09:00:00+01:00");
    portal.run_jobs().await;
    let arrived = mondays(&portal);
    assert!(arrived.len() == 2 && arrived.iter().all(|letter| letter.message_id.contains("2026-W49")));
    assert!(at(&portal, "2026-12-07T08:00:00+01:00").await);
    assert_eq!(mondays(&portal).len(), 2, "nothing was new");
}

async fn a_lost_answer_gives_a_copy_with_the_same_id(portal: TestPortal) {
    released(&portal, &["Zonnestroom"]).await;
    portal.mail.set(Server::AnswerLost);
    assert!(at(&portal, MONDAY).await);
    portal.mail.set(Server::Up);
    portal.clock.forward(SignedDuration::from_mins(5));
    portal.run_jobs().await;
    let arrived = mondays(&portal);
    let ids: BTreeSet<_> = arrived.iter().map(|letter| letter.message_id.as_str()).collect();
    assert_eq!((arrived.len(), ids.len()), (4, 2));
}

async fn many_runners_at_once_make_each_mail_once(portal: TestPortal) {
    let partners: Vec<String> = (0..30).map(|n| format!("Partner {n:02}")).collect();
    let names: Vec<&str> = partners.iter().map(String::as_str).collect();
    released(&portal, &names).await;
    portal.clock.set(MONDAY);
    let (one, two, three) =
        tokio::join!(monday::tick(&portal.app), monday::tick(&portal.app), monday::tick(&portal.app));
    let began = [one, two, three].map(|began| began.expect("looked"));
    assert_eq!(began.iter().filter(|began| **began).count(), 1);
    let monday = domain::monday::due(portal.app.now()).expect("it is Monday");
    let run = async || {
        let mut after: Option<PersonId> = None;
        while let Some(last) = monday::next_batch(&portal.app, monday, after).await.expect("a batch") {
            after = Some(last);
        }
    };
    tokio::join!(run(), run(), run());
    portal.run_jobs().await;
    let arrived = mondays(&portal);
    let ids: BTreeSet<_> = arrived.iter().map(|letter| letter.message_id.as_str()).collect();
    assert_eq!((arrived.len(), ids.len()), (31, 31));
    let mayor = mondays_to(&portal, MAYOR).pop().expect("a mail");
    assert!(mayor.plain.contains("en nog 25 andere"), "{}", mayor.plain);
}

async fn a_run_that_outlived_its_week_stops(portal: TestPortal) {
    released(&portal, &["Zonnestroom"]).await;
    portal.clock.set("2026-12-06T23:59:00+01:00");
    assert!(monday::tick(&portal.app).await.expect("looked"));
    // The process died before the job ran, and comes back after midnight.
    portal.clock.set("2026-12-07T07:00:00+01:00");
    portal.run_jobs().await;
    assert!(mondays(&portal).is_empty());
    assert!(at(&portal, "2026-12-07T08:00:00+01:00").await);
    assert_eq!(mondays(&portal).len(), 2);
}

/// The partner puts it off and takes it up again while its document is being made.
async fn a_document_and_a_choice_at_the_same_moment(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    portal.join(Sample::In("Zonnestroom", "energie", &["Zeewolde"])).await;
    let id = agreement(&portal, "zeewolde", "Zonnestroom").await;
    let (kim, partner) = (portal.actor(KIM).await, portal.actor("kim@zonnestroom.example").await);
    for _ in 0..3 {
        moves::step(&portal.app, &kim, id, None, Step::Release).await.expect("released");
        moves::step(&portal.app, &partner, id, None, Step::Defer).await.expect("deferred");
        let (resumed, _) =
            tokio::join!(moves::step(&portal.app, &partner, id, None, Step::Resume), app::jobs::run_due(&portal.app));
        resumed.expect("resumed");
        assert_eq!(open(&portal, id).await.len(), 2);
        counts_agree(&portal, &[MAYOR, "lou@zonnestroom.example"]).await;
        portal.take_step(KIM, id, Step::TakeBack).await;
    }
}

async fn the_button(engine: Engine) {
    let portal = TestPortal::with(engine, |settings| settings.demo = true).await;
    released(&portal, &["Zonnestroom"]).await;
    let mut client = portal.client();
    client.get("/postvak").await.expect_status(200).expect_text("die van maandag 30 november 2026");
    let (csrf, before) = (client.token().to_owned(), portal.app.now());
    client.post_bare("/postvak/maandagmail", &[("csrf", "onzin")]).await.expect_status(400);
    client.get("/postvak").await.expect_status(200);
    let pressed = client.submit("/postvak/maandagmail", &[]).await.expect_status(303);
    client
        .follow(pressed)
        .await
        .expect_text("De maandagmail is gemaakt.")
        .expect_text("van maandag 30 november 2026 is al gemaakt");
    assert_eq!(portal.app.now(), before, "the clock does not move");
    portal.run_jobs().await;
    assert_eq!(mondays(&portal).len(), 2);
    // A double click: the form that was on the page before.
    let again = client.post_bare("/postvak/maandagmail", &[("csrf", &csrf)]).await.expect_status(303);
    client.follow(again).await.expect_text("De maandagmail van deze maandag is al verstuurd.");
    portal.run_jobs().await;
    assert!(!at(&portal, MONDAY).await, "the Monday itself makes no second one");
    assert!(at(&portal, "2026-12-07T08:00:00+01:00").await, "the one after it goes by itself");
    let ids: BTreeSet<_> = mondays(&portal).into_iter().map(|letter| letter.message_id).collect();
    assert_eq!((mondays(&portal).len(), ids.len()), (2, 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_has_a_button_on_sqlite() {
    the_button(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_has_a_button_on_postgres() {
    the_button(Engine::Postgres).await;
}
