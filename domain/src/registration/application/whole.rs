//! The whole application, page after page.

use super::{Application, Area, Body, Contact, Reader, Signatory};
use crate::{
    municipality,
    party::{Ground, PartnerKind},
    registration::Applicant,
    values::Name,
};

impl Reader<'_> {
    pub(super) fn application(&mut self) -> Option<Application> {
        if self.applicant == Applicant::Landlord {
            return self.landlord_application();
        }
        let answers = self.answers;
        let registrant = self.registrant();
        let organisation = self.organisation();
        let (name, body) = match self.applicant {
            Applicant::Municipality => {
                let code = self.municipality();
                let organ = self.organ();
                let system = self.system("system", &answers.system);
                let name = code.and_then(municipality::by_code).and_then(|m| Name::parse(&m.name).ok());
                (
                    name,
                    code.zip(organ).zip(system).map(|((code, organ), system)| Body::Municipality {
                        code,
                        organ,
                        system,
                    }),
                )
            }
            Applicant::JointBody => {
                let organ = self.organ();
                self.members();
                let systems = self.systems();
                let body =
                    organ.zip(systems).map(|(organ, (system, members))| Body::JointBody { organ, members, system });
                (organisation.as_ref().and_then(|o| o.name.clone()), body)
            }
            Applicant::SignalPartner => {
                let sector = self.sector();
                let area = self.area();
                let body = sector.zip(area).map(|((sector, kind), area)| Body::SignalPartner { sector, kind, area });
                (organisation.as_ref().and_then(|o| o.name.clone()), body)
            }
            Applicant::Executor | Applicant::Landlord => {
                let clients = self.clients();
                (organisation.as_ref().and_then(|o| o.name.clone()), Some(Body::Executor { clients }))
            }
        };
        let contacts = self.contacts();
        let executor = self.applicant == Applicant::Executor;
        let signatories = if executor { Vec::new() } else { self.signatories() };
        let execution = if executor { None } else { self.execution() };
        let organisation = organisation?;
        Some(Application {
            registrant: registrant?,
            name: name?,
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

    pub(super) fn landlord_application(&mut self) -> Option<Application> {
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
