//! The words and conditions that the facts of one agreement decide.

use super::Texts;
use super::schema::Sector;
use crate::facts::{AgreementFacts, ContractingParty};
use domain::agreement::Side;
use domain::party::PartnerKind;
use jiff::civil::Date;

/// Decides conditions and fills words for one agreement.
pub(super) struct Words<'a> {
    texts: &'a Texts,
    facts: &'a AgreementFacts,
    sector: &'a Sector,
}

impl<'a> Words<'a> {
    pub(super) fn of(texts: &'a Texts, facts: &'a AgreementFacts) -> Self {
        Self { texts, facts, sector: texts.sector(&facts.sector) }
    }

    pub(super) fn sector(&self) -> &'a Sector {
        self.sector
    }

    /// Whether all conditions hold.
    pub(super) fn hold(&self, when: &[String]) -> bool {
        when.iter().all(|condition| match condition.strip_prefix('!') {
            Some(other) => !self.holds(other),
            None => self.holds(condition),
        })
    }

    fn holds(&self, condition: &str) -> bool {
        let facts = self.facts;
        let works_for = facts.executor.as_ref().map(|executor| executor.works_for);
        match condition {
            "joint-body" => matches!(facts.party, ContractingParty::JointBody { .. }),
            "executor" => facts.executor.is_some(),
            "executor-party" => facts.executor.as_ref().is_some_and(|executor| executor.is_party),
            "executor-for-partner" => works_for == Some(Side::Partner),
            "executor-for-municipality" => works_for == Some(Side::Municipality),
            "several-systems" => facts.party.systems().len() > 1,
            "private-landlord" => facts.partner.kind == PartnerKind::PrivateLandlord,
            other => other.strip_prefix("sector:") == Some(facts.sector.as_str()),
        }
    }

    /// The value of a word, unless it is a reference or depends on a place.
    pub(super) fn word(&self, word: &str) -> Option<String> {
        let (file, facts, sector) = (&self.texts.file, self.facts, self.sector);
        let code_of = |map: &std::collections::BTreeMap<String, String>, code: &str| map.get(code).cloned();
        Some(match word {
            "gemeente" => self.side(Side::Municipality).to_owned(),
            "orgaan" => code_of(&file.organs, facts.party.organ().as_str())?,
            "naam_uitvoerder" => facts.executor.as_ref()?.organisation.name.clone(),
            "opdrachtgever" => self.side(facts.executor.as_ref()?.works_for).to_owned(),
            "systemen" => self.systems(),
            "soort" => code_of(&file.kinds, facts.partner.kind.as_str())?,
            "achterstand" => sector.debt.clone(),
            "klant" => sector.customer.clone(),
            "dienst" => sector.service.clone(),
            "dreiging" => sector.threat.clone(),
            "grondslag" => sector.basis.clone(),
            "gewone_grondslag" => sector.plain_basis.clone(),
            _ => return None,
        })
    }

    /// What a side is called in the agreement.
    pub(super) fn side(&self, side: Side) -> &'a str {
        let names = &self.texts.file.names;
        match side {
            Side::Municipality if matches!(self.facts.party, ContractingParty::JointBody { .. }) => &names.joint_body,
            Side::Municipality => &names.municipality,
            Side::Partner => &names.partner,
            Side::Executor => &names.executor,
        }
    }

    /// The early-warning systems in one phrase.
    pub(super) fn systems(&self) -> String {
        let labels: Vec<&str> = self.facts.party.systems().into_iter().map(|system| system.label()).collect();
        match labels.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, before)) => format!("{} en {last}", before.join(", ")),
            None => String::new(),
        }
    }
}

/// A date as people write it: *24 november 2026*.
pub(super) fn date(date: Date) -> String {
    const MONTHS: [&str; 12] = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ];
    let month = usize::try_from(date.month()).ok().and_then(|month| MONTHS.get(month - 1)).unwrap_or(&"");
    format!("{} {month} {}", date.day(), date.year())
}
