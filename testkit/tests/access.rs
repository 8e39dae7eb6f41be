//! Every route, in every role, with ids of one's own, of others of every kind, unknown and garbage.
//!
//! A route that declares no permission cannot be written: `web::get` and `web::post` take one, and
//! `web::Route` has no other constructor. So this test reads the declared permission of each route
//! and holds the answers against the one policy, `domain::access::may`. Which routes are public
//! stands here by hand, so that none becomes so by accident.

mod begun;
mod ids;
mod roles;

use axum::http::Method;
use begun::Begun;
use domain::access::{Answer as Policy, Permission, may};
use ids::{Ids, ids, let_sign};
use roles::{DOWNGRADED, Role, roles};
use std::collections::BTreeSet;
use testkit::{Answer, Sample, TestPortal, on_both};
use web::Route;

on_both!(every_route_in_every_role_with_every_id);

/// Everybody may ask for these, and for nothing else.
const PUBLIC: &[(&str, &str)] = &[
    ("GET", "/"),
    ("GET", "/.well-known/security.txt"),
    ("GET", "/aanmelden"),
    ("GET", "/aanmelden/bevestigen/{token}"),
    ("GET", "/aanmelden/bewaard"),
    ("GET", "/aanmelden/verder/{token}"),
    ("GET", "/aanmelden/verzonden"),
    ("GET", "/aanmelden/{kind}"),
    ("GET", "/aanmelden/{kind}/{step}"),
    ("GET", "/assets/{file}"),
    ("GET", "/ca/ingetrokken.crl"),
    ("GET", "/ca/root.pem"),
    ("GET", "/controleren"),
    ("GET", "/gezond"),
    ("GET", "/herstel/{token}"),
    ("GET", "/hulp"),
    ("GET", "/inloggen"),
    ("GET", "/inloggen/app"),
    ("GET", "/inloggen/code"),
    ("GET", "/kwetsbaarheid-melden"),
    ("GET", "/mails/afmelden/{token}"),
    ("GET", "/privacy"),
    ("GET", "/toegankelijkheid"),
    ("POST", "/aanmelden/bevestigen/{token}"),
    ("POST", "/aanmelden/bewaard"),
    ("POST", "/aanmelden/verder/{token}"),
    ("POST", "/aanmelden/verzonden"),
    ("POST", "/aanmelden/{kind}/{step}"),
    ("POST", "/controleren"),
    ("POST", "/herstel/{token}"),
    ("POST", "/inloggen"),
    ("POST", "/inloggen/app"),
    ("POST", "/inloggen/code"),
    ("POST", "/inloggen/passkey"),
    ("POST", "/inloggen/passkey/begin"),
    ("POST", "/mails/afmelden/{token}"),
    ("POST", "/taal"),
    ("POST", "/uitloggen"),
];

/// Only in the demo, which this portal is not.
const DEMO: &[(&str, &str)] = &[("GET", "/postvak"), ("GET", "/postvak/{id}"), ("POST", "/postvak/maandagmail")];

fn with(permission: Permission) -> BTreeSet<(String, String)> {
    let routes = web::routes();
    let some = routes.iter().filter(|route| route.permission == permission);
    some.map(|route| (route.method.to_string(), route.path.to_owned())).collect()
}

fn by_hand(list: &[(&str, &str)]) -> BTreeSet<(String, String)> {
    list.iter().map(|(method, path)| ((*method).to_owned(), (*path).to_owned())).collect()
}

#[test]
fn public_routes_are_those_that_stand_here() {
    assert_eq!(with(Permission::Public), by_hand(PUBLIC));
    assert_eq!(with(Permission::Demo), by_hand(DEMO));
}

#[test]
fn no_route_stands_there_twice() {
    let routes = web::routes();
    let once: BTreeSet<_> = routes.iter().map(|route| (route.method.to_string(), route.path)).collect();
    assert_eq!(once.len(), routes.len());
    assert!(routes.iter().all(|route| route.method == Method::GET || route.method == Method::POST));
}

fn encoded(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '%' | '.');
    text.chars()
        .flat_map(|c| if plain(c) { c.to_string() } else { url_encoded(c) }.chars().collect::<Vec<_>>())
        .collect()
}

fn url_encoded(c: char) -> String {
    c.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Every path that a route can be asked with.
fn paths(route: &Route, ids: &Ids) -> Vec<(String, Option<String>)> {
    let path = route.path;
    if path.contains("{id}") {
        let card = format!("{}.vcf", ids.begun.card);
        let with = |id| {
            let path = path.replace("{id}", id).replace("{slot}", id).replace("{part}", "contactpersonen");
            path.replace("{card}", &card)
        };
        return ids.all(path).into_iter().map(|id| (with(id), Some(id.clone()))).collect();
    }
    let fill = |kind: &str, step: &str| path.replace("{kind}", kind).replace("{step}", step);
    if path.contains("{part}") {
        return ["contactpersonen", "onzin", "leden"].map(|part| (path.replace("{part}", part), None)).into();
    }
    let token = "A".repeat(43);
    if path.contains("{kind}") {
        return [
            ("gemeente", "begin"),
            ("gemeente", "woningen"),
            ("onzin", "begin"),
            ("particuliere-verhuurder", "gegevens"),
        ]
        .map(|(kind, step)| (fill(kind, step), None))
        .into();
    }
    let rest = ["{token}", "{file}"].into_iter().find(|part| path.contains(part));
    match rest {
        Some(part) => [token.as_str(), "onzin", "..%2f"].map(|text| (path.replace(part, text), None)).into(),
        None => vec![(path.to_owned(), None)],
    }
}

/// What a form needs so that it is judged by its id and not by what is missing.
const FIELDS: &[(&str, &str)] = &[
    ("version", "1"),
    ("question", "Wat?"),
    ("reason", "Daarom."),
    ("organisatie", "onzin"),
    ("taal", "nl"),
    ("terug", "/"),
    ("email", "geen adres"),
    ("code", "1"),
];

#[derive(Default)]
struct Tally {
    tried: usize,
    not_found: Vec<(String, String)>,
    /// Routes that asked to show anew who it is.
    confirm: BTreeSet<(String, &'static str)>,
}

impl Tally {
    fn count(&mut self, role: &Role, answer: &Answer) {
        self.tried += 1;
        assert!(answer.status < 500, "{}: {} {}", role.name, answer.status, answer.path);
        if answer.status == 404 {
            self.not_found.push((answer.path.clone(), answer.body.clone()));
        }
    }

    /// Whether the answer leads to showing anew who it is, which nothing does for somebody who just did.
    fn asks_to_confirm(&mut self, role: &Role, route: &Route, answer: &Answer) -> bool {
        let asks = answer.status == 303 && answer.location().is_some_and(|to| to.starts_with("/bevestigen?terug="));
        assert!(role.stale || !asks, "{}: {} asks to confirm", role.name, answer.path);
        if asks {
            self.confirm.insert((route.method.to_string(), route.path));
        }
        asks
    }
}

#[track_caller]
fn refused(role: &Role, permission: Permission, answer: &Answer) -> bool {
    // What would be theirs by stronger means leads to one.
    if role.name == DOWNGRADED
        && matches!(permission, Permission::Member | Permission::SeePartners | Permission::ChangeOrganisation)
    {
        let to = answer.location().unwrap_or_default();
        assert!(
            answer.status == 303 && to.starts_with("/mijn/inlogmiddel?terug="),
            "{}: {} {to}",
            role.name,
            answer.path
        );
        return true;
    }
    match may(&role.actor, permission) {
        Policy::Yes => false,
        Policy::SignInFirst => {
            let to = answer.location().unwrap_or_default();
            assert!(answer.status == 303 && to.starts_with("/inloggen?terug="), "{}: {} {to}", role.name, answer.path);
            true
        }
        Policy::NotYourRole => {
            assert_eq!(answer.status, 403, "{}: {}", role.name, answer.path);
            true
        }
    }
}

async fn try_get(role: &mut Role, route: &Route, ids: &Ids, tally: &mut Tally) {
    for (path, id) in paths(route, ids) {
        let answer = role.client.get(&path).await;
        tally.count(role, &answer);
        if route.permission == Permission::Demo {
            assert_eq!(answer.status, 404, "{}: {path} is of the demo only", role.name);
            continue;
        }
        if tally.asks_to_confirm(role, route, &answer) || refused(role, route.permission, &answer) {
            continue;
        }
        assert!(answer.status != 401 && answer.status != 403, "{}: {} {path}", role.name, answer.status);
        if let Some(id) = id {
            let landlord = route.path.contains("{part}") && id == ids.landlord;
            let exists = ids.exists_for(route.path, &id, role) && !landlord;
            // What was decided cannot be corrected any more: those pages say so.
            let decided = exists && answer.status == 409 && (path.ends_with("/verbeteren") || path.ends_with("/adres"));
            assert!(
                decided || answer.status == if exists { 200 } else { 404 },
                "{}: {} {path}",
                role.name,
                answer.status
            );
        } else if route.path.contains("{part}") {
            let there = path.ends_with("/contactpersonen") && role.name != "landlord";
            assert_eq!(answer.status, if there { 200 } else { 404 }, "{}: {path}", role.name);
        } else if route.permission != Permission::Public {
            assert_eq!(answer.status, 200, "{}: {path}", role.name);
        }
    }
}

async fn try_post(role: &mut Role, route: &Route, ids: &Ids, tally: &mut Tally) {
    for (number, (path, id)) in paths(route, ids).into_iter().enumerate() {
        // The token is looked at before the id: all of the wrong ones once, and none with every id.
        let tokens = [None, Some(""), Some("onzin"), Some(FOREIGN)];
        for forged in tokens.into_iter().take(if number == 0 { 4 } else { 1 }) {
            let mut fields = FIELDS.to_vec();
            fields.extend(forged.map(|token| ("csrf", token)));
            let answer = role.client.post_bare(&path, &fields).await;
            tally.count(role, &answer);
            if route.permission == Permission::Demo {
                assert_eq!(answer.status, 404, "{}: {path} is of the demo only", role.name);
            } else if !tally.asks_to_confirm(role, route, &answer) && !refused(role, route.permission, &answer) {
                assert_eq!(answer.status, 400, "{}: {path} took {forged:?}", role.name);
            }
        }
        let Some(id) = id else { continue };
        if ids.exists_for(route.path, &id, role) {
            continue; // It would be done; journeys do it.
        }
        let answer = role.client.post(&path, FIELDS).await;
        tally.count(role, &answer);
        if !tally.asks_to_confirm(role, route, &answer) && !refused(role, route.permission, &answer) {
            assert_eq!(answer.status, 404, "{}: {path}", role.name);
        }
    }
}

/// What no page has: nothing is done, and nothing is told. Asking for the head alone tells what asking for all does.
async fn try_other_methods(role: &mut Role, routes: &[Route], tally: &mut Tally) {
    let mut before = "";
    for route in routes {
        let path = route.path.replace(['{', '}'], "x");
        for method in ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"] {
            if before != route.path {
                let answer = role.client.send(method, &path, None).await;
                tally.count(role, &answer);
                let stronger = role.name == DOWNGRADED;
                let to_sign_in = answer.location().is_some_and(|to| {
                    to.starts_with("/inloggen?terug=")
                        || stronger && to.starts_with("/mijn/inlogmiddel?terug=")
                        || role.stale && to.starts_with("/bevestigen")
                });
                assert!(
                    matches!(answer.status, 404 | 403) || answer.status == 303 && to_sign_in,
                    "{}: {method} {path}: {}",
                    role.name,
                    answer.status
                );
                assert_eq!(answer.headers.get("set-cookie"), None, "{}: {method} {path}", role.name);
            }
        }
        before = route.path;
        if route.method == Method::GET {
            let (all, head) = (role.client.get(&path).await.status, role.client.send("HEAD", &path, None).await);
            tally.tried += 2;
            assert_eq!((head.status, head.body.as_str()), (all, ""), "{}: {path}", role.name);
        }
    }
}

/// Some of what asks to show anew who it is.
const FRESH: &[(&str, &str)] = &[
    ("GET", "/mijn/passkeys"),
    ("GET", "/mijn/passkeys/{id}"),
    ("POST", "/mijn/passkeys"),
    ("POST", "/mijn/passkeys/begin"),
    ("POST", "/mijn/passkeys/{id}"),
    ("POST", "/mijn/passkeys/{id}/verwijderen"),
];

/// A token of another browser, well formed.
const FOREIGN: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8AAAAAAAAAAAAAAAAAAAAA";

async fn every_route_in_every_role_with_every_id(portal: TestPortal) {
    portal.administrator().await;
    portal.join(Sample::Municipality("Zeewolde")).await;
    portal.join(Sample::Municipality("Almere")).await;
    portal.join(Sample::Municipality("Lelystad")).await;
    portal.join(Sample::In("Zonnestroom", "energie", &["Zeewolde"])).await;
    portal.join(Sample::In("Aqua", "water", &["Almere"])).await;
    portal.join(Sample::Landlord("Bo Smit", "Urk")).await;
    portal.join(Sample::Executor("Kredietbank")).await;
    portal.register_municipality("Dronten").await;
    portal.somebody("niemand@zeewolde.example").await;
    assert_eq!(portal.agreements().await, 2);
    let mut ids = ids(&portal).await;
    let_sign(&portal, &mut ids).await;
    ids.begun = Begun::make(&portal).await;
    let routes = web::routes();
    let mut total = 0;
    for mut role in roles(&portal, &ids).await {
        let mut tally = Tally::default();
        try_other_methods(&mut role, &routes, &mut tally).await;
        for route in &routes {
            if route.method == Method::GET {
                try_get(&mut role, route, &ids, &mut tally).await;
            } else {
                try_post(&mut role, route, &ids, &mut tally).await;
            }
        }
        // Foreign, unknown and no id at all look the same, to the last byte.
        let missing: Vec<_> = tally.not_found.iter().filter(|(path, _)| !path.starts_with("/aanmelden")).collect();
        let (first, page) = missing.first().expect("something is not found");
        for (path, other) in &missing {
            assert!(other == page, "{}: {path} looks unlike {first}", role.name);
        }
        let (tried, confirm) = (tally.tried, tally.confirm.len());
        println!("{}: {tried} combinations, {} not found, {confirm} to confirm", role.name, tally.not_found.len());
        for fresh in FRESH {
            let asked = tally.confirm.iter().any(|(method, path)| (method.as_str(), *path) == *fresh);
            assert!(asked || !role.stale, "{fresh:?} asks for no fresh confirmation");
        }
        total += tried;
    }
    println!("{total} combinations of route, method, role and id tried");
    assert!(total > 20_000, "the test tries what it says: {total}");
}
