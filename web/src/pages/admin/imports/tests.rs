//! The pages in every standing, in both languages.

use super::*;
use crate::samples;
use app::imports::Summary;
use domain::{
    agreement::StateKind,
    ids::ImportId,
    import::{Column, Complaint, Fault},
    party::OrganisationKind,
};
use uuid::Uuid;

fn frame(lang: Lang) -> Frame {
    Frame::new(lang, Texts::of(lang).title, "token", PATH)
}

fn staged(what: What, standing: Standing) -> Staged {
    Staged {
        id: ImportId(Uuid::nil()),
        what,
        file_name: "<lijst>.csv".into(),
        digest: "ab".repeat(32),
        expires_at: samples::moment(),
        standing,
    }
}

fn render(lang: Lang, standing: Standing, stale: bool) -> String {
    looked(frame(lang), &staged(What::Agreements, standing), stale).render().expect("the page renders")
}

fn summary() -> Summary {
    Summary::Agreements { new: 12_000, waiting: vec![(StateKind::Prepared, 8_000)], active: 3, documents: 1 }
}

fn faults(n: u32) -> Faults {
    let mut faults = Faults::default();
    for line in 1..=n {
        let column = Some(Column { number: 3, name: "<b>".into() });
        faults.add(Fault { line, column, complaint: Complaint::UnknownPartner });
    }
    faults
}

#[test]
fn choosing_renders_with_and_without_an_error() {
    for lang in Lang::ALL {
        let calm = choosing(frame(lang), 0, None).render().expect("the page renders");
        assert!(
            calm.contains("name=\"documenten\"")
                && calm.contains("multiple")
                && !calm.contains("uitnodigen\" class=\"card\"")
        );
        assert_eq!(calm.matches("<h1").count(), 1);
        let t = Texts::of(lang);
        let error = Some((Field::Agreements, t.none.to_owned()));
        let html = choosing(frame(lang), 2, error.as_ref()).render().expect("the page renders");
        assert!(html.contains("aria-invalid=\"true\"") && html.contains(t.none) && html.contains(t.invite_now));
        assert!(!html.contains("style="));
    }
}

#[test]
fn every_standing_renders_and_binds_to_the_bytes_that_were_looked_at() {
    for lang in Lang::ALL {
        let fits = render(lang, Standing::Fits(summary()), false);
        assert!(fits.contains(&format!("value=\"{}\"", "ab".repeat(32))) && fits.contains("/uitvoeren"));
        assert!(fits.contains("&#60;lijst&#62;.csv") && fits.contains(lang.pick("20.000", "20,000")), "{fits}");
        let bad = render(lang, Standing::Faults(faults(2_010), true), false);
        assert_eq!(bad.matches("role=\"rowheader\"").count(), 2_000);
        assert!(bad.contains("&#60;b&#62;") && !bad.contains("/uitvoeren"));
        assert!(bad.contains(&Texts::of(lang).more("10")));
        assert!(render(lang, Standing::Faults(faults(1), false), false).contains("(&#60;b&#62;)"));
        let running = render(lang, Standing::Running(Some((1_000, 20_000))), false);
        assert!(running.contains("http-equiv=\"refresh\"") && running.contains("<progress"));
        assert!(!render(lang, Standing::Running(None), false).contains("<progress"));
        assert!(render(lang, Standing::Done(summary(), samples::moment()), false).contains("/overeenkomsten"));
        assert!(render(lang, Standing::Over, true).contains(Texts::of(lang).stale));
        let organisations = Summary::Organisations {
            by_kind: vec![(OrganisationKind::Municipality, 300), (OrganisationKind::SignalPartner, 200)],
            people: 1_000,
            invite: true,
        };
        let what = What::Organisations { invite: true };
        let page = looked(frame(lang), &staged(what, Standing::Done(organisations, samples::moment())), false);
        assert!(page.render().expect("the page renders").contains("/beheer/organisaties"));
    }
}
