//! The contact person's pages in both languages.

use super::{EndView, FormView, Material, change_links, end_view, form_view, list, part};
use crate::{lang::Lang, layout::Page as Frame, pages::admin::change_sample, samples};
use app::organisations::Shown;
use askama::Template as _;
use domain::{
    change::{Kind, Stage},
    party::{OrganisationKind, PartnerKind, Role},
    registration::{Applicant, Complaint, Problem, Step},
    values::Wrong,
};

fn shown(kind: OrganisationKind) -> Shown {
    Shown {
        organisation: samples::organisation(kind),
        members: vec![samples::member(Role::Contact), samples::member(Role::Signatory)],
        coverage: Vec::new(),
        area: Vec::new(),
        agreements: Vec::new(),
        history: Vec::new(),
    }
}

fn frame(lang: Lang) -> Frame {
    Frame::new(lang, "", "token", "/organisatie/wijzigen")
}

#[test]
fn every_form_renders_in_both_languages_with_what_stands_there() {
    for lang in Lang::ALL {
        for kind in OrganisationKind::ALL {
            let shown = shown(*kind);
            let applicant = app::changes::applicant(&shown.organisation);
            for (label, href) in change_links(applicant, "/x", lang) {
                let code = href.rsplit('/').next().expect("a code");
                let (what, step) = part(applicant, code).expect("a part");
                let material = Material::plain(&shown, step, lang);
                let view = FormView { kind: what, action: href.clone(), back: "/terug".into(), ..FormView::of(&shown) };
                let problem = Problem { field: "kvk".into(), complaint: Complaint::Value(Wrong::Missing) };
                let html = form_view(frame(lang), &material, &view, &material.answers, &[problem]).render();
                let html = html.expect("renders");
                assert!(html.matches("<h1").count() == 1 && html.contains(&href), "{label}");
                assert!(!html.contains("name=\"municipality\""), "which municipality it is stands");
                assert!(!html.contains("name=\"partner_kind\""), "which sector it is stands");
            }
        }
    }
}

#[test]
fn the_list_renders_in_both_languages() {
    for lang in Lang::ALL {
        let asked: Vec<_> = Stage::ALL.iter().map(|stage| change_sample(Kind::Facts, *stage)).collect();
        let html = list::view(frame(lang), &shown(OrganisationKind::SignalPartner), &asked, None).render();
        let html = html.expect("renders");
        assert_eq!(html.matches("/intrekken\"").count(), 1, "only what waits can be taken back");
        assert!(html.contains("Niet &#60;juist&#62;"), "a refusal says why");
        let html = list::view(frame(lang), &shown(OrganisationKind::Executor), &[], None).render().expect("renders");
        assert!(!html.contains("<table"));
    }
}

#[test]
fn the_end_renders_in_both_languages() {
    for lang in Lang::ALL {
        let view = EndView::new("Wonen <b>", "/organisatie/beeindigen", "/terug");
        let html = end_view(frame(lang), &view).render().expect("renders");
        assert!(html.contains("Wonen &#60;b&#62;") && html.contains("name=\"dag\""));
    }
}

#[test]
fn a_page_that_is_not_for_this_organisation_is_not_there() {
    assert!(part(Applicant::Municipality, "werkgebied").is_err());
    assert!(part(Applicant::SignalPartner, "systeem").is_err());
    assert!(part(Applicant::Landlord, "contactpersonen").is_err());
    assert!(part(Applicant::JointBody, "leden").is_err(), "members come and go by take-over");
    assert!(part(Applicant::Executor, "onzin").is_err());
    assert_eq!(part(Applicant::Landlord, "woningen").ok(), Some((Some(Kind::Area), Step::Homes)));
    let mut landlord = shown(OrganisationKind::SignalPartner);
    landlord.organisation.partner_kind = Some(PartnerKind::PrivateLandlord);
    assert_eq!(app::changes::applicant(&landlord.organisation), Applicant::Landlord);
}
