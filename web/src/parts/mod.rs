//! The parts that pages are built from: each a Rust struct with its own template beside it.
//!
//! Belongs here: what more than one page shows, with its look and its accessibility. Never here: rules, or a part
//! that a single page needs. `gallery.rs` shows every part and is the place to look first.
//!
//! A part is made in the handler and put in a template as `{{ part|safe }}` (or `{{ part }}`: parts escape
//! themselves and are known as safe). A form that is shown again with errors:
//!
//! ```ignore
//! let mut errors = FormErrors::default();
//! if let Err(refused) = KvkNumber::parse(&form.kvk) {
//!     errors.add("kvk", refused.sentence(lang));
//! }
//! let kvk = TextField::new("kvk", t.kvk)
//!     .hint(t.kvk_hint)
//!     .value(&form.kvk)
//!     .error(errors.get("kvk"))
//!     .numeric()
//!     .width(Width::Short);
//! let summary = errors.summary(lang);          // renders nothing without errors
//! let buttons = Buttons::new([Button::submit(t.next), Button::link(t.back, "/aanmelden")]);
//! ```
//!
//! ```html
//! {{ summary }}
//! <h1>{{ t.title }}</h1>
//! <form method="post" class="form">
//!   <input type="hidden" name="csrf" value="{{ page.csrf }}">
//!   {{ kvk }} {{ buttons }}
//! </form>
//! ```
//!
//! **Tables** belong to their page. They stack at small widths by CSS, which needs explicit roles and the heading
//! of each column repeated as `data-label`:
//!
//! ```html
//! <table class="utrecht-table table" role="table">
//!   <caption class="table__caption">{{ t.caption }}</caption>
//!   <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">{{ t.name }}</th>…</tr></thead>
//!   <tbody role="rowgroup">
//!     {% for row in rows %}<tr role="row">
//!       <th role="rowheader" scope="row" data-label="{{ t.name }}"><a class="nl-link" href="…">{{ row.name }}</a></th>
//!       <td role="cell" data-label="{{ t.state }}">{{ row.state }}</td>
//!     </tr>{% endfor %}
//!   </tbody>
//! </table>
//! ```
//!
//! Numbers: `class="table__number"` on their cells. **Filters** above a list: a GET form with
//! `class="filters" data-filter` around fields and a submit button; the script sends it when a select changes.
//! **Mail addresses**, alone or in a sentence: `{{ crate::parts::breakable(text) }}`, so that they break well.
//! **Plain text** (`h1`–`h4`, `p`, `ul`, `ol`, `a`, `dl`, `details`) needs no classes inside `main`.

mod breakable;
mod button;
mod choice;
mod contact_card;
mod empty_state;
mod errors;
mod gallery;
mod icon;
mod notice;
mod pager;
mod passkey_form;
mod qr;
mod select;
mod state_tag;
mod steps;
mod summary_list;
mod text_field;
mod texts;
mod tile;
mod timeline;

pub use breakable::{Breakable, breakable};
pub use button::{Button, Buttons};
pub use choice::{Checks, Choice};
pub use contact_card::ContactCard;
pub use empty_state::EmptyState;
pub use errors::{ErrorSummary, FormErrors};
pub use gallery::Gallery;
pub use icon::Icon;
pub use notice::{Notice, NoticeKind};
pub use pager::Pager;
pub use passkey_form::PasskeyForm;
pub use qr::Qr;
pub use select::Select;
pub use state_tag::{AgreementState, StateTag, Tone};
pub use steps::Steps;
pub use summary_list::SummaryList;
pub use text_field::{TextArea, TextField, Width};
pub use tile::Tile;
pub use timeline::{Timeline, TimelineEvent};

/// The id of the field with this name; links in the error summary point to it.
///
/// A group of choices carries it on its first option, so that the link lands on something to answer with.
#[must_use]
pub fn field_id(name: &str) -> String {
    let safe = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' });
    std::iter::once("veld-".to_owned()).chain(safe.map(String::from)).collect()
}

/// Marks parts as HTML that has been escaped by its own template.
macro_rules! html_parts {
    ($($part:ty),* $(,)?) => { $(impl askama::filters::HtmlSafe for $part {})* };
}

html_parts!(
    Breakable<'_>,
    Button,
    Buttons,
    Checks,
    Choice,
    ContactCard,
    EmptyState,
    ErrorSummary,
    Notice,
    Pager,
    PasskeyForm,
    Qr,
    Select,
    StateTag,
    Steps,
    SummaryList,
    TextArea,
    TextField,
    Tile,
    Timeline,
);
