//! Groups of radio buttons and of check boxes.

use askama::Template;

use super::{Button, field_id, text_field::described_by, texts::Texts};
use crate::lang::Lang;

#[derive(Clone, Debug)]
struct ChoiceOption {
    id: String,
    value: String,
    label: String,
    hint: Option<String>,
    checked: bool,
}

impl ChoiceOption {
    fn new(id: String, value: String, label: String) -> Self {
        Self { id, value, label, hint: None, checked: false }
    }
}

/// One choice out of a few, as radio buttons.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/choice.html")]
#[must_use]
pub struct Choice {
    id: String,
    name: String,
    legend: String,
    heading: bool,
    hint: Option<String>,
    error: Option<String>,
    options: Vec<ChoiceOption>,
}

impl Choice {
    /// A question without answers yet.
    pub fn new(name: impl Into<String>, legend: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            id: field_id(&name),
            name,
            legend: legend.into(),
            heading: false,
            hint: None,
            error: None,
            options: Vec::new(),
        }
    }

    /// The question is the heading (h1) of the page.
    pub fn as_heading(mut self) -> Self {
        self.heading = true;
        self
    }

    /// Adds an answer.
    pub fn option(mut self, value: impl Into<String>, label: impl Into<String>) -> Self {
        let id = option_id(&self.id, self.options.len());
        self.options.push(ChoiceOption::new(id, value.into(), label.into()));
        self
    }

    /// Adds an answer with a sentence that explains it.
    pub fn option_with_hint(self, value: impl Into<String>, label: impl Into<String>, hint: impl Into<String>) -> Self {
        let mut choice = self.option(value, label);
        if let Some(last) = choice.options.last_mut() {
            last.hint = Some(hint.into());
        }
        choice
    }

    /// The answer that was given. Call it after the options.
    pub fn value(mut self, value: impl AsRef<str>) -> Self {
        for option in &mut self.options {
            option.checked = option.value == value.as_ref();
        }
        self
    }

    /// A sentence of help under the question.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What is wrong with the answer.
    pub fn error(mut self, error: Option<String>) -> Self {
        self.error = error;
        self
    }

    fn described_by(&self) -> String {
        described_by(&self.id, self.hint.is_some(), self.error.is_some())
    }
}

#[derive(Clone, Debug)]
struct CheckGroup {
    id: String,
    title: Option<String>,
    button: Option<Button>,
    options: Vec<ChoiceOption>,
}

impl CheckGroup {
    fn checked(&self) -> usize {
        self.options.iter().filter(|option| option.checked).count()
    }
}

/// Any number of choices, as check boxes; all are sent under the same name.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/checks.html")]
#[must_use]
pub struct Checks {
    lang: Lang,
    id: String,
    name: String,
    legend: String,
    hint: Option<String>,
    error: Option<String>,
    columns: bool,
    searchable: bool,
    count: usize,
    groups: Vec<CheckGroup>,
}

impl Checks {
    /// A group of check boxes without boxes.
    pub fn new(lang: Lang, name: impl Into<String>, legend: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            lang,
            id: field_id(&name),
            name,
            legend: legend.into(),
            hint: None,
            error: None,
            columns: false,
            searchable: false,
            count: 0,
            groups: Vec::new(),
        }
    }

    /// Shows the boxes in as many columns as fit.
    pub fn columns(mut self) -> Self {
        self.columns = true;
        self
    }

    /// For long lists: the script adds a search field above the boxes.
    pub fn searchable(mut self) -> Self {
        self.searchable = true;
        self
    }

    /// Begins a named group that folds open (a province); the boxes that follow belong to it.
    pub fn group(mut self, title: impl Into<String>) -> Self {
        let title = title.into();
        let id = field_id(&format!("{}-{}", self.name, title.to_lowercase()));
        self.groups.push(CheckGroup { id, title: Some(title), button: None, options: Vec::new() });
        self
    }

    /// A button at the head of the group that began last, such as one that chooses all of it.
    pub fn group_button(mut self, button: Button) -> Self {
        if let Some(group) = self.groups.last_mut() {
            group.button = Some(button);
        }
        self
    }

    /// Adds a box.
    pub fn option(mut self, value: impl Into<String>, label: impl Into<String>, checked: bool) -> Self {
        let mut option = ChoiceOption::new(option_id(&self.id, self.count), value.into(), label.into());
        option.checked = checked;
        self.count += 1;
        match self.groups.last_mut() {
            Some(group) => group.options.push(option),
            None => {
                self.groups.push(CheckGroup { id: String::new(), title: None, button: None, options: vec![option] });
            }
        }
        self
    }

    /// A sentence of help under the question.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What is wrong with the answer.
    pub fn error(mut self, error: Option<String>) -> Self {
        self.error = error;
        self
    }

    fn described_by(&self) -> String {
        described_by(&self.id, self.hint.is_some(), self.error.is_some())
    }

    fn t(&self) -> &'static Texts {
        Texts::of(self.lang)
    }
}

/// The first option carries the id of the field itself, so that error links land on it.
fn option_id(field: &str, index: usize) -> String {
    if index == 0 { field.to_owned() } else { format!("{field}-{}", index + 1) }
}
