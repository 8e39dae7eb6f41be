//! Organisations and the people who act for them: kinds, sectors, systems, organs and grounds.
//!
//! The codes (`as_str`) stand in the database and in files; what people read is written by `web`.

use serde::{Deserialize, Serialize};

/// Gives an enum stable codes: `ALL`, `as_str` and `parse`.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// Every value, in the order in which people see them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The value with this code, if there is one.
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == code)
            }
        }
    };
}
pub(crate) use codes;

codes! {
    /// What an accepted organisation is.
    OrganisationKind {
        /// A Dutch municipality (*gemeente*).
        Municipality = "municipality",
        /// A body that contracts for several municipalities (*gemeenschappelijke regeling*).
        JointBody = "joint_body",
        /// A creditor that delivers signals (*signaalpartner*).
        SignalPartner = "signal_partner",
        /// Does the work for a municipality or partner (*uitvoerende organisatie*).
        Executor = "executor",
    }
}

impl OrganisationKind {
    /// Whether this kind contracts for municipalities.
    #[must_use]
    pub const fn is_contracting_party(self) -> bool {
        matches!(self, Self::Municipality | Self::JointBody)
    }
}

codes! {
    /// The kind of creditor within its sector.
    PartnerKind {
        /// *Woningcorporatie* (Woningwet art. 19).
        HousingAssociation = "housing_association",
        /// A company that lets homes.
        CommercialLandlord = "commercial_landlord",
        /// A natural person who lets one or a few homes.
        PrivateLandlord = "private_landlord",
        /// Supplier of electricity, gas or heat.
        EnergySupplier = "energy_supplier",
        /// Drinking water company.
        WaterCompany = "water_company",
        /// Health insurer.
        HealthInsurer = "health_insurer",
        /// Any other creditor.
        Other = "other",
    }
}

impl PartnerKind {
    /// The kinds that a sector knows; an unknown sector knows only [`PartnerKind::Other`].
    #[must_use]
    pub fn of_sector(sector: &str) -> &'static [Self] {
        match sector {
            "huur" => &[Self::HousingAssociation, Self::CommercialLandlord, Self::PrivateLandlord],
            "energie" => &[Self::EnergySupplier],
            "water" => &[Self::WaterCompany],
            "zorg" => &[Self::HealthInsurer],
            _ => &[Self::Other],
        }
    }
}

codes! {
    /// The organ that contracts for a municipality or joint body.
    Organ {
        /// *College van burgemeester en wethouders* (Gemeentewet art. 160).
        College = "college",
        /// *Dagelijks bestuur* of a joint body.
        ExecutiveBoard = "dagelijks_bestuur",
        /// *Bestuur*.
        Board = "bestuur",
        /// The college of the municipality that acts for the others.
        CentralMunicipality = "college_centrumgemeente",
    }
}

codes! {
    /// Why somebody may sign for an organisation.
    Ground {
        /// By office: the mayor represents the municipality (Gemeentewet art. 171).
        Office = "office",
        /// By a mandate or power of attorney with a date (Algemene wet bestuursrecht art. 10:3).
        Mandate = "mandate",
        /// As entered in the trade register (Handelsregisterwet 2007).
        Register = "register",
        /// For oneself: the private landlord.
        Own = "own",
    }
}

codes! {
    /// What a person may do for an organisation.
    Role {
        /// *Contactpersoon*: coordinates, sees and steers the agreements.
        Contact = "contact",
        /// *Tekenbevoegde*: may sign, by a ground.
        Signatory = "signatory",
        /// *Beheerder*: the association that runs the portal.
        Administrator = "administrator",
    }
}

/// Where a municipality receives signals (*vroegsignaleringssysteem*); named in the agreement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "system", content = "name", rename_all = "snake_case")]
pub enum WarningSystem {
    /// BKR Vroeg Eropaf Portaal en Signalering (VPS).
    BkrVps,
    /// Inforing, now part of xxllnc.
    Inforing,
    /// Another one, by its name.
    Other(String),
}

impl WarningSystem {
    /// The stable code: `bkr_vps`, `inforing` or `other`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BkrVps => "bkr_vps",
            Self::Inforing => "inforing",
            Self::Other(_) => "other",
        }
    }

    /// The name as it stands in agreements and lists, the same in every language.
    #[must_use]
    pub fn label(&self) -> &str {
        match self {
            Self::BkrVps => "BKR VPS",
            Self::Inforing => "Inforing (xxllnc)",
            Self::Other(name) => name,
        }
    }

    /// From its code and, for `other`, its name.
    #[must_use]
    pub fn from_parts(code: &str, name: Option<&str>) -> Option<Self> {
        match code {
            "bkr_vps" => Some(Self::BkrVps),
            "inforing" => Some(Self::Inforing),
            "other" => Some(Self::Other(name?.to_owned())),
            _ => None,
        }
    }
}

/// A postal or home address in the Netherlands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Street, number and addition.
    pub street: String,
    /// `1234 AB`.
    pub postcode: crate::values::Postcode,
    /// Place.
    pub city: String,
}
