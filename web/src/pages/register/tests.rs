//! Every page of the form rendered with samples in both languages, and what its buttons do.

use super::{
    choose::Choose,
    links::{Mailed, confirm_page, resume_page},
    message::Message,
    page::{Extra, Filled, StepPage},
    page_of, problems,
    read::{Act, fill},
    review::{Review, to_do},
    texts::Texts,
};
use crate::{form::Pairs, lang::Lang, layout::Page, parts::Notice};
use app::{registrations::Registration, sectors::Sector};
use askama::Template;
use domain::{
    municipality::{Province, valid_on},
    registration::{Answers, Applicant, PersonAnswer, Stage, Step, SystemAnswer, check_step},
};
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use std::collections::BTreeSet;

const TODAY: Date = date(2026, 11, 24);

fn sectors() -> Vec<Sector> {
    [
        ("huur", "Huur", "Rent", true),
        ("energie", "Energie", "Energy", true),
        ("hypotheek", "Hypotheek", "Mortgage", false),
    ]
    .map(|(code, nl, en, open)| Sector { code: code.into(), name_nl: nl.into(), name_en: en.into(), open })
    .into()
}

fn pairs(pairs: &[(&str, &str)]) -> Pairs {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn person(name: &str, email: &str) -> PersonAnswer {
    PersonAnswer {
        name: name.into(),
        email: email.into(),
        phone: "020 123 45 67".into(),
        function: "wethouder".into(),
        ground: "mandate".into(),
        mandate_date: "2026-03-01".into(),
        works_at: "Bureau Balans".into(),
        own_mailbox: false,
    }
}

fn full() -> Answers {
    Answers {
        registrant_name: "Anna <b>de Vries</b>".into(),
        registrant_email: "anna@zeewolde.example".into(),
        municipality: "zeewolde".into(),
        name: "Zonnestroom \"Noord\"".into(),
        kvk: "12345678".into(),
        street: "Raadhuisplein 1".into(),
        postcode: "3891 ER".into(),
        city: "Zeewolde".into(),
        website: "zeewolde.example".into(),
        organ: "college".into(),
        members: vec!["GM0050".into(), "GM0034".into()],
        system: SystemAnswer { code: "bkr_vps".into(), name: String::new() },
        member_systems: [("GM0034".to_owned(), SystemAnswer { code: "other".into(), name: "Seinpost".into() })].into(),
        sector: "huur".into(),
        partner_kind: "housing_association".into(),
        area: "chosen".into(),
        contacts: vec![person("Bo Smit", "bo@zeewolde.example"), person("Ed Vos", "ed@zeewolde.example")],
        signatories: vec![PersonAnswer { own_mailbox: true, ..person("Cas Bos", "info@zeewolde.example") }],
        executor: "yes".into(),
        executor_name: "Bureau Balans".into(),
        executor_party: true,
        phone: "020 123 45 67".into(),
        area_codes: vec!["GM0050".into(), "GM0034".into()],
        clients: "Zeewolde\nAlmere".into(),
        ..Answers::default()
    }
}

/// Answers that are wrong wherever they can be.
fn wrong() -> Answers {
    Answers {
        kvk: "1".into(),
        area: "chosen".into(),
        area_codes: vec!["Utopia".into()],
        executor: "yes".into(),
        contacts: vec![person("", "x"), PersonAnswer::default()],
        signatories: vec![PersonAnswer { mandate_date: "gisteren".into(), ..person("Cas", "info@zeewolde.example") }],
        jointly: true,
        ..Answers::default()
    }
}

fn registration(applicant: Applicant, stage: Stage, answers: Answers) -> Registration {
    let at = Timestamp::UNIX_EPOCH;
    Registration {
        id: uuid::Uuid::nil().into(),
        applicant,
        stage,
        name: "Zonnestroom".into(),
        email: "anna@zeewolde.example".into(),
        language: "nl".into(),
        version: 1,
        begun_at: at,
        changed_at: at,
        submitted_at: None,
        confirmed_at: None,
        queued_at: None,
        decided_at: None,
        decided_by: None,
        question: (stage == Stage::Questioned).then(|| "Klopt het adres?".to_owned()),
        reason: None,
        organisation: None,
        answers,
    }
}

fn frame(lang: Lang) -> Page {
    Page::new(lang, "", "token", "/aanmelden")
}

/// What every page owes its readers.
fn sound(html: &str, lang: Lang) {
    assert!(html.contains(&format!("<html lang=\"{lang}\"")));
    assert_eq!(html.matches("<h1").count(), 1, "{html}");
    assert!(!html.contains("style=") && !html.contains("<script>"), "nothing inline");
    assert!(!html.contains("<b>de Vries"), "what was typed is escaped");
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let distinct: BTreeSet<_> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len(), "an id stands twice: {ids:?}");
    for target in html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.contains(&target), "the link to #{target} leads nowhere");
    }
}

fn step_page(lang: Lang, applicant: Applicant, step: Step, answers: &Answers, is_checked: bool) -> String {
    let problems = if is_checked { check_step(applicant, step, answers, TODAY) } else { Vec::new() };
    let filled = Filled {
        applicant,
        step,
        answers,
        problems: &problems,
        question: Some("Klopt het adres?"),
        has_draft: true,
        sectors: &sectors(),
        executors: &["Bureau Balans".to_owned()],
        today: TODAY,
        gone: &[],
    };
    StepPage::new(frame(lang), &filled, &Extra::default()).render().expect("the page renders")
}

#[test]
fn every_page_of_every_kind_renders_in_both_languages() {
    for lang in Lang::ALL {
        for applicant in Applicant::ALL {
            for step in applicant.steps().iter().filter(|step| **step != Step::Review) {
                for answers in [Answers::default(), full(), wrong()] {
                    sound(&step_page(lang, *applicant, *step, &answers, false), lang);
                    sound(&step_page(lang, *applicant, *step, &answers, true), lang);
                }
            }
        }
    }
}

#[test]
fn every_problem_stands_beside_its_field_and_in_the_summary() {
    for applicant in Applicant::ALL {
        for step in applicant.steps().iter().filter(|step| **step != Step::Review) {
            for answers in [Answers::default(), wrong()] {
                let html = step_page(Lang::Nl, *applicant, *step, &answers, true);
                let mut fields = BTreeSet::new();
                for problem in check_step(*applicant, *step, &answers, TODAY) {
                    if !fields.insert(problem.field.clone()) {
                        continue;
                    }
                    let sentence = problems::sentence(&problem, Lang::Nl);
                    let beside = format!("<span>{sentence}</span>");
                    assert!(html.contains(&beside), "{applicant:?} {step:?} {}: {sentence}", problem.field);
                    assert!(html.contains("Fout: "));
                }
            }
        }
    }
}

#[test]
fn the_last_page_shows_what_is_missing_and_offers_to_send_only_when_nothing_is() {
    for lang in Lang::ALL {
        for applicant in Applicant::ALL {
            let t = Texts::of(lang);
            let page = |answers, stage| {
                let draft = registration(*applicant, stage, answers);
                Review::new(frame(lang), &draft, &sectors(), TODAY, false).render().expect("the page renders")
            };
            let ready = page(full(), Stage::Draft);
            sound(&ready, lang);
            assert!(ready.contains(t.send), "{applicant:?}");
            assert!(page(full(), Stage::Questioned).contains(t.send_again));
            let unready = page(wrong(), Stage::Draft);
            sound(&unready, lang);
            assert!(!unready.contains(t.send));
            for todo in to_do(*applicant, &wrong(), TODAY, lang) {
                assert!(unready.contains(&todo.href), "{}", todo.href);
            }
        }
    }
}

#[test]
fn an_empty_draft_of_a_municipality_is_not_asked_what_is_chosen_already() {
    let texts: Vec<_> = to_do(Applicant::Municipality, &Answers::default(), TODAY, Lang::Nl);
    let texts: Vec<_> = texts.into_iter().map(|todo| todo.text).collect();
    assert!(texts.iter().all(|text| !text.contains("wie de overeenkomsten sluit")), "{texts:?}");
    assert_eq!(texts[2], "Vul uw gemeente in: typ een paar letters en kies uit de lijst.");
    let asked = to_do(Applicant::JointBody, &Answers::default(), TODAY, Lang::Nl);
    assert!(asked.iter().any(|todo| todo.text.contains("wie de overeenkomsten sluit")));
}

#[test]
fn the_other_pages_render_in_both_languages() {
    for lang in Lang::ALL {
        let t = Texts::of(lang);
        let draft = registration(Applicant::Municipality, Stage::Questioned, full());
        let busy = Notice::info("…").heading(t.busy).link(t.busy_on, page_of(Applicant::Landlord, Step::Home));
        let mailed = Mailed {
            page: frame(lang),
            t,
            title: t.sent_title,
            lead: t.sent_lead("anna@zeewolde.example"),
            then: t.then_items,
            more: t.no_mail_text,
            again: Some("/aanmelden/verzonden"),
            onward: None,
        };
        let message = Message { title: t.gone_title, lines: t.gone, ..Message::default() };
        for html in [
            Choose::new(frame(lang), Some(busy)).render(),
            mailed.render(),
            resume_page(frame(lang), &draft, "/aanmelden/verder/x".into()).render(),
            confirm_page(frame(lang), &draft, "/aanmelden/bevestigen/x".into()).render(),
            message.html(frame(lang)),
        ] {
            sound(&html.expect("the page renders"), lang);
        }
    }
}

#[test]
fn what_is_typed_becomes_answers_and_wrong_ones_stay() {
    let mut answers = Answers::default();
    let typed = pairs(&[("partner_kind", "huur.housing_association"), ("name", " Wonen "), ("kvk", "x\u{0}")]);
    fill(&mut answers, Applicant::SignalPartner, Step::Organisation, &typed, &sectors());
    assert_eq!((answers.sector.as_str(), answers.partner_kind.as_str()), ("huur", "housing_association"));
    assert_eq!((answers.name.as_str(), answers.kvk.as_str()), ("Wonen", "x\u{0}"));
    // A closed sector, and a kind of another sector.
    for choice in ["hypotheek.other", "energie.housing_association", "nonsense", ""] {
        fill(
            &mut answers,
            Applicant::SignalPartner,
            Step::Organisation,
            &pairs(&[("partner_kind", choice)]),
            &sectors(),
        );
        assert_eq!(answers.sector, "", "{choice}");
    }
    let homes = pairs(&[("area_codes", "den haag"), ("area_codes", ""), ("area_codes", "Utopia")]);
    fill(&mut answers, Applicant::Landlord, Step::Homes, &homes, &[]);
    assert_eq!(answers.area_codes, ["GM0518", "Utopia"]);
    let people = pairs(&[("contacts-0-name", "Bo"), ("contacts-1-email", "ed@x.example"), ("contacts-11-name", "Zo")]);
    fill(&mut answers, Applicant::Municipality, Step::Contacts, &people, &[]);
    assert_eq!(answers.contacts.len(), 2);
    let long = "x".repeat(100_000);
    fill(&mut answers, Applicant::Municipality, Step::Begin, &pairs(&[("registrant_name", &long)]), &[]);
    assert_eq!(answers.registrant_name.len(), 1_000);
}

#[test]
fn people_are_added_and_removed_up_to_a_limit() {
    let mut answers = Answers::default();
    Act::parse("toevoegen").change(Step::Contacts, &mut answers, TODAY);
    assert_eq!(answers.contacts.len(), 2, "the empty one on the page, and one more");
    for _ in 0..20 {
        Act::Add.change(Step::Contacts, &mut answers, TODAY);
    }
    assert_eq!(answers.contacts.len(), 10);
    answers.contacts[3].name = "Bo".into();
    Act::parse("verwijderen-0").change(Step::Contacts, &mut answers, TODAY);
    Act::parse("verwijderen-99").change(Step::Contacts, &mut answers, TODAY);
    assert_eq!(answers.contacts.len(), 9);
    Act::Next.change(Step::Contacts, &mut answers, TODAY);
    assert_eq!(answers.contacts.len(), 1, "going on leaves out who is blank");
}

#[test]
fn the_registrant_becomes_contact_person_without_losing_anybody() {
    let mut answers = full();
    answers.contacts.clear();
    Act::parse("zelf").change(Step::Contacts, &mut answers, TODAY);
    assert_eq!(answers.contacts[0].email, "anna@zeewolde.example");
    let before = answers.contacts.clone();
    Act::Myself.change(Step::Contacts, &mut answers, TODAY);
    assert_eq!(answers.contacts, before);
}

#[test]
fn a_province_is_chosen_as_a_whole_and_left_as_a_whole() {
    let here = valid_on(TODAY).filter(|one| one.province == Province::Fryslan).count();
    let mut answers = Answers { area_codes: vec!["GM0050".into(), "GM0080".into()], ..Answers::default() };
    Act::parse("provincie-fryslan").change(Step::Area, &mut answers, TODAY);
    assert_eq!((answers.area.as_str(), answers.area_codes.len()), ("chosen", here + 1));
    Act::parse("provincie-fryslan").change(Step::Area, &mut answers, TODAY);
    assert_eq!(answers.area_codes, ["GM0050"]);
    assert_eq!(Act::parse("provincie-utopia"), Act::Next);
}
