//! Notices to contact persons: what is told, to whom, once, and only while it is true; and choosing mails.

use app::{
    agreements::{
        self, Query,
        moves::{self, Selection, Step},
    },
    changes,
    mail::{Language, Letter},
    mail_choices::{self, Choices},
    monday, notices, organisations, signing_rounds,
};
use domain::{
    agreement::Reason, change::Kind, ids::AgreementId, monday::Reminder, notices::Notice, registration::SystemAnswer,
};
use std::collections::BTreeSet;
use testkit::{Sample, TestPortal, on_both};

on_both!(
    what_happened_comes_once_a_working_day,
    what_was_undone_is_not_told,
    both_hear_of_a_refusal_and_of_the_last_signature,
    who_waits_for_a_signatory_is_told_until_one_comes,
    changed_facts_are_told_to_whom_they_concern,
    an_end_is_told_to_who_did_not_cause_it,
    many_come_in_one_mail,
    each_kind_can_be_switched_off_on_a_page,
    one_click_switches_off_and_the_page_asks_first,
    only_reminders_and_notices_bear_a_way_out,
    runners_at_once_make_each_mail_once,
);

const KIM: &str = "kim@zeewolde.example";
const PARTNER: &str = "kim@zonnestroom.example";

/// Moves the clock to a moment, looks at it as a serving portal does, and does what follows. `true`: a run began.
async fn at(portal: &TestPortal, moment: &str) -> bool {
    portal.clock.set(moment);
    let began = notices::tick(&portal.app).await.expect("looked at the clock");
    portal.run_jobs().await;
    began
}

fn told(portal: &TestPortal) -> Vec<Letter> {
    portal.mail.all().into_iter().filter(|letter| letter.message_id.starts_with("<bericht-")).collect()
}

fn told_to(portal: &TestPortal, email: &str) -> Vec<Letter> {
    told(portal).into_iter().filter(|letter| letter.to == email).collect()
}

const RELEASED: &str = "Doorgezet door de gemeente";
const TAKEN_BACK: &str = "Teruggehaald of opnieuw klaargezet";
const WAITS: &str = "Wacht op tekenbevoegde";

async fn what_happened_comes_once_a_working_day(portal: TestPortal) {
    let id = portal.pair().await;
    portal.take_step(KIM, id, Step::Release).await;
    assert!(!at(&portal, "2026-11-25T06:59:59+01:00").await);
    assert!(at(&portal, "2026-11-25T07:00:00+01:00").await);
    assert!(!at(&portal, "2026-11-25T07:00:20+01:00").await, "once a day");
    let mails = told(&portal);
    assert_eq!(mails.len(), 1, "who released it knows");
    assert_eq!((mails[0].to.as_str(), mails[0].subject.as_str()), (PARTNER, "1 bericht over uw overeenkomsten"));
    for text in [RELEASED, "Zeewolde – Zonnestroom (LCV-2026-000001)", "/overeenkomsten", "/mijn/mails"] {
        assert!(mails[0].plain.contains(text), "{text}: {}", mails[0].plain);
    }
    assert!(at(&portal, "2026-11-26T09:00:00+01:00").await, "after an outage the same day");
    assert_eq!(told(&portal).len(), 1, "nothing happened");
    portal.take_step(KIM, id, Step::TakeBack).await;
    // A Saturday, a Sunday and both days of Christmas.
    for moment in ["2026-11-28T07:00:00+01:00", "2026-11-29T12:00:00+01:00", "2026-12-25T07:00:00+01:00"] {
        assert!(!at(&portal, moment).await, "{moment}");
    }
    assert!(at(&portal, "2026-12-28T07:00:00+01:00").await);
    let mails = told(&portal);
    assert!(mails.len() == 2 && mails[1].plain.contains(TAKEN_BACK), "{:?}", mails.last());
    // A clock that is set back.
    assert!(!at(&portal, "2026-12-24T07:00:00+01:00").await);
}

async fn what_was_undone_is_not_told(portal: TestPortal) {
    let id = portal.pair().await;
    portal.take_step(KIM, id, Step::Release).await;
    portal.take_step(KIM, id, Step::TakeBack).await;
    assert!(at(&portal, "2026-11-25T07:00:00+01:00").await);
    assert!(told(&portal).is_empty(), "neither the release nor its end");
    for _ in 0..3 {
        portal.take_step(KIM, id, Step::Release).await;
        portal.take_step(KIM, id, Step::TakeBack).await;
    }
    portal.take_step(KIM, id, Step::Release).await;
    assert!(at(&portal, "2026-11-26T07:00:00+01:00").await);
    let mails = told(&portal);
    assert!(mails.len() == 1 && mails[0].subject.starts_with("1 bericht"), "{mails:?}");
    assert!(mails[0].plain.contains(RELEASED) && !mails[0].plain.contains(TAKEN_BACK));
}

async fn both_hear_of_a_refusal_and_of_the_last_signature(portal: TestPortal) {
    let id = portal.pair().await;
    portal.take_step(KIM, id, Step::Release).await;
    let director = portal.actor("lou@zonnestroom.example").await;
    let slot = signing_rounds::waiting(&portal.app, &director).await.expect("a desk")[0].waiting.slot;
    let reason = Reason::parse("Eerst overleg.").expect("a reason");
    signing_rounds::decline(&portal.app, &director, slot, reason).await.expect("declined");
    assert!(at(&portal, "2026-11-25T07:00:00+01:00").await);
    let mails = told(&portal);
    let to: BTreeSet<_> = mails.iter().map(|letter| letter.to.as_str()).collect();
    assert_eq!((mails.len(), to), (2, BTreeSet::from([KIM, PARTNER])));
    for mail in &mails {
        assert!(mail.plain.contains("Afgewezen door een tekenbevoegde") && !mail.plain.contains(RELEASED));
        assert!(!mail.plain.contains("Eerst overleg"), "the reason stands in the portal");
    }
    portal.take_step(KIM, id, Step::PrepareAgain).await;
    portal.take_step(KIM, id, Step::Release).await;
    for email in ["lou@zeewolde.example", "lou@zonnestroom.example"] {
        portal.sign_all(email).await;
    }
    assert!(at(&portal, "2026-11-26T07:00:00+01:00").await);
    let mails = told(&portal).split_off(2);
    assert_eq!(mails.len(), 2);
    for mail in &mails {
        assert!(mail.plain.contains("Door iedereen getekend") && mail.subject.starts_with("1 bericht"), "{mail:?}");
    }
}

async fn who_waits_for_a_signatory_is_told_until_one_comes(portal: TestPortal) {
    let id = portal.pair().await;
    portal.end_roles("lou@zonnestroom.example").await;
    portal.take_step(KIM, id, Step::Release).await;
    assert!(at(&portal, "2026-11-25T07:00:00+01:00").await);
    for email in [KIM, PARTNER] {
        let mail = told_to(&portal, email).pop().expect("both are told");
        assert!(mail.plain.contains(WAITS), "{}", mail.plain);
    }
    portal.take_step(KIM, id, Step::TakeBack).await;
    portal.take_step(KIM, id, Step::Release).await;
    portal.give_role("lou@zeewolde.example", "Zonnestroom").await;
    assert!(at(&portal, "2026-11-26T07:00:00+01:00").await);
    assert_eq!(told_to(&portal, KIM).len(), 1, "somebody came");
    let partner = told_to(&portal, PARTNER).pop().expect("a mail");
    assert!(partner.plain.contains(RELEASED) && !partner.plain.contains(WAITS), "{}", partner.plain);
}

async fn changed_facts_are_told_to_whom_they_concern(portal: TestPortal) {
    let id = portal.pair().await;
    portal.take_step(KIM, id, Step::Release).await;
    assert!(at(&portal, "2026-11-25T07:00:00+01:00").await);
    let administrator = portal.administrator().await;
    let system = async |code: &str| {
        let party = party(&portal, id).await;
        let shown = organisations::show(&portal.app, &administrator, party).await.expect("shown");
        let mut answers = changes::answers_now(&shown, domain::calendar::local_date(portal.app.now()));
        answers.system = SystemAnswer { code: code.to_owned(), name: String::new() };
        let asked =
            changes::direct(&portal.app, &administrator, party, Some(Kind::System), &answers, Language::Dutch).await;
        let change = asked.expect("asked for").expect("it waits");
        let review = changes::review(&portal.app, &administrator, change).await.expect("a review");
        let preview = review.preview.expect("it waits").expect("it is possible");
        let version = review.change.version;
        changes::accept(&portal.app, &administrator, change, version, &preview.digest).await.expect("accepted");
        portal.run_jobs().await;
    };
    system("inforing").await;
    assert!(at(&portal, "2026-11-26T07:00:00+01:00").await);
    for email in [KIM, PARTNER] {
        assert!(told_to(&portal, email).pop().expect("both are told").plain.contains(TAKEN_BACK), "{email}");
    }
    portal.take_step(KIM, id, Step::Release).await;
    portal.sign_all("lou@zeewolde.example").await;
    system("bkr_vps").await;
    assert!(at(&portal, "2026-11-27T07:00:00+01:00").await);
    let kim = told_to(&portal, KIM).pop().expect("a mail");
    assert!(kim.plain.contains("Gegevens gewijzigd terwijl er al is getekend"), "{}", kim.plain);
    system("inforing").await;
    portal.take_step(KIM, id, Step::LetBe).await;
    let before = told_to(&portal, KIM).len();
    assert!(at(&portal, "2026-11-30T07:00:00+01:00").await);
    assert_eq!(told_to(&portal, KIM).len(), before, "it was decided");
}

async fn party(portal: &TestPortal, id: AgreementId) -> domain::ids::OrganisationId {
    let kim = portal.actor(KIM).await;
    agreements::show(&portal.app, &kim, id).await.expect("shown").kept.parts.party
}

async fn an_end_is_told_to_who_did_not_cause_it(portal: TestPortal) {
    let id = portal.pair().await;
    portal.take_step(KIM, id, Step::Release).await;
    for email in ["lou@zeewolde.example", "lou@zonnestroom.example"] {
        portal.sign_all(email).await;
    }
    portal.take_step(PARTNER, id, Step::Terminate(jiff::civil::date(2027, 1, 1))).await;
    assert!(at(&portal, "2026-11-25T07:00:00+01:00").await);
    assert!(told_to(&portal, PARTNER).is_empty(), "it gave notice itself");
    assert!(told_to(&portal, KIM)[0].plain.contains("Vervallen, opgezegd of vervangen"));
}

async fn many_come_in_one_mail(portal: TestPortal) {
    portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    for name in ["Zeewolde", "Almere", "Urk", "Dronten", "Lelystad", "Noordoostpolder", "Zwolle"] {
        portal.join(Sample::Municipality(name)).await;
        let contact = portal.actor(&format!("kim@{}.example", name.to_lowercase())).await;
        let all = Selection::Matching(Query::default());
        moves::step_many(&portal.app, &contact, &all, Step::Release).await.expect("released");
    }
    portal.run_jobs().await;
    assert!(at(&portal, "2026-11-25T07:00:00+01:00").await);
    let mails = told(&portal);
    assert_eq!((mails.len(), mails[0].subject.as_str()), (1, "7 berichten over uw overeenkomsten"));
    assert!(mails[0].plain.contains("en nog 2 andere"), "{}", mails[0].plain);
}

async fn each_kind_can_be_switched_off_on_a_page(portal: TestPortal) {
    let id = portal.pair().await;
    portal.give_role(PARTNER, "Zonnestroom").await;
    let mut kim = portal.sign_in(PARTNER).await;
    kim.get("/mijn").await.expect_text("Kies welke mails u krijgt");
    let page = kim.get("/mijn/mails").await.expect_status(200).expect_text("Elke vierde maandag");
    assert_eq!(page.body.matches(" checked").count(), 8, "all notices, and every fourth week");
    let wrong = kim.post("/mijn/mails", &[("berichten", "signed")]).await.expect_status(422);
    let wrong = wrong.expect_text("Kies hoe vaak u een herinnering wilt.");
    assert_eq!(wrong.body.matches(" checked").count(), 1, "what was filled in stays");
    let fields = [("berichten", "signed"), ("berichten", "onzin"), ("herinnering", "weekly")];
    let saved = kim.post("/mijn/mails", &fields).await.expect_status(303);
    let page = kim.follow(saved).await.expect_text("Uw keuze is opgeslagen.");
    assert_eq!(page.body.matches(" checked").count(), 2);
    kim.post("/mijn/mails", &fields).await.expect_status(303);
    let person = portal.actor(PARTNER).await.person().expect("a person");
    let events =
        portal.column("SELECT kind FROM events WHERE kind = 'mails_chosen' AND subject_id = $1", person.0).await;
    assert_eq!(events.len(), 1, "the same again changes nothing");
    portal.take_step(KIM, id, Step::Release).await;
    assert!(at(&portal, "2026-11-25T07:00:00+01:00").await);
    assert!(told(&portal).is_empty(), "releases are switched off");
    for email in ["lou@zeewolde.example", "lou@zonnestroom.example"] {
        portal.sign_all(email).await;
    }
    assert!(at(&portal, "2026-11-26T07:00:00+01:00").await);
    assert_eq!(told_to(&portal, PARTNER).len(), 1);
    // Who only signs is asked about reminders only.
    let mut lou = portal.sign_in("lou@zeewolde.example").await;
    let page = lou.get("/mijn/mails").await.expect_status(200);
    assert!(page.says("Elke maandag") && !page.says("Berichten over uw overeenkomsten"));
}

async fn one_click_switches_off_and_the_page_asks_first(portal: TestPortal) {
    let id = portal.pair().await;
    portal.take_step(KIM, id, Step::Release).await;
    assert!(at(&portal, "2026-11-25T07:00:00+01:00").await);
    let way_out = told(&portal)[0].way_out.clone().expect("a way out");
    let path = way_out.strip_prefix(testkit::PUBLIC_URL).expect("an address of the portal").to_owned();
    assert!(!portal.everything().await.contains(&path), "the link is nowhere after hand-over");
    let partner = portal.actor(PARTNER).await;
    let silent = async || mail_choices::of(&portal.app, &partner).await.expect("choices").silent.len();
    let mut nobody = portal.client();
    nobody.get(&path).await.expect_status(200).expect_text("Wilt u geen berichten meer");
    assert_eq!(silent().await, 0, "looking changes nothing");
    nobody.post_bare(&path, &[("csrf", "onzin")]).await.expect_status(400);
    assert_eq!(silent().await, 0);
    // A mail reader has no cookies.
    let mut reader = portal.client();
    for _ in 0..2 {
        let clicked = reader.post_bare(&path, &[("List-Unsubscribe", "One-Click")]).await.expect_status(200);
        clicked.expect_text("Deze mails staan nu uit.");
        assert_eq!(silent().await, Notice::ALL.len());
    }
    for unknown in ["/mails/afmelden/onzin", &format!("/mails/afmelden/{}", "A".repeat(43))] {
        reader.post_bare(unknown, &[("List-Unsubscribe", "One-Click")]).await.expect_status(404);
        reader.get(unknown).await.expect_status(404);
    }
    mail_choices::choose(&portal.app, &partner, &Choices::default()).await.expect("chosen");
    let asked = nobody.get(&path).await.expect_status(200);
    assert!(asked.body.contains("name=\"csrf\""));
    nobody.submit(&path, &[]).await.expect_status(200).expect_text("Deze mails staan nu uit.");
    assert_eq!(silent().await, Notice::ALL.len());
    // A year later the link works no more.
    portal.clock.set("2027-11-27T12:00:00+01:00");
    app::housekeeping::run(&portal.app).await.expect("it forgets");
    reader.get(&path).await.expect_status(404);
}

async fn only_reminders_and_notices_bear_a_way_out(portal: TestPortal) {
    let id = portal.pair().await;
    portal.take_step(KIM, id, Step::Release).await;
    for (moment, news) in [("2026-11-30T08:00:00+01:00", true), ("2026-12-28T08:00:00+01:00", false)] {
        portal.clock.set(moment);
        assert!(monday::tick(&portal.app).await.expect("looked"));
        portal.run_jobs().await;
        let mut mondays = portal.mail.all().into_iter().filter(|letter| letter.message_id.starts_with("<maandag-"));
        let last = mondays.next_back().expect("a mail");
        assert_eq!((last.way_out.is_none(), last.subject.starts_with("Nieuw")), (news, news), "{last:?}");
        if let Some(way_out) = &last.way_out {
            let path = way_out.strip_prefix(testkit::PUBLIC_URL).expect("an address of the portal");
            portal.client().get(path).await.expect_text("Wilt u geen herinneringen meer");
            portal.client().post_bare(path, &[("List-Unsubscribe", "One-Click")]).await.expect_status(200);
            let reader = portal.actor(&last.to).await;
            let chosen = mail_choices::of(&portal.app, &reader).await.expect("choices");
            assert_eq!((chosen.reminder, chosen.silent.len()), (Reminder::OnlyNew, 0));
        }
    }
    let others = portal.mail.all().into_iter().filter(|letter| letter.way_out.is_some());
    assert!(others.count() >= 2);
}

async fn runners_at_once_make_each_mail_once(portal: TestPortal) {
    let id = portal.pair().await;
    portal.take_step(KIM, id, Step::Release).await;
    portal.clock.set("2026-11-25T07:00:00+01:00");
    let (one, two) = tokio::join!(notices::tick(&portal.app), notices::tick(&portal.app));
    assert_ne!(one.expect("looked"), two.expect("looked"), "one of them begins");
    let day = jiff::civil::date(2026, 11, 25);
    let batches = async || {
        let mut after = None;
        while let Some(last) = notices::next_batch(&portal.app, day, after).await.expect("a batch") {
            after = Some(last);
        }
    };
    tokio::join!(batches(), batches(), batches());
    portal.run_jobs().await;
    assert_eq!(told(&portal).len(), 1);
}
