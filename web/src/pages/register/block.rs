//! What a page of questions is built from: the parts, and three that only this form has.

use crate::parts::Button;
use askama::{Template, filters::HtmlSafe};
use std::fmt::Display;

/// The questions of a page, as HTML in their order.
#[derive(Clone, Debug, Default)]
pub(in crate::pages) struct Blocks(Vec<String>);

impl Blocks {
    pub(super) fn add(mut self, part: impl HtmlSafe) -> Self {
        self.0.push(part.to_string());
        self
    }

    pub(super) fn add_all<P: HtmlSafe>(self, parts: impl IntoIterator<Item = P>) -> Self {
        parts.into_iter().fold(self, Self::add)
    }

    pub(super) fn maybe(self, part: Option<impl HtmlSafe>) -> Self {
        match part {
            Some(part) => self.add(part),
            None => self,
        }
    }
}

impl Display for Blocks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|block| writeln!(f, "{block}"))
    }
}

impl HtmlSafe for Blocks {}

/// Questions that belong to one answer of another. They show by style sheet once it is chosen; a
/// browser that does not know `:has()` shows them always.
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<div class="reveal reveal--{{ answer }}"><div class="reveal__ask">{{ ask }}</div><div class="reveal__more">{{ more }}</div></div>"#
)]
pub(super) struct Reveal {
    answer: &'static str,
    ask: Blocks,
    more: Blocks,
}

impl Reveal {
    /// `answer`: `other`, `yes`, `chosen` or `mandate`, as the style sheet knows them.
    pub(super) fn new(answer: &'static str, ask: impl HtmlSafe, more: Blocks) -> Self {
        Self { answer, ask: Blocks::default().add(ask), more }
    }
}

/// One person among several, or one member: a group of fields under a name.
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<fieldset class="person" id="{{ id }}"><legend class="person__title">{{ title }}</legend>{{ fields }}{% if let Some(remove) = remove %}<div class="person__remove">{{ remove }}</div>{% endif %}</fieldset>"#
)]
pub(super) struct Group {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) fields: Blocks,
    pub(super) remove: Option<Button>,
}

/// An explanation that folds open.
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<details{% if open %} open{% endif %}><summary>{{ summary }}</summary>{% if !lines.is_empty() %}<ul>{% for line in lines %}<li>{{ line }}</li>{% endfor %}</ul>{% endif %}{{ more }}</details>"#
)]
pub(super) struct Fold {
    pub(super) summary: String,
    pub(super) lines: &'static [&'static str],
    pub(super) more: Blocks,
    pub(super) open: bool,
}

/// A sentence, with a link behind it where there is more to go to.
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<p>{{ text }}{% if let Some((label, href)) = link %} <a class="nl-link" href="{{ href }}">{{ label }}</a>{% endif %}</p>"#
)]
pub(super) struct Sentence {
    pub(super) text: String,
    pub(super) link: Option<(String, String)>,
}

impl HtmlSafe for Reveal {}
impl HtmlSafe for Group {}
impl HtmlSafe for Fold {}
impl HtmlSafe for Sentence {}

/// A row of buttons within the questions.
#[derive(Clone, Debug, Template)]
#[template(ext = "html", source = r#"<div class="buttons buttons--within">{{ button }}</div>"#)]
pub(super) struct Within {
    pub(super) button: Button,
}

impl HtmlSafe for Within {}
