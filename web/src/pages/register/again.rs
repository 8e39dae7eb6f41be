//! A page of the form for an organisation that takes part already: the same questions, with what stands there now.
//!
//! What belongs here: what the pages of changes need of this form. What never does: asking for a change, which is
//! `app::changes`.

use super::{
    block::Blocks,
    fields::{Ask, heading},
    page::summary,
    problems::sentence,
    read::{Act, fill},
    shown::Shown,
};
use crate::{
    form::{Pairs, value},
    lang::Lang,
    parts::{ErrorSummary, FormErrors},
};
use app::sectors::Sector;
use domain::{
    municipality::MunicipalityCode,
    registration::{Answers, Applicant, Complaint, PersonAnswer, Problem, Step},
};
use jiff::civil::Date;

/// What a page is made from.
#[derive(Clone, Copy)]
pub(in crate::pages) struct Again<'a> {
    pub(in crate::pages) lang: Lang,
    pub(in crate::pages) applicant: Applicant,
    pub(in crate::pages) step: Step,
    pub(in crate::pages) sectors: &'a [Sector],
    pub(in crate::pages) executors: &'a [String],
    pub(in crate::pages) today: Date,
    pub(in crate::pages) gone: &'a [MunicipalityCode],
}

/// The questions as they are shown.
pub(in crate::pages) struct Questions {
    pub(in crate::pages) title: &'static str,
    pub(in crate::pages) blocks: Blocks,
    pub(in crate::pages) errors: ErrorSummary,
}

impl Again<'_> {
    /// The questions with these answers and what is wrong with them. `one_more`: an empty field to add something in.
    pub(in crate::pages) fn questions(&self, answers: &Answers, problems: &[Problem], one_more: bool) -> Questions {
        let mut errors = FormErrors::default();
        for problem in problems {
            if errors.get(&problem.field).is_none() {
                errors.add(&problem.field, sentence(problem, self.lang));
            }
        }
        let ask = Ask {
            lang: self.lang,
            applicant: self.applicant,
            answers,
            errors: &errors,
            sectors: self.sectors,
            executors: self.executors,
            today: self.today,
            one_more,
            fixed: true,
            gone: self.gone,
        };
        let blocks = ask.blocks(self.step);
        let errors = summary(problems, &blocks, self.lang);
        Questions { title: heading(self.applicant, self.step, self.lang).0, blocks, errors }
    }

    /// The questions about one contact person or signatory alone. Of somebody who is `known` by it the mail address
    /// is not asked.
    pub(in crate::pages) fn one(&self, person: &PersonAnswer, problems: &[Problem], known: bool) -> Questions {
        let mut errors = FormErrors::default();
        for problem in problems {
            let has_it = self.lang.pick("Deze persoon heeft deze rol al.", "This person has this role already.");
            if errors.get(&problem.field).is_none() {
                let twice = problem.complaint == Complaint::PersonTwice;
                errors.add(&problem.field, if twice { has_it.to_owned() } else { sentence(problem, self.lang) });
            }
        }
        let answers = Answers::default();
        let ask = Ask {
            lang: self.lang,
            applicant: self.applicant,
            answers: &answers,
            errors: &errors,
            sectors: self.sectors,
            executors: self.executors,
            today: self.today,
            one_more: false,
            fixed: true,
            gone: self.gone,
        };
        let blocks =
            if self.step == Step::Contacts { ask.contact_known(0, person, known) } else { ask.signatory(0, person) };
        Questions { title: "", blocks, errors: errors.summary(self.lang) }
    }

    /// The one person that was filled in.
    pub(in crate::pages) fn read_one(&self, pairs: &Pairs) -> PersonAnswer {
        let mut answers = Answers::default();
        fill(&mut answers, self.applicant, self.step, pairs, self.sectors);
        let people = if self.step == Step::Contacts { answers.contacts } else { answers.signatories };
        people.into_iter().next().unwrap_or_default()
    }

    /// What was filled in, on top of what stood there. `true`: it is to be sent, and not only a row more or less.
    pub(in crate::pages) fn read(&self, before: &Answers, pairs: &Pairs) -> (Answers, bool) {
        let mut answers = before.clone();
        fill(&mut answers, self.applicant, self.step, pairs, self.sectors);
        // These stand: the form does not ask them again.
        answers.municipality.clone_from(&before.municipality);
        answers.sector.clone_from(&before.sector);
        answers.partner_kind.clone_from(&before.partner_kind);
        if self.applicant == Applicant::Municipality {
            answers.name.clone_from(&before.name);
        }
        let act = Act::parse(value(pairs, "actie"));
        act.change(self.step, &mut answers, self.today);
        (answers, act == Act::Next)
    }

    /// The answers in words: label and value.
    pub(in crate::pages) fn rows(&self, answers: &Answers) -> Vec<(String, String)> {
        let shown = Shown { lang: self.lang, applicant: self.applicant, answers, sectors: self.sectors };
        shown.rows(self.step).into_iter().map(|(label, value, _)| (label, value)).collect()
    }
}
