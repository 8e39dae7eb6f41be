//! The portal of one test.

use crate::{
    authority::{FaultyStore, TestAuthority},
    client::Client,
    database::{Engine, TestDatabase},
    mail::CaughtMail,
    ports::{MovableClock, SeededIds, SeededRandomness},
};
use app::{
    App, Settings,
    documents::InProcess,
    jobs,
    ports::{MailTransport, Ports},
};
use axum::Router;
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    thread,
};
use storage::{Db, StorageError};

/// Where people reach the portal of a test; nobody does.
pub const PUBLIC_URL: &str = "https://portaal.vroegteken.example";

/// The cookie by which a browser is known.
const KNOWN: &str = "__Host-bekend";

/// The seed of ids and secrets.
const SEED: u64 = 20_261_124;

/// The whole portal in one process, with a database of its own. Dropping it while a job waits fails
/// the test, unless [`TestPortal::forget`] said that it may.
pub struct TestPortal {
    /// The use cases.
    pub app: App,
    /// What was mailed.
    pub mail: Arc<CaughtMail>,
    /// What time it is.
    pub clock: Arc<MovableClock>,
    /// Where documents lie.
    pub store: Arc<FaultyStore>,
    /// Who vouches for signatories.
    pub authority: Arc<TestAuthority>,
    /// The pages.
    pub router: Router,
    /// Which engine.
    pub engine: Engine,
    pub(crate) kvk: AtomicU32,
    forgotten: AtomicBool,
    /// By which the usual browser of each person is known.
    usual: Mutex<HashMap<String, String>>,
    database: TestDatabase,
    /// Goes when this is dropped.
    _documents: tempfile::TempDir,
}

impl TestPortal {
    /// On SQLite.
    pub async fn sqlite() -> Self {
        Self::new(Engine::Sqlite).await
    }

    /// On PostgreSQL.
    pub async fn postgres() -> Self {
        Self::new(Engine::Postgres).await
    }

    /// On an engine, with the settings that a portal starts with.
    pub async fn new(engine: Engine) -> Self {
        Self::with(engine, |_| ()).await
    }

    /// On an engine, with other settings.
    pub async fn with(engine: Engine, change: impl FnOnce(&mut Settings)) -> Self {
        let mail = Arc::new(CaughtMail::default());
        Self::with_mail(engine, change, Arc::clone(&mail), mail).await
    }

    /// As [`TestPortal::with`], with a mail server of one's own.
    pub async fn with_transport(engine: Engine, transport: Arc<dyn MailTransport>) -> Self {
        Self::with_mail(engine, |_| (), Arc::default(), transport).await
    }

    async fn with_mail(
        engine: Engine,
        change: impl FnOnce(&mut Settings),
        mail: Arc<CaughtMail>,
        transport: Arc<dyn MailTransport>,
    ) -> Self {
        let database = TestDatabase::new(engine).await;
        let clock = Arc::new(MovableClock::default());
        let documents = tempfile::tempdir().expect("a temporary folder");
        let store = FaultyStore::new(documents.path());
        let authority = Arc::new(TestAuthority::new());
        let ports = Ports {
            clock: clock.clone(),
            ids: Arc::new(SeededIds::new(Arc::clone(&clock), SEED)),
            randomness: Arc::new(SeededRandomness::new(SEED)),
            mail: transport,
            store: store.clone(),
            renderer: Arc::new(InProcess),
            signing: Some(authority.clone()),
        };
        let mut settings = Settings::new(PUBLIC_URL, false);
        // Tests ask more than people do; the one about this limit sets it itself.
        settings.requests_per_quarter = 1_000_000;
        settings.requests_per_account = 1_000_000;
        change(&mut settings);
        let app = App::new(database.db.clone(), ports, settings);
        let router = web::router(app.clone());
        let (kvk, forgotten, usual) = (AtomicU32::new(10_000_000), AtomicBool::new(false), Mutex::default());
        Self {
            app,
            mail,
            clock,
            store,
            authority,
            router,
            engine,
            kvk,
            forgotten,
            usual,
            database,
            _documents: documents,
        }
    }

    /// Does every job that is due and gives their number.
    pub async fn run_jobs(&self) -> usize {
        jobs::run_due(&self.app).await.expect("jobs run")
    }

    /// Says that jobs may stay undone.
    pub fn forget(&self) {
        self.forgotten.store(true, Ordering::Relaxed);
    }

    /// A browser.
    #[must_use]
    pub fn client(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// A browser at other pages than those of this portal, such as with other settings.
    #[must_use]
    pub fn client_of(&self, router: Router) -> Client {
        Client::new(router)
    }

    /// A browser of somebody who signed in with a code from the mail: in the one that they always use, so that nobody
    /// is mailed of a new one.
    ///
    /// # Panics
    /// When they do not get in.
    pub async fn sign_in(&self, email: &str) -> Client {
        let mut client = self.client();
        let known = self.usual.lock().unwrap_or_else(PoisonError::into_inner).get(email).cloned();
        if let Some(known) = known {
            client.set_cookie(KNOWN, &known);
        }
        client.get("/inloggen").await.expect_status(200);
        client.post("/inloggen", &[("email", email)]).await.expect_status(303);
        self.run_jobs().await;
        client.get("/inloggen/code").await.expect_status(200);
        client.post("/inloggen/code", &[("code", &self.mail.code(email))]).await.expect_status(303);
        if let Some(known) = client.cookie(KNOWN) {
            self.usual.lock().unwrap_or_else(PoisonError::into_inner).insert(email.to_owned(), known.to_owned());
        }
        client
    }

    /// Every value of every column of text and bytes in the database, as text: to look for what must
    /// not be there.
    pub async fn everything(&self) -> String {
        crate::builders::everything(&self.database.db).await
    }
}

impl Drop for TestPortal {
    fn drop(&mut self) {
        if thread::panicking() || self.forgotten.load(Ordering::Relaxed) {
            return;
        }
        let url = self.database.url.clone();
        // A thread with a runtime of its own: this is dropped inside the runtime of the test.
        let open = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let db = Db::connect(&url).await?;
                let open = storage::jobs::open(&mut db.read().await?).await?;
                db.close().await;
                Ok::<_, StorageError>(open)
            })
        });
        let open = open.join().expect("no panic").expect("jobs can be counted");
        assert_eq!(open, 0, "jobs were left undone: run_jobs() does them, forget() says that it is meant");
    }
}
