//! What a revision fixes about its sides, and what its document says.
//!
//! What belongs here: gathering facts. What never does: wording and layout (`documents`), signing.

use crate::{AppError, Work, secret};
use ::documents::{
    AgreementFacts, Contact, ContractingParty, Executor, Member, Organisation as Party, Partner, SlotFacts,
};
use domain::{
    agreement::{Agreement, Side},
    calendar::local_date,
    ids::OrganisationId,
    municipality::{self, MunicipalityCode},
    party::{Address, Ground, Organ, OrganisationKind, PartnerKind, Role, WarningSystem},
    values::{KvkNumber, Postcode},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use storage::{
    coverage, facts,
    generation::RevisionFacts,
    organisations::{self, Organisation},
    people,
};

/// What a revision fixes about one side. Contact persons are not in it: their change makes no revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SideFacts {
    street: String,
    postcode: String,
    city: String,
    executor: Option<String>,
    executor_is_party: bool,
    jointly: bool,
    kind: OrganisationKind,
    kvk: Option<String>,
    municipality: Option<MunicipalityCode>,
    name: String,
    organ: Option<Organ>,
    partner_kind: Option<PartnerKind>,
    sector: Option<String>,
    signatories: Vec<SignatoryFacts>,
    system: Option<WarningSystem>,
}

/// A function that may sign, and who holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SignatoryFacts {
    function: Option<String>,
    ground: Option<Ground>,
    mandate_date: Option<Date>,
    name: String,
}

/// A member of a joint body in which the partner is active.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct MemberFacts {
    municipality: MunicipalityCode,
    system: WarningSystem,
}

/// Keeps what a revision fixes about one side, and gives its digest.
pub(crate) async fn keep_side(work: &mut Work<'_>, organisation: &Organisation) -> Result<[u8; 32], AppError> {
    let facts = side(work, organisation).await?;
    let json = serde_json::to_string(&facts).map_err(|_| AppError::Unreadable("facts"))?;
    let digest = secret::digest("facts", &[json.as_bytes()]);
    facts::keep(&mut work.tx, digest, &json).await?;
    Ok(digest)
}

async fn side(work: &mut Work<'_>, organisation: &Organisation) -> Result<SideFacts, AppError> {
    let members = people::members(&mut work.tx, organisation.id).await?;
    let signatories = members
        .into_iter()
        .filter(|member| member.role == Role::Signatory)
        .map(|member| SignatoryFacts {
            function: member.function,
            ground: member.ground,
            mandate_date: member.mandate_date,
            name: member.person.name,
        })
        .collect();
    let from = organisation.clone();
    Ok(SideFacts {
        street: from.street,
        postcode: from.postcode,
        city: from.city,
        executor: from.executor_name,
        executor_is_party: from.executor_party,
        jointly: from.jointly,
        kind: from.kind,
        kvk: from.kvk,
        municipality: from.municipality,
        name: from.name,
        organ: from.organ,
        partner_kind: from.partner_kind,
        sector: from.sector,
        signatories,
        system: from.system,
    })
}

/// The members of a joint body in which the partner is active on a day or later, as JSON for the annex.
pub(crate) async fn members(
    work: &mut Work<'_>,
    party: &Organisation,
    partner: OrganisationId,
    day: Date,
) -> Result<Option<String>, AppError> {
    if party.kind != OrganisationKind::JointBody {
        return Ok(None);
    }
    let shared = coverage::shared(&mut work.tx, party.id, partner, day).await?;
    let members: Vec<_> = shared
        .into_iter()
        .map(|member| MemberFacts { municipality: member.municipality, system: member.system })
        .collect();
    serde_json::to_string(&members).map(Some).map_err(|_| AppError::Unreadable("members"))
}

/// What the document of an agreement's current revision says, on the day of `work`.
pub(crate) async fn gather(
    work: &mut Work<'_>,
    agreement: &Agreement,
    revision: &RevisionFacts,
) -> Result<AgreementFacts, AppError> {
    let party = kept(work, revision.party).await?;
    let partner = kept(work, revision.partner).await?;
    let executor = match agreement.executor() {
        None => None,
        Some(id) => {
            let organisation = organisations::find(&mut work.tx, id).await?.ok_or(AppError::NotFound)?;
            Some(side(work, &organisation).await?)
        }
    };
    let mut contacts = Vec::new();
    for of in Side::ALL {
        let Some(id) = agreement.parties().of(of) else { continue };
        let members = people::members(&mut work.tx, id).await?;
        contacts.extend(members.into_iter().filter(|member| member.role == Role::Contact).map(|member| Contact {
            side: of,
            name: member.person.name,
            function: member.function,
            email: member.person.email,
            phone: member.person.phone,
        }));
    }
    let slots = agreement.revision().slots.iter().map(|slot| {
        let facts = match slot.side {
            Side::Municipality => Some(&party),
            Side::Partner => Some(&partner),
            Side::Executor => executor.as_ref(),
        };
        let (function, ground, mandate_of) = facts.map(|facts| facts.signing(slot.ordinal)).unwrap_or_default();
        SlotFacts { id: slot.id, side: slot.side, ordinal: slot.ordinal, function, ground, mandate_of }
    });
    Ok(AgreementFacts {
        number: agreement.number(),
        revision: agreement.revision().number,
        texts: revision.template.clone(),
        dated: local_date(work.now),
        sector: partner.sector.clone().unwrap_or_default(),
        slots: slots.collect(),
        executor: executor_of(&party, &partner, executor.as_ref()),
        party: party.contracting(revision.members.as_deref())?,
        partner: Partner { organisation: partner.party(), kind: partner.partner_kind.unwrap_or(PartnerKind::Other) },
        contacts,
    })
}

async fn kept(work: &mut Work<'_>, digest: [u8; 32]) -> Result<SideFacts, AppError> {
    let json = facts::find(&mut work.tx, digest).await?.ok_or(AppError::Unreadable("facts"))?;
    serde_json::from_str(&json).map_err(|_| AppError::Unreadable("facts"))
}

/// The executor that the document names: the one that is a party, or else the first that is named.
fn executor_of(party: &SideFacts, partner: &SideFacts, registered: Option<&SideFacts>) -> Option<Executor> {
    let named = [(Side::Municipality, party), (Side::Partner, partner)];
    let (works_for, of) = match registered {
        Some(_) => named.into_iter().find(|(_, side)| side.executor_is_party)?,
        None => named.into_iter().find(|(_, side)| side.executor.is_some())?,
    };
    let organisation = match registered {
        Some(facts) => facts.party(),
        None => Party { name: of.executor.clone()?, address: None, kvk: None },
    };
    Some(Executor { organisation, works_for, is_party: registered.is_some() })
}

impl SideFacts {
    fn party(&self) -> Party {
        let address = Postcode::parse(&self.postcode).ok().map(|postcode| Address {
            street: self.street.clone(),
            postcode,
            city: self.city.clone(),
        });
        let kvk = self.kvk.as_deref().and_then(|kvk| KvkNumber::parse(kvk).ok());
        Party { name: self.name.clone(), address, kvk }
    }

    fn contracting(&self, members: Option<&str>) -> Result<ContractingParty, AppError> {
        let organisation = self.party();
        if self.kind == OrganisationKind::JointBody {
            let members: Vec<MemberFacts> =
                serde_json::from_str(members.unwrap_or("[]")).map_err(|_| AppError::Unreadable("members"))?;
            let members = members.into_iter().map(|member| Member {
                code: member.municipality,
                name: municipality::by_code(member.municipality).map_or_else(String::new, |known| known.name.clone()),
                system: member.system,
            });
            return Ok(ContractingParty::JointBody {
                organisation,
                organ: self.organ.unwrap_or(Organ::ExecutiveBoard),
                members: members.collect(),
            });
        }
        let system = self.system.clone().ok_or(AppError::Unreadable("system of a municipality"))?;
        Ok(ContractingParty::Municipality { organisation, organ: self.organ.unwrap_or(Organ::College), system })
    }

    /// Function, ground and mandate that a slot of this side shows. Who signs jointly signs in the order of the
    /// registration; where any of several may sign, all their functions stand there.
    fn signing(&self, ordinal: u16) -> (Option<String>, Option<Ground>, Option<Date>) {
        if self.jointly {
            let place = usize::from(ordinal).saturating_sub(1);
            return self.signatories.get(place).map(SignatoryFacts::shown).unwrap_or_default();
        }
        match &self.signatories[..] {
            [] => (None, None, None),
            [one] => one.shown(),
            [first, others @ ..] => {
                let mut functions: Vec<&str> = Vec::new();
                for function in self.signatories.iter().filter_map(|signatory| signatory.function.as_deref()) {
                    if !functions.contains(&function) {
                        functions.push(function);
                    }
                }
                let same = others.iter().all(|other| other.ground == first.ground);
                let function = (!functions.is_empty()).then(|| functions.join(" of "));
                (function, first.ground.filter(|_| same), None)
            }
        }
    }
}

impl SignatoryFacts {
    fn shown(&self) -> (Option<String>, Option<Ground>, Option<Date>) {
        (self.function.clone(), self.ground, self.mandate_date)
    }
}
