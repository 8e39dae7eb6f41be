//! Questions about the organisation itself and its early-warning system.

use super::Ask;
use crate::{
    pages::register::{
        block::{Blocks, Fold, Reveal, Sentence},
        first_page,
        texts::Texts,
    },
    parts::{Choice, Select, TextField, Width},
    words,
};
use domain::{
    municipality::{MunicipalityCode, by_code, fold},
    party::{Organ, PartnerKind, WarningSystem},
    registration::{Applicant, SystemAnswer},
};

impl Ask<'_> {
    pub(super) fn organisation(&self) -> Blocks {
        let (t, a) = (self.t(), self.answers);
        let mut blocks = Blocks::default();
        match self.applicant {
            Applicant::Municipality => {
                let which = (!self.fixed).then(|| {
                    self.text("municipality", t.municipality, &municipality_name(&a.municipality))
                        .hint(t.municipality_hint)
                        .suggestions(self.municipality_names())
                });
                blocks = blocks.maybe(which).add(self.organ(&[Organ::College, Organ::CentralMunicipality]));
            }
            _ => {
                blocks = blocks.add(self.text("name", t.name, &a.name).hint(t.name_hint).autocomplete("organization"));
            }
        }
        match self.applicant {
            Applicant::JointBody => {
                blocks = blocks.add(self.organ(&[Organ::ExecutiveBoard, Organ::Board, Organ::CentralMunicipality]));
            }
            Applicant::SignalPartner if !self.fixed => {
                let u = Texts::of(self.lang);
                blocks = blocks.add(self.partner_kind()).add(Sentence {
                    text: u.landlord_instead.to_owned(),
                    link: Some((u.landlord_instead_link.to_owned(), first_page(Applicant::Landlord))),
                });
            }
            _ => {}
        }
        let blocks = blocks
            .add(self.text("kvk", t.kvk, &a.kvk).hint(t.kvk_hint).numeric().autocomplete("off").width(Width::Short));
        self.address(blocks, ["street-address", "postal-code", "address-level2"])
            .add(self.text("website", t.website, &a.website).hint(t.website_hint).website().optional(self.lang))
    }

    /// The names of the municipalities of today, by name, with what people type more often than the
    /// official name.
    pub(super) fn municipality_names(&self) -> Vec<&'static str> {
        let official = self.choosable().map(|one| one.name.as_str());
        let mut names: Vec<_> = official.chain(["Den Bosch", "Den Haag"]).collect();
        names.sort_by_cached_key(|name| fold(name));
        names
    }

    fn organ(&self, organs: &[Organ]) -> Choice {
        let t = self.t();
        let usual = preselected_organ(self.applicant).map_or("", Organ::as_str);
        let value = if self.answers.organ.is_empty() { usual } else { &self.answers.organ };
        organs
            .iter()
            .fold(Choice::new("organ", t.organ).hint(t.organ_hint), |choice, organ| {
                choice.option(organ.as_str(), words::organ(*organ, self.lang))
            })
            .value(value)
            .error(self.errors.get("organ"))
    }

    /// One question for sector and kind: who knows the kind need not know the sector.
    fn partner_kind(&self) -> Choice {
        let mut choice = Choice::new("partner_kind", self.t().partner_kind);
        for sector in self.sectors.iter().filter(|sector| sector.open) {
            let name = self.lang.pick(&sector.name_nl, &sector.name_en);
            for kind in PartnerKind::of_sector(&sector.code) {
                let value = format!("{}.{}", sector.code, kind.as_str());
                choice = match kind {
                    PartnerKind::Other => choice.option(value, name),
                    kind => choice.option_with_hint(
                        value,
                        words::partner_kind(*kind, self.lang),
                        format!("Sector {}", name.to_lowercase()),
                    ),
                };
            }
        }
        let error = self.errors.get("partner_kind").or_else(|| self.errors.get("sector"));
        choice.value(format!("{}.{}", self.answers.sector, self.answers.partner_kind)).error(error)
    }

    pub(super) fn systems(&self) -> Blocks {
        let (t, a) = (self.t(), self.answers);
        let ask = [WarningSystem::BkrVps, WarningSystem::Inforing]
            .iter()
            .fold(Choice::new("system", t.system_legend), |choice, system| choice.option(system.code(), system.label()))
            .option("other", t.system_other)
            .value(&a.system.code)
            .error(self.errors.get("system"));
        let name = self.text("system_name", t.system_name, &a.system.name).autocomplete("off");
        let blocks = Blocks::default().add(Reveal::new("other", ask, Blocks::default().add(name)));
        if self.applicant != Applicant::JointBody {
            return blocks;
        }
        let members: Vec<_> =
            a.members.iter().filter_map(|code| MunicipalityCode::parse(code).ok().and_then(by_code)).collect();
        let open =
            members.iter().any(|one| a.member_systems.get(one.code.as_str()).is_some_and(|own| !own.code.is_empty()));
        let more = Blocks::default().add_all(members.iter().map(|one| self.member_system(one.code, &one.name)));
        let more =
            if members.is_empty() { more.add(Sentence { text: t.no_members.to_owned(), link: None }) } else { more };
        blocks.add(Fold { summary: t.system_per_member.to_owned(), lines: &[], more, open })
    }

    fn member_system(&self, code: MunicipalityCode, name: &str) -> Reveal {
        let t = self.t();
        let field = format!("system-{code}");
        let none = SystemAnswer::default();
        let own = self.answers.member_systems.get(code.as_str()).unwrap_or(&none);
        let ask = Select::new(&field, name)
            .option("", t.system_same)
            .options([WarningSystem::BkrVps, WarningSystem::Inforing].iter().map(|one| (one.code(), one.label())))
            .option("other", t.system_other)
            .value(&own.code)
            .error(self.errors.get(&field));
        let name_field = format!("{field}_name");
        let other = TextField::new(&name_field, t.system_name_of(name))
            .value(&own.name)
            .autocomplete("off")
            .error(self.errors.get(&name_field));
        Reveal::new("other", ask, Blocks::default().add(other))
    }
}

/// The name of a municipality that was answered by its code; anything else as it was typed.
pub(in crate::pages::register) fn municipality_name(typed: &str) -> String {
    MunicipalityCode::parse(typed).ok().and_then(by_code).map_or_else(|| typed.to_owned(), |found| found.name.clone())
}

/// The organ that is chosen until somebody chooses another.
pub(in crate::pages::register) fn preselected_organ(applicant: Applicant) -> Option<Organ> {
    (applicant == Applicant::Municipality).then_some(Organ::College)
}
