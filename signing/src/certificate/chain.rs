//! From the certificate of a signer to a root that is trusted (RFC 5280, 6.1).

use der::asn1::ObjectIdentifier;
use der::oid::AssociatedOid;
use jiff::Timestamp;
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages};

use super::Certificate;

/// Certificates in a chain, the root included.
const LONGEST: usize = 4;

/// The way from a signer to a root, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chain {
    /// Signer first, trusted root last.
    Complete(Vec<Certificate>),
    /// No trusted root signed it, directly or through the certificates that came along.
    NoRoot,
    /// A certificate that came along is no part of the way.
    Stray(Certificate),
    /// A certificate of the chain is used for what it is not made for.
    Unfit(Certificate),
    /// A certificate of the chain was not valid at that time.
    NotValidAt(Certificate),
}

/// What differs between our certificates and those of authorities that time-stamp.
struct Rules {
    issued: fn(&Certificate, &Certificate) -> bool,
    may_sign: fn(&Certificate) -> bool,
    may_issue: fn(&Certificate, usize) -> bool,
}

/// Builds the chain of `signer` at a time. `others` came along with the signature: each has to be part
/// of the chain, which no standard asks for, so that no byte of a signature is left unread.
#[must_use]
pub fn chain(signer: &Certificate, others: &[Certificate], roots: &[Certificate], at: Timestamp) -> Chain {
    let rules = Rules { issued: Certificate::is_signed_by, may_sign: may_sign_documents, may_issue };
    build(signer, (others, &[]), roots, at, &rules)
}

/// Builds the chain of an authority that time-stamps, which somebody else may have made. Of `others`,
/// the first came along, as with [`chain`]; the second lay beside, and may be more than is needed.
pub(crate) fn stamp_chain(
    signer: &Certificate,
    others: (&[Certificate], &[Certificate]),
    roots: &[Certificate],
    at: Timestamp,
) -> Chain {
    let rules = Rules { issued: Certificate::is_signed_by_foreign, may_sign: may_stamp, may_issue: may_issue_stampers };
    build(signer, others, roots, at, &rules)
}

fn build(
    signer: &Certificate,
    (others, beside): (&[Certificate], &[Certificate]),
    roots: &[Certificate],
    at: Timestamp,
    rules: &Rules,
) -> Chain {
    let mut way = vec![signer.clone()];
    let root = loop {
        let last = &way[way.len() - 1];
        let issued = |issuer: &&Certificate| last.issuer() == issuer.subject() && (rules.issued)(last, issuer);
        if let Some(root) = roots.iter().find(|root| *root == last).or_else(|| roots.iter().find(issued)) {
            break root;
        }
        match others.iter().chain(beside).filter(|other| !way.contains(other)).find(issued) {
            Some(issuer) if way.len() + 1 < LONGEST => way.push(issuer.clone()),
            _ => return Chain::NoRoot,
        }
    };
    if way[way.len() - 1] != *root {
        way.push(root.clone());
    }
    if let Some(stray) = others.iter().find(|other| !way.contains(other)) {
        return Chain::Stray(stray.clone());
    }
    for (index, certificate) in way.iter().enumerate() {
        let fit = if index == 0 { (rules.may_sign)(certificate) } else { (rules.may_issue)(certificate, index - 1) };
        if !fit {
            return Chain::Unfit(certificate.clone());
        }
        if !certificate.period().is_ok_and(|(from, until)| from <= at && at <= until) {
            return Chain::NotValidAt(certificate.clone());
        }
    }
    Chain::Complete(way)
}

/// Extensions that are understood here; another one that is critical makes a certificate unfit
/// (RFC 5280, 4.2).
const UNDERSTOOD: [ObjectIdentifier; 2] = [BasicConstraints::OID, KeyUsage::OID];
/// Those that are understood in certificates of authorities that time-stamp.
const UNDERSTOOD_OF_STAMPERS: [ObjectIdentifier; 3] = [BasicConstraints::OID, KeyUsage::OID, ExtendedKeyUsage::OID];

/// `id-kp-timeStamping` (RFC 3161, 2.3).
pub(crate) const TIME_STAMPING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8");
/// `anyExtendedKeyUsage` (RFC 5280, 4.2.1.12).
const ANY_PURPOSE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.37.0");

fn understood(certificate: &Certificate, these: &[ObjectIdentifier]) -> bool {
    certificate.extensions().iter().all(|extension| !extension.critical || these.contains(&extension.extn_id))
}

fn is_authority(certificate: &Certificate) -> bool {
    certificate.extension::<BasicConstraints>().is_some_and(|constraints| constraints.ca)
}

/// `nonRepudiation`, and no authority.
fn may_sign_documents(certificate: &Certificate) -> bool {
    understood(certificate, &UNDERSTOOD)
        && certificate.extension::<KeyUsage>().is_some_and(|usage| usage.non_repudiation())
        && !is_authority(certificate)
}

/// For time-stamps alone, critically (RFC 3161, 2.3), with a key for signatures, and no authority.
fn may_stamp(certificate: &Certificate) -> bool {
    let signatures = KeyUsages::DigitalSignature | KeyUsages::NonRepudiation;
    let critical = certificate.extensions().iter().any(|one| one.extn_id == ExtendedKeyUsage::OID && one.critical);
    understood(certificate, &UNDERSTOOD_OF_STAMPERS)
        && critical
        && certificate.extension::<ExtendedKeyUsage>().is_some_and(|usage| usage.0 == [TIME_STAMPING])
        && certificate.extension::<KeyUsage>().is_some_and(|usage| !usage.0.is_empty() && signatures.contains(usage.0))
        && !is_authority(certificate)
}

/// An authority with at most so many others below it (RFC 5280, 4.2.1.9).
fn may_issue(certificate: &Certificate, below: usize) -> bool {
    understood(certificate, &UNDERSTOOD) && issues(certificate, below)
}

/// The same for one that issues to authorities that time-stamp; where it is limited to purposes, theirs
/// is among them.
fn may_issue_stampers(certificate: &Certificate, below: usize) -> bool {
    let limited = certificate.extensions().iter().any(|extension| extension.extn_id == ExtendedKeyUsage::OID);
    let purposes = certificate.extension::<ExtendedKeyUsage>();
    understood(certificate, &UNDERSTOOD_OF_STAMPERS)
        && issues(certificate, below)
        && (!limited
            || purposes.is_some_and(|these| [TIME_STAMPING, ANY_PURPOSE].iter().any(|one| these.0.contains(one))))
}

fn issues(certificate: &Certificate, below: usize) -> bool {
    certificate.extension::<KeyUsage>().is_some_and(|usage| usage.key_cert_sign())
        && certificate.extension::<BasicConstraints>().is_some_and(|constraints| {
            constraints.ca && constraints.path_len_constraint.is_none_or(|most| below <= usize::from(most))
        })
}
