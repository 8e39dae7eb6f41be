//! The people of an organisation: who comes, who goes, the second pair of eyes, the administrators.

mod administrators;
mod colleagues;
mod hold;
mod leaving;
mod recover;
mod second;

use app::{
    changes::{self, Look},
    people,
};
use domain::{
    access::Actor,
    ids::{ChangeId, OrganisationId, RoleId},
    party::Role,
    registration::PersonAnswer,
};
use storage::people::Member;
use testkit::TestPortal;

const NL: app::mail::Language = app::mail::Language::Dutch;

/// Everybody with a role in the actor's organisation.
async fn members(portal: &TestPortal, organisation: OrganisationId) -> Vec<Member> {
    let mut tx = portal.app.read().await.expect("a transaction");
    storage::people::members(&mut tx, organisation).await.expect("members")
}

/// The role of somebody in an organisation.
async fn role(portal: &TestPortal, organisation: OrganisationId, email: &str, role: Role) -> Option<RoleId> {
    let members = members(portal, organisation).await;
    members.into_iter().find(|one| one.person.email == email && one.role == role).map(|one| one.id)
}

/// Somebody to propose as signatory.
fn signatory(first: &str, organisation: &str) -> PersonAnswer {
    PersonAnswer { ground: "office".to_owned(), ..testkit::person(first, organisation, "burgemeester") }
}

/// The proposal as a contact person sees it.
async fn look(portal: &TestPortal, actor: &Actor, id: ChangeId) -> Look {
    changes::look(&portal.app, actor, id).await.expect("a proposal")
}

fn digest(look: &Look) -> String {
    match &look.review.preview {
        Some(Ok(preview)) => preview.digest.clone(),
        other => panic!("no preview: {other:?}"),
    }
}

/// Invites a second contact person, `bo@…`, and gives them.
async fn bo(portal: &TestPortal, kim: &Actor, name: &str) -> Actor {
    let bo = testkit::person("Bo", name, "beleidsadviseur");
    people::invite_contact(&portal.app, kim, &bo, NL).await.expect("invited");
    portal.run_jobs().await;
    portal.actor(&bo.email).await
}

/// As if the registration had named them: nobody of the organisation invited them.
async fn independent(portal: &TestPortal, email: &str) {
    let sql = "UPDATE roles SET given_by = NULL WHERE person_id = (SELECT id FROM persons WHERE email = $1)";
    portal.execute(sql, email).await;
}
