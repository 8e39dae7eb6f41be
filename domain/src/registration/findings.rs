//! The automatic checks that an administrator sees beside a registration.

use super::{Application, Body};
use crate::{
    ids::OrganisationId,
    municipality::MunicipalityCode,
    party::Ground,
    values::{EmailAddress, KvkNumber},
};
use std::collections::BTreeSet;

/// What the checks know of the organisations that exist.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Organisations with the same KvK number: id and name.
    pub same_kvk: Vec<(OrganisationId, String)>,
    /// Municipalities of this application that a party covers already: code, party, its name.
    pub covered: Vec<(MunicipalityCode, OrganisationId, String)>,
    /// Whether the executor's name is that of a registered executor.
    pub executor_known: bool,
}

/// One thing to look at. None stands in the way by itself, except [`Finding::Covered`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Another organisation has this KvK number.
    DuplicateKvk {
        /// The number.
        kvk: KvkNumber,
        /// Its id.
        organisation: OrganisationId,
        /// Its name.
        name: String,
    },
    /// No KvK number: only a private landlord may.
    NoKvk,
    /// A municipality has a contracting party already: needs a hand-over date.
    Covered {
        /// The municipality.
        municipality: MunicipalityCode,
        /// Who covers it.
        by: OrganisationId,
        /// Its name.
        name: String,
    },
    /// A mail address at another domain than the website.
    OtherDomain {
        /// The address.
        email: EmailAddress,
        /// Host of the website.
        website: String,
    },
    /// The same person is contact person and signatory.
    SignatoryIsContact {
        /// The address.
        email: EmailAddress,
    },
    /// A signatory with an address that looks like a desk's.
    SharedMailbox {
        /// The address.
        email: EmailAddress,
    },
    /// A mandate without a date cannot pass the form; one in the future can, and shows here.
    MandateLater {
        /// The address of the signatory.
        email: EmailAddress,
    },
    /// The executor must be a party but has not registered: it gets no place to sign yet.
    ExecutorUnknown {
        /// Its name.
        name: String,
    },
}

impl Finding {
    /// Whether the administrator must settle it before accepting.
    #[must_use]
    pub const fn blocks(&self) -> bool {
        matches!(self, Self::Covered { .. })
    }
}

/// Every finding for `application`.
#[must_use]
pub fn findings(application: &Application, known: &Known, today: jiff::civil::Date) -> Vec<Finding> {
    let mut found = Vec::new();
    match &application.kvk {
        None => found.push(Finding::NoKvk),
        Some(kvk) => found.extend(known.same_kvk.iter().map(|(id, name)| Finding::DuplicateKvk {
            kvk: kvk.clone(),
            organisation: *id,
            name: name.clone(),
        })),
    }
    found.extend(known.covered.iter().map(|(code, by, name)| Finding::Covered {
        municipality: *code,
        by: *by,
        name: name.clone(),
    }));
    let own = |email: &EmailAddress| {
        matches!(&application.body, Body::SignalPartner { kind: crate::party::PartnerKind::PrivateLandlord, .. })
            && application.registrant.email == *email
    };
    if let Some(website) = &application.website {
        let host = website.host();
        let addresses: BTreeSet<&EmailAddress> = application
            .contacts
            .iter()
            .filter(|contact| contact.works_at.is_none())
            .map(|contact| &contact.email)
            .chain(application.signatories.iter().map(|signatory| &signatory.email))
            .collect();
        for email in addresses {
            let domain = email.domain();
            let same = domain == host || domain.ends_with(&format!(".{host}")) || host.ends_with(&format!(".{domain}"));
            if !same {
                found.push(Finding::OtherDomain { email: email.clone(), website: host.clone() });
            }
        }
    }
    for signatory in &application.signatories {
        let email = &signatory.email;
        if !own(email) && application.contacts.iter().any(|contact| contact.email == *email) {
            found.push(Finding::SignatoryIsContact { email: email.clone() });
        }
        if email.looks_shared() {
            found.push(Finding::SharedMailbox { email: email.clone() });
        }
        if signatory.ground == Ground::Mandate && signatory.mandate_date.is_some_and(|date| date > today) {
            found.push(Finding::MandateLater { email: email.clone() });
        }
    }
    if let Some(execution) = &application.execution
        && execution.party
        && !known.executor_known
    {
        found.push(Finding::ExecutorUnknown { name: execution.name.to_string() });
    }
    found
}
