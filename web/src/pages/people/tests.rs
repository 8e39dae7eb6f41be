//! The pages in both languages.

use super::{One, end, look, view};
use crate::{
    lang::Lang,
    layout::Page as Frame,
    pages::{admin::change_sample, recovery},
    samples,
};
use app::{
    changes::{Look, Preview, Review},
    organisations::Shown,
    people::{Ending, People, Proposal},
};
use askama::Template as _;
use domain::{
    agreement::StateKind,
    change::{Effect, Kind, Stage, Tally},
    party::{OrganisationKind, PartnerKind, Role},
    people::Refusal,
    registration::PersonAnswer,
};

fn frame(lang: Lang) -> Frame {
    Frame::new(lang, "t", "token", "/organisatie/mensen/x")
}

fn proposal(own: bool) -> Proposal {
    Proposal {
        change: change_sample(Kind::Signatories, Stage::Asked),
        asked_by: Some("Kim <b>".into()),
        own,
        newcomers: vec![PersonAnswer { name: "Bo <i>".into(), ..PersonAnswer::default() }],
    }
}

fn people(kind: OrganisationKind, waiting: Option<Proposal>) -> People {
    People {
        organisation: samples::organisation(kind),
        members: vec![samples::member(Role::Contact), samples::member(Role::Signatory)],
        waiting,
    }
}

#[test]
fn the_people_render_in_both_languages() {
    for lang in Lang::ALL {
        for kind in OrganisationKind::ALL {
            let asked = [recovery::tests::asked(domain::recovery::Stage::Asked, Ok(()))];
            let html = view(frame(lang), &people(*kind, Some(proposal(false))), (&asked, None), None)
                .render()
                .expect("renders");
            assert!(
                html.contains("Kim &#60;b&#62;")
                    && html.contains("Bo &#60;i&#62;")
                    && !html.contains("/intrekken")
                    && html.contains("/tegenhouden\"")
            );
            assert!(html.contains("/uitnodigen/contactpersonen") && html.contains("/uitnodigen/tekenbevoegden"));
            let html =
                view(frame(lang), &people(*kind, Some(proposal(true))), (&[], Some(jiff::Timestamp::UNIX_EPOCH)), None)
                    .render()
                    .expect("renders");
            assert!(html.contains("/intrekken") && html.matches("<h1").count() == 1 && !html.contains("style="));
        }
    }
}

#[test]
fn a_private_landlord_has_nobody_to_invite() {
    let mut landlord = people(OrganisationKind::SignalPartner, None);
    landlord.organisation.partner_kind = Some(PartnerKind::PrivateLandlord);
    let made = view(frame(Lang::Nl), &landlord, (&[], Some(jiff::Timestamp::UNIX_EPOCH)), None);
    assert!(made.groups.iter().all(|group| group.add.is_none()));
    let nothing = |one: &One| one.change.is_none() && one.end.is_none();
    assert!(made.groups.iter().flat_map(|group| &group.people).all(nothing) && made.alone.is_none());
}

#[test]
fn ending_renders_in_both_languages_with_what_it_does_or_why_not() {
    let mut tally = Tally::default();
    tally.add(StateKind::Released, Effect::Recalled, 1_234);
    for lang in Lang::ALL {
        for leaving in [false, true] {
            for outcome in [Ok(tally.clone()), Ok(Tally::default()), Err(Refusal::LastContact)] {
                let (does, refused) = (matches!(&outcome, Ok(tally) if tally.touched() > 0), outcome.is_err());
                let going = vec![samples::member(Role::Contact)];
                let ending =
                    Ending { organisation: samples::organisation(OrganisationKind::Municipality), going, outcome };
                let html = end::view(frame(lang), &ending, leaving, true).render().expect("renders");
                assert_eq!(html.contains("id=\"gevolgen\""), does);
                assert_eq!(html.contains("<form method=\"post\" action=\"/organisatie/mensen/x\""), !refused);
            }
        }
    }
}

#[test]
fn a_proposal_renders_in_both_languages_for_everybody_who_may_look() {
    let shown = Shown {
        organisation: samples::organisation(OrganisationKind::Municipality),
        members: vec![samples::member(Role::Contact)],
        coverage: Vec::new(),
        area: Vec::new(),
        agreements: Vec::new(),
        history: Vec::new(),
    };
    for lang in Lang::ALL {
        for stage in Stage::ALL {
            for may_agree in [Ok(()), Err(Refusal::OwnRequest), Err(Refusal::NotIndependent)] {
                let review = Review {
                    change: change_sample(Kind::Signatories, *stage),
                    organisation: Some(shown.clone()),
                    other: None,
                    successor: None,
                    preview: (*stage == Stage::Asked)
                        .then(|| Ok(Preview { tally: Tally::default(), digest: "abc".into() })),
                    asked_by: Some("Kim".into()),
                    decided_by: None,
                };
                let look = Look { review, may_agree };
                let html = look::view(frame(lang), &look, Vec::new(), &look::Typed::default()).render();
                let html = html.expect("renders");
                let waits = *stage == Stage::Asked;
                assert_eq!(html.contains("/goedkeuren\""), waits && may_agree.is_ok(), "{stage:?} {may_agree:?}");
                assert_eq!(html.contains("/afwijzen\""), waits && may_agree != Err(Refusal::OwnRequest));
                assert_eq!(html.contains("/intrekken\""), waits && may_agree == Err(Refusal::OwnRequest));
            }
        }
    }
}
