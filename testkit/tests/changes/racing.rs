//! People sign, release and decide while a change is on its way.

use super::{accept, agreement, current, done, kept};
use app::{
    agreements::{
        self,
        moves::{Step, step},
    },
    changes,
    mail::Language,
    signing_rounds,
};
use domain::{
    access::Actor,
    agreement::{State, StateKind},
    change::{Effect, Kind},
    ids::{AgreementId, ChangeId, OrganisationId},
};
use testkit::{Sample, TestPortal, on_both};

on_both!(
    a_system_changes_while_released,
    the_last_signature_comes_while_it_is_carried_out,
    flagged_and_let_be_or_prepared_again,
    an_organisation_ends_while_its_round_runs,
    a_signatory_leaves_while_the_round_runs,
);

const MAYOR: &str = "lou@zeewolde.example";
const DIRECTOR: &str = "lou@zonnestroom.example";

struct Pair {
    party: OrganisationId,
    agreement: AgreementId,
    kim: Actor,
}

/// Zeewolde and Zonnestroom, released with its document.
async fn released(portal: &TestPortal) -> Pair {
    let party = portal.join(Sample::Municipality("Zeewolde")).await;
    let partner = portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    let agreement = current(portal, party, partner).await.expect("a pair");
    let kim = portal.actor("kim@zeewolde.example").await;
    step(&portal.app, &kim, agreement, None, Step::Release).await.expect("released");
    portal.run_jobs().await;
    Pair { party, agreement, kim }
}

async fn new_system(portal: &TestPortal, kim: &Actor) -> ChangeId {
    let (shown, _) = changes::own(&portal.app, kim).await.expect("its own");
    let mut answers = changes::answers_now(&shown, portal.app.today());
    answers.system.code = "inforing".into();
    changes::ask(&portal.app, kim, Kind::System, &answers, Language::Dutch).await.expect("asked")
}

async fn state(portal: &TestPortal, pair: &Pair) -> State {
    agreement(portal, pair.agreement).await.parts.state
}

async fn a_system_changes_while_released(portal: TestPortal) {
    let pair = released(&portal).await;
    let round = portal.confirm_all(MAYOR).await;
    let id = new_system(&portal, &pair.kim).await;
    accept(&portal, id).await;
    // The change is carried out before the round signs: the round meets a version it has not shown.
    while changes::next_batch(&portal.app, id).await.expect("carried out") {}
    assert_eq!(state(&portal, &pair).await.kind(), StateKind::Prepared);
    portal.run_jobs().await;
    let mayor = portal.actor(MAYOR).await;
    let shown = signing_rounds::show(&portal.app, &mayor, round).await.expect("the round");
    assert_eq!(shown.items[0].reason.as_deref(), Some("changed"));
    let now = agreement(&portal, pair.agreement).await.parts;
    assert_eq!((now.state.kind(), now.revision.number, now.revision.filled()), (StateKind::Prepared, 2, 0));
    assert_eq!(kept(&portal, id).await.happened.of(StateKind::Released, Effect::Recalled), 1);
}

async fn the_last_signature_comes_while_it_is_carried_out(portal: TestPortal) {
    let pair = released(&portal).await;
    portal.confirm_all(MAYOR).await;
    portal.run_jobs().await;
    assert_eq!(state(&portal, &pair).await.kind(), StateKind::PartlySigned);
    let id = new_system(&portal, &pair.kim).await;
    let foreseen = accept(&portal, id).await;
    assert_eq!(foreseen.of(StateKind::PartlySigned, Effect::Flagged), 1);
    // The last signatory confirms between accepting and carrying out; both jobs run.
    portal.confirm_all(DIRECTOR).await;
    done(&portal, id).await;
    portal.run_jobs().await;
    let now = agreement(&portal, pair.agreement).await.parts;
    assert!(matches!(now.state, State::Signed { facts_changed: true, .. }), "{:?}", now.state);
    assert_eq!((now.revision.number, now.revision.is_complete()), (1, true), "what was signed is as it was");
}

async fn flagged_and_let_be_or_prepared_again(portal: TestPortal) {
    let pair = released(&portal).await;
    portal.confirm_all(MAYOR).await;
    portal.run_jobs().await;
    let id = new_system(&portal, &pair.kim).await;
    accept(&portal, id).await;
    done(&portal, id).await;
    let shown = agreements::show(&portal.app, &pair.kim, pair.agreement).await.expect("shown");
    assert!(shown.kept.parts.state.facts_changed());
    step(&portal.app, &pair.kim, pair.agreement, None, Step::LetBe).await.expect("let be");
    step(&portal.app, &pair.kim, pair.agreement, None, Step::PrepareAgain).await.expect("prepared again");
    let now = agreement(&portal, pair.agreement).await.parts;
    assert_eq!((now.state.kind(), now.revision.number), (StateKind::Prepared, 2));
    let mut tx = portal.app.read().await.expect("a transaction");
    let before = storage::rounds::signed_before(&mut tx, pair.agreement).await.expect("an answer");
    assert_eq!(before.len(), 1, "the signature stands in the history");
}

async fn an_organisation_ends_while_its_round_runs(portal: TestPortal) {
    let pair = released(&portal).await;
    let round = portal.confirm_all(MAYOR).await;
    let noor = portal.administrator().await;
    let today = portal.app.today();
    let id = changes::end(&portal.app, &noor, pair.party, today, "Weg.", Language::Dutch).await.expect("asked");
    accept(&portal, id).await;
    while changes::next_batch(&portal.app, id).await.expect("carried out") {}
    portal.run_jobs().await;
    assert_eq!(state(&portal, &pair).await.kind(), StateKind::Withdrawn);
    let mut tx = portal.app.read().await.expect("a transaction");
    assert!(storage::rounds::open_items(&mut tx, round, 9).await.expect("an answer").is_empty(), "the round is over");
    let reasons = portal.column("SELECT reason FROM round_items WHERE round_id = $1", round.0).await;
    assert_eq!(reasons, ["ended"]);
    assert_eq!(agreement(&portal, pair.agreement).await.parts.revision.filled(), 0);
}

async fn a_signatory_leaves_while_the_round_runs(portal: TestPortal) {
    let pair = released(&portal).await;
    let round = portal.confirm_all(MAYOR).await;
    let (shown, _) = changes::own(&portal.app, &pair.kim).await.expect("its own");
    let mut answers = changes::answers_now(&shown, portal.app.today());
    answers.signatories[0] = testkit::person("Sam", "Zeewolde", "burgemeester");
    "office".clone_into(&mut answers.signatories[0].ground);
    let id = changes::ask(&portal.app, &pair.kim, Kind::Signatories, &answers, Language::Dutch).await.expect("asked");
    accept(&portal, id).await;
    // The round signs after the role has ended and before the agreements have followed.
    portal.run_jobs().await;
    let reasons = portal.column("SELECT reason FROM round_items WHERE round_id = $1", round.0).await;
    assert!(reasons == ["no_role"] || reasons == ["changed"], "{reasons:?}");
    let now = agreement(&portal, pair.agreement).await.parts;
    assert_eq!((now.state.kind(), now.revision.number, now.revision.filled()), (StateKind::Prepared, 2, 0));
    assert!(portal.mail.last_to("sam@zeewolde.example").subject.contains("Uitnodiging"));
}
