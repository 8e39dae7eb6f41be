//! Somebody guesses at the code of one account, from many places, for as long as it takes: no guess opens anything, the
//! person gets in as ever, and neither memory nor the table of counts grows.

use testkit::{Client, Engine, TestPortal};

const NOOR: &str = TestPortal::ADMINISTRATOR;

/// How many guesses; more in the long run of the tests.
fn guesses() -> usize {
    #[expect(clippy::disallowed_methods, reason = "a switch of the tests, not a setting of the portal")]
    let count = std::env::var("VROEGTEKEN_GUESSES").ok().and_then(|text| text.parse().ok());
    count.unwrap_or(1_000)
}

/// Memory of this process that is in use, in bytes.
fn memory() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").expect("a file of Linux");
    let resident: usize = pages.split(' ').nth(1).expect("two numbers").parse().expect("a number");
    resident * 4096
}

#[derive(Debug, Default)]
struct Tally {
    typed: usize,
    asked: usize,
    held_back: usize,
}

/// Somebody at one place asks for codes and guesses until the portal says that it is enough there.
async fn at_one_place(portal: &TestPortal, place: u32, random: &mut fastrand::Rng, left: usize, tally: &mut Tally) {
    let address = std::net::Ipv4Addr::from(0xC633_6400 + place);
    let mut client: Client = portal.client().from_address(address.into());
    let most = tally.typed + left;
    while tally.typed < most {
        client.get("/inloggen").await.expect_status(200);
        let asked = client.post("/inloggen", &[("email", NOOR)]).await;
        if asked.status == 429 {
            tally.held_back += 1;
            // Guessing goes on without a code of one's own: nothing to guess at.
            if !tally.held_back.is_multiple_of(3) {
                return;
            }
        } else {
            tally.asked += 1;
        }
        for _ in 0..6.min(most - tally.typed) {
            let code = format!("{:08}", random.u32(0..100_000_000));
            let answer = client.post("/inloggen/code", &[("code", &code)]).await;
            tally.typed += 1;
            assert!(client.cookie("__Host-sessie").is_none(), "a guess opened a session");
            assert!(matches!(answer.status, 200 | 422 | 429), "{}", answer.status);
            if answer.status == 429 {
                tally.held_back += 1;
                return;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thousands_of_guesses_open_nothing_and_keep_nobody_out() {
    // The settings that a portal starts with.
    let portal = TestPortal::with(Engine::Sqlite, |settings| {
        let real = app::Settings::new(testkit::PUBLIC_URL, false);
        settings.requests_per_quarter = real.requests_per_quarter;
        settings.requests_per_account = real.requests_per_account;
    })
    .await;
    portal.administrator().await;
    let own = portal.sign_in(NOOR).await;
    let known = own.cookie("__Host-bekend").expect("this browser is known").to_owned();
    let (all, mut tally, mut random) = (guesses(), Tally::default(), fastrand::Rng::with_seed(8));
    let (mut place, mut before) = (0, 0);
    while tally.typed < all {
        place += 1;
        let left = all - tally.typed;
        at_one_place(&portal, place % 250, &mut random, left, &mut tally).await;
        if place % 50 == 0 {
            // The guessers are patient, and their mails go out meanwhile.
            portal.clock.forward(jiff::SignedDuration::from_mins(5));
            portal.run_jobs().await;
            app::housekeeping::run(&portal.app).await.expect("it forgets");
        }
        if before == 0 && tally.typed * 3 > all {
            before = memory();
        }
    }
    let grown = memory().saturating_sub(before);
    println!("{tally:?} from {place} places; memory grew by {} KB since a third of them", grown / 1024);
    assert!(tally.typed >= all && tally.held_back > 0);
    assert!(grown < 48 * 1024 * 1024, "memory stays flat: {grown}");
    let rows = portal.everything().await.matches("throttle.bucket: ").count();
    assert!(rows < 2_000, "{rows} counts");
    portal.run_jobs().await;
    // While the guessing goes on, the person gets in where they were before, at once.
    let mut person = portal.client();
    person.set_cookie("__Host-bekend", &known);
    person.get("/inloggen").await;
    person.post("/inloggen", &[("email", NOOR)]).await.expect_status(303);
    portal.run_jobs().await;
    person.get("/inloggen/code").await;
    person.post("/inloggen/code", &[("code", &portal.mail.code(NOOR))]).await.expect_status(303);
    person.get("/beheer").await.expect_status(200);
    // And an hour after it has ended, in any browser.
    portal.clock.forward(jiff::SignedDuration::from_mins(61));
    portal.run_jobs().await;
    portal.sign_in(NOOR).await.get("/beheer").await.expect_status(200);
    portal.forget();
}
