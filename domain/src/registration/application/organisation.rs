//! Who registers, and the organisation itself.

use super::{Complaint, Execution, Reader, Registrant};
use crate::{
    municipality::{MunicipalityCode, by_code},
    party::{Address, Organ, PartnerKind},
    registration::Applicant,
    values::{EmailAddress, KvkNumber, Name, Phone, Postcode, Website, Wrong, line, paragraph},
};

/// The page about the organisation; what an applicant is not asked is `None`.
pub(super) struct Organisation {
    pub(super) name: Option<Name>,
    pub(super) municipality: Option<MunicipalityCode>,
    pub(super) organ: Option<Organ>,
    pub(super) sector: Option<(String, PartnerKind)>,
    pub(super) kvk: Option<KvkNumber>,
    pub(super) address: Option<Address>,
    pub(super) website: Option<Website>,
}

impl Reader<'_> {
    pub(super) fn registrant(&mut self) -> Option<Registrant> {
        let name = self.take("registrant_name", Name::parse(&self.answers.registrant_name));
        let email = self.take("registrant_email", EmailAddress::parse(&self.answers.registrant_email));
        Some(Registrant { name: name?, email: email? })
    }

    pub(super) fn landlord(&mut self) -> Option<(Registrant, Phone, Option<KvkNumber>, Address)> {
        let answers = self.answers;
        let registrant = self.registrant();
        let phone = self.take("phone", Phone::parse(&answers.phone));
        let address = self.address();
        let kvk = self.maybe("kvk", KvkNumber::parse(&answers.kvk));
        Some((registrant?, phone?, kvk, address?))
    }

    pub(super) fn address(&mut self) -> Option<Address> {
        let answers = self.answers;
        let street = self.take("street", line(&answers.street, 200));
        let postcode = self.take("postcode", Postcode::parse(&answers.postcode));
        let city = self.take("city", line(&answers.city, 100));
        Some(Address { street: street?, postcode: postcode?, city: city? })
    }

    pub(super) fn organisation(&mut self) -> Organisation {
        let answers = self.answers;
        let (mut municipality, mut organ, mut sector) = (None, None, None);
        let name = if self.applicant == Applicant::Municipality {
            municipality = self.municipality();
            municipality.and_then(by_code).and_then(|found| Name::parse(&found.name).ok())
        } else {
            self.take("name", Name::parse(&answers.name))
        };
        match self.applicant {
            Applicant::Municipality | Applicant::JointBody => organ = self.organ(),
            Applicant::SignalPartner => sector = self.sector(),
            Applicant::Executor | Applicant::Landlord => {}
        }
        let kvk = self.take("kvk", KvkNumber::parse(&answers.kvk));
        let address = self.address();
        let website = self.maybe("website", Website::parse(&answers.website));
        Organisation { name, municipality, organ, sector, kvk, address, website }
    }

    fn municipality(&mut self) -> Option<MunicipalityCode> {
        let typed = self.answers.municipality.trim();
        if typed.is_empty() {
            self.complain("municipality", Wrong::Missing);
            return None;
        }
        let found = self.known(typed);
        if found.is_none() {
            self.complain("municipality", Complaint::UnknownMunicipality);
        }
        found
    }

    fn organ(&mut self) -> Option<Organ> {
        let organ = Organ::parse(&self.answers.organ);
        if organ.is_none() {
            self.complain("organ", Complaint::ChooseOne);
        }
        organ
    }

    fn sector(&mut self) -> Option<(String, PartnerKind)> {
        let answers = self.answers;
        let sector = line(&answers.sector, 40).ok();
        let Some(sector) = sector else {
            self.complain("sector", Complaint::ChooseOne);
            return None;
        };
        let kinds = PartnerKind::of_sector(&sector);
        let kind = match PartnerKind::parse(&answers.partner_kind) {
            Some(kind) if kinds.contains(&kind) => kind,
            _ if kinds.len() == 1 => kinds[0],
            _ => {
                self.complain("partner_kind", Complaint::ChooseOne);
                return None;
            }
        };
        Some((sector, kind))
    }

    pub(super) fn execution(&mut self) -> Option<Execution> {
        match self.answers.executor.as_str() {
            "yes" => {
                let name = self.take("executor_name", Name::parse(&self.answers.executor_name))?;
                Some(Execution { name, party: self.answers.executor_party })
            }
            "no" => None,
            _ => {
                self.complain("executor", Complaint::ChooseOne);
                None
            }
        }
    }

    pub(super) fn clients(&mut self) -> Option<String> {
        self.maybe("clients", paragraph(&self.answers.clients, 5_000))
    }
}
