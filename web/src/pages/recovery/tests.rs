use super::*;
use crate::{lang::Lang, samples};
use domain::{
    ids::{OrganisationId, PersonId},
    party::Role,
};
use jiff::Timestamp;
use uuid::Uuid;

/// A request in a stage.
pub(in crate::pages) fn asked(stage: Stage, may_agree: Result<(), Refusal>) -> Asked {
    let at = Timestamp::from_second(1_790_000_000).expect("a time");
    let person = PersonId(Uuid::nil());
    Asked {
        recovery: people::Recovery {
            id: RecoveryId(Uuid::nil()),
            person,
            organisation: Some(OrganisationId(Uuid::nil())),
            old_email: "kim@oud.example".into(),
            new_email: "kim@nieuw.example".into(),
            stage,
            asked_by: person,
            asked_at: at,
            decided_by: None,
            decided_at: None,
            due_at: (stage == Stage::Waiting).then_some(at),
            ended_at: None,
            agreed_hash: None,
            version: 3,
        },
        name: "Kim <b>".into(),
        organisation: (stage == Stage::Asked).then(|| "Wonen <i>".into()),
        asked_by: "Bo <u>".into(),
        may_agree,
        due: (stage == Stage::Waiting).then_some(at),
    }
}

fn frame(lang: Lang) -> Frame {
    Frame::new(lang, "t", "token", "/x")
}

#[test]
fn asking_renders_in_both_languages() {
    for lang in Lang::ALL {
        for possible in [Ok(()), Err(Refusal::OwnAddress), Err(Refusal::AskedAlready)] {
            for (administers, organisation) in [(true, None), (false, Some("Wonen <i>".to_owned()))] {
                let target = Target { member: samples::member(Role::Contact), organisation, possible };
                let mut errors = FormErrors::default();
                errors.add("email", refusals::people(Refusal::AddressTaken, lang));
                let html = ask_view(frame(lang), &target, administers, "a<b", &errors).render().expect("renders");
                assert_eq!(html.contains("<form method=\"post\" action=\"/x\""), possible.is_ok());
                assert_eq!(html.contains("a&#60;b"), possible.is_ok(), "what was typed stays");
                assert_eq!(html.contains("href=\"/beheer/herstel\""), administers);
            }
        }
    }
}

#[test]
fn requests_render_in_both_languages_with_what_can_be_done() {
    for lang in Lang::ALL {
        let all = [
            asked(Stage::Asked, Ok(())),
            asked(Stage::Asked, Err(Refusal::OwnRequest)),
            asked(Stage::Waiting, Err(Refusal::Over)),
        ];
        let html = list_view(frame(lang), &all).render().expect("renders");
        assert_eq!(html.matches("/goedkeuren\"").count(), 1);
        assert_eq!(html.matches("/weigeren\"").count(), 2);
        assert_eq!(html.matches("/tegenhouden\"").count(), 1);
        assert!(html.contains("Kim &#60;b&#62;") && html.contains("Wonen &#60;i&#62;") && !html.contains("<u>"));
        let html = list_view(frame(lang), &[]).render().expect("renders");
        assert!(html.contains(Texts::of(lang).nothing));
        let html = link_view(frame(lang), "Kim <b>").render().expect("renders");
        assert!(html.contains("Kim &#60;b&#62;") && html.contains("<form method=\"post\" action=\"/x\""));
        for stage in [Stage::Asked, Stage::Waiting] {
            let (text, action, _) = waits(&asked(stage, Ok(())), lang);
            assert!(text.contains("kim@nieuw.example") && action.ends_with("/tegenhouden"));
        }
    }
}
