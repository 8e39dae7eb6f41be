//! What ids there are, of every kind, and whose they are.

use super::{
    begun::Begun,
    encoded,
    roles::{MAYOR, Role},
};
use app::{
    agreements::moves::{Step, step},
    mail::Language,
    signing_rounds,
};
use domain::{ids::OrganisationId, party::Role as PartyRole};
use testkit::TestPortal;

/// What ids there are in the database, by kind.
pub(super) struct Ids {
    /// Zeewolde and Zonnestroom.
    pub(super) ours: String,
    /// Almere and Aqua.
    pub(super) theirs: String,
    /// A private landlord, who is the own contact person.
    pub(super) landlord: String,
    /// Of every other kind: organisations, people, registrations, mails, jobs.
    pub(super) organisations: Vec<String>,
    pub(super) registrations: Vec<String>,
    pub(super) mails: Vec<String>,
    pub(super) others: Vec<String>,
    /// Roles: where (`None` is the administration), and as what.
    pub(super) roles: Vec<(String, Option<OrganisationId>, PartyRole)>,
    pub(super) jobs: Vec<String>,
    /// Unknown, and what is no id.
    pub(super) nothing: Vec<String>,
    /// What waits for a signatory, by mail address.
    pub(super) slots: Vec<(&'static str, String)>,
    /// A round that one of them began.
    pub(super) round: (&'static str, String),
    /// What was begun and not ended.
    pub(super) begun: Begun,
}

impl Ids {
    /// Of every kind; all roles only where pages are about roles, elsewhere some.
    pub(super) fn all(&self, path: &str) -> Vec<&String> {
        let roles = if path.contains("/mensen/") || path.contains("/beheerders/") { self.roles.len() } else { 2 };
        let lists = [&self.organisations, &self.registrations, &self.mails, &self.others, &self.jobs, &self.nothing];
        let slots = self.slots.iter().map(|(_, slot)| slot).chain(self.roles.iter().take(roles).map(|(role, ..)| role));
        let own = [&self.ours, &self.theirs, &self.round.1];
        own.into_iter().chain(lists.into_iter().flatten()).chain(slots).chain(self.begun.all()).collect()
    }

    /// Whether the page of this path shows this id to somebody who may see the page at all.
    pub(super) fn exists_for(&self, path: &str, id: &String, role_of: &Role) -> bool {
        let role = role_of;
        if path.contains("{slot}") {
            false // What was signed in a round, and its evidence; nothing was.
        } else if path.starts_with("/overeenkomsten/") {
            role.own.contains(id)
        } else if path.starts_with("/tekenen/ronde/") {
            role.email == self.round.0 && *id == self.round.1
        } else if path.starts_with("/tekenen/") {
            self.slots.iter().any(|(email, slot)| *email == role.email && slot == id)
        } else if path.starts_with("/beheer/organisaties/") {
            self.organisations.contains(id)
        } else if path.starts_with("/organisatie/mensen/van/") {
            role_of.actor.organisation().is_some_and(|own| own.to_string() == *id)
        } else if path.starts_with("/organisatie/mensen/herstel/") {
            false // No new address was asked.
        } else if path.starts_with("/beheer/herstel/nieuw/") {
            self.roles.iter().any(|(role, ..)| role == id)
        } else if let Some(exists) = self.begun.exists_for(path, id, role) {
            exists
        } else if path.starts_with("/organisatie/mensen/") || path.starts_with("/beheer/beheerders/") {
            let administration = path.starts_with("/beheer/");
            let changes = path.ends_with("/wijzigen");
            self.roles.iter().any(|(role, organisation, kind)| {
                let own = administration || organisation.is_some() && *organisation == role_of.actor.organisation();
                // The details of a private landlord are those of the organisation; signatories are proposed anew.
                let form = !changes || (*kind == PartyRole::Contact && role_of.name != "landlord");
                role == id && own && form && administration == organisation.is_none()
            })
        } else if path.starts_with("/beheer/aanmeldingen/") {
            self.registrations.contains(id)
        } else if path.starts_with("/beheer/mails/") {
            self.mails.contains(id)
        } else if path.starts_with("/beheer/taken/") {
            self.jobs.contains(id)
        } else {
            false
        }
    }
}

/// Every role that somebody has.
async fn everybody(portal: &TestPortal) -> Vec<(String, Option<OrganisationId>, PartyRole)> {
    let mut tx = portal.app.read().await.expect("a transaction");
    let mut roles = Vec::new();
    for role in storage::people::administrator_roles(&mut tx).await.expect("administrators") {
        roles.push((role.id.to_string(), None, role.role));
    }
    for id in portal.uuids("SELECT id FROM organisations WHERE id <> $1", uuid::Uuid::nil()).await {
        for role in storage::people::members(&mut tx, OrganisationId(id)).await.expect("members") {
            roles.push((role.id.to_string(), Some(OrganisationId(id)), role.role));
        }
    }
    roles
}

pub(super) async fn ids(portal: &TestPortal) -> Ids {
    let nil = uuid::Uuid::nil();
    let text = async |sql: &'static str| -> Vec<String> {
        let rows = portal.uuids(sql, nil).await;
        rows.iter().map(ToString::to_string).collect()
    };
    let pair = async |party: &'static str| -> String {
        let mut tx = portal.app.read().await.expect("a transaction");
        let filter = storage::agreements::Filter {
            name: storage::organisations::pattern(party),
            number: Some("-".into()),
            ..storage::agreements::Filter::default()
        };
        let lines = storage::agreements::list(&mut tx, storage::agreements::Scope::All, &filter, None, 9).await;
        lines.expect("a list").first().expect("an agreement").id.to_string()
    };
    let unknown = uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001).to_string();
    // Whatever has an id of its own and no page that is asked for by it.
    let mut others = Vec::new();
    for sql in [
        "SELECT id FROM persons WHERE id <> $1 ORDER BY id",
        "SELECT id FROM roles WHERE id <> $1 ORDER BY id",
        "SELECT id FROM sessions WHERE id <> $1 ORDER BY id",
        "SELECT id FROM revisions WHERE id <> $1 ORDER BY id",
        "SELECT id FROM slots WHERE id <> $1 AND filled_at IS NULL ORDER BY id",
    ] {
        others.extend(text(sql).await.into_iter().take(2));
    }
    let garbage = ["onzin", "0", "%00", "..%2f..%2fetc", "' OR 1=1", &"9".repeat(300), "é"];
    Ids {
        ours: pair("zonnestroom").await,
        theirs: pair("aqua").await,
        landlord: text("SELECT id FROM organisations WHERE partner_kind = 'private_landlord' AND id <> $1")
            .await
            .remove(0),
        organisations: text("SELECT id FROM organisations WHERE id <> $1").await,
        registrations: text("SELECT id FROM registrations WHERE id <> $1").await,
        mails: text("SELECT id FROM mails WHERE id <> $1").await.into_iter().take(2).collect(),
        others,
        roles: everybody(portal).await,
        jobs: text("SELECT id FROM jobs WHERE id <> $1").await.into_iter().take(2).collect(),
        nothing: garbage.into_iter().map(encoded).chain([unknown]).collect(),
        slots: Vec::new(),
        round: ("", String::new()),
        begun: Begun::default(),
    }
}

/// Releases the agreement of Zeewolde, so that it waits for both signatories, and begins a round of one of them.
pub(super) async fn let_sign(portal: &TestPortal, ids: &mut Ids) {
    let (app, contact) = (&portal.app, portal.actor("kim@zeewolde.example").await);
    let agreement = ids.ours.parse().expect("an id");
    step(app, &contact, agreement, None, Step::Release).await.expect("released");
    portal.run_jobs().await;
    for email in [MAYOR, "lou@zonnestroom.example"] {
        let signatory = portal.actor(email).await;
        let slot = signing_rounds::waiting(app, &signatory).await.expect("a desk")[0].waiting.slot;
        ids.slots.push((email, slot.to_string()));
        if email == MAYOR {
            let begun = signing_rounds::begin(app, &signatory, &[slot], Language::Dutch).await.expect("begun");
            ids.round = (email, begun.round.to_string());
        }
    }
    portal.run_jobs().await;
}
