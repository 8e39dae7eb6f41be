//! What every answer carries: the content security policy, the header rules of internet.nl, cookies
//! that only this portal reads, links by the public URL alone.

use domain::access::Permission;
use testkit::{Answer, Client, Engine, PUBLIC_URL, Sample, TestPortal};

/// Every page that anybody may ask for, without parameters.
fn public_pages() -> Vec<&'static str> {
    let routes = web::routes();
    let plain = routes.iter().filter(|route| route.method == "GET" && route.permission == Permission::Public);
    plain.map(|route| route.path).filter(|path| !path.contains('{')).collect()
}

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers.get(name).unwrap_or_else(|| panic!("{} has no {name}", answer.path)).to_str().expect("plain words")
}

fn check(answer: &Answer) {
    let policy = header(answer, "content-security-policy");
    assert!(!policy.contains("unsafe-") && !policy.contains('*') && !policy.contains("http:"), "{policy}");
    for rule in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] {
        assert!(policy.contains(rule), "{}: {rule} in {policy}", answer.path);
    }
    assert_eq!(header(answer, "x-content-type-options"), "nosniff");
    assert_eq!(header(answer, "x-frame-options"), "DENY");
    assert!(matches!(header(answer, "referrer-policy"), "same-origin" | "no-referrer" | "strict-origin"));
    // internet.nl wants a year at least.
    let strict = header(answer, "strict-transport-security");
    let age: u64 = strict.split(['=', ';']).nth(1).and_then(|age| age.parse().ok()).expect("max-age");
    assert!(age >= 31_536_000, "{strict}");
    assert!(!header(answer, "cache-control").is_empty());
    let kind = answer.headers.get("content-type").map(|kind| kind.to_str().expect("plain words"));
    if kind.is_some_and(|kind| kind.starts_with("text/html")) {
        assert_eq!(kind, Some("text/html; charset=utf-8"));
        assert_eq!(header(answer, "cache-control"), "no-store", "{}", answer.path);
        check_page(answer);
    }
    // Nor does anything let other sites read an answer.
    for never in ["server", "x-powered-by", "access-control-allow-origin"] {
        assert!(answer.headers.get(never).is_none(), "{} has {never}", answer.path);
    }
    check_cookies(answer);
}

/// Nothing inline that the policy would stop, and nothing from elsewhere.
fn check_page(answer: &Answer) {
    let html = &answer.body;
    assert!(html.starts_with("<!doctype html>"), "{}", answer.path);
    for inline in [" style=\"", " onclick=", " onload=", " onsubmit=", "<style", "javascript:"] {
        assert!(!html.contains(inline), "{} has {inline}", answer.path);
    }
    for script in html.split("<script").skip(1) {
        let tag = script.split('>').next().unwrap_or_default();
        let data = tag.contains("type=\"application/json\"");
        assert!(tag.contains(" src=\"/assets/") || data, "{} has a script inside: {tag}", answer.path);
    }
    for attribute in ["src=\"", "action=\""] {
        for value in html.split(attribute).skip(1) {
            assert!(value.starts_with('/') && !value.starts_with("//"), "{}: {attribute}{value:.60}", answer.path);
        }
    }
}

fn check_cookies(answer: &Answer) {
    for cookie in answer.headers.get_all("set-cookie") {
        let cookie = cookie.to_str().expect("a plain cookie");
        assert!(cookie.starts_with("__Host-"), "{}: {cookie}", answer.path);
        for rule in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
            assert!(cookie.contains(rule), "{}: {rule} in {cookie}", answer.path);
        }
        assert!(!cookie.contains("Domain="), "{cookie}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_carries_the_rules() {
    let portal = TestPortal::sqlite().await;
    portal.join(Sample::Municipality("Zeewolde")).await;
    portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    portal.administrator().await;
    let mut client = portal.client();
    let mut seen = 0;
    for path in public_pages() {
        check(&client.get(path).await);
        seen += 1;
    }
    assert!(seen >= 8, "the test finds the pages");
    for (method, path) in [("GET", "/bestaat-niet"), ("DELETE", "/"), ("POST", "/inloggen"), ("GET", "/assets/x.js")] {
        check(&client.send(method, path, None).await);
    }
    for email in [TestPortal::ADMINISTRATOR, "kim@zeewolde.example", "kim@zonnestroom.example"] {
        let mut client = portal.sign_in(email).await;
        for route in web::routes().iter().filter(|route| route.method == "GET" && !route.path.contains('{')) {
            check(&client.get(route.path).await);
        }
    }
}

#[tokio::test]
async fn over_plain_http_no_promise_of_tls_is_made() {
    let portal =
        TestPortal::with(Engine::Sqlite, |settings| settings.public_url = "http://localhost:8080".into()).await;
    let answer = portal.client().get("/inloggen").await.expect_status(200);
    assert!(answer.headers.get("strict-transport-security").is_none());
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|c| c.to_str().expect("plain")).collect();
    assert!(cookies.iter().all(|cookie| !cookie.contains("Secure") && !cookie.starts_with("__Host-")), "{cookies:?}");
}

/// Walks a registration and signing in with a forged Host header.
async fn with_evil_host(portal: &TestPortal) -> (Client, Vec<Answer>) {
    let mut client = portal.client().with_host("evil.example");
    let mut answers = Vec::new();
    for path in public_pages() {
        answers.push(client.get(path).await);
    }
    client.get("/inloggen").await;
    answers.push(client.post("/inloggen", &[("email", TestPortal::ADMINISTRATOR)]).await);
    (client, answers)
}

#[tokio::test]
async fn the_host_header_is_no_source_of_links() {
    let portal = TestPortal::sqlite().await;
    portal.administrator().await;
    let (_, answers) = with_evil_host(&portal).await;
    portal.run_jobs().await;
    for answer in answers {
        assert!(!answer.body.contains("evil.example"), "{}", answer.path);
        assert!(answer.location().is_none_or(|to| to.starts_with('/')), "{:?}", answer.location());
    }
    let letter = portal.mail.last_to(TestPortal::ADMINISTRATOR);
    assert!(letter.plain.contains(PUBLIC_URL) && !letter.plain.contains("evil.example"));
    assert!(!letter.html.contains("evil.example") && letter.message_id.ends_with("@portaal.vroegteken.example>"));
}

#[tokio::test]
async fn what_is_built_is_kept_for_a_year_and_the_rest_never() {
    let portal = TestPortal::sqlite().await;
    let mut client = portal.client();
    let page = client.get("/").await.expect_status(200);
    let asset = page.body.split("\"/assets/").nth(1).and_then(|rest| rest.split('"').next()).expect("an asset");
    let answer = client.get(&format!("/assets/{asset}")).await.expect_status(200);
    assert!(header(&answer, "cache-control").contains("immutable"));
    for foreign in ["/assets/../Cargo.toml", "/assets/%2e%2e%2fCargo.toml", "/assets/main.css"] {
        client.get(foreign).await.expect_status(404);
    }
}

#[tokio::test]
async fn the_token_of_a_form_is_masked_anew_each_time() {
    let portal = TestPortal::sqlite().await;
    let mut client = portal.client();
    client.get("/inloggen").await;
    let first = client.token().to_owned();
    client.get("/inloggen").await;
    assert_ne!(first, client.token());
    // Either fits; one of another browser does not, nor none.
    let email = [("email", "x@y.example")];
    client.post_bare("/inloggen", &[("csrf", &first), email[0]]).await.expect_status(303);
    let mut other = portal.client();
    other.get("/inloggen").await;
    for forged in [&first, "", "x", &"A".repeat(86)] {
        other.post_bare("/inloggen", &[("csrf", forged), email[0]]).await.expect_status(400);
    }
    other.post_bare("/inloggen", &email).await.expect_status(400);
    let json = Some(("application/json", b"{}".to_vec()));
    other.send("POST", "/inloggen", json).await.expect_status(400);
}
