//! What people have begun: ids of more kinds, each with whose it is.

use super::roles::Role;
use app::{imports, mail::Language};
use domain::{cards::CardAnswer, ids::OrganisationId, registration::PersonAnswer};
use testkit::TestPortal;

/// Their ids.
#[derive(Default)]
pub(super) struct Begun {
    /// Proposals of new signatories, with who proposed.
    changes: Vec<(Option<OrganisationId>, String)>,
    /// Passkeys, by mail address.
    passkeys: Vec<(&'static str, String)>,
    /// Files that an administrator chose to be brought in.
    imports: Vec<String>,
    /// Contact cards, with whose they are.
    cards: Vec<(Option<OrganisationId>, String)>,
    /// The contact person of the partner, whose card the municipality may have.
    pub(super) card: String,
}

impl Begun {
    /// Two organisations propose signatories, two people make passkeys, the administrator chooses a file.
    pub(super) async fn make(portal: &TestPortal) -> Self {
        let mut begun = Self::default();
        for (email, place, ground) in
            [("kim@zeewolde.example", "Zeewolde", "office"), ("kim@aqua.example", "Aqua", "register")]
        {
            let kim = portal.actor(email).await;
            let mo = PersonAnswer { ground: ground.to_owned(), ..testkit::person("Mo", place, "directeur") };
            let change = app::people::nominate(&portal.app, &kim, &mo, Language::Dutch).await.expect("proposed");
            begun.changes.push((kim.organisation(), change.to_string()));
        }
        let desk = CardAnswer {
            purpose: "data".to_owned(),
            name: "Balie".to_owned(),
            phone: "0301234567".to_owned(),
            ..CardAnswer::default()
        };
        for email in ["kim@zeewolde.example", "kim@aqua.example"] {
            let kim = portal.actor(email).await;
            app::cards::add(&portal.app, &kim, &desk).await.expect("added");
            let card = app::cards::own(&portal.app, &kim).await.expect("cards").cards[0].id;
            begun.cards.push((kim.organisation(), card.to_string()));
        }
        for email in ["kim@zeewolde.example", TestPortal::ADMINISTRATOR] {
            let passkey = storage::passkeys::Passkey {
                id: portal.app.ports().id(),
                person: portal.actor(email).await.person().expect("a person"),
                credential: email.as_bytes().to_vec(),
                name: "Laptop".to_owned(),
                public_key: Vec::new(),
                counter: 0,
                created_at: portal.app.now(),
                used_at: None,
            };
            let mut tx = portal.app.db().begin().await.expect("a transaction");
            storage::passkeys::add(&mut tx, &passkey).await.expect("added");
            tx.commit().await.expect("kept");
            begun.passkeys.push((email, passkey.id.to_string()));
        }
        let administrator = portal.actor(TestPortal::ADMINISTRATOR).await;
        let (what, file) =
            (imports::What::Organisations { invite: false }, domain::import::ORGANISATIONS_EXAMPLE.as_bytes());
        let chosen = imports::staged::choose(&portal.app, &administrator, what, "lijst.csv", file).await.expect("kept");
        begun.imports.push(chosen.to_string());
        begun.card = portal.actor("kim@zonnestroom.example").await.person().expect("a person").to_string();
        portal.run_jobs().await;
        begun
    }

    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &String> {
        let changes = self.changes.iter().map(|(_, change)| change);
        let passkeys = self.passkeys.iter().map(|(_, passkey)| passkey);
        let cards = self.cards.iter().map(|(_, card)| card);
        changes.chain(passkeys).chain(cards).chain(&self.imports).chain([&self.card])
    }

    /// Whether the page of this path shows this id to this person; `None` for paths of other kinds.
    pub(super) fn exists_for(&self, path: &str, id: &String, role: &Role) -> Option<bool> {
        let own = role.actor.organisation();
        let change = |owner: Option<OrganisationId>| {
            self.changes
                .iter()
                .any(|(organisation, change)| (owner.is_none() || *organisation == owner) && change == id)
        };
        if path.starts_with("/organisatie/mensen/aanvragen/") || path.starts_with("/organisatie/wijzigingen/") {
            Some(own.is_some() && change(own))
        } else if path.starts_with("/organisatie/contactkaarten/") {
            Some(own.is_some() && self.cards.iter().any(|(of, card)| *of == own && card == id))
        } else if path.starts_with("/beheer/wijzigingen/") {
            Some(change(None))
        } else if path.starts_with("/beheer/importeren/") {
            Some(self.imports.contains(id))
        } else if path.starts_with("/mijn/passkeys/") {
            Some(self.passkeys.iter().any(|(email, passkey)| *email == role.email && passkey == id))
        } else if path.starts_with("/samenwerkingspartners/") {
            // The card of the partner's contact person is for the municipality that has an agreement with it.
            Some(role.own.contains(id) && own.is_some() && !role.email.ends_with("@zonnestroom.example"))
        } else {
            None
        }
    }
}
