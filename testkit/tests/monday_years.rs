//! Ten years of Mondays: changes of the clock, years of 53 weeks and random outages, against what a calendar of our
//! own expects. `VROEGTEKEN_YEARS` says how many runs (1 by default), `VROEGTEKEN_SEED` repeats one.

use app::{
    agreements::{
        self, Query,
        moves::{self, Selection, Step},
    },
    mail_choices::{self, Choices},
    monday,
};
use domain::{
    access::Actor,
    ids::{AgreementId, PersonId},
    monday::Reminder,
};
use jiff::{Timestamp, ToSpan as _, civil::Date};
use std::collections::BTreeSet;
use testkit::{Engine, Sample, TestPortal};

const PARTNERS: [&str; 3] = ["Zonnestroom", "Aqua", "Woonhuis"];

/// Somebody who signs for a partner, and what that person should have been told.
struct Signatory {
    contact: Actor,
    signatory: Actor,
    person: PersonId,
    agreement: AgreementId,
    reminder: Reminder,
    /// Whether the agreement waits, and whether it came since the last mail.
    waits: bool,
    fresh: bool,
    last: Option<Date>,
}

/// The moment at which a day has this hour, worked out without the portal.
fn local(day: Date, hour: i8) -> Timestamp {
    let zone = jiff::tz::TimeZone::get("Europe/Amsterdam").expect("the zone");
    zone.to_ambiguous_timestamp(day.at(hour, 0, 0, 0)).compatible().expect("a moment")
}

async fn set_up(portal: &TestPortal) -> Vec<Signatory> {
    portal.join(Sample::Municipality("Zeewolde")).await;
    for partner in PARTNERS {
        portal.join(Sample::In(partner, "energie", &["Zeewolde"])).await;
    }
    let kim = portal.actor("kim@zeewolde.example").await;
    let all = Selection::Matching(Query::default());
    moves::step_many(&portal.app, &kim, &all, Step::Release).await.expect("released");
    portal.run_jobs().await;
    portal.end_roles("lou@zeewolde.example").await;
    let lines = agreements::all(&portal.app, &kim, &Query::default()).await.expect("a list");
    let mut people = Vec::new();
    for (line, reminder) in lines.iter().zip(Reminder::ALL) {
        let host = line.partner_name.to_lowercase();
        let signatory = portal.actor(&format!("lou@{host}.example")).await;
        let chosen = Choices { reminder, silent: BTreeSet::new() };
        mail_choices::choose(&portal.app, &signatory, &chosen).await.expect("chosen");
        people.push(Signatory {
            contact: portal.actor(&format!("kim@{host}.example")).await,
            person: signatory.person().expect("a person"),
            signatory,
            agreement: line.id,
            reminder,
            waits: true,
            fresh: true,
            last: None,
        });
    }
    people
}

/// The partner puts its agreement off, or takes it up again: then it is new.
async fn toggle(portal: &TestPortal, one: &mut Signatory) {
    let step = if one.waits { Step::Defer } else { Step::Resume };
    moves::step(&portal.app, &one.contact, one.agreement, None, step).await.expect("moved");
    one.waits = !one.waits;
    one.fresh = one.waits;
}

/// What a run on this Monday has to make.
fn expect(monday: Date, people: &mut [Signatory], expected: &mut BTreeSet<(PersonId, Date)>) {
    for one in people.iter_mut().filter(|one| one.waits) {
        let every = match one.reminder {
            Reminder::Weekly => 7,
            Reminder::FourWeekly => 28,
            Reminder::OnlyNew => i32::MAX,
        };
        let reminded = one.last.is_some_and(|last| (monday - last).get_days() >= every);
        if one.fresh || reminded {
            expected.insert((one.person, monday));
            one.fresh = false;
            one.last = Some(monday);
        }
    }
}

async fn ten_years(engine: Engine, seed: u64) {
    println!("VROEGTEKEN_SEED={seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let portal = TestPortal::new(engine).await;
    let mut people = set_up(&portal).await;
    let mut expected = BTreeSet::new();
    let (mut monday, end) = (jiff::civil::date(2026, 11, 30), jiff::civil::date(2036, 12, 1));
    let (mut weeks, mut missed, mut runs) = (0, 0, 0);
    let mut down = 0;
    while monday < end {
        weeks += 1;
        // An outage of some hours, days or weeks begins now and then.
        if down <= 0 && random.u8(..8) == 0 {
            down = random.i32(1..24 * 25);
        }
        let mut done = false;
        for hour in [0, 7, 8, 9, 30, 100, 166] {
            let day = monday.saturating_add((hour / 24).days());
            let now = local(day, i8::try_from(hour % 24).expect("an hour"));
            portal.clock.set(&now.to_string());
            if hour == 100 && random.u8(..3) == 0 {
                let who = random.usize(..people.len());
                toggle(&portal, &mut people[who]).await;
            }
            if down > 0 {
                down -= 24;
                continue;
            }
            let began = monday::tick(&portal.app).await.expect("looked at the clock");
            let due = hour >= 8 && !done;
            assert_eq!(began, due, "{now} seed {seed}");
            if began {
                while app::jobs::run_lane(&portal.app, monday::LANE).await.expect("jobs") > 0 {}
                expect(monday, &mut people, &mut expected);
                (done, runs) = (true, runs + 1);
            }
            // A clock that jumps back for a moment changes nothing.
            if done && random.u8(..10) == 0 {
                let back = now.checked_sub(jiff::SignedDuration::from_hours(random.i64(1..600))).expect("a time");
                portal.clock.set(&back.to_string());
                assert!(!monday::tick(&portal.app).await.expect("looked"), "{back} after {now}, seed {seed}");
            }
        }
        missed += i32::from(!done);
        monday = monday.saturating_add(7.days());
    }
    let nil = uuid::Uuid::nil();
    let made =
        portal.column("SELECT monday FROM monday_mails WHERE person_id <> $1 ORDER BY person_id, monday", nil).await;
    let who =
        portal.uuids("SELECT person_id FROM monday_mails WHERE person_id <> $1 ORDER BY person_id, monday", nil).await;
    let made: Vec<_> = who.into_iter().map(PersonId).zip(made.iter().map(|day| day.parse().expect("a day"))).collect();
    let once: BTreeSet<(PersonId, Date)> = made.iter().copied().collect();
    assert_eq!((made.len(), &once), (expected.len(), &expected), "seed {seed}");
    let ids = portal.column("SELECT message_id FROM mails WHERE kind LIKE 'monday%' AND id <> $1", nil).await;
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), expected.len(), "seed {seed}");
    println!("{weeks} weeks, {missed} missed, {runs} runs, {} mails", expected.len());
    assert!(weeks == 522 && missed > 10 && people.iter().all(|one| one.signatory.signs()));
    portal.forget();
}

#[expect(clippy::disallowed_methods, reason = "whoever runs the tests says how long and from which seed")]
fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|value| value.parse().ok())
}

async fn some(engine: Engine, runs: u64) {
    for _ in 0..runs {
        ten_years(engine, number("VROEGTEKEN_SEED").unwrap_or_else(|| fastrand::u64(..))).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_years_on_sqlite() {
    some(Engine::Sqlite, 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_years_on_postgres() {
    some(Engine::Postgres, 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "long: make soak"]
async fn many_times_ten_years() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        some(engine, number("VROEGTEKEN_YEARS").unwrap_or(1)).await;
    }
}
