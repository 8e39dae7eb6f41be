//! What people do with agreements, through the use cases, for tests that are about what follows from it.

use crate::{Sample, TestPortal};
use app::{
    agreements::{
        self, Piece, Query,
        moves::{self, Step},
    },
    mail::Language,
    signing_rounds,
};
use domain::ids::{AgreementId, RoundId};

impl TestPortal {
    /// Zeewolde and Zonnestroom, with their agreement.
    ///
    /// # Panics
    /// When there are others.
    pub async fn pair(&self) -> AgreementId {
        self.join(Sample::Municipality("Zeewolde")).await;
        self.join(Sample::In("Zonnestroom", "energie", &["Zeewolde"])).await;
        self.first_agreement("kim@zeewolde.example").await
    }

    /// The first agreement that somebody sees.
    ///
    /// # Panics
    /// When there is none.
    pub async fn first_agreement(&self, email: &str) -> AgreementId {
        let actor = self.actor(email).await;
        agreements::list(&self.app, &actor, &Query::default(), &Piece::First).await.expect("a list").page.lines[0].id
    }

    /// One step of a contact person, and what follows from it.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn take_step(&self, email: &str, id: AgreementId, step: Step) {
        let actor = self.actor(email).await;
        moves::step(&self.app, &actor, id, None, step).await.expect("the step is taken");
        self.run_jobs().await;
    }

    /// A round over everything that waits for somebody, confirmed with the code from the mail and not signed yet.
    /// What may be signed for either side is signed for the first.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn confirm_all(&self, email: &str) -> RoundId {
        let actor = self.actor(email).await;
        let lines = signing_rounds::waiting(&self.app, &actor).await.expect("a desk");
        let slots: Vec<_> = lines.iter().filter(|line| line.either.is_none()).map(|line| line.waiting.slot).collect();
        let begun = signing_rounds::begin(&self.app, &actor, &slots, Language::Dutch).await.expect("begun");
        app::jobs::run_due(&self.app).await.expect("the code is mailed");
        let code = self.mail.code(email);
        let confirmed = signing_rounds::confirm(&self.app, &actor, begun.round, Some(&begun.secret), &code).await;
        confirmed.expect("an answer").expect("the code fits");
        begun.round
    }

    /// Signs everything that waits for somebody.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn sign_all(&self, email: &str) -> RoundId {
        let round = self.confirm_all(email).await;
        self.run_jobs().await;
        round
    }
}
