//! The state of an agreement or of a registration, as a calm colour, an icon and words.

use askama::Template;

use super::{Icon, texts::Texts};
use crate::lang::Lang;

/// The state of an agreement as it is shown (product: section 4). The rules about it stand in `domain`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgreementState {
    /// *Klaargezet*
    Prepared,
    /// *Aangehouden*, where given until this date, written out.
    OnHold { until: Option<String> },
    /// *Ter ondertekening*
    Released,
    /// *Getekend door …*
    PartlySigned { by: String },
    /// *Afgewezen*
    Declined,
    /// *Getekend*
    Signed,
    /// *Actief*
    Active,
    /// *Vervallen*
    Withdrawn,
    /// *Opgezegd*
    Terminated,
    /// *Vervangen*
    Superseded,
}

impl AgreementState {
    /// The ending of the class in the style sheet (`tag--…`, `hex--…`), also fit for a URL.
    #[must_use]
    pub const fn class(&self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::OnHold { .. } => "on-hold",
            Self::Released => "released",
            Self::PartlySigned { .. } => "partly-signed",
            Self::Declined => "declined",
            Self::Signed => "signed",
            Self::Active => "active",
            Self::Withdrawn => "withdrawn",
            Self::Terminated => "terminated",
            Self::Superseded => "superseded",
        }
    }

    /// The icon beside the words.
    #[must_use]
    pub const fn icon(&self) -> Icon {
        match self {
            Self::Prepared => Icon::FileText,
            Self::OnHold { .. } => Icon::Pause,
            Self::Released => Icon::Send,
            Self::PartlySigned { .. } => Icon::Signature,
            Self::Declined => Icon::CircleX,
            Self::Signed => Icon::Check,
            Self::Active => Icon::CircleCheck,
            Self::Withdrawn => Icon::Ban,
            Self::Terminated => Icon::Stop,
            Self::Superseded => Icon::Refresh,
        }
    }

    /// The words on the screen.
    #[must_use]
    pub fn label(&self, lang: Lang) -> String {
        let t = Texts::of(lang);
        match self {
            Self::Prepared => t.prepared.to_owned(),
            Self::OnHold { until: None } => t.on_hold.to_owned(),
            Self::OnHold { until: Some(date) } => t.on_hold_until(date),
            Self::Released => t.released.to_owned(),
            Self::PartlySigned { by } => t.signed_by(by),
            Self::Declined => t.declined.to_owned(),
            Self::Signed => t.signed.to_owned(),
            Self::Active => t.active.to_owned(),
            Self::Withdrawn => t.withdrawn.to_owned(),
            Self::Terminated => t.terminated.to_owned(),
            Self::Superseded => t.superseded.to_owned(),
        }
    }
}

/// The colour of a tag that is not about an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to do.
    Neutral,
    /// Somebody is to act.
    Waiting,
    /// It is well.
    Good,
    /// It is not well.
    Bad,
}

impl Tone {
    /// The ending of the class in the style sheet.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Waiting => "waiting",
            Self::Good => "good",
            Self::Bad => "bad",
        }
    }
}

/// A small label with a colour, an icon and words.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/state_tag.html")]
#[must_use]
pub struct StateTag {
    class: &'static str,
    icon: Icon,
    label: String,
}

impl StateTag {
    /// The state of an agreement.
    pub fn agreement(lang: Lang, state: &AgreementState) -> Self {
        Self { class: state.class(), icon: state.icon(), label: state.label(lang) }
    }

    /// The same tag in other words, where who signed or until when is not known.
    pub fn worded(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Any other state, such as that of a registration, a mail or a job.
    pub fn new(tone: Tone, icon: Icon, label: impl Into<String>) -> Self {
        Self { class: tone.class(), icon, label: label.into() }
    }
}
