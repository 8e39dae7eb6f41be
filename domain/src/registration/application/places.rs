//! Municipalities and their systems: members of a joint body, and where a partner is active.

use super::{Area, Complaint, Reader};
use crate::{
    municipality::{self, MunicipalityCode},
    party::WarningSystem,
    registration::SystemAnswer,
    values::line,
};
use std::collections::BTreeSet;

impl Reader<'_> {
    /// A municipality that exists today, by code or name.
    pub(super) fn known(&self, typed: &str) -> Option<MunicipalityCode> {
        let found = MunicipalityCode::parse(typed)
            .ok()
            .and_then(municipality::by_code)
            .or_else(|| municipality::by_name(typed))?;
        found.is_valid_on(self.today).then_some(found.code)
    }

    fn codes(&mut self, field: &'static str, typed: &[String]) -> BTreeSet<MunicipalityCode> {
        let mut codes = BTreeSet::new();
        for code in typed {
            match self.known(code) {
                None => self.complain(field, Complaint::UnknownMunicipality),
                Some(code) => {
                    if !codes.insert(code) {
                        self.complain(field, Complaint::MunicipalityTwice);
                    }
                }
            }
        }
        codes
    }

    pub(super) fn members(&mut self) -> BTreeSet<MunicipalityCode> {
        let members = self.codes("members", &self.answers.members);
        if members.len() < 2 && self.problems.iter().all(|problem| problem.field != "members") {
            self.complain("members", Complaint::TooFewMembers);
        }
        members
    }

    pub(super) fn system(&mut self, field: &str, answer: &SystemAnswer) -> Option<WarningSystem> {
        match answer.code.as_str() {
            "bkr_vps" => Some(WarningSystem::BkrVps),
            "inforing" => Some(WarningSystem::Inforing),
            "other" => self.take(format!("{field}_name"), line(&answer.name, 100)).map(WarningSystem::Other),
            _ => {
                self.complain(field, Complaint::ChooseOne);
                None
            }
        }
    }

    pub(super) fn systems(&mut self) -> Option<(WarningSystem, Vec<(MunicipalityCode, WarningSystem)>)> {
        let answers = self.answers;
        let system = self.system("system", &answers.system);
        let codes: BTreeSet<_> = answers.members.iter().filter_map(|code| self.known(code)).collect();
        let mut members = Vec::new();
        for code in codes {
            let own = answers.member_systems.get(code.as_str()).filter(|own| !own.code.is_empty());
            let own = match own {
                Some(own) => self.system(&format!("system-{code}"), own),
                None => system.clone(),
            };
            members.extend(own.map(|own| (code, own)));
        }
        Some((system?, members))
    }

    pub(super) fn area(&mut self) -> Option<Area> {
        match self.answers.area.as_str() {
            "country" => Some(Area::Country),
            "chosen" => self.chosen().map(Area::Municipalities),
            _ => {
                self.complain("area", Complaint::ChooseOne);
                None
            }
        }
    }

    pub(super) fn chosen(&mut self) -> Option<BTreeSet<MunicipalityCode>> {
        let codes = self.codes("area_codes", &self.answers.area_codes);
        if codes.is_empty() {
            self.complain("area_codes", Complaint::NoArea);
            return None;
        }
        Some(codes)
    }
}
