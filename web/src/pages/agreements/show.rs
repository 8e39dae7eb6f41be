//! The page of one agreement: where it stands, what can be done, its document, its parties.

mod acts;
mod document;

use super::{
    Viewer,
    act_texts::Texts as ActTexts,
    municipality_name,
    standing::{Standing, name, standing},
    texts::Texts,
};
use crate::{
    error::PageError,
    history,
    lang::Lang,
    layout::Page as Frame,
    pages::{
        Page,
        partners::{Group, groups},
    },
    parts::{ErrorSummary, FormErrors, Icon, Notice, SummaryList, Timeline},
    visit::Visit,
    words,
};
use app::{
    App,
    agreements::{self, Coverage, Shown, SideOf},
    sectors::{self, Sector},
};
use askama::Template;
use axum::http::StatusCode;
use axum::{
    extract::{Path, State},
    response::{Html, IntoResponse},
};
use domain::{
    agreement::{Side, StateKind},
    calendar::local_date,
    cards::Purpose,
    ids::AgreementId,
    party::OrganisationKind,
};
use jiff::civil::Date;

/// What somebody typed before the page came back, and why it did.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) status: StatusCode,
    pub(super) notice: Option<Notice>,
    pub(super) errors: FormErrors,
    /// The day until which to hold.
    pub(super) until: String,
    /// The first day.
    pub(super) start: String,
}

#[derive(Template)]
#[template(path = "pages/agreements/show.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    a: &'static ActTexts,
    between: String,
    errors: ErrorSummary,
    notice: Option<Notice>,
    standing: Standing,
    notes: Vec<Notice>,
    acts: acts::Acts,
    version: i64,
    document: document::DocumentView,
    sides: Vec<SideView>,
    executor_no_party: Option<String>,
    /// One sentence where there is one system; the members with theirs otherwise.
    where_to: String,
    members: Vec<Member>,
    facts: SummaryList,
    slots: SummaryList,
    evidence: Vec<(String, String)>,
    timeline: Timeline,
}

struct SideView {
    name: String,
    /// What it is, and its sector.
    kind: String,
    own: bool,
    icon: Icon,
    website: Option<String>,
    /// Whom to mail or call; of the other side also by what is going on.
    groups: Vec<Group>,
    /// The functions that may sign; never who holds them, nor an address.
    signatories: Vec<String>,
    jointly: bool,
}

struct Member {
    name: String,
    system: String,
    /// From or until when, where that lies ahead.
    period: String,
}

pub(super) async fn page(State(app): State<App>, visit: Visit, Path(id): Path<String>) -> Page {
    again(&app, &visit, id.parse().map_err(|_| PageError::NotFound)?, &Typed::default()).await
}

/// The page, with what was typed and why it was not done.
pub(super) async fn again(app: &App, visit: &Visit, id: AgreementId, typed: &Typed) -> Page {
    let actor = visit.actor();
    let shown = agreements::show(app, &actor, id).await?;
    let sectors = sectors::all(app).await?;
    let number = shown.kept.parts.number.to_string();
    let mut frame = visit.page(Texts::of(visit.lang()).one(&number));
    frame.failed = !typed.errors.is_empty();
    let view = view(frame, &shown, Viewer::of(&actor), typed, &sectors, app.today());
    Ok((typed.status, Html(view.render()?)).into_response())
}

/// *tussen gemeente Utrecht en Woonstichting Voorbeeld*
pub(super) fn between(shown: &Shown, lang: Lang) -> String {
    Texts::of(lang).between(&name(shown, Side::Municipality, lang), &name(shown, Side::Partner, lang))
}

fn view(page: Frame, shown: &Shown, viewer: Viewer, typed: &Typed, sectors: &[Sector], today: Date) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let standing = standing(shown, viewer, lang);
    let state = shown.kept.parts.state.kind();
    let mut sides = vec![
        side(&shown.party, viewer == Viewer::Party, state, sectors, lang),
        side(&shown.partner, viewer == Viewer::Partner, state, sectors, lang),
    ];
    sides.extend(shown.executor.as_ref().map(|executor| side(executor, false, state, sectors, lang)));
    let executors: Vec<&str> = [&shown.party, &shown.partner]
        .into_iter()
        .filter(|side| side.organisation.executor.is_none_or(|id| shown.kept.parts.executor != Some(id)))
        .filter_map(|side| side.organisation.executor_name.as_deref())
        .collect();
    let (where_to, members) = where_to(shown, today, lang);
    View {
        t,
        a: ActTexts::of(lang),
        between: between(shown, lang),
        errors: typed.errors.summary(lang),
        notice: typed.notice.clone(),
        notes: standing.notes.iter().map(Notice::warning).chain(document::waits(shown, viewer, lang)).collect(),
        standing,
        acts: acts::acts(shown, viewer, typed, lang),
        version: shown.kept.version,
        document: document::document(shown, lang),
        sides,
        executor_no_party: (!executors.is_empty()).then(|| t.executor_no_party(&executors.join(", "))),
        where_to,
        members,
        facts: facts(shown, lang),
        slots: document::slots(shown, lang),
        evidence: document::evidence(shown, lang),
        timeline: history::timeline(&shown.history, lang),
        page,
    }
}

fn side(side: &SideOf, own: bool, state: StateKind, sectors: &[Sector], lang: Lang) -> SideView {
    let t = Texts::of(lang);
    let organisation = &side.organisation;
    let kind = organisation.sector.as_ref().map_or_else(
        || words::kind(organisation.kind, lang).to_owned(),
        |sector| words::creditor(organisation.partner_kind, &words::sector(sectors, sector, lang), lang),
    );
    let signatories = side
        .signatories
        .iter()
        .map(|(function, ground)| {
            let function = function.as_deref().filter(|function| !function.is_empty()).unwrap_or(t.no_function);
            match ground {
                None => function.to_owned(),
                Some(ground) => format!("{function}, {}", words::inside(words::ground(*ground, lang))),
            }
        })
        .collect();
    SideView {
        name: organisation.name.clone(),
        kind,
        own,
        icon: match organisation.kind {
            OrganisationKind::Municipality | OrganisationKind::JointBody => Icon::Community,
            OrganisationKind::SignalPartner => Icon::HeartHandshake,
            OrganisationKind::Executor => Icon::Users,
        },
        website: organisation.website.clone(),
        groups: groups(
            (&side.cards, &side.contacts),
            |purpose| if own { purpose == Purpose::Coordination } else { purpose.serves(state) },
            lang,
            |card, _| card,
        ),
        signatories,
        jointly: organisation.jointly,
    }
}

/// Where signals arrive. A joint body always shows its members, for that is what a signal partner
/// delivers by.
fn where_to(shown: &Shown, today: Date, lang: Lang) -> (String, Vec<Member>) {
    let t = Texts::of(lang);
    let party = &shown.party.organisation;
    if party.kind == OrganisationKind::JointBody && !shown.municipalities.is_empty() {
        let members = shown.municipalities.iter().map(|coverage| member(coverage, today, lang)).collect();
        return (t.where_to_many(shown.municipalities.len()), members);
    }
    let system = shown.municipalities.first().map(|coverage| &coverage.system).or(party.system.as_ref());
    (
        system.map_or(t.where_to_none.to_owned(), |system| {
            t.where_to_one(&name(shown, Side::Municipality, lang), system.label())
        }),
        Vec::new(),
    )
}

fn member(coverage: &Coverage, today: Date, lang: Lang) -> Member {
    let t = Texts::of(lang);
    let name = municipality_name(coverage.municipality);
    let from = (coverage.from > today).then(|| t.from(&words::date(coverage.from, lang)));
    let until = coverage.until.map(|until| t.until(&words::date(until, lang)));
    let period: Vec<String> = from.into_iter().chain(until).collect();
    Member { name, system: coverage.system.label().to_owned(), period: period.join(", ") }
}

fn facts(shown: &Shown, lang: Lang) -> SummaryList {
    let t = Texts::of(lang);
    let kept = &shown.kept;
    SummaryList::new(lang)
        .row(t.number, kept.parts.number.to_string())
        .row(t.revision, kept.parts.revision.number.to_string())
        .row(t.template, &kept.template)
        .row(t.prepared_on, words::date(local_date(kept.created_at), lang))
        .row(t.changed_on, words::date(local_date(kept.changed_at), lang))
}

#[cfg(test)]
pub(super) mod tests;
