//! People and their roles.

use crate::{Row, StorageError, Tx, sql, values};
use domain::{
    access::Membership,
    ids::{OrganisationId, PersonId, RoleId},
    party::{Ground, OrganisationKind, Role},
    people::Colleague,
};
use jiff::{Timestamp, civil::Date};

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// Mail address, unique.
    pub email: String,
    /// Name.
    pub name: String,
    /// Telephone.
    pub phone: Option<String>,
    /// `nl` or `en`.
    pub language: String,
}

/// A role that is to be given.
#[derive(Clone, Debug)]
pub struct NewRole {
    /// Its id.
    pub id: RoleId,
    /// To whom.
    pub person: PersonId,
    /// Where; `None` is the administration.
    pub organisation: Option<OrganisationId>,
    /// Which.
    pub role: Role,
    /// Function, as it will stand in a signature.
    pub function: Option<String>,
    /// Why somebody may sign.
    pub ground: Option<Ground>,
    /// Date of a mandate.
    pub mandate_date: Option<Date>,
    /// Where somebody works, when that is elsewhere.
    pub works_at: Option<String>,
    /// Who invited them, where a person did.
    pub given_by: Option<PersonId>,
}

/// A role as it is kept, ended ones included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its id.
    pub id: RoleId,
    /// Whose.
    pub person: PersonId,
    /// Where; `None` is the administration.
    pub organisation: Option<OrganisationId>,
    /// Which.
    pub role: Role,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

/// Somebody with a role in an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The role, as it is kept.
    pub id: RoleId,
    /// Who.
    pub person: Person,
    /// Which role.
    pub role: Role,
    /// Function.
    pub function: Option<String>,
    /// Why they may sign.
    pub ground: Option<Ground>,
    /// Date of a mandate.
    pub mandate_date: Option<Date>,
    /// Where they work, when that is elsewhere.
    pub works_at: Option<String>,
    /// Since when.
    pub since: Timestamp,
    /// Who invited them, where a person did.
    pub invited_by: Option<PersonId>,
}

/// A demo person for the sign-in page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Who.
    pub person: Person,
    /// Their role.
    pub role: Role,
    /// Kind and name of the organisation; `None` is the administration.
    pub organisation: Option<(OrganisationKind, Option<String>, String)>,
}

sql! {
    /// Adds a person.
    ADD (Uuid, Text, Text, Text, Text, Int) = "INSERT INTO persons (id, email, name, phone, language, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (email) DO NOTHING";
    /// One by address.
    BY_EMAIL (Text) = "SELECT * FROM persons WHERE email = $1";
    /// One by id.
    FIND (Uuid) = "SELECT * FROM persons WHERE id = $1";
    /// Another language.
    SET_LANGUAGE (Uuid, Text) = "UPDATE persons SET language = $2 WHERE id = $1";
    /// Gives a role, once.
    GIVE (Uuid, Uuid, Uuid, Text, Text, Text, Text, Text, Uuid, Int) = "INSERT INTO roles (id, person_id, organisation_id, role, \
        function, ground, mandate_date, works_at, given_by, since) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
        ON CONFLICT (person_id, organisation_id, role) WHERE ended_at IS NULL DO NOTHING";
    /// The roles of a person.
    MEMBERSHIPS (Uuid) = "SELECT r.role, r.organisation_id, o.kind, o.name AS organisation_name FROM roles r \
        LEFT JOIN organisations o ON o.id = r.organisation_id WHERE r.person_id = $1 AND r.ended_at IS NULL \
        AND o.ended_at IS NULL ORDER BY o.sort_name, r.organisation_id, r.role";
    /// The people of an organisation.
    MEMBERS (Uuid) = "SELECT p.*, r.id AS role_id, r.role, r.function, r.ground, r.mandate_date, r.works_at, r.since, r.given_by FROM roles r \
        JOIN persons p ON p.id = r.person_id WHERE r.organisation_id = $1 AND r.ended_at IS NULL \
        ORDER BY r.role, r.id";
    /// A role, ended or not.
    HELD (Uuid) = "SELECT id, person_id, organisation_id, role, ended_at FROM roles WHERE id = $1";
    /// Since when somebody coordinates for an organisation, and who invited them last.
    COLLEAGUE (Uuid, Uuid) = "SELECT (SELECT MIN(e.since) FROM roles e WHERE e.person_id = $1 AND e.organisation_id = $2 \
        AND e.role = 'contact') AS since, r.given_by FROM roles r WHERE r.person_id = $1 AND r.organisation_id = $2 \
        AND r.role = 'contact' AND r.ended_at IS NULL";
    /// Makes those who change the people of an organisation wait for each other.
    LOCK (Uuid) = "UPDATE organisations SET version = version WHERE id = $1";
    /// Ends the sessions of somebody who has no role left.
    END_SESSIONS (Uuid) = "DELETE FROM sessions WHERE person_id = $1 AND NOT EXISTS (SELECT 1 FROM roles r \
        LEFT JOIN organisations o ON o.id = r.organisation_id WHERE r.person_id = $1 AND r.ended_at IS NULL \
        AND o.ended_at IS NULL)";
    /// Ends the sessions of everybody who had a role in an organisation that has ended, and has none left.
    END_SESSIONS_OF (Uuid) = "DELETE FROM sessions WHERE person_id IN (SELECT e.person_id FROM roles e \
        WHERE e.organisation_id = $1) AND NOT EXISTS (SELECT 1 FROM roles r LEFT JOIN organisations o \
        ON o.id = r.organisation_id WHERE r.person_id = sessions.person_id AND r.ended_at IS NULL AND o.ended_at IS NULL)";
    /// The administrators with their roles.
    ADMINISTRATOR_ROLES () = "SELECT p.*, r.id AS role_id, r.role, r.function, r.ground, r.mandate_date, r.works_at, r.since, r.given_by FROM roles r \
        JOIN persons p ON p.id = r.person_id WHERE r.role = 'administrator' AND r.organisation_id IS NULL \
        AND r.ended_at IS NULL ORDER BY p.name, r.id";
    /// Another function, and another place of work.
    DESCRIBE (Uuid, Text, Text) = "UPDATE roles SET function = $2, works_at = $3 WHERE id = $1 AND ended_at IS NULL";
    /// Ends one role.
    END_ROLE (Uuid, Int) = "UPDATE roles SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    /// Another name and telephone.
    RENAME (Uuid, Text, Text) = "UPDATE persons SET name = $2, phone = $3 WHERE id = $1";
    /// How many roles somebody has in other organisations than this one.
    ELSEWHERE (Uuid, Uuid) = "SELECT COUNT(*) AS n FROM roles WHERE person_id = $1 AND ended_at IS NULL \
        AND (organisation_id IS NULL OR organisation_id <> $2)";
    /// The administrators.
    ADMINISTRATORS () = "SELECT p.* FROM roles r JOIN persons p ON p.id = r.person_id \
        WHERE r.role = 'administrator' AND r.organisation_id IS NULL AND r.ended_at IS NULL ORDER BY p.email";
    /// Some people in a role in organisations of a kind.
    SAMPLES (Text, Text, Text, Int) = "SELECT p.*, r.role, o.kind, o.sector, o.name AS organisation_name FROM roles r \
        JOIN persons p ON p.id = r.person_id JOIN organisations o ON o.id = r.organisation_id \
        WHERE r.role = $1 AND o.kind = $2 AND r.ended_at IS NULL AND ($3 IS NULL OR o.partner_kind = $3) \
        ORDER BY (r.works_at IS NOT NULL), o.nationwide DESC, o.id, r.id LIMIT $4";
}

pub(crate) fn person(row: &Row) -> Result<Person, StorageError> {
    Ok(Person {
        id: row.id("id")?,
        email: row.get("email")?,
        name: row.get("name")?,
        phone: row.get("phone")?,
        language: row.get("language")?,
    })
}

/// Adds a person, or gives the one who has this address already. `true`: added now.
///
/// # Errors
/// [`StorageError`].
pub async fn add(tx: &mut Tx, new: &Person, now: Timestamp) -> Result<(Person, bool), StorageError> {
    let Person { id, email, name, phone, language } = new;
    let added = tx.execute(&ADD, values![*id, email, name, phone.as_deref(), language, now]).await? == 1;
    let kept = by_email(tx, email).await?.ok_or(StorageError::Unreadable("persons"))?;
    Ok((kept, added))
}

/// One by address (in its canonical form).
///
/// # Errors
/// [`StorageError`].
pub async fn by_email(tx: &mut Tx, email: &str) -> Result<Option<Person>, StorageError> {
    tx.first(&BY_EMAIL, values![email]).await?.as_ref().map(person).transpose()
}

/// One by id.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, id: PersonId) -> Result<Option<Person>, StorageError> {
    tx.first(&FIND, values![id]).await?.as_ref().map(person).transpose()
}

/// Another language for pages and mails.
///
/// # Errors
/// [`StorageError`].
pub async fn set_language(tx: &mut Tx, id: PersonId, language: &str) -> Result<(), StorageError> {
    tx.execute(&SET_LANGUAGE, values![id, language]).await.map(drop)
}

/// Gives a role. `false`: the person has it already.
///
/// # Errors
/// [`StorageError`].
pub async fn give(tx: &mut Tx, new: NewRole, now: Timestamp) -> Result<bool, StorageError> {
    let NewRole { id, person, organisation, role, function, ground, mandate_date, works_at, given_by } = new;
    let ground = ground.map(Ground::as_str);
    let role = role.as_str();
    let values = values![id, person, organisation, role, function, ground, mandate_date, works_at, given_by, now];
    Ok(tx.execute(&GIVE, values).await? == 1)
}

/// The roles of a person, grouped by organisation; the administration comes first.
///
/// # Errors
/// [`StorageError`].
pub async fn memberships(tx: &mut Tx, id: PersonId) -> Result<Vec<Membership>, StorageError> {
    grouped(&tx.all(&MEMBERSHIPS, values![id]).await?)
}

/// Roles by organisation; the administration comes first.
pub(crate) fn grouped(rows: &[Row]) -> Result<Vec<Membership>, StorageError> {
    let mut memberships: Vec<Membership> = Vec::new();
    for row in rows {
        let role = row.code("role", Role::parse)?;
        let organisation = match row.maybe_id::<OrganisationId>("organisation_id")? {
            None => None,
            Some(id) => Some((id, row.code("kind", OrganisationKind::parse)?, row.get("organisation_name")?)),
        };
        match memberships.iter_mut().find(|membership| membership.organisation == organisation) {
            Some(membership) => membership.roles.push(role),
            None => memberships.push(Membership { organisation, roles: vec![role] }),
        }
    }
    memberships.sort_by_key(|membership| membership.organisation.is_some());
    Ok(memberships)
}

/// The people of an organisation, contact persons first.
///
/// # Errors
/// [`StorageError`].
pub async fn members(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Member>, StorageError> {
    let rows = tx.all(&MEMBERS, values![organisation]).await?;
    rows.iter().map(member).collect()
}

pub(crate) fn member(row: &Row) -> Result<Member, StorageError> {
    Ok(Member {
        id: row.id("role_id")?,
        person: person(row)?,
        role: row.code("role", Role::parse)?,
        function: row.get("function")?,
        ground: row.maybe_code("ground", Ground::parse)?,
        mandate_date: row.maybe_date("mandate_date")?,
        works_at: row.get("works_at")?,
        since: row.time("since")?,
        invited_by: row.maybe_id("given_by")?,
    })
}

/// Ends one role.
///
/// # Errors
/// [`StorageError`].
pub async fn end_role(tx: &mut Tx, id: RoleId, at: Timestamp) -> Result<(), StorageError> {
    tx.execute(&END_ROLE, values![id, at]).await.map(drop)
}

/// Another function, and another place of work.
///
/// # Errors
/// [`StorageError`].
pub async fn describe(
    tx: &mut Tx,
    id: RoleId,
    function: Option<&str>,
    works_at: Option<&str>,
) -> Result<(), StorageError> {
    tx.execute(&DESCRIBE, values![id, function, works_at]).await.map(drop)
}

/// A role, ended or not.
///
/// # Errors
/// [`StorageError`].
pub async fn held(tx: &mut Tx, id: RoleId) -> Result<Option<Held>, StorageError> {
    let Some(row) = tx.first(&HELD, values![id]).await? else { return Ok(None) };
    Ok(Some(Held {
        id: row.id("id")?,
        person: row.id("person_id")?,
        organisation: row.maybe_id("organisation_id")?,
        role: row.code("role", Role::parse)?,
        ended_at: row.maybe_time("ended_at")?,
    }))
}

/// Somebody as contact person of an organisation; `None` for who is none.
///
/// # Errors
/// [`StorageError`].
pub async fn colleague(
    tx: &mut Tx,
    person: PersonId,
    organisation: OrganisationId,
) -> Result<Option<Colleague>, StorageError> {
    let Some(row) = tx.first(&COLLEAGUE, values![person, organisation]).await? else { return Ok(None) };
    Ok(Some(Colleague { person, since: row.time("since")?, invited_by: row.maybe_id("given_by")? }))
}

/// Makes those who change the people of an organisation wait for each other until the end of the transaction.
///
/// # Errors
/// [`StorageError`].
pub async fn lock(tx: &mut Tx, organisation: OrganisationId) -> Result<(), StorageError> {
    tx.execute(&LOCK, values![organisation]).await.map(drop)
}

/// Ends the sessions of somebody who has no role left.
///
/// # Errors
/// [`StorageError`].
pub async fn end_sessions(tx: &mut Tx, person: PersonId) -> Result<(), StorageError> {
    tx.execute(&END_SESSIONS, values![person]).await.map(drop)
}

/// Ends the sessions of everybody who had a role in an organisation that has ended, and has none left.
///
/// # Errors
/// [`StorageError`].
pub async fn end_sessions_of(tx: &mut Tx, organisation: OrganisationId) -> Result<(), StorageError> {
    tx.execute(&END_SESSIONS_OF, values![organisation]).await.map(drop)
}

/// The administrators with their roles, by name.
///
/// # Errors
/// [`StorageError`].
pub async fn administrator_roles(tx: &mut Tx) -> Result<Vec<Member>, StorageError> {
    tx.all(&ADMINISTRATOR_ROLES, values![]).await?.iter().map(member).collect()
}

/// Another name and telephone.
///
/// # Errors
/// [`StorageError`].
pub async fn rename(tx: &mut Tx, id: PersonId, name: &str, phone: Option<&str>) -> Result<(), StorageError> {
    tx.execute(&RENAME, values![id, name, phone]).await.map(drop)
}

/// Whether somebody has a role in another organisation than this one.
///
/// # Errors
/// [`StorageError`].
pub async fn works_elsewhere(tx: &mut Tx, id: PersonId, than: OrganisationId) -> Result<bool, StorageError> {
    Ok(tx.count(&ELSEWHERE, values![id, than]).await? > 0)
}

/// The administrators.
///
/// # Errors
/// [`StorageError`].
pub async fn administrators(tx: &mut Tx) -> Result<Vec<Person>, StorageError> {
    tx.all(&ADMINISTRATORS, values![]).await?.iter().map(person).collect()
}

/// Some people in a role in organisations of a kind: for the sign-in page of the demo.
///
/// # Errors
/// [`StorageError`].
pub async fn samples(
    tx: &mut Tx,
    role: Role,
    kind: OrganisationKind,
    partner_kind: Option<&str>,
    most: i64,
) -> Result<Vec<Sample>, StorageError> {
    let rows = tx.all(&SAMPLES, values![role.as_str(), kind.as_str(), partner_kind, most]).await?;
    rows.iter()
        .map(|row| {
            let kind = row.code("kind", OrganisationKind::parse)?;
            Ok(Sample {
                person: person(row)?,
                role: row.code("role", Role::parse)?,
                organisation: Some((kind, row.get("sector")?, row.get("organisation_name")?)),
            })
        })
        .collect()
}
