//! The one policy: who may do what. Pages, files and use cases ask [`may`]; none decides alone.
//!
//! Whether an object belongs to the actor's organisation is decided by loading it *for* that
//! organisation: a foreign object is not found, exactly as an unknown one.

use crate::{
    ids::{OrganisationId, PersonId},
    party::{OrganisationKind, Role},
};

/// For whom somebody acts at this moment, as chosen in the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acting {
    /// For an organisation, in these roles.
    Organisation {
        /// The organisation.
        id: OrganisationId,
        /// What it is.
        kind: OrganisationKind,
        /// Whether this person coordinates here.
        contact: bool,
        /// Whether this person may sign here.
        signatory: bool,
    },
    /// For the association that runs the portal.
    Administration,
    /// For nobody: every role has ended.
    Nobody,
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Not signed in.
    Visitor,
    /// Signed in.
    Person {
        /// Who.
        id: PersonId,
        /// For whom.
        acting: Acting,
        /// Whether this person may sign for any organisation at all: what waits to be signed is one list.
        signs: bool,
    },
}

impl Actor {
    /// The signed-in person.
    #[must_use]
    pub const fn person(&self) -> Option<PersonId> {
        match self {
            Self::Visitor => None,
            Self::Person { id, .. } => Some(*id),
        }
    }

    /// For whom the person acts; a visitor acts for nobody.
    #[must_use]
    pub const fn acting(&self) -> Acting {
        match self {
            Self::Visitor => Acting::Nobody,
            Self::Person { acting, .. } => *acting,
        }
    }

    /// The organisation for which the person acts.
    #[must_use]
    pub const fn organisation(&self) -> Option<OrganisationId> {
        match self.acting() {
            Acting::Organisation { id, .. } => Some(id),
            Acting::Administration | Acting::Nobody => None,
        }
    }

    /// Whether this person may sign for any organisation.
    #[must_use]
    pub const fn signs(&self) -> bool {
        matches!(self, Self::Person { signs: true, .. })
    }

    /// Whether the actor acts as administrator.
    #[must_use]
    pub const fn is_administrator(&self) -> bool {
        matches!(self.acting(), Acting::Administration)
    }
}

/// What a route or use case needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Permission {
    /// Everybody.
    Public,
    /// Everybody, in demo mode only; elsewhere the page does not exist.
    Demo,
    /// Whoever is signed in, whatever the role.
    SignedIn,
    /// Whoever acts for an organisation in any role.
    Member,
    /// To see agreements: a contact person of either side or an administrator. A signatory sees
    /// only what was released, on pages of their own.
    SeeAgreements,
    /// To see the map of all municipalities: contact persons of a signal partner, administrators.
    SeeMap,
    /// To see the contact persons of counterparts: contact persons.
    SeePartners,
    /// To release, hold, take back and prepare again: contact persons of a contracting party.
    SteerAgreements,
    /// To keep released agreements from the own signatory for now: contact persons of a signal partner.
    DeferAgreements,
    /// To give notice: contact persons of either side.
    EndAgreements,
    /// To change the own organisation or ask for it: its contact persons.
    ChangeOrganisation,
    /// To sign or decline, for whichever organisation: whoever is a signatory of one.
    Sign,
    /// The association's own work.
    Administer,
}

impl Permission {
    /// Every permission.
    pub const ALL: &'static [Self] = &[
        Self::Public,
        Self::Demo,
        Self::SignedIn,
        Self::Member,
        Self::SeeAgreements,
        Self::SeeMap,
        Self::SeePartners,
        Self::SteerAgreements,
        Self::DeferAgreements,
        Self::EndAgreements,
        Self::ChangeOrganisation,
        Self::Sign,
        Self::Administer,
    ];
}

/// The answer of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Go on.
    Yes,
    /// Sign in first.
    SignInFirst,
    /// Signed in, but not in a role for this: 403.
    NotYourRole,
}

/// Whether `actor` may do what needs `permission`.
#[must_use]
pub fn may(actor: &Actor, permission: Permission) -> Answer {
    let acting = match (permission, actor) {
        (Permission::Public | Permission::Demo, _) => return Answer::Yes,
        (_, Actor::Visitor) => return Answer::SignInFirst,
        (Permission::SignedIn, _) | (Permission::Sign, Actor::Person { signs: true, .. }) => return Answer::Yes,
        (_, Actor::Person { acting, .. }) => acting,
    };
    let yes = match (permission, acting) {
        (Permission::Administer | Permission::SeeAgreements | Permission::SeeMap, Acting::Administration)
        | (Permission::Member, Acting::Organisation { .. })
        | (Permission::SeePartners | Permission::ChangeOrganisation, Acting::Organisation { contact: true, .. }) => {
            true
        }
        (Permission::SeeAgreements | Permission::EndAgreements, Acting::Organisation { contact, kind, .. }) => {
            *contact && !matches!(kind, OrganisationKind::Executor)
        }
        (Permission::SteerAgreements, Acting::Organisation { contact, kind, .. }) => {
            *contact && kind.is_contracting_party()
        }
        (Permission::SeeMap | Permission::DeferAgreements, Acting::Organisation { contact, kind, .. }) => {
            *contact && matches!(kind, OrganisationKind::SignalPartner)
        }
        _ => false,
    };
    if yes { Answer::Yes } else { Answer::NotYourRole }
}

/// The roles somebody has in one organisation, for the switch in the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The organisation; `None` is the administration.
    pub organisation: Option<(OrganisationId, OrganisationKind, String)>,
    /// The roles there.
    pub roles: Vec<Role>,
}

impl Membership {
    /// Whether it lets the person sign.
    #[must_use]
    pub fn signs(&self) -> bool {
        self.roles.contains(&Role::Signatory)
    }

    /// Acting in this membership.
    #[must_use]
    pub fn acting(&self) -> Acting {
        match &self.organisation {
            None => Acting::Administration,
            Some((id, kind, _)) => Acting::Organisation {
                id: *id,
                kind: *kind,
                contact: self.roles.contains(&Role::Contact),
                signatory: self.roles.contains(&Role::Signatory),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn acting(kind: OrganisationKind, contact: bool, signatory: bool) -> Actor {
        let id = OrganisationId(Uuid::nil());
        Actor::Person {
            id: PersonId(Uuid::nil()),
            acting: Acting::Organisation { id, kind, contact, signatory },
            signs: signatory,
        }
    }

    #[test]
    fn the_whole_table() {
        use Answer::{NotYourRole as N, SignInFirst as S, Yes as Y};
        let person = |acting| Actor::Person { id: PersonId(Uuid::nil()), acting, signs: false };
        let actors = [
            Actor::Visitor,
            acting(OrganisationKind::Municipality, true, false),
            acting(OrganisationKind::JointBody, false, true),
            acting(OrganisationKind::SignalPartner, true, true),
            acting(OrganisationKind::Executor, true, false),
            person(Acting::Administration),
            person(Acting::Nobody),
        ];
        let table: [(Permission, [Answer; 7]); 13] = [
            (Permission::Public, [Y, Y, Y, Y, Y, Y, Y]),
            (Permission::Demo, [Y, Y, Y, Y, Y, Y, Y]),
            (Permission::SignedIn, [S, Y, Y, Y, Y, Y, Y]),
            (Permission::Member, [S, Y, Y, Y, Y, N, N]),
            (Permission::SeeAgreements, [S, Y, N, Y, N, Y, N]),
            (Permission::SeeMap, [S, N, N, Y, N, Y, N]),
            (Permission::SeePartners, [S, Y, N, Y, Y, N, N]),
            (Permission::SteerAgreements, [S, Y, N, N, N, N, N]),
            (Permission::DeferAgreements, [S, N, N, Y, N, N, N]),
            (Permission::EndAgreements, [S, Y, N, Y, N, N, N]),
            (Permission::ChangeOrganisation, [S, Y, N, Y, Y, N, N]),
            (Permission::Sign, [S, N, Y, Y, N, N, N]),
            (Permission::Administer, [S, N, N, N, N, Y, N]),
        ];
        assert_eq!(table.len(), Permission::ALL.len());
        for (permission, answers) in table {
            for (actor, expected) in actors.iter().zip(answers) {
                assert_eq!(may(actor, permission), expected, "{permission:?} {actor:?}");
            }
        }
    }
}
