use super::*;
use crate::values::Wrong;
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 24);

fn person(name: &str, email: &str) -> PersonAnswer {
    PersonAnswer {
        name: name.into(),
        email: email.into(),
        phone: "020 123 45 67".into(),
        function: "wethouder".into(),
        ground: "office".into(),
        ..PersonAnswer::default()
    }
}

fn answers() -> Answers {
    Answers {
        registrant_name: "Anna de Vries".into(),
        registrant_email: "anna@zeewolde.example".into(),
        municipality: "zeewolde".into(),
        name: "Zonnestroom".into(),
        kvk: "12345678".into(),
        street: "Raadhuisplein 1".into(),
        postcode: "3891 ER".into(),
        city: "Zeewolde".into(),
        website: "zeewolde.example".into(),
        organ: "college".into(),
        members: vec!["GM0050".into(), "GM0034".into()],
        system: SystemAnswer { code: "bkr_vps".into(), name: String::new() },
        sector: "energie".into(),
        area: "country".into(),
        contacts: vec![person("Bo Smit", "bo@zeewolde.example")],
        signatories: vec![person("Cas Bos", "cas@zeewolde.example")],
        executor: "no".into(),
        phone: "020 123 45 67".into(),
        area_codes: vec!["GM0050".into()],
        ..Answers::default()
    }
}

fn complaints(applicant: Applicant, answers: &Answers) -> Vec<(String, Complaint)> {
    match parse(applicant, answers, TODAY) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.into_iter().map(|p| (p.field, p.complaint)).collect(),
    }
}

#[test]
fn every_kind_parses_when_complete() {
    for applicant in Applicant::ALL {
        let complete = answers();
        assert_eq!(complaints(*applicant, &complete), [], "{applicant:?}");
        for step in applicant.steps() {
            assert_eq!(check_step(*applicant, *step, &complete, TODAY), [], "{applicant:?} {step:?}");
        }
    }
}

#[test]
fn nothing_filled_in_names_every_page() {
    for applicant in Applicant::ALL {
        let empty = Answers::default();
        for step in applicant.steps() {
            let problems = check_step(*applicant, *step, &empty, TODAY);
            // An executor needs signatories only where it becomes a party itself.
            let no_party = *applicant == Applicant::Executor && *step == Step::Signatories;
            let may_stay_empty = *step == Step::Clients || no_party;
            assert_eq!(problems.is_empty(), may_stay_empty, "{applicant:?} {step:?}");
        }
    }
}

#[test]
fn problems_stand_in_the_order_of_the_questions() {
    for applicant in Applicant::ALL {
        let page_by_page = applicant.steps().iter().filter(|step| **step != Step::Review);
        let page_by_page = page_by_page.flat_map(|step| check_step(*applicant, *step, &Answers::default(), TODAY));
        assert_eq!(parse(*applicant, &Answers::default(), TODAY), Err(page_by_page.collect()), "{applicant:?}");
    }
    let fields: Vec<String> = check_step(Applicant::Municipality, Step::Organisation, &Answers::default(), TODAY)
        .into_iter()
        .map(|problem| problem.field)
        .collect();
    assert_eq!(fields, ["municipality", "organ", "kvk", "street", "postcode", "city"]);
}

#[test]
fn a_landlord_needs_no_kvk_number_and_three_screens() {
    let mut a = answers();
    a.kvk = String::new();
    let application = parse(Applicant::Landlord, &a, TODAY).expect("complete");
    assert_eq!(application.kvk, None);
    assert_eq!(application.contacts[0].email, application.signatories[0].email);
    assert_eq!(Applicant::Landlord.steps().len(), 3);
    assert_eq!(complaints(Applicant::SignalPartner, &a), [("kvk".into(), Complaint::Value(Wrong::Missing))]);
}

#[test]
fn wrong_answers_are_named_with_their_field() {
    type Case = (Applicant, fn(&mut Answers), &'static str, Complaint);
    let cases: Vec<Case> = vec![
        (Applicant::Municipality, |a| a.municipality = "Utopia".into(), "municipality", Complaint::UnknownMunicipality),
        (Applicant::JointBody, |a| a.members.push("GM0050".into()), "members", Complaint::MunicipalityTwice),
        (Applicant::JointBody, |a| a.members.truncate(1), "members", Complaint::TooFewMembers),
        (Applicant::SignalPartner, |a| a.area = "chosen".into(), "", Complaint::NoArea),
        (
            Applicant::SignalPartner,
            |a| {
                a.area = "chosen".into();
                a.area_codes.clear();
            },
            "area_codes",
            Complaint::NoArea,
        ),
        (Applicant::SignalPartner, |a| a.sector = "huur".into(), "partner_kind", Complaint::ChooseOne),
        (
            Applicant::Municipality,
            |a| a.signatories[0].email = String::new(),
            "signatories-0-email",
            Complaint::Value(Wrong::Missing),
        ),
        (
            Applicant::Municipality,
            |a| a.signatories[0].email = "info@zeewolde.example".into(),
            "signatories-0-email",
            Complaint::SharedMailbox,
        ),
        (
            Applicant::Municipality,
            |a| a.signatories[0].ground = "mandate".into(),
            "signatories-0-mandate_date",
            Complaint::Value(Wrong::Missing),
        ),
        (Applicant::Municipality, |a| a.signatories.clear(), "signatories-0-name", Complaint::NoPeople),
        (Applicant::Municipality, |a| a.jointly = true, "jointly", Complaint::TwoNeeded),
        (
            Applicant::Municipality,
            |a| a.contacts.push(a.contacts[0].clone()),
            "contacts-1-email",
            Complaint::PersonTwice,
        ),
        (
            Applicant::Municipality,
            |a| a.contacts[0].name = "Bo\u{202e}".into(),
            "contacts-0-name",
            Complaint::Value(Wrong::ControlCharacters),
        ),
        (Applicant::Municipality, |a| a.system.code = "other".into(), "system_name", Complaint::Value(Wrong::Missing)),
    ];
    for (applicant, spoil, field, complaint) in cases {
        let mut spoiled = answers();
        spoil(&mut spoiled);
        let found = complaints(applicant, &spoiled);
        if field.is_empty() {
            assert_eq!(found, [], "one chosen municipality is an area");
        } else {
            assert_eq!(found, [(field.to_owned(), complaint)]);
        }
    }
}

#[test]
fn a_municipality_that_has_ended_is_unknown() {
    let mut a = answers();
    a.municipality = "Wijdemeren".into();
    assert!(parse(Applicant::Municipality, &a, TODAY).is_ok());
    assert!(parse(Applicant::Municipality, &a, date(2027, 1, 1)).is_err());
}

#[test]
fn findings_point_at_what_deserves_a_look() {
    let mut a = answers();
    a.signatories.push(person("Bo Smit", "bo@zeewolde.example"));
    a.signatories.push(PersonAnswer { own_mailbox: true, ..person("Dirk", "info@elders.example") });
    a.executor = "yes".into();
    a.executor_name = "Bureau Balans".into();
    a.executor_party = true;
    let application = parse(Applicant::Municipality, &a, TODAY).expect("complete");
    let found = findings(&application, &Known::default(), TODAY);
    assert!(found.iter().any(|f| matches!(f, Finding::SignatoryIsContact { .. })));
    assert!(found.iter().any(|f| matches!(f, Finding::SharedMailbox { .. })));
    assert!(
        found.iter().any(|f| matches!(f, Finding::OtherDomain { email, .. } if email.domain() == "elders.example"))
    );
    assert!(found.iter().any(|f| matches!(f, Finding::ExecutorUnknown { .. })));
    assert_eq!(found.iter().filter(|f| f.blocks()).count(), 0);
}

#[test]
fn the_stages_form_one_road() {
    use Stage::{Accepted, Confirmed, Draft, Questioned, Refused, Submitted};
    let allowed = [
        (Draft, Move::Edit, Draft),
        (Draft, Move::Submit, Submitted),
        (Submitted, Move::Confirm, Confirmed),
        (Confirmed, Move::Correct, Confirmed),
        (Submitted, Move::Readdress, Submitted),
        (Confirmed, Move::Readdress, Submitted),
        (Questioned, Move::Readdress, Questioned),
        (Confirmed, Move::Question, Questioned),
        (Confirmed, Move::Accept, Accepted),
        (Confirmed, Move::Refuse, Refused),
        (Questioned, Move::Edit, Questioned),
        (Questioned, Move::Submit, Confirmed),
        (Questioned, Move::Correct, Questioned),
        (Questioned, Move::Question, Questioned),
        (Questioned, Move::Accept, Accepted),
        (Questioned, Move::Refuse, Refused),
    ];
    for stage in Stage::ALL {
        for wish in Move::ALL {
            let expected = allowed.iter().find(|(s, m, _)| s == stage && m == wish).map(|(_, _, to)| *to);
            assert_eq!(stage.after(*wish).ok(), expected, "{stage:?} {wish:?}");
        }
    }
}
