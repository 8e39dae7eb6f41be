//! What comes from outside: from where, how often, how large, and what is told to whoever finds a weakness.

use app::settings::{Proxies, ProxyHeader};
use axum::http::Method;
use domain::{
    access::{Answer as Policy, Permission, may},
    networks::Networks,
};
use std::{path::Path, process::Command};
use testkit::{Answer, Client, Engine, PUBLIC_URL, Sample, TestPortal, on_both};
use web::LARGEST_FORM;

on_both!(
    whoever_asks_too_often_is_told_when_to_come_back,
    one_account_is_asked_for_so_often_and_tells_nothing,
    the_table_of_counts_stays_small,
    no_form_takes_more_than_it_should,
);

const NOBODY: [(&str, &str); 1] = [("email", "niemand@vroegteken.example")];

fn seconds(answer: &Answer) -> u32 {
    let wait = answer.headers.get("retry-after").expect("it says when").to_str().expect("a number");
    wait.parse().expect("seconds (RFC 9110, 10.2.3)")
}

async fn ask(client: &mut Client, email: &str) -> Answer {
    client.get("/inloggen").await.expect_status(200);
    client.post("/inloggen", &[("email", email)]).await
}

/// A portal of the same database with other settings.
fn narrow(portal: &TestPortal, change: impl FnOnce(&mut app::Settings)) -> axum::Router {
    web::router(portal.app.with_settings(change))
}

async fn whoever_asks_too_often_is_told_when_to_come_back(portal: TestPortal) {
    let router = narrow(&portal, |settings| settings.requests_per_quarter = 3);
    let mut client = portal.client_of(router);
    client.get("/inloggen").await;
    for _ in 0..3 {
        client.post("/inloggen", &NOBODY).await.expect_status(303);
    }
    portal.clock.forward(jiff::SignedDuration::from_mins(5));
    let answer = client.post("/inloggen", &NOBODY).await.expect_status(429);
    assert_eq!(seconds(&answer), 600);
    assert!(answer.body.contains("<h1") && answer.says("over 10 minuten"), "a page that says so: {}", answer.body);
    portal.clock.forward(jiff::SignedDuration::from_secs(601));
    client.post("/inloggen", &NOBODY).await.expect_status(303);
    // Whatever the form is about: thirty in a quarter of an hour, then none of them does anything.
    for number in 0..40 {
        let answer = client.post("/taal", &[("taal", "en"), ("terug", "/")]).await;
        assert!(answer.status == if number < 29 { 303 } else { 429 }, "{number}: {}", answer.status);
        if answer.status == 429 {
            assert!((1..=900).contains(&seconds(&answer)) && answer.says("try again in"));
        }
    }
    // Looking is free, and so is another place.
    client.get("/").await.expect_status(200);
}

#[tokio::test]
async fn an_account_is_counted_wherever_it_is_used() {
    let portal = TestPortal::sqlite().await;
    portal.administrator().await;
    let signed_in = portal.sign_in(TestPortal::ADMINISTRATOR).await;
    let session = signed_in.cookie("__Host-sessie").expect("a session").to_owned();
    let router = narrow(&portal, |settings| settings.requests_per_quarter = 2);
    let mut answers = Vec::new();
    for place in 1..=25 {
        let mut client = portal.client_of(router.clone()).at(place);
        client.set_cookie("__Host-sessie", &session);
        client.get("/mijn").await.expect_status(200);
        answers.push(client.post("/taal", &[("taal", "nl"), ("terug", "/")]).await.status);
    }
    assert_eq!(answers.iter().filter(|status| **status == 303).count(), 20, "{answers:?}");
    assert_eq!(answers.iter().filter(|status| **status == 429).count(), 5);
}

async fn one_account_is_asked_for_so_often_and_tells_nothing(portal: TestPortal) {
    portal.administrator().await;
    // The person's own browser, in which they signed in before, and signed out.
    let mut own = portal.sign_in(TestPortal::ADMINISTRATOR).await;
    own.get("/").await;
    own.post("/uitloggen", &[]).await.expect_status(303);
    portal.clock.forward(jiff::SignedDuration::from_mins(61));
    let router = narrow(&portal, |settings| settings.requests_per_account = 6);
    let mut seen = Vec::new();
    for email in [TestPortal::ADMINISTRATOR, NOBODY[0].1] {
        let mut statuses = Vec::new();
        for number in 0_u8..12 {
            let mut stranger = portal.client_of(router.clone()).at(number / 4);
            statuses.push(ask(&mut stranger, email).await.status);
        }
        seen.push(statuses);
    }
    // Half of what there is from one place, and all of it from three.
    assert_eq!(seen[0], [303, 303, 303, 429, 303, 303, 303, 429, 429, 429, 429, 429]);
    assert_eq!(seen[0], seen[1], "nobody learns who has access");
    portal.run_jobs().await;
    // Strangers hold nobody back in a browser that is known: the mail goes at once.
    let mut own = {
        let known = own.cookie("__Host-bekend").expect("it is known").to_owned();
        let mut same = portal.client_of(router.clone());
        same.set_cookie("__Host-bekend", &known);
        same
    };
    let before = portal.mail.to(TestPortal::ADMINISTRATOR).len();
    ask(&mut own, TestPortal::ADMINISTRATOR).await.expect_status(303);
    portal.run_jobs().await;
    assert_eq!(portal.mail.to(TestPortal::ADMINISTRATOR).len(), before + 1);
    own.get("/inloggen/code").await;
    let code = portal.mail.code(TestPortal::ADMINISTRATOR);
    own.post("/inloggen/code", &[("code", &code)]).await.expect_status(303);
    own.get("/mijn").await.expect_status(200);
    // It opens nothing by itself, is known for nobody else, and has an end of its own.
    let mut thief = portal.client_of(router);
    thief.set_cookie("__Host-bekend", own.cookie("__Host-bekend").expect("known"));
    assert_eq!(thief.get("/mijn").await.status, 303);
    ask(&mut thief, NOBODY[0].1).await.expect_status(429);
    let statuses = [
        ask(&mut thief, TestPortal::ADMINISTRATOR).await.status,
        ask(&mut thief, TestPortal::ADMINISTRATOR).await.status,
        ask(&mut thief, TestPortal::ADMINISTRATOR).await.status,
    ];
    assert_eq!(statuses, [303, 303, 429]);
    portal.run_jobs().await;
    // After an hour there is room again.
    portal.clock.forward(jiff::SignedDuration::from_mins(61));
    app::housekeeping::run(&portal.app).await.expect("it forgets");
    ask(&mut portal.client(), TestPortal::ADMINISTRATOR).await.expect_status(303);
    portal.run_jobs().await;
}

async fn the_table_of_counts_stays_small(portal: TestPortal) {
    let router = narrow(&portal, |settings| settings.requests_per_quarter = 5);
    for number in 0_u32..300 {
        let address = std::net::Ipv6Addr::from(0x2001_0db8_0000_0000_0000_0000_0000_0000_u128 + u128::from(number));
        let mut client = portal.client_of(router.clone()).from_address(address.into());
        client.get("/inloggen").await;
        let answer = client.post("/inloggen", &NOBODY).await;
        assert_eq!(answer.status, if number < 5 { 303 } else { 429 }, "one network of 64 bits is one place");
    }
    let count = async || portal.everything().await.matches("throttle.bucket: ").count();
    assert_eq!(count().await, 1 + 2, "one place, one address from it, one address");
    portal.clock.forward(jiff::SignedDuration::from_hours(3));
    app::housekeeping::run(&portal.app).await.expect("it forgets");
    assert_eq!(count().await, 0);
}

fn proxies(header: ProxyHeader) -> Proxies {
    let trusted = ["203.0.113.0/24", "2001:db8:ffff::/48"].map(|text| text.parse().expect("a network"));
    Proxies { trusted: Networks::new(trusted.to_vec()), header }
}

/// How many of four requests for a code go through, each with its own word about who asks.
async fn admitted(proxies: Proxies, address: &str, name: &str, said: fn(usize) -> String) -> usize {
    let portal = TestPortal::with(Engine::Sqlite, |settings| {
        settings.requests_per_quarter = 1;
        settings.proxies = proxies;
    })
    .await;
    let mut through = 0;
    for number in 0..4 {
        let address = address.parse().expect("an address");
        let mut client = portal.client().from_address(address).with_header(name, &said(number));
        through += usize::from(ask(&mut client, NOBODY[0].1).await.status == 303);
    }
    through
}

#[tokio::test]
async fn only_a_listed_proxy_says_for_whom_it_asks() {
    let (x, forwarded) = ("x-forwarded-for", "forwarded");
    let each = |number| format!("198.51.100.{number}");
    let none = Proxies::default();
    for name in [x, forwarded, "x-real-ip", "client-ip", "true-client-ip"] {
        assert_eq!(admitted(none.clone(), "203.0.113.7", name, each).await, 1, "{name}: no proxy is listed");
    }
    let listed = proxies(ProxyHeader::XForwardedFor);
    assert_eq!(admitted(listed.clone(), "198.51.100.200", x, each).await, 1, "a stranger's word");
    assert_eq!(admitted(listed.clone(), "203.0.113.7", x, each).await, 4, "the proxy's word");
    assert_eq!(admitted(listed.clone(), "::ffff:203.0.113.7", x, each).await, 4, "the same proxy over IPv6");
    let spoofed = |number| format!("198.51.100.{number}, 198.51.100.99");
    assert_eq!(admitted(listed.clone(), "203.0.113.7", x, spoofed).await, 1, "what the client wrote before it");
    let hops = |number| format!("9.9.9.9, 198.51.100.{number}, 203.0.113.9, 2001:db8:ffff::1");
    assert_eq!(admitted(listed.clone(), "203.0.113.7", x, hops).await, 4, "several proxies");
    let six = |number| format!("2001:db8:1:{number}::1");
    assert_eq!(admitted(listed.clone(), "2001:db8:ffff::2", x, six).await, 4, "networks of 64 bits");
    let one_network = |number| format!("2001:db8:1:1::{number}");
    assert_eq!(admitted(listed.clone(), "2001:db8:ffff::2", x, one_network).await, 1, "one network of 64 bits");
    let other = |number| format!("for=198.51.100.{number}");
    assert_eq!(admitted(listed, "203.0.113.7", forwarded, other).await, 1, "a header that this proxy does not write");
    assert_eq!(admitted(proxies(ProxyHeader::Forwarded), "203.0.113.7", forwarded, other).await, 4);
}

#[tokio::test]
async fn security_txt_is_accepted_by_others() {
    let portal = TestPortal::with(Engine::Sqlite, |settings| {
        settings.security_contact = "mailto:kwetsbaarheid@vroegteken.example".to_owned();
    })
    .await;
    // The judge looks at the clock of this machine.
    #[expect(clippy::disallowed_methods, reason = "others do not wait for the clock of a test")]
    let now = jiff::Timestamp::now();
    portal.clock.set(&now.to_string());
    let answer = portal.client().get("/.well-known/security.txt").await.expect_status(200);
    assert_eq!(answer.headers["content-type"], "text/plain; charset=utf-8");
    assert!(answer.body.contains("Contact: mailto:kwetsbaarheid@vroegteken.example\r\n"));
    let policy = answer.body.lines().find_map(|line| line.strip_prefix("Policy: ")).expect("a policy");
    let path = policy.strip_prefix(PUBLIC_URL).expect("on this portal");
    for path in [path, "/"] {
        portal.client().get(path).await.expect_status(200).expect_text("kwetsbaarheid");
    }
    let Some(python) = crate::partners::python() else { return };
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("security.txt");
    std::fs::write(&file, &answer.body).expect("a file");
    let judged = Command::new(python)
        .arg("tests/judge_security_txt.py")
        .arg(&file)
        .arg(format!("{PUBLIC_URL}/.well-known/security.txt"))
        .output()
        .expect("Python runs");
    assert!(judged.status.success(), "{}", String::from_utf8_lossy(&judged.stderr));
}

/// The path of a route with something in place of what it takes.
fn filled(path: &str) -> String {
    let id = uuid::Uuid::nil().to_string();
    path.split('/')
        .map(|part| match part {
            "{kind}" => "gemeente",
            "{step}" => "begin",
            "{part}" => "contactpersonen",
            "{token}" => "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            part if part.starts_with('{') => &id,
            part => part,
        })
        .collect::<Vec<_>>()
        .join("/")
}

async fn no_form_takes_more_than_it_should(portal: TestPortal) {
    portal.administrator().await;
    portal.join(Sample::Municipality("Zeewolde")).await;
    portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    let before = portal.everything().await;
    let (mut tried, mut refused) = (0, 0);
    let people = ["", TestPortal::ADMINISTRATOR, "kim@zeewolde.example", "lou@zonnestroom.example"];
    for email in people {
        let mut client = if email.is_empty() { portal.client() } else { portal.sign_in(email).await };
        let actor = if email.is_empty() { domain::access::Actor::Visitor } else { portal.actor(email).await };
        client.get("/").await.expect_status(200);
        let token = client.token().to_owned();
        let routes = web::routes();
        for route in routes.iter().filter(|route| route.method == Method::POST) {
            let mut body = format!("csrf={token}&x=").into_bytes();
            body.resize(LARGEST_FORM + 1, b'x');
            let form = ("application/x-www-form-urlencoded", body);
            let answer = client.send("POST", &filled(route.path), Some(form)).await;
            tried += 1;
            if route.permission == Permission::Demo {
                assert_eq!(answer.status, 404, "{}", route.path);
            } else if may(&actor, route.permission) == Policy::Yes {
                // A form that sends a file is no such form.
                assert!(matches!(answer.status, 413 | 400), "{email} {}: {}", route.path, answer.status);
                refused += usize::from(answer.status == 413);
            } else {
                assert!(matches!(answer.status, 303 | 403), "{email} {}: {}", route.path, answer.status);
            }
        }
    }
    println!("{tried} forms that are too large, {refused} of them by whoever may send them");
    assert!(refused > 60, "{refused}");
    portal.run_jobs().await;
    // Nothing came of any of them; only who signed in was written down.
    let kept = |line: &&str| line.starts_with("agreements.") || line.starts_with("registrations.");
    let lines = |text: &str| text.lines().filter(kept).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(&portal.everything().await), lines(&before));
}

#[tokio::test]
async fn a_one_time_link_stays_out_of_referrers() {
    let portal = TestPortal::sqlite().await;
    let token = "A".repeat(43);
    let mut seen = 0;
    for route in web::routes().iter().filter(|route| route.method == Method::GET && route.path.contains("{token}")) {
        let answer = portal.client().get(&route.path.replace("{token}", &token)).await;
        assert_eq!(answer.headers["referrer-policy"], "no-referrer", "{}", route.path);
        seen += 1;
    }
    assert!(seen >= 3, "the test finds the links");
    assert_eq!(portal.client().get("/").await.headers["referrer-policy"], "same-origin");
}
