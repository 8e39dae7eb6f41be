//! The whole application, page after page.

use super::{Application, Area, Body, Contact, Reader, Signatory};
use crate::{
    party::{Ground, PartnerKind},
    registration::Applicant,
};

impl Reader<'_> {
    pub(super) fn application(&mut self) -> Option<Application> {
        if self.applicant == Applicant::Landlord {
            return self.landlord_application();
        }
        let answers = self.answers;
        let registrant = self.registrant();
        let organisation = self.organisation();
        let body = match self.applicant {
            Applicant::Municipality => {
                let system = self.system("system", &answers.system);
                let whole = organisation.municipality.zip(organisation.organ).zip(system);
                whole.map(|((code, organ), system)| Body::Municipality { code, organ, system })
            }
            Applicant::JointBody => {
                self.members();
                let whole = organisation.organ.zip(self.systems());
                whole.map(|(organ, (system, members))| Body::JointBody { organ, members, system })
            }
            Applicant::SignalPartner => {
                let whole = organisation.sector.zip(self.area());
                whole.map(|((sector, kind), area)| Body::SignalPartner { sector, kind, area })
            }
            Applicant::Executor | Applicant::Landlord => Some(Body::Executor { clients: self.clients() }),
        };
        let contacts = self.contacts();
        let executor = self.applicant == Applicant::Executor;
        let signatories = self.signatories();
        let execution = if executor { None } else { self.execution() };
        Some(Application {
            registrant: registrant?,
            name: organisation.name?,
            kvk: organisation.kvk,
            address: organisation.address?,
            website: organisation.website,
            body: body?,
            contacts,
            signatories,
            jointly: answers.jointly,
            execution,
        })
    }

    fn landlord_application(&mut self) -> Option<Application> {
        let person = self.landlord();
        let chosen = self.chosen();
        let (registrant, phone, kvk, address) = person?;
        let contact = Contact {
            name: registrant.name.clone(),
            email: registrant.email.clone(),
            phone: phone.clone(),
            function: None,
            works_at: None,
        };
        let signatory = Signatory {
            name: registrant.name.clone(),
            email: registrant.email.clone(),
            phone: Some(phone),
            function: "verhuurder".into(),
            ground: Ground::Own,
            mandate_date: None,
        };
        Some(Application {
            name: registrant.name.clone(),
            registrant,
            kvk,
            address,
            website: None,
            body: Body::SignalPartner {
                sector: "huur".into(),
                kind: PartnerKind::PrivateLandlord,
                area: Area::Municipalities(chosen?),
            },
            contacts: vec![contact],
            signatories: vec![signatory],
            jointly: false,
            execution: None,
        })
    }
}
