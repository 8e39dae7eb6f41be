//! Who tries everything: every role, an ended one, and sessions that are worth less than is asked.

use super::ids::Ids;
use domain::{
    access::{Acting, Actor},
    means::{Asked, Means, Whose},
    party::OrganisationKind,
};
use testkit::{Client, TestPortal};

/// Somebody who tries everything.
pub(super) struct Role {
    pub(super) name: &'static str,
    pub(super) email: &'static str,
    pub(super) actor: Actor,
    pub(super) client: Client,
    /// Agreements of this role's own organisation.
    pub(super) own: Vec<String>,
    /// Whether this person showed who they are too long ago for what asks for it anew.
    pub(super) stale: bool,
}

/// Whose sessions until then are worth a passkey, and one after it is not.
pub(super) const EXECUTOR: &str = "kim@kredietbank.example";
pub(super) const DOWNGRADED: &str = "somebody signed in by less than is asked";
pub(super) const BY_PASSKEY: &str =
    "UPDATE sessions SET means = 'passkey' WHERE person_id = (SELECT id FROM persons WHERE email = $1)";

/// Whose role ends while they are signed in.
pub(super) const ENDED: &str = "kim@lelystad.example";

pub(super) const MAYOR: &str = "lou@zeewolde.example";

pub(super) async fn roles(portal: &TestPortal, ids: &Ids) -> Vec<Role> {
    let people = [
        ("contact of the municipality", "kim@zeewolde.example", true),
        ("signatory of the municipality", "lou@zeewolde.example", false),
        ("contact of the partner", "kim@zonnestroom.example", true),
        ("signatory of the partner", "lou@zonnestroom.example", false),
        ("landlord", "kim@bo-smit.example", false),
        ("contact of the executor", "kim@kredietbank.example", false),
        ("administrator", TestPortal::ADMINISTRATOR, true),
        ("somebody without roles", "niemand@zeewolde.example", false),
    ];
    let mut roles = Vec::new();
    // The first to come: by the time the others have, it is long ago that this one showed who they are.
    let (email, name) = ("kim@zeewolde.example", "contact of the municipality, long ago");
    let client = portal.sign_in(email).await;
    portal.clock.forward(app::identity::FRESH);
    roles.push(Role {
        name,
        email,
        actor: portal.actor(email).await,
        client,
        own: vec![ids.ours.clone()],
        stale: true,
    });
    for (name, email, sees) in people {
        let client = portal.sign_in(email).await;
        let mut own = if sees { vec![ids.ours.clone()] } else { Vec::new() };
        if name == "administrator" {
            own.push(ids.theirs.clone());
        }
        roles.push(Role { name, email, actor: portal.actor(email).await, client, own, stale: false });
    }
    // Signed in by less than is asked of executors: they act for nobody, and are led to a stronger means.
    let executors = Whose::Kind(OrganisationKind::Executor);
    let asked = Asked { sign_in: Means::Passkey, sign: Means::Passkey };
    let noor = portal.actor(TestPortal::ADMINISTRATOR).await;
    app::identity::strength::set(&portal.app, &noor, &[(executors, asked)]).await.expect("set");
    portal.execute(BY_PASSKEY, EXECUTOR).await;
    let client = portal.sign_in(EXECUTOR).await;
    let Actor::Person { id, .. } = portal.actor(EXECUTOR).await else { panic!("a person") };
    let actor = Actor::Person { id, acting: Acting::Nobody, signs: false };
    roles.push(Role { name: DOWNGRADED, email: EXECUTOR, actor, client, own: Vec::new(), stale: false });
    // Signed in, and then the role ended: the page that is open in the browser opens nothing more.
    let client = portal.sign_in(ENDED).await;
    end_roles(portal, ENDED).await;
    let actor = portal.actor(ENDED).await;
    let without = |name, email, actor, client| Role { name, email, actor, client, own: Vec::new(), stale: false };
    roles.push(without("somebody whose role has ended", ENDED, actor, client));
    // A copy of the cookie of somebody who signed out.
    let mut client = portal.sign_in("kim@zeewolde.example").await;
    let copy = client.cookie("__Host-sessie").expect("signed in").to_owned();
    client.get("/").await.expect_status(200);
    client.post("/uitloggen", &[]).await.expect_status(303);
    client.set_cookie("__Host-sessie", &copy);
    client.get("/").await.expect_status(200);
    roles.push(without("somebody who signed out", "", Actor::Visitor, client));
    let mut client = portal.client();
    client.get("/").await.expect_status(200);
    roles.push(without("nobody", "", Actor::Visitor, client));
    roles
}

/// Ends every role of somebody, as it ends when they leave.
pub(super) async fn end_roles(portal: &TestPortal, email: &str) {
    let now = portal.app.now();
    let mut tx = portal.app.db().begin().await.expect("a transaction");
    let person = storage::people::by_email(&mut tx, email).await.expect("an answer").expect("somebody").id;
    drop(tx);
    let roles = portal.uuids("SELECT id FROM roles WHERE person_id = $1", person.0).await;
    let mut tx = portal.app.db().begin().await.expect("a transaction");
    assert!(!roles.is_empty(), "there was a role");
    for role in roles {
        storage::people::end_role(&mut tx, role.into(), now).await.expect("ended");
    }
    tx.commit().await.expect("kept");
}
