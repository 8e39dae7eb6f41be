//! Whatever the order of accepting and making, and wherever somebody stops: once per pair.

use app::{generation, jobs, registrations};
use domain::{ids::OrganisationId, municipality::by_name, registration::Applicant};
use std::{collections::BTreeSet, time::Duration};
use storage::agreements::{Filter, Scope};
use testkit::{Engine, Registered, Sample, TestPortal, answers_of};

const PARTIES: [Sample<'static>; 4] = [
    Sample::Municipality("Almere"),
    Sample::Municipality("Zeewolde"),
    Sample::JointBody("Regio", &["Urk", "Dronten"]),
    Sample::Municipality("Lelystad"),
];
const PARTNERS: [Sample<'static>; 4] = [
    Sample::Nationwide("Zonnestroom", "energie"),
    Sample::In("Aqua", "water", &["Almere", "Urk"]),
    Sample::In("Woonhuis", "huur", &["Lelystad", "Zwolle"]),
    Sample::Landlord("Bo Smit", "Zeewolde"),
];

/// Numbers by a seed (xorshift, George Marsaglia 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound
    }
}

/// The municipalities that a party covers, or where a partner is active; `None` is everywhere.
fn places(sample: Sample<'_>) -> Option<BTreeSet<String>> {
    let names: Vec<&str> = match sample {
        Sample::Nationwide(..) | Sample::Executor(_) => return None,
        Sample::Municipality(name) => vec![name],
        Sample::JointBody(_, members) => members.to_vec(),
        Sample::In(_, _, places) => places.to_vec(),
        Sample::Landlord(_, place) => vec![place],
    };
    Some(names.into_iter().map(|name| by_name(name).expect("on the list").code.to_string()).collect())
}

/// What must come of it, worked out without the portal.
fn expected() -> BTreeSet<(String, String)> {
    let mut pairs = BTreeSet::new();
    for party in PARTIES {
        for partner in PARTNERS {
            let covered = places(party).expect("a party covers something");
            if places(partner).is_none_or(|area| area.intersection(&covered).next().is_some()) {
                pairs.insert((party.name().to_owned(), partner.name().to_owned()));
            }
        }
    }
    pairs
}

async fn one(engine: Engine, seed: u64) {
    let portal = TestPortal::new(engine).await;
    let administrator = portal.administrator().await;
    let mut waiting: Vec<Registered> = Vec::new();
    for sample in PARTIES.into_iter().chain(PARTNERS) {
        let answers = answers_of(sample, &portal.kvk());
        let applicant: Applicant = sample.applicant();
        waiting.push(portal.register_with(applicant, &answers).await);
    }
    let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut joined: Vec<OrganisationId> = Vec::new();
    let mut running = Vec::new();
    while !waiting.is_empty() {
        match chance.below(5) {
            0 | 1 => {
                let Registered { id, version, .. } = waiting.swap_remove(chance.below(waiting.len()));
                let accepted = registrations::accept(&portal.app, &administrator, id, version, None).await;
                joined.push(accepted.expect("accepted"));
            }
            2 if !joined.is_empty() => {
                // A worker that dies somewhere.
                let worker = generation::next_batch(&portal.app, joined[chance.below(joined.len())]);
                let micros = u64::try_from(chance.below(4_000)).expect("small");
                let _ = tokio::time::timeout(Duration::from_micros(micros), worker).await;
            }
            3 if !joined.is_empty() => {
                let (app, organisation) = (portal.app.clone(), joined[chance.below(joined.len())]);
                running.push(tokio::spawn(async move { generation::next_batch(&app, organisation).await.map(drop) }));
            }
            _ => {
                let app = portal.app.clone();
                running.push(tokio::spawn(async move { jobs::run_due(&app).await.map(drop) }));
            }
        }
    }
    for worker in running {
        worker.await.expect("no panic").expect("no failure");
    }
    portal.run_jobs().await;
    let mut tx = portal.app.read().await.expect("a transaction");
    let lines = storage::agreements::list(&mut tx, Scope::All, &Filter::default(), None, 1_000).await.expect("a list");
    drop(tx);
    let pairs: BTreeSet<_> = lines.iter().map(|line| (line.party_name.clone(), line.partner_name.clone())).collect();
    let numbers: BTreeSet<_> = lines.iter().map(|line| line.number.clone()).collect();
    assert_eq!((pairs, numbers.len()), (expected(), lines.len()), "seed {seed}");
    assert_eq!(lines.len(), expected().len(), "seed {seed}: a pair has two");
}

/// How many orders are tried: a few, and more in the long counts.
#[expect(clippy::disallowed_methods, reason = "how long the tests may take is said in the environment")]
fn cases() -> u64 {
    let wanted = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse::<u64>().ok());
    wanted.map_or(6, |cases| (cases / 200).clamp(6, 200))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sqlite() {
    for seed in 1..=cases() {
        one(Engine::Sqlite, seed).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn postgres() {
    for seed in 1..=cases() {
        one(Engine::Postgres, seed).await;
    }
}
