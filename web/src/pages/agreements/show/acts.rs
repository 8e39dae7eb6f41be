//! What whoever looks can do with an agreement now. What is not possible is left out, or says why where people look
//! for it.

use super::super::{Viewer, act_texts::Texts, show::Typed};
use crate::{
    lang::Lang,
    parts::{Button, Buttons, Icon, TextField},
    refusals, words,
};
use app::agreements::{Shown, moves::allows};
use domain::agreement::{ActKind, StateKind};
use std::borrow::Cow;

/// One thing to do.
pub(in super::super) struct Act {
    /// Where its form goes; `None`: a link to a page of its own.
    pub(super) action: Option<String>,
    pub(super) title: &'static str,
    pub(super) text: Cow<'static, str>,
    pub(super) field: Option<TextField>,
    pub(super) buttons: Buttons,
    /// Folded away, because it is not the usual thing to do.
    pub(super) folded: bool,
    pub(super) open: bool,
}

/// What can be done, and why not what people may look for.
pub(super) struct Acts {
    pub(super) acts: Vec<Act>,
    pub(super) why_not: Option<String>,
}

impl Acts {
    pub(super) fn is_empty(&self) -> bool {
        self.acts.is_empty() && self.why_not.is_none()
    }
}

pub(super) fn acts(shown: &Shown, viewer: Viewer, typed: &Typed, lang: Lang) -> Acts {
    let kept = &shown.kept;
    let possible = |act| allows(kept, act).is_ok();
    let path = |end: &str| format!("/overeenkomsten/{}/{end}", kept.parts.id);
    let maker = Maker { lang, path: &path };
    let mut all = Vec::new();
    let mut why_not = None;
    match viewer {
        Viewer::Party => {
            all = maker.of_party(shown, possible, typed);
            if kept.parts.state.kind() == StateKind::PartlySigned {
                why_not = allows(kept, ActKind::TakeBack).err().map(|refusal| refusals::sentence(&refusal, lang));
            }
        }
        Viewer::Partner => {
            if possible(ActKind::Defer) {
                all.push(maker.later());
            }
            if possible(ActKind::Resume) {
                all.push(maker.not_later());
            }
        }
        Viewer::Administrator => {
            if possible(ActKind::Withdraw) {
                all.push(maker.withdraw());
            }
            if possible(ActKind::Supersede) {
                all.push(maker.replace());
            }
        }
    }
    if viewer != Viewer::Administrator && possible(ActKind::Start) {
        all.push(maker.start(shown, viewer, typed));
    }
    if viewer != Viewer::Administrator && possible(ActKind::Terminate) {
        all.push(maker.terminate());
    }
    Acts { acts: all, why_not }
}

struct Maker<'a> {
    lang: Lang,
    path: &'a dyn Fn(&str) -> String,
}

impl Maker<'_> {
    fn t(&self) -> &'static Texts {
        Texts::of(self.lang)
    }

    fn form(&self, end: &str, title: &'static str, text: &'static str, button: Button) -> Act {
        Act {
            action: Some((self.path)(end)),
            title,
            text: text.into(),
            field: None,
            buttons: Buttons::new([button]),
            folded: false,
            open: false,
        }
    }

    fn of_party(&self, shown: &Shown, possible: impl Fn(ActKind) -> bool, typed: &Typed) -> Vec<Act> {
        let t = self.t();
        let mut acts = Vec::new();
        if possible(ActKind::Release) {
            let button = Button::submit(t.release).primary().icon(Icon::Send);
            acts.push(self.form("doorzetten", t.release, t.release_text, button));
        }
        if possible(ActKind::LetBe) {
            acts.push(self.form("zo-laten", t.let_be, t.let_be_text, Button::submit(t.let_be).secondary()));
        }
        if possible(ActKind::PrepareAgain) {
            let declined = shown.kept.parts.state.kind() == StateKind::Declined;
            let text = if declined { t.prepare_again_declined } else { t.prepare_again_signed };
            let button = Button::submit(t.prepare_again).icon(Icon::Refresh);
            let button = if declined { button.primary() } else { button.secondary() };
            let act = self.form("opnieuw-klaarzetten", t.prepare_again, text, button);
            acts.push(Act { folded: !declined, ..act });
        }
        if possible(ActKind::Hold) {
            let error = typed.errors.get("tot");
            let open = error.is_some();
            let field = TextField::new("tot", t.hold_until)
                .hint(t.hold_hint)
                .date()
                .optional(self.lang)
                .value(&typed.until)
                .error(error);
            let act = self.form("aanhouden", t.hold, t.hold_text, Button::submit(t.hold).secondary().icon(Icon::Pause));
            acts.push(Act { field: Some(field), folded: true, open, ..act });
        }
        if possible(ActKind::TakeBack) {
            let act = self.form("terughalen", t.take_back, t.take_back_text, Button::submit(t.take_back).secondary());
            acts.push(act);
        }
        acts
    }

    fn later(&self) -> Act {
        let t = self.t();
        self.form("later", t.later, t.later_text, Button::submit(t.later).secondary().icon(Icon::Clock))
    }

    fn not_later(&self) -> Act {
        let t = self.t();
        self.form("niet-later", t.not_later, t.not_later_text, Button::submit(t.not_later).primary())
    }

    fn start(&self, shown: &Shown, viewer: Viewer, typed: &Typed) -> Act {
        let t = self.t();
        let onboarding = &shown.onboarding;
        let own = if viewer == Viewer::Party { onboarding.municipality } else { onboarding.partner };
        let day = onboarding.start.map(|day| words::date(day, self.lang)).unwrap_or_default();
        let error = typed.errors.get("start");
        let field = TextField::new("start", t.start_on)
            .hint(t.start_hint)
            .date()
            .optional(self.lang)
            .value(&typed.start)
            .error(error);
        let (label, value) = if own { (t.start_not_ready, "nee") } else { (t.start_ready, "ja") };
        let button = Button::submit(label).named("gereed", value);
        let button = if own { button.secondary() } else { button.primary() };
        let act = self.form("starten", t.start, "", button);
        let text = t.start_text(onboarding.municipality, onboarding.partner, &day).into();
        Act { text, field: Some(field), ..act }
    }

    fn replace(&self) -> Act {
        let t = self.t();
        let act = self.form("vervangen", t.replace, t.replace_text, Button::submit(t.replace).danger());
        Act { folded: true, ..act }
    }

    fn link(&self, end: &str, title: &'static str, text: &'static str, label: &'static str) -> Act {
        let button = Button::link(label, (self.path)(end)).danger();
        Act {
            action: None,
            title,
            text: text.into(),
            field: None,
            buttons: Buttons::new([button]),
            folded: true,
            open: false,
        }
    }

    fn terminate(&self) -> Act {
        let t = self.t();
        self.link("opzeggen", t.terminate, t.terminate_text, t.terminate_link)
    }

    fn withdraw(&self) -> Act {
        let t = self.t();
        self.link("laten-vervallen", t.withdraw, t.withdraw_text, t.withdraw_link)
    }
}
