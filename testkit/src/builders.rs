//! Organisations and people, through the use cases that everybody goes through.

use crate::{
    answers::{Sample, answers_of},
    portal::TestPortal,
};
use app::{identity, mail::Language, registrations, secret::Token};
use domain::{
    access::{Actor, Membership},
    ids::{OrganisationId, RegistrationId},
    registration::{Answers, Applicant, Stage},
    values::EmailAddress,
};
use sqlx::Row as _;
use std::{fmt::Write as _, sync::atomic::Ordering};
use storage::{Db, organisations, people};

/// A registration whose address was confirmed.
#[derive(Clone, Debug)]
pub struct Registered {
    /// The registration.
    pub id: RegistrationId,
    /// Its version now.
    pub version: i64,
    /// Where its mails go.
    pub email: String,
    /// The token of its draft.
    pub token: Token,
}

impl TestPortal {
    /// A KvK number that nobody else in this test has.
    #[must_use]
    pub fn kvk(&self) -> String {
        self.kvk.fetch_add(1, Ordering::Relaxed).to_string()
    }

    /// Begins and fills in a draft, page by page.
    pub async fn draft(&self, applicant: Applicant, answers: &Answers) -> Token {
        let token = registrations::begin(&self.app, applicant, answers.clone(), Language::Dutch).await.expect("begun");
        for step in applicant.steps() {
            let problems = registrations::save(&self.app, &token, *step, answers.clone()).await.expect("saved");
            assert_eq!(problems, [], "{applicant:?} {step:?}");
        }
        token
    }

    /// Registers with these answers, and confirms with the link from the mail.
    pub async fn register_with(&self, applicant: Applicant, answers: &Answers) -> Registered {
        let token = self.draft(applicant, answers).await;
        assert_eq!(registrations::submit(&self.app, &token).await.expect("sent in"), Stage::Submitted);
        self.run_jobs().await;
        let email = EmailAddress::parse(&answers.registrant_email).expect("an address").to_string();
        let link = self.mail.link(&email, "/aanmelden/bevestigen/");
        let confirmation = link.rsplit('/').next().and_then(Token::parse).expect("a token in the link");
        let registration = registrations::confirm(&self.app, &confirmation).await.expect("confirmed");
        self.run_jobs().await;
        let draft = registrations::draft(&self.app, &token).await.expect("the registration");
        Registered { id: registration.id, version: draft.registration.version, email, token }
    }

    /// Registers a sample.
    pub async fn register(&self, sample: Sample<'_>) -> Registered {
        self.register_with(sample.applicant(), &answers_of(sample, &self.kvk())).await
    }

    /// Registers a municipality.
    pub async fn register_municipality(&self, name: &str) -> Registered {
        self.register(Sample::Municipality(name)).await
    }

    /// Registers a joint body.
    pub async fn register_joint_body(&self, name: &str, members: &[&str]) -> Registered {
        self.register(Sample::JointBody(name, members)).await
    }

    /// Registers a partner for the whole country.
    pub async fn register_partner_nationwide(&self, name: &str, sector: &str) -> Registered {
        self.register(Sample::Nationwide(name, sector)).await
    }

    /// Registers a partner for some municipalities.
    pub async fn register_partner_in(&self, name: &str, sector: &str, places: &[&str]) -> Registered {
        self.register(Sample::In(name, sector, places)).await
    }

    /// Registers a private landlord.
    pub async fn register_landlord(&self, name: &str, place: &str) -> Registered {
        self.register(Sample::Landlord(name, place)).await
    }

    /// Registers an executor.
    pub async fn register_executor(&self, name: &str) -> Registered {
        self.register(Sample::Executor(name)).await
    }

    /// Accepts a registration; its jobs wait.
    pub async fn accept(&self, registered: &Registered) -> OrganisationId {
        let administrator = self.administrator().await;
        registrations::accept(&self.app, &administrator, registered.id, registered.version, None)
            .await
            .expect("accepted")
    }

    /// Registers and accepts a sample, and runs the jobs that follow.
    pub async fn join(&self, sample: Sample<'_>) -> OrganisationId {
        let registered = self.register(sample).await;
        let organisation = self.accept(&registered).await;
        self.run_jobs().await;
        organisation
    }

    /// Joins with these answers.
    pub async fn join_with(&self, applicant: Applicant, answers: &Answers) -> OrganisationId {
        let registered = self.register_with(applicant, answers).await;
        let organisation = self.accept(&registered).await;
        self.run_jobs().await;
        organisation
    }

    /// The address of [`TestPortal::administrator`].
    pub const ADMINISTRATOR: &'static str = "noor@vroegteken.example";

    /// An administrator.
    pub async fn administrator(&self) -> Actor {
        self.administrator_at(Self::ADMINISTRATOR).await
    }

    /// An administrator with this address.
    pub async fn administrator_at(&self, email: &str) -> Actor {
        let address = EmailAddress::parse(email).expect("an address");
        if identity::invite_administrator(&self.app, &address, "Noor van Dam", Language::Dutch).await.expect("invited")
        {
            self.run_jobs().await;
        }
        self.actor(email).await
    }

    /// Somebody who acts for the first of the own organisations.
    pub async fn actor(&self, email: &str) -> Actor {
        let mut tx = self.app.read().await.expect("a transaction");
        let person = people::by_email(&mut tx, email).await.expect("an answer");
        let person = person.unwrap_or_else(|| panic!("nobody has {email}"));
        let memberships = people::memberships(&mut tx, person.id).await.expect("memberships");
        let acting = memberships.first().map_or(domain::access::Acting::Nobody, Membership::acting);
        let signs = memberships.iter().any(Membership::signs);
        Actor::Person { id: person.id, acting, signs }
    }

    /// Makes somebody a signatory of one more organisation, by its name.
    pub async fn give_role(&self, email: &str, organisation: &str) {
        let mut tx = self.app.db().begin().await.expect("a transaction");
        let person = people::by_email(&mut tx, email).await.expect("an answer").expect("somebody with this address");
        let pattern = organisations::pattern(organisation);
        let filter = organisations::Filter { pattern, ..organisations::Filter::default() };
        let found = organisations::list(&mut tx, &filter, None, 1).await.expect("a list");
        let role = people::NewRole {
            id: self.app.ports().id(),
            person: person.id,
            organisation: Some(found[0].id),
            role: domain::party::Role::Signatory,
            function: Some("bestuurder".to_owned()),
            ground: Some(domain::party::Ground::Register),
            mandate_date: None,
            works_at: None,
            given_by: None,
        };
        people::give(&mut tx, role, self.app.now()).await.expect("given");
        tx.commit().await.expect("a commit");
    }

    /// Ends every role of somebody.
    pub async fn end_roles(&self, email: &str) {
        let sql = "UPDATE roles SET ended_at = 1 WHERE person_id = (SELECT id FROM persons WHERE email = $1)";
        self.execute(sql, email).await;
    }

    /// Writes behind the back of the portal; `$1` is a text.
    pub async fn execute(&self, sql: &'static str, text: &str) {
        match self.app.db() {
            Db::Sqlite { write, .. } => sqlx::query(sql).bind(text).execute(write).await.map(drop),
            Db::Postgres(pool) => sqlx::query(sql).bind(text).execute(pool).await.map(drop),
        }
        .expect("it is written");
    }

    /// A person who can sign in and has no role.
    pub async fn somebody(&self, email: &str) {
        let mut tx = self.app.db().begin().await.expect("a transaction");
        let new = people::Person {
            id: self.app.ports().id(),
            email: email.to_owned(),
            name: "Niemand".to_owned(),
            phone: None,
            language: "nl".to_owned(),
        };
        people::add(&mut tx, &new, self.app.now()).await.expect("added");
        tx.commit().await.expect("a commit");
    }

    /// How many agreements there are.
    pub async fn agreements(&self) -> i64 {
        let mut tx = self.app.read().await.expect("a transaction");
        assert_eq!(storage::agreements::doubles(&mut tx).await.expect("a count"), 0, "a pair has two agreements");
        storage::agreements::total(&mut tx).await.expect("a count")
    }
}

impl TestPortal {
    /// As [`TestPortal::column`], for a column of ids.
    pub async fn uuids(&self, sql: &'static str, id: uuid::Uuid) -> Vec<uuid::Uuid> {
        match self.app.db() {
            Db::Sqlite { read, .. } => sqlx::query_scalar(sql).bind(id).fetch_all(read).await,
            Db::Postgres(pool) => sqlx::query_scalar(sql).bind(id).fetch_all(pool).await,
        }
        .expect("a query that both engines know")
    }

    /// The first column, as text, of what a query gives for an id, which is its `$1`.
    pub async fn column(&self, sql: &'static str, id: uuid::Uuid) -> Vec<String> {
        match self.app.db() {
            Db::Sqlite { read, .. } => sqlx::query_scalar(sql).bind(id).fetch_all(read).await,
            Db::Postgres(pool) => sqlx::query_scalar(sql).bind(id).fetch_all(pool).await,
        }
        .expect("a query that both engines know")
    }
}

/// Every value of every column of text and bytes.
pub(crate) async fn everything(db: &Db) -> String {
    let mut all = String::new();
    match db {
        Db::Sqlite { read, .. } => {
            let columns = sqlx::query(
                "SELECT m.name AS owner, c.name AS part FROM sqlite_master m JOIN pragma_table_info(m.name) c \
                 WHERE m.type = 'table'",
            );
            for column in columns.fetch_all(read).await.expect("columns") {
                let (table, part): (String, String) = (column.get("owner"), column.get("part"));
                let text =
                    format!("SELECT CAST(\"{part}\" AS TEXT) AS v FROM \"{table}\" WHERE \"{part}\" IS NOT NULL");
                for row in sqlx::query(sqlx::AssertSqlSafe(text)).fetch_all(read).await.expect("values") {
                    let bytes: Vec<u8> = row.get_unchecked("v");
                    let _ = writeln!(all, "{table}.{part}: {}", String::from_utf8_lossy(&bytes));
                }
            }
        }
        Db::Postgres(pool) => {
            let columns = sqlx::query(
                "SELECT table_name::text AS owner, column_name::text AS part FROM information_schema.columns \
                 WHERE table_schema = 'public'",
            );
            for column in columns.fetch_all(pool).await.expect("columns") {
                let (table, part): (String, String) = (column.get("owner"), column.get("part"));
                let text = format!("SELECT \"{part}\"::text AS v FROM \"{table}\" WHERE \"{part}\" IS NOT NULL");
                for row in sqlx::query(sqlx::AssertSqlSafe(text)).fetch_all(pool).await.expect("values") {
                    let _ = writeln!(all, "{table}.{part}: {}", row.get::<String, _>("v"));
                }
            }
        }
    }
    all
}
