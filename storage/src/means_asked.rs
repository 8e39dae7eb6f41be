//! Which means suffice to sign in and to sign, by kind of organisation.

use crate::{Row, StorageError, Tx, sql, values};
use domain::{
    ids::{OrganisationId, PersonId},
    means::{Asked, Means, Whose},
};

sql! {
    /// All that is asked.
    ALL () = "SELECT * FROM means_asked";
    /// Sets what is asked of a kind.
    SET (Text, Text, Text) = "INSERT INTO means_asked (kind, sign_in, sign) VALUES ($1, $2, $3) \
        ON CONFLICT (kind) DO UPDATE SET sign_in = $2, sign = $3";
    /// What the organisations of a person ask.
    OF_PERSON (Uuid) = "SELECT r.organisation_id, m.sign_in, m.sign FROM roles r \
        LEFT JOIN organisations o ON o.id = r.organisation_id \
        JOIN means_asked m ON m.kind = COALESCE(o.kind, 'administration') \
        WHERE r.person_id = $1 AND r.ended_at IS NULL AND o.ended_at IS NULL";
}

fn asked(row: &Row) -> Result<Asked, StorageError> {
    Ok(Asked { sign_in: row.code("sign_in", Means::parse)?, sign: row.code("sign", Means::parse)? })
}

/// What is asked of each kind of organisation, where that is more than a code by mail.
///
/// # Errors
/// [`StorageError`].
pub async fn all(tx: &mut Tx) -> Result<Vec<(Whose, Asked)>, StorageError> {
    let rows = tx.all(&ALL, values![]).await?;
    rows.iter().map(|row| Ok((row.code("kind", Whose::parse)?, asked(row)?))).collect()
}

/// Sets what is asked of a kind.
///
/// # Errors
/// [`StorageError`].
pub async fn set(tx: &mut Tx, whose: Whose, asked: Asked) -> Result<(), StorageError> {
    tx.execute(&SET, values![whose.as_str(), asked.sign_in.as_str(), asked.sign.as_str()]).await.map(drop)
}

/// What each organisation of a person asks (`None`: the administration), where that is more than a code by mail.
///
/// # Errors
/// [`StorageError`].
pub async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<(Option<OrganisationId>, Asked)>, StorageError> {
    let rows = tx.all(&OF_PERSON, values![person]).await?;
    rows.iter().map(|row| Ok((row.maybe_id("organisation_id")?, asked(row)?))).collect()
}
